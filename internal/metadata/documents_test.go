package metadata

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"testing"
)

// TestDiscloses: what word processors and printers write into documents is found,
// and so is what stands in a compressed part.
func TestDiscloses(t *testing.T) {
	deflated := func(text string) string {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return b.String()
	}
	objects := deflated("1 0 2 60 <</Author(Jane \\(J.\\) D\\366e)>> <</Producer<FEFF004C0069006200720065>>>")
	for name, c := range map[string]struct {
		document string
		want     []string
	}{
		"PDF":             {"%PDF-1.4\n1 0 obj\n<< /Title (Budget) /Author (Jane Doe) /Creator (Writer) /Producer (Li\\142re) >>\nendobj\n", []string{`author "Jane Doe"`, `program "Writer"`, `program "Libre"`}},
		"PDF 1.5":         {"%PDF-1.5\n3 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length 99>>\nstream\n" + objects + "\nendstream\n", []string{`author "Jane (J.) Döe"`, `program "Libre"`}},
		"PDF, cut off":    {"%PDF-1.5\n<</Type/ObjStm>>\nstream\n" + objects[:12], nil},
		"PDF, XMP":        {"%PDF-1.7\n<x:xmpmeta><rdf:Description pdf:Producer=\"Word\"><dc:creator>\n<rdf:Seq><rdf:li>Jane &amp; John</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>", []string{`author "Jane & John"`, `program "Word"`}},
		"PDF, encrypted":  {"%PDF-1.4\n<< /Encrypt 5 0 R >> << /Author (\x01\x02\x03) >>", nil},
		"PDF, of nobody":  {"%PDF-1.4\n<< /Author () /Producer ( ) >>", nil},
		"OOXML":           {archive("docProps/core.xml", "<cp:coreProperties><dc:creator>Jane</dc:creator><cp:lastModifiedBy>John</cp:lastModifiedBy></cp:coreProperties>", "docProps/app.xml", "<Properties><Application>Word</Application><Company></Company></Properties>"), []string{`author "Jane"`, `last author "John"`, `program "Word"`}},
		"ODF":             {archive("meta.xml", "<office:meta><meta:generator>Libre</meta:generator><dc:creator>Jane</dc:creator></office:meta>"), []string{`program "Libre"`, `author "Jane"`}},
		"another archive": {archive("a.txt", "<dc:creator>Jane</dc:creator>"), nil},
		"another file":    {"/Author (Jane)", nil},
	} {
		if got := Discloses([]byte(c.document)); !slices.Equal(got, c.want) {
			t.Errorf("%s: wanted %q, found %q", name, c.want, got)
		}
	}
}

// archive is a ZIP archive of files: name, content, name, content.
func archive(files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for pair := range slices.Chunk(files, 2) {
		f, _ := w.Create(pair[0])
		fmt.Fprint(f, pair[1])
	}
	w.Close()
	return b.String()
}
