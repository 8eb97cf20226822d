package importer

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/confinedfs"
)

// Load reads the files of fsys, in all folders, that have one of these names:
// *.html, *.htm, *.xhtml, *.xml, *.rss, *.rdf, *.atom, *.json. The collection
// is always usable; the error is nil or a [board.ErrorList] of all findings.
//
// The directory need not be trusted. Only regular files are read, and links are
// followed inside the directory only; what else has a name is a finding.
func (im *Importer) Load(fsys fs.FS) (*Collection, error) {
	one := *im
	one.files = confinedfs.New(fsys)
	var all []*feed
	var errs board.ErrorList
	fs.WalkDir(one.files, ".", func(name string, d fs.DirEntry, err error) error {
		refused, isRefused := d.(confinedfs.Refused)
		switch {
		case err != nil:
			errs = append(errs, one.unreadable(name, err)...)
		case !d.IsDir() && isForeign(name):
			f, found := one.readFile(name)
			all, errs = append(all, f), append(errs, found...)
		case isRefused:
			errs = append(errs, one.unreadable(name, refused.Err)...)
		}
		return nil // whatever is wrong with one file, go on with the next
	})
	slices.SortStableFunc(all, func(a, b *feed) int { return cmp.Compare(poorness(a.name), poorness(b.name)) })
	c, err := collect(all, errs)
	c.Saved = one.files
	return c, err
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

func (im *Importer) readFile(name string) (*feed, board.ErrorList) {
	src, err := im.load(name)
	if err != nil {
		return new(feed), im.unreadable(name, err)
	}
	return im.read(name, src)
}

func (im *Importer) unreadable(name string, err error) board.ErrorList {
	r := &reader{Importer: im, name: name}
	r.fileError("wanted a readable file, found: %w", err)
	return r.errs
}

func (im *Importer) load(name string) ([]byte, error) {
	info, err := fs.Stat(im.files, name)
	switch {
	case err != nil:
		return nil, err
	case info.Size() > maxFile:
		return nil, fmt.Errorf("it has %d bytes, more than %d", info.Size(), maxFile)
	}
	return fs.ReadFile(im.files, name)
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
