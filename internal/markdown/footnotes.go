package markdown

import (
	"bytes"

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
