package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// Load reads the files of fsys, in all folders, that have one of these names:
// *.html, *.htm, *.xhtml, *.xml, *.rss, *.rdf, *.atom, *.json. The collection
// is always usable; the error is nil or a [board.ErrorList] of all findings.
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

// poorness orders files by how many fields of a post they lack. If a post is
// in several files, the richest one is used.
func poorness(name string) int {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return 0
	case ".htm", ".html", ".xhtml":
		return 2
	}
	return 1
}

// Read reads one file. Its format is recognized by its content.
func (im *Importer) Read(name string, src []byte) (*Collection, error) {
	f, errs := im.read(name, src)
	return collect([]*feed{f}, errs)
}

func (im *Importer) readFile(fsys fs.FS, name string, err error) (*feed, board.ErrorList) {
	r := &reader{Importer: im, name: name}
	var src []byte
	if err == nil {
		src, err = r.load(fsys)
	}
	if err != nil {
		r.fileError("wanted a readable file, found: %w", err)
		return new(feed), r.errs
	}
	return im.read(name, src)
}

// load reads the file. It opens regular files only: a pipe would block for
// ever.
func (r *reader) load(fsys fs.FS) ([]byte, error) {
	info, err := fs.Stat(fsys, r.name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file")
	case info.Size() > maxFile:
		return nil, fmt.Errorf("it has %d bytes, more than %d", info.Size(), maxFile)
	}
	return fs.ReadFile(fsys, r.name)
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
