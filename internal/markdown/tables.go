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

const (
	maxColumns = 32   // of a table
	maxCells   = 2000 // of a table
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
	before, parent := n.PreviousSibling(), n.Parent()
	t.ParagraphTransformer.Transform(n, r, pc)
	if table, ok := tableAfter(n, before, parent).(*east.Table); ok {
		for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
			keepWords(row.LastChild(), r.Source(), spentOf(pc))
		}
	}
}

// tableAfter returns what stands behind a paragraph, or in its place: if it was
// a table, or the end of it was, that is the table.
func tableAfter(n, before, parent ast.Node) ast.Node {
	switch {
	case n.Parent() != nil:
		return n.NextSibling()
	case before != nil:
		return before.NextSibling()
	}
	return parent.FirstChild()
}

// keepWords adds to the last cell of a row what stands beyond it, where goldmark
// leaves it out (GFM § 4.10). Most often somebody wrote a | in a cell.
func keepWords(cell ast.Node, source []byte, s *spent) {
	if cell.Lines().Len() == 0 { // goldmark added it
		return
	}
	last := cell.Lines().At(0)
	line, _, _ := bytes.Cut(source[last.Stop:], []byte("\n"))
	beyond := bytes.TrimRight(line, " \t\r|")
	words := bytes.TrimLeft(beyond, " \t|")
	if len(words) == 0 {
		return
	}
	end := last.Stop + len(beyond)
	s.find(end-len(words), "wanted at most %d cells in this row, found %q beyond them: it was added to the last", cell.Parent().ChildCount(), plaintext.Excerpt(string(words)))
	cell.Lines().Set(0, last.WithStop(end))
}
