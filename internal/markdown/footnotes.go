package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes are GitHub's: [^label] refers to a block that begins with
// [^label]: and goes on in lines that are indented by four spaces. goldmark's
// extension searches all definitions for each reference, and links the two by
// ids, which the policy does not let out. Here, a reference is a number in
// square brackets, and the notes are an ordered list at the end: so they can be
// told apart in plain text, too.

// maxLabel bounds a footnote's label in bytes, as CommonMark § 4.7 does those
// of links.
const maxLabel = 999

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

// noteLabel reads "^label]" at the start of a line.
func noteLabel(line []byte) (label string, ok bool) {
	end := 0
	for end < min(len(line), maxLabel+1) && line[end] > ' ' && line[end] != '[' && line[end] != ']' {
		end++
	}
	if end < 2 || end == len(line) || line[0] != '^' || line[end] != ']' {
		return "", false
	}
	return util.ToLinkReference(line[1:end]), true
}

// noteBlocks reads the definitions. They stay where they are in goldmark's
// tree, whose inlines are read once all blocks are.
type noteBlocks struct{}

func (*noteBlocks) Trigger() []byte { return []byte{'['} }

func (*noteBlocks) Open(parent ast.Node, r text.Reader, pc gm.Context) (ast.Node, gm.State) {
	line, here := r.PeekLine()
	start := pc.BlockOffset()
	if start < 0 {
		return nil, gm.NoChildren
	}
	label, ok := noteLabel(line[start+1:])
	size := bytes.IndexByte(line, ']') + 1
	if !ok || size == len(line) || line[size] != ':' {
		return nil, gm.NoChildren
	}
	n := &note{block: ast.NewDocument(), label: label, at: here.Start}
	spentOf(pc).define(n)
	r.AdvanceAndSetPadding(size+1-here.Padding, here.Padding)
	return n.block, gm.HasChildren
}

func (*noteBlocks) Continue(_ ast.Node, r text.Reader, _ gm.Context) gm.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return gm.Continue | gm.HasChildren
	}
	size, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if size < 0 {
		return gm.Close
	}
	r.AdvanceAndSetPadding(size, padding)
	return gm.Continue | gm.HasChildren
}

func (*noteBlocks) Close(ast.Node, text.Reader, gm.Context) {}

func (*noteBlocks) CanInterruptParagraph() bool { return true }

func (*noteBlocks) CanAcceptIndentedLine() bool { return false }

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

// noteReferences reads the references. One without a definition is text.
type noteReferences struct{}

func (*noteReferences) Trigger() []byte { return []byte{'[', '!'} }

func (*noteReferences) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	s := spentOf(pc)
	if s.noteOf == nil {
		return nil
	}
	line, here := r.PeekLine()
	rest, exclaims := bytes.CutPrefix(line, []byte("!"))
	if len(rest) == 0 || rest[0] != '[' {
		return nil
	}
	label, ok := noteLabel(rest[1:])
	if ok && s.noteOf[label] == nil {
		s.find(here.Start, "wanted a footnote [^%s], found none: it is shown as text", label)
	}
	if !ok || s.noteOf[label] == nil {
		return nil
	}
	if exclaims { // otherwise it would be a picture
		ast.MergeOrAppendTextSegment(parent, here.WithStop(here.Start+1))
	}
	r.Advance(bytes.IndexByte(line, ']') + 1)
	return ast.NewEmphasis(-1 - s.noteOf[label].index)
}

// reference writes the number of a note.
func (w *walker) reference(n *note) {
	w.number(n)
	w.Open("sup")
	w.Text("[" + strconv.Itoa(n.number) + "]")
	w.Close()
}

// number gives a note the next number, if it has none yet.
func (w *walker) number(n *note) {
	if n.number == 0 {
		w.numbered = append(w.numbered, n)
		n.number = len(w.numbered)
	}
}

// footnotes writes the notes: those that the text refers to, and those that
// nothing refers to. Notes may refer to notes.
func (w *walker) footnotes() {
	if len(w.spent.notes) == 0 {
		return
	}
	w.Void("hr")
	w.Text("\n")
	w.Open("ol")
	w.Text("\n")
	w.footnotesFrom(0)
	for _, n := range w.spent.notes {
		if n.number == 0 {
			w.noteUnused(n)
			w.number(n)
			w.footnotesFrom(n.number - 1)
		}
	}
	w.Close()
	w.Text("\n")
}

func (w *walker) noteUnused(n *note) {
	w.At(w.start + n.at)
	if w.spent.noteOf[n.label] == n {
		w.Note("wanted a reference [^%s] to this footnote, found none: it comes after the others", n.label)
	} else {
		w.Note("wanted one footnote [^%s], found another: it comes after the others", n.label)
	}
}

// footnotesFrom writes numbered notes, and those that get a number meanwhile.
func (w *walker) footnotesFrom(i int) {
	for ; i < len(w.numbered); i++ {
		w.footnote(w.numbered[i])
	}
}

func (w *walker) footnote(n *note) {
	w.Open("li")
	w.TextOnly("[" + strconv.Itoa(n.number) + "] ")
	if only := n.block.FirstChild(); only != nil && only == n.block.LastChild() && only.Kind() == ast.KindParagraph {
		w.children(only)
	} else {
		w.children(n.block)
	}
	w.Close()
	w.Text("\n")
}
