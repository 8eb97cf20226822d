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

// definitions reads the link reference definitions at the start of a paragraph.
// It skips paragraphs that cannot begin with one, because goldmark makes a
// reader for each paragraph to look for them; and it gives goldmark few lines
// at a time, because goldmark copies all lines behind each definition.
type definitions struct{ gm.ParagraphTransformer }

const definitionLines = 64 // of a paragraph that goldmark gets at a time

func (t definitions) Transform(n *ast.Paragraph, r text.Reader, pc gm.Context) {
	lines := n.Lines()
	if lines.Len() == 0 || !mayDefine(lines.At(0), r) {
		return
	}
	if lines.Len() <= definitionLines {
		t.ParagraphTransformer.Transform(n, r, pc)
		return
	}
	read := t.read(n, r, pc)
	if read == lines.Len() {
		n.Parent().RemoveChild(n.Parent(), n)
		return
	}
	rest := text.NewSegments()
	rest.AppendAll(lines.Sliced(read, lines.Len()))
	n.SetLines(rest)
}

func mayDefine(line text.Segment, r text.Reader) bool {
	return bytes.HasPrefix(bytes.TrimLeft(line.Value(r.Source()), " \t\v\f\r\n"), []byte("["))
}

// read returns how many lines of a long paragraph are definitions. It puts
// them before the paragraph, in paragraphs of a few lines.
func (t definitions) read(n *ast.Paragraph, r text.Reader, pc gm.Context) (read int) {
	lines := n.Lines()
	for read < lines.Len() && mayDefine(lines.At(read), r) {
		end := min(read+definitionLines, lines.Len())
		for end < lines.Len() && end < read+2*definitionLines && !mayDefine(lines.At(end), r) {
			end++ // it may be the title of the last definition
		}
		few := ast.NewParagraph()
		few.Lines().AppendAll(lines.Sliced(read, end))
		n.Parent().InsertBefore(n.Parent(), n, few)
		t.ParagraphTransformer.Transform(few, r, pc)
		if few.Parent() != nil {
			few.Parent().RemoveChild(few.Parent(), few)
		}
		left := few.Lines().Len()
		if left == end-read {
			break
		}
		read = end - left
	}
	return read
}
