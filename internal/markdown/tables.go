package markdown

import (
	"bytes"
	"fmt"

	"github.com/boardview/board/internal/plaintext"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

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
	before, parent, rows := n.PreviousSibling(), n.Parent(), lines.Sliced(0, lines.Len())
	t.ParagraphTransformer.Transform(n, r, pc)
	keepWords(tableAfter(n, before, parent), rows, r.Source(), spentOf(pc))
}

// tableAfter returns the table that a paragraph, or the end of one, became.
func tableAfter(n, before, parent ast.Node) *east.Table {
	next := n.NextSibling()
	switch {
	case n.Parent() != nil:
	case before != nil:
		next = before.NextSibling()
	default:
		next = parent.FirstChild()
	}
	table, _ := next.(*east.Table)
	return table
}

// keepWords adds to the last cell of each row what stands beyond it, where
// goldmark leaves it out (GFM § 4.10). Most often somebody wrote a | in a cell.
func keepWords(table *east.Table, lines []text.Segment, source []byte, s *spent) {
	if table == nil {
		return
	}
	for row := table.LastChild(); row != nil; row = row.PreviousSibling() {
		line := lines[len(lines)-1]
		lines = lines[:len(lines)-1]
		if row == table.FirstChild() {
			break // a header that is wider than the line below it makes no table
		}
		if cell := row.LastChild(); cell.Lines().Len() > 0 {
			keepBeyond(cell, line, source, s)
		}
	}
}

func keepBeyond(cell ast.Node, line text.Segment, source []byte, s *spent) {
	last := cell.Lines().At(0)
	beyond := bytes.TrimRight(source[last.Stop:line.Stop], " \t\r\n|")
	words := bytes.TrimLeft(beyond, " \t|")
	if len(words) == 0 {
		return
	}
	s.find(last.Stop+len(beyond)-len(words), "wanted at most %d cells in this row, found %q beyond them: it was added to the last", cell.Parent().ChildCount(), plaintext.Excerpt(string(words)))
	cell.Lines().Set(0, last.WithStop(last.Stop+len(beyond)))
}
