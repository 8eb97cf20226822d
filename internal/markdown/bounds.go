package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark takes time or memory out of all proportion for some inputs. Each of
// its parts has a bound here; what goes beyond a bound is read as text.
const (
	maxNesting = 16       // block quotes and list items inside each other
	maxColumns = 32       // of a table
	maxCells   = 2000     // of a table
	lookahead  = 16 << 20 // bytes that all inline constructs of a post together may look at
)

// spent is how much of its bounds one post has used.
type spent struct {
	lookedAt int
	mail     bool     // there is an @ in it: any word may be an e-mail address
	bitten   []string // the limits that were met
	block    ast.Node // that words are read in
	escaping bool     // there is a backslash in it
}

var spentKey = gm.NewContextKey()

func spentOf(pc gm.Context) *spent { return pc.Get(spentKey).(*spent) }

func (s *spent) bite(limit string) {
	if !slices.Contains(s.bitten, limit) {
		s.bitten = append(s.bitten, limit)
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

// A boundedBlock opens no block that is nested too deep.
type boundedBlock struct{ gm.BlockParser }

func (p boundedBlock) Open(parent ast.Node, r text.Reader, pc gm.Context) (ast.Node, gm.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() != ast.KindList { // its items count
			depth++
		}
	}
	if depth > maxNesting { // the document is the first
		spentOf(pc).bite(fmt.Sprintf("at most %d lists and block quotes inside each other", maxNesting))
		return nil, gm.NoChildren
	}
	return p.BlockParser.Open(parent, r, pc)
}

// A boundedInline gives up once the post's inline constructs have, between
// them, had too much text to look at: each may look to the end of its block.
type boundedInline struct{ gm.InlineParser }

func (p boundedInline) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	lines := parent.Lines()
	_, here := r.Position()
	s := spentOf(pc)
	if s.lookedAt += lines.At(lines.Len()-1).Stop - here.Start; s.lookedAt > lookahead {
		s.bite("fewer links, emphases and code spans to look for")
		return nil
	}
	return p.InlineParser.Parse(parent, r, pc)
}

// bounded forwards CloseBlock for the inline parsers that implement it.
func bounded(p gm.InlineParser) gm.InlineParser {
	if closer, ok := p.(gm.CloseBlocker); ok {
		return struct {
			boundedInline
			gm.CloseBlocker
		}{boundedInline{p}, closer}
	}
	return boundedInline{p}
}

// definitions skips paragraphs that cannot begin with a link reference
// definition: goldmark makes a reader for each paragraph to look for one.
type definitions struct{ gm.ParagraphTransformer }

func (t definitions) Transform(n *ast.Paragraph, r text.Reader, pc gm.Context) {
	if lines := n.Lines(); lines.Len() > 0 {
		first := lines.At(0)
		if !bytes.HasPrefix(bytes.TrimLeft(first.Value(r.Source()), " \t\v\f\r\n"), []byte("[")) {
			return
		}
	}
	t.ParagraphTransformer.Transform(n, r, pc)
}

// A boundedTable leaves a table that is too large a paragraph. Rows are
// filled up to the width of the header, so a few bytes can ask for many
// cells.
type boundedTable struct{ gm.ParagraphTransformer }

func (t boundedTable) Transform(n *ast.Paragraph, r text.Reader, pc gm.Context) {
	lines := n.Lines()
	columns := 0
	for i := range lines.Len() {
		segment := lines.At(i)
		columns = max(columns, bytes.Count(segment.Value(r.Source()), []byte("|"))+1)
	}
	if columns > 1 && (columns > maxColumns || columns*lines.Len() > maxCells) {
		spentOf(pc).bite(fmt.Sprintf("tables of at most %d columns and %d cells", maxColumns, maxCells))
		return
	}
	t.ParagraphTransformer.Transform(n, r, pc)
}
