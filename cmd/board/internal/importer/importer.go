// Package importer converts what other programs published to posts of a
// board: RSS 2.0, RSS 1.0 and Atom feeds, JSON Feeds, and saved web pages.
// board import calls it. It writes no files.
//
//	b, err := new(importer.Importer).Load(os.DirFS("saved")) // err lists every finding; b is usable
//
// Whatever had to be guessed is a finding, "file:line:col: …". Nothing is
// lost: a value for which a post has no field is kept in its Meta under a name
// that begins with "x-", and HTML that Markdown cannot express stays HTML. One
// bad file, or one bad item in a feed, does not affect the others.
//
// # Security Considerations
//
// The files need not be trusted. Their size, the depth of their elements and
// the number of findings are limited; entities that a document declares are
// not expanded, and nothing is fetched. HTML is not sanitized here:
// [board.Renderer] does that when it shows a post.
package importer

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// Limits of files and items, in bytes. Larger ones are reported.
const (
	maxFile = 64 << 20
	maxItem = 16 << 20
)

// An Importer reads files. The zero value is ready for use.
type Importer struct {
	// Charset is the encoding of all files, whatever they declare. Empty
	// means the declared encoding, or one that is certain from the bytes.
	Charset string

	// URL is where the files were published. Relative addresses start there,
	// unless a file declares another base.
	URL string

	// files are the files beside the one that is read; nil if unknown.
	files fs.FS
}

// A Collection is the result of an import: the posts in the order of their
// sources, with unique IDs, and a board with the fields of the feed.
type Collection struct {
	Board *board.Board
	Posts []*board.Post

	// Files are the names of the files beside those that were read to which
	// pictures and attachments of the posts lead. They are files of Saved,
	// which opens none outside of the directory, whatever their names lead to.
	Files []string
	Saved fs.FS // nil unless the collection was made by Load

	// Pictures are the pictures that were embedded in the files, by the names
	// that the posts use.
	Pictures map[string][]byte
}

// A feed is the content of a file.
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
