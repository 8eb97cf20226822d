package board

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Markdown's parser takes time or memory out of all proportion to some
// inputs. Its parts are plugged together here with a bound on each: what
// goes beyond a bound is read as text.
const (
	maxNesting = 16       // block quotes and list items inside each other
	maxColumns = 32       // of a table
	maxCells   = 2000     // of a table
	lookahead  = 16 << 20 // bytes that all inline constructs of a post together may look at
)

// spent is what one post has taken of its bounds.
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

// newContext is what the pieces of a post are parsed in, one after the other.
func newContext(source string) (gm.Context, *spent) {
	s := &spent{mail: strings.IndexByte(source, '@') >= 0}
	pc := gm.NewContext()
	pc.Set(spentKey, s)
	return pc, s
}

// markdownParser is goldmark's parser for CommonMark with tables, task
// lists, strikethrough and bare links, without attributes or ids.
var markdownParser = sync.OnceValue(func() gm.Parser {
	return newMarkdownParser(
		util.Prioritized(prose{extension.NewLinkifyParser()}, 999),
		util.Prioritized(stress{}, 450), // before goldmark's own
	)
})

func newMarkdownParser(words ...util.PrioritizedValue) gm.Parser {
	return gm.NewParser(
		gm.WithBlockParsers(blockParsers()...),
		gm.WithInlineParsers(inlineParsers(words)...),
		gm.WithParagraphTransformers(
			util.Prioritized(definitions{gm.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
		),
		gm.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

func blockParsers() []util.PrioritizedValue {
	ps := gm.DefaultBlockParsers()
	for i, p := range ps {
		switch p.Priority {
		case 300, 400, 800: // list, list item, block quote
			ps[i].Value = boundedBlock{p.Value.(gm.BlockParser)}
		}
	}
	return ps
}

func inlineParsers(words []util.PrioritizedValue) []util.PrioritizedValue {
	ps := append(gm.DefaultInlineParsers(),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
	)
	for i, p := range ps {
		ps[i].Value = bounded(p.Value.(gm.InlineParser))
	}
	return append(ps, words...)
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

// bounded passes on what goldmark tells the parsers, few, that wait for the
// end of a block.
func bounded(p gm.InlineParser) gm.InlineParser {
	if closer, ok := p.(gm.CloseBlocker); ok {
		return struct {
			boundedInline
			gm.CloseBlocker
		}{boundedInline{p}, closer}
	}
	return boundedInline{p}
}

// definitions are link reference definitions: goldmark makes a reader for
// every paragraph to look for them.
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
