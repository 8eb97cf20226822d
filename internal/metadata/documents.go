//go:build !js

package metadata

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"html"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// Discloses says what a document tells about who wrote it: `author "Jane Doe"`,
// each once. It looks into PDF, and into the office formats OOXML and ODF; of
// others, and of documents that are encrypted, it says nothing.
func Discloses(document []byte) (facts []string) {
	var d disclosures
	switch {
	case bytes.HasPrefix(document, []byte("%PDF-")):
		d.pdf(document)
	case bytes.HasPrefix(document, []byte("PK\x03\x04")):
		d.office(document)
	}
	return d.facts
}

// IsDocument reports whether [Discloses] might find something in a file of this
// name.
func IsDocument(name string) bool {
	return strings.Contains(" .pdf .docx .docm .dotx .xlsx .xlsm .xltx .pptx .pptm .ppsx .potx .odt .ods .odp .odg .ott .ots .otp ", " "+strings.ToLower(path.Ext(name))+" ")
}

const (
	maxFacts = 10      // of a document
	maxPart  = 1 << 20 // bytes that a part of it takes when it is unpacked
)

type disclosures struct{ facts []string }

// add adds a fact unless its value says nothing.
func (d *disclosures) add(name, value string) {
	const longest = 80
	value = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(value, ""), func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
	if r := []rune(value); len(r) > longest {
		value = string(r[:longest]) + "…"
	}
	fact := name + ` "` + value + `"`
	if value != "" && len(d.facts) < maxFacts && !slices.Contains(d.facts, fact) {
		d.facts = append(d.facts, fact)
	}
}

// elements maps elements of the metadata of OOXML (ECMA-376 part 2 § 11, part 1
// § 22.2), ODF (part 3 § 4.3) and XMP to what they tell.
var elements = map[string]string{
	"dc:creator": "author", "cp:lastModifiedBy": "last author", "Company": "company", "Manager": "manager", "Application": "program",
	"meta:initial-creator": "author", "meta:printed-by": "printed by", "meta:generator": "program",
	"pdf:Producer": "program", "xmp:CreatorTool": "program",
}

var attributeRE = regexp.MustCompile(`([\w:]+)="([^"<>]*)"`)

var elementRE = regexp.MustCompile(`<([\w:-]+)(?:\s[^<>]*)?>(?:\s*<rdf:(?:Seq|Bag)[^<>]*>\s*<rdf:li[^<>]*>)?([^<>]+)<`)

// xml adds what elements of metadata say. XMP has attributes instead, too.
func (d *disclosures) xml(text []byte) {
	for _, m := range append(elementRE.FindAllSubmatch(text, -1), attributeRE.FindAllSubmatch(text, -1)...) {
		if name := elements[string(m[1])]; name != "" {
			d.add(name, html.UnescapeString(string(m[2])))
		}
	}
}

// office reads the parts of a ZIP archive that hold metadata.
func (d *disclosures) office(document []byte) {
	archive, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return
	}
	for _, name := range []string{"docProps/core.xml", "docProps/app.xml", "meta.xml"} {
		if f, err := archive.Open(name); err == nil {
			part, _ := io.ReadAll(io.LimitReader(f, maxPart)) // what can be read
			f.Close()
			d.xml(part)
		}
	}
}

// pdf reads the information dictionary, which may stand in a compressed stream of
// objects, and the metadata stream (ISO 32000-1 § 14.3, 7.5.7). What is encrypted
// cannot be read.
func (d *disclosures) pdf(document []byte) {
	if bytes.Contains(document, []byte("/Encrypt")) {
		return
	}
	d.dictionary(document)
	for left, budget := document, 16*maxPart; budget > 0; {
		_, after, found := bytes.Cut(left, []byte("/ObjStm"))
		if !found {
			break
		}
		objects := unpack(after, budget)
		d.dictionary(objects)
		left, budget = after, budget-len(objects)-1<<10
	}
	if _, after, found := bytes.Cut(document, []byte("<x:xmpmeta")); found {
		packet, _, _ := bytes.Cut(after[:min(len(after), maxPart)], []byte("</x:xmpmeta"))
		d.xml(packet)
	}
}

var streamRE = regexp.MustCompile(`^[^>]{0,500}>>\s*stream\r?\n`)

// unpack returns the compressed stream whose dictionary ends in front of it, or
// what can be read of it.
func unpack(after []byte, most int) []byte {
	head := streamRE.Find(after[:min(len(after), 600)])
	if head == nil {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(after[len(head):]))
	if err != nil {
		return nil
	}
	defer r.Close()
	objects, _ := io.ReadAll(io.LimitReader(r, int64(min(most, maxPart))))
	return objects
}

var entryRE = regexp.MustCompile(`/(Author|Creator|Producer)\s*(?:\(((?:\\(?s:.)|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)`)

// dictionary adds the entries of an information dictionary (ISO 32000-1 table
// 317), wherever it stands.
func (d *disclosures) dictionary(b []byte) {
	for _, m := range entryRE.FindAllSubmatch(b, 100) {
		name := "program"
		if string(m[1]) == "Author" {
			name = "author"
		}
		value := escapeRE.ReplaceAllFunc(m[2], unescape)
		if m[3] != nil {
			digits := strings.Join(strings.Fields(string(m[3])), "")
			value, _ = hex.DecodeString(digits[:len(digits)&^1])
		}
		d.add(name, decodeText(value))
	}
}

var escapeRE = regexp.MustCompile(`\\(?:[0-7]{1,3}|\r?\n|(?s:.))`)

// unescape resolves an escape of a string in PDF (ISO 32000-1 § 7.3.4.2).
func unescape(escape []byte) []byte {
	switch c := escape[1]; c {
	case 'n', 'r', 't', '\r', '\n':
		return []byte{' '}
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n, _ := strconv.ParseUint(string(escape[1:]), 8, 16)
		return []byte{byte(n)}
	}
	return escape[1:]
}

// decodeText reads UTF-16 or UTF-8 with a byte order mark; other text is taken
// for Latin-1, which PDFDocEncoding differs from in a few signs.
func decodeText(b []byte) string {
	if text, ok := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); ok {
		return string(text)
	}
	if bytes.HasPrefix(b, []byte("\xfe\xff")) || bytes.HasPrefix(b, []byte("\xff\xfe")) {
		return string(plaintext.DecodeUTF16(b))
	}
	latin1 := make([]rune, len(b))
	for i, c := range b {
		latin1[i] = rune(c)
	}
	return string(latin1)
}
