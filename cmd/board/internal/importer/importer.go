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
	"io/fs"
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

func isForeign(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".xhtml", ".xml", ".rss", ".rdf", ".atom", ".json"}, strings.ToLower(path.Ext(name)))
}
