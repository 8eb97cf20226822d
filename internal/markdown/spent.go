package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
)

// spent is how much of its bounds one post has used.
type spent struct {
	lookedAt int
	mail     bool     // there is an @ in it: any word may be an e-mail address
	bitten   []string // the limits that were met
	found    []finding
	block    ast.Node // that words are read in
	escaping bool     // there is a backslash in it

	noLinkBefore int // no bare link follows the words before this offset of the block

	notes  []*note          // footnotes, as they are defined
	noteOf map[string]*note // by their labels
}

var spentKey = gm.NewContextKey()

func spentOf(pc gm.Context) *spent { return pc.Get(spentKey).(*spent) }

func (s *spent) bite(limit string) {
	if !slices.Contains(s.bitten, limit) {
		s.bitten = append(s.bitten, limit)
	}
}

// A finding is what is wrong at an offset of the piece that is being parsed.
type finding struct {
	at      int
	message string
}

const maxFindings = 100 // that are kept while a piece is parsed

func (s *spent) find(at int, format string, args ...any) {
	if len(s.found) < maxFindings {
		s.found = append(s.found, finding{at, fmt.Sprintf(format, args...)})
	}
}

// newContext makes the context in which the pieces of a post are parsed, one
// after the other.
func newContext(source string) (gm.Context, *spent) {
	s := &spent{mail: strings.IndexByte(source, '@') >= 0}
	pc := gm.NewContext()
	pc.Set(spentKey, s)
	return pc, s
}

// A note is the definition of a footnote. In goldmark's tree, its block is a
// document in the document, and a reference is an emphasis of a negative level:
// node types of our own would weigh 2 kB in the engine.
type note struct {
	block  *ast.Document
	label  string
	at     int // its offset
	index  int // in the order of the definitions
	number int // in the order of the references; 0 if there is none yet
}

// define adds a note to those of the post. The first of a label is the one that
// references mean.
func (s *spent) define(n *note) {
	if s.noteOf == nil {
		s.noteOf = make(map[string]*note)
	}
	if s.noteOf[n.label] == nil {
		s.noteOf[n.label] = n
	}
	n.index = len(s.notes)
	s.notes = append(s.notes, n)
}
