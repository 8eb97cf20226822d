// Package importer reads what other programs published as posts of a board:
// RSS 2.0, RSS 1.0 and Atom feeds, JSON Feeds, and saved pages of boards.
//
//	b, err := new(importer.Importer).Load(os.DirFS("saved")) // err lists every finding; b is usable
//
// Whatever had to be guessed is a finding, "file:line:col: …". Nothing is
// lost on the way: what a post has no field for is kept in its Meta under a
// name that begins with "x-", and HTML that Markdown has no words for stays
// HTML. One bad file, or one bad item in a feed, never hides the others.
//
// # Security Considerations
//
// The files may be anybody's. Their size, the depth of what is in them and
// the number of findings are bounded; entities that a document declares are
// not expanded, and nothing is fetched. HTML comes through as it is, for
// [board.Renderer] to judge when it shows the post: posts that were read
// here are as little trusted as any other.
package importer

import (
	"cmp"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// Limits of what is read, in bytes. What is larger is reported.
const (
	maxFile = 64 << 20
	maxItem = 16 << 20
)

// An Importer reads files. The zero value is ready for use.
type Importer struct {
	// Charset is the encoding of files, whatever they say themselves; empty
	// means what they say, or what is sure from their bytes.
	Charset string

	// URL is where the files were published. Relative addresses start there,
	// unless a file says something else.
	URL string

	// files says which files stand beside the one that is read; nil if
	// nobody knows.
	files fs.FS
}

// A Collection is what was read: the posts in the order of their sources,
// each with an ID of its own, and what the feed says about itself.
type Collection struct {
	Board *board.Board
	Posts []*board.Post

	// Files are the names of files that the posts' pictures and attachments
	// lead to. They stand beside what was read.
	Files []string

	// Pictures are those that stood inside the files, by the names that the
	// posts know them by.
	Pictures map[string][]byte
}

// A feed is what a file holds.
type feed struct {
	name                                string // of the file
	title, description, url, lang, next string
	posts                               []*board.Post
	files                               []string
	pictures                            map[string][]byte
}

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

func isForeign(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".xhtml", ".xml", ".rss", ".rdf", ".atom", ".json"}, strings.ToLower(path.Ext(name)))
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

func parseBase(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
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
