package importer

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// Load reads every file of fsys that it knows by its name, in all folders:
// *.html, *.htm, *.xml, *.rss, *.atom, *.json. It is always usable; the
// error is nil or a [board.ErrorList] of all findings.
func (im *Importer) Load(fsys fs.FS) (*Collection, error) {
	one := *im
	one.files = fsys
	var all []*feed
	var errs board.ErrorList
	fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && (d.IsDir() || !isForeign(name)) {
			return nil
		}
		f, found := one.readFile(fsys, name, err)
		all, errs = append(all, f), append(errs, found...)
		return nil // whatever is wrong with one file, go on with the next
	})
	slices.SortStableFunc(all, func(a, b *feed) int { return cmp.Compare(poorness(a.name), poorness(b.name)) })
	return collect(all, errs)
}

// poorness orders files by how much of a post they lack, so that of a post
// that is in several the fullest counts.
func poorness(name string) int {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return 0
	case ".htm", ".html", ".xhtml":
		return 2
	}
	return 1
}

// Read reads one file, which is what its bytes say it is.
func (im *Importer) Read(name string, src []byte) (*Collection, error) {
	f, errs := im.read(name, src)
	return collect([]*feed{f}, errs)
}

func (im *Importer) readFile(fsys fs.FS, name string, err error) (*feed, board.ErrorList) {
	r := &reader{Importer: im, name: name}
	if err == nil {
		var info fs.FileInfo
		if info, err = fs.Stat(fsys, name); err == nil && info.Size() > maxFile {
			r.fileError("wanted at most %d bytes, found %d", maxFile, info.Size())
			return new(feed), r.errs
		}
	}
	var src []byte
	if err == nil {
		src, err = fs.ReadFile(fsys, name)
	}
	if err != nil {
		r.fileError("wanted a readable file, found: %v", err)
		return new(feed), r.errs
	}
	return im.read(name, src)
}

func (im *Importer) read(name string, src []byte) (*feed, board.ErrorList) {
	r := &reader{Importer: im, name: name, base: parseBase(im.URL)}
	f := r.read(src)
	if f == nil {
		f = new(feed)
	}
	f.name, f.files, f.pictures = name, r.saved, r.pictures
	list, _ := r.err().(board.ErrorList)
	return f, list
}

func (r *reader) read(src []byte) *feed {
	if len(src) > maxFile {
		r.fileError("wanted at most %d bytes, found %d", maxFile, len(src))
		return nil
	}
	if !r.decode(src, declaredIn(src)) {
		return nil
	}
	switch kindOf(r.text) {
	case '{':
		return r.readJSON()
	case 'x':
		return r.readXML()
	case 0:
		r.fileError("wanted a feed or a page, found nothing")
		return nil
	}
	return r.readPage()
}

// kindOf tells what a text is from its first words: '{' for JSON, 'x' for
// XML, 'h' for HTML, 0 for nothing.
func kindOf(text string) byte {
	s := scanner{text: strings.TrimLeft(text, " \t\r\n")}
	if s.text == "" {
		return 0
	}
	if s.text[0] == '{' {
		return '{'
	}
	for p, ok := s.next(); ok; p, ok = s.next() {
		if p.kind == startTag || p.kind == emptyTag {
			if (&feedFile{root: strings.ToLower(local(p.name))}).isFeed() {
				return 'x'
			}
			return 'h'
		}
	}
	return 'h'
}
