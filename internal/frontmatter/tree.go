// Package frontmatter reads the fields that stand at the head of a Markdown
// file, as Hugo, Jekyll, Eleventy, Zola and Nuxt write them: YAML, TOML or JSON
// (gohugo.io/content-management/front-matter). It returns their values as they
// are written, with their places. It knows the three languages, and neither
// posts nor what a field means.
//
// In the widget's engine it has no YAML and TOML libraries, which would be larger
// than the rest of that. There it reads only plain YAML, and returns an error
// for everything else. It never returns another tree than it does elsewhere. The
// editor's engine, which is built with the tag editor, has the libraries.
package frontmatter

// A Kind is the kind of a [Value].
type Kind uint8

const (
	Null   Kind = iota // a key without a value
	Scalar             // text, a number, a date, true or false
	List
	Map
)

// A Value is what stands behind a key or in a list.
type Value struct {
	Place // of what is Null, that of its key
	Kind  Kind
	Key   string   // of a value in a Map; a key may come more than once
	Text  string   // of a Scalar: unquoted, but neither converted nor reformatted; may have several lines
	Items []*Value // of a List, without those that are null; of a Map, in the order of the file
}

// A Place is a position in the file: both count from 1, columns in characters
// (code points).
type Place struct{ Line, Col int }

// An Error says why front matter cannot be read.
type Error struct {
	Place
	Msg string // what was wanted, what was found
}

func (e *Error) Error() string { return e.Msg }

const (
	// maxSize is how long front matter may be, in bytes. The libraries take
	// linear time, but much of it: a second for a mebibyte.
	maxSize = 256 << 10

	maxDepth  = 16      // lists and maps within each other
	maxValues = 1 << 14 // with those that aliases stand for
	maxKey    = 100     // characters; a value in many maps is known by all their keys
)
