package markdown

import (
	"bytes"

	"github.com/boardview/board/internal/plaintext"
	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// links is goldmark's parser for links and pictures. It also finds destinations
// with spaces, which Markdown reads as text.
type links struct {
	gm.InlineParser
	gm.CloseBlocker
}

func newLinks() links {
	p := gm.NewLinkParser()
	return links{p, p.(gm.CloseBlocker)}
}

func (p links) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	node := p.InlineParser.Parse(parent, r, pc)
	if node == nil && line[0] == ']' {
		if destination := spaced(line[1:]); destination != nil {
			spentOf(pc).find(here.Start+len("]("), "wanted an address without spaces, found %q: write %%20 for a space, or < and > around it", plaintext.Excerpt(string(destination)))
		}
	}
	return node
}

// spaced returns the destination in the parentheses at the start of a line, if
// that is what is wrong with a link: there are spaces in it, but no title.
func spaced(line []byte) []byte {
	if len(line) == 0 || line[0] != '(' {
		return nil
	}
	end, open := 0, 0
	for ; end < len(line); end++ {
		switch line[end] {
		case '(':
			open++
		case ')':
			open--
		case '[', ']', '<', '>', '"', '\'', '\n':
			return nil
		}
		if open == 0 {
			break
		}
	}
	destination := bytes.TrimSpace(line[1:end])
	if open > 0 || bytes.IndexByte(destination, ' ') < 0 {
		return nil
	}
	return destination
}
