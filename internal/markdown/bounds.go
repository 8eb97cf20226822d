package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark takes time or memory out of all proportion for some inputs. Each of
// its parts has a bound here; what goes beyond a bound is read as text.
const (
	maxNesting     = 16       // block quotes and list items inside each other
	maxDefinitions = 4096     // lines of a paragraph that may hold link reference definitions
	lookahead      = 16 << 20 // bytes that all inline constructs of a post together may look at
)

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
	line, here := r.PeekLine()
	s := spentOf(pc)
	if s.lookedAt += lines.At(lines.Len()-1).Stop - here.Start; s.lookedAt > lookahead {
		s.bite("fewer links, emphases and code spans to look for")
		return nil
	}
	node := p.InlineParser.Parse(parent, r, pc)
	if node == nil && line[0] == ']' {
		s.findSpaces(line[1:], here.Start+1)
	}
	return node
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
// definition: goldmark makes a reader for each paragraph to look for one. It
// also skips those of very many lines: goldmark copies all lines behind each
// definition.
type definitions struct{ gm.ParagraphTransformer }

func (t definitions) Transform(n *ast.Paragraph, r text.Reader, pc gm.Context) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	switch {
	case !bytes.HasPrefix(bytes.TrimLeft(first.Value(r.Source()), " \t\v\f\r\n"), []byte("[")):
	case lines.Len() > maxDefinitions:
		spentOf(pc).bite(fmt.Sprintf("at most %d lines of link definitions without a blank line", maxDefinitions))
	default:
		t.ParagraphTransformer.Transform(n, r, pc)
	}
}
