package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// delimiters reads runs of characters that may open or close emphasis, in place
// of goldmark's own parsers, whose rule knows no CJK characters.
type delimiters struct {
	characters string
	length     int // of a run; 0: any
	node       func(length int) ast.Node
}

var (
	emphases = &delimiters{"*_", 0, func(length int) ast.Node { return ast.NewEmphasis(length) }}

	// A single ~ is no mark: "5월 1일~5월 3일" is a range.
	strikethroughs = &delimiters{"~", 2, func(int) ast.Node { return east.NewStrikethrough() }}
)

func (d *delimiters) Trigger() []byte { return []byte(d.characters) }

func (d *delimiters) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	size := run(line)
	if d.length > 0 && (size != d.length || r.PrecendingCharacter() == rune(line[0])) {
		return nil
	}
	open, end := opens(line[0], sideBefore(r), sideAfter(line[size:]))
	node := gm.NewDelimiter(open, end, size, line[0], d)
	node.Segment = here.WithStop(here.Start + size)
	r.Advance(size)
	pc.PushDelimiter(node)
	return node
}

// opens reports whether a run can open emphasis and whether it can close it.
// Inside a word, _ does neither (CommonMark § 6.2, rules 2, 4, 6 and 8).
func opens(character byte, before, after side) (open, end bool) {
	left, right := flanks(before, after)
	if character != '_' {
		return left, right
	}
	return left && (!right || before.punct), right && (!left || after.punct)
}

// run is how often the first character of a line is repeated there.
func run(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// IsDelimiter, CanOpenCloser and OnMatch make d a gm.DelimiterProcessor.
func (d *delimiters) IsDelimiter(c byte) bool { return strings.IndexByte(d.characters, c) >= 0 }

func (d *delimiters) CanOpenCloser(opener, closer *gm.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d *delimiters) OnMatch(length int) ast.Node { return d.node(length) }
