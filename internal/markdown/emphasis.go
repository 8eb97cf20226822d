package markdown

import (
	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis reads the simplest and by far most common emphasis: *words* or
// **words** after a space, with nothing in it that has a meaning. goldmark's own
// parser reads all other emphasis; it keeps a list of possible delimiters and
// takes five times as long.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*'} }

func (emphasis) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	s := spentOf(pc)
	if !util.IsSpaceRune(r.PrecendingCharacter()) || here.Padding > 0 || s.escapes(parent, r.Source()) {
		return nil
	}
	level := stars(line)
	inside := line[level:]
	size := wordsEnd(inside, s.mail)
	if level > 2 || size == 0 || util.IsSpaceRune(util.ToRune(line, level)) || mayBeLink(inside, s.mail) {
		return nil
	}
	r.Advance(level + size)
	if !closes(level, inside[size:], r.PrecendingCharacter()) {
		return nil
	}
	r.Advance(level)
	node := ast.NewEmphasis(level)
	words := here.WithStart(here.Start + level)
	node.AppendChild(node, ast.NewTextSegment(words.WithStop(words.Start+size)))
	return node
}

// stars is how many stars a line starts with.
func stars(line []byte) int {
	n := 0
	for n < len(line) && line[n] == '*' {
		n++
	}
	return n
}

// closes reports whether a line starts with as many stars as opened the
// words before it, and these can close them (CommonMark § 6.2: a
// right-flanking delimiter run).
func closes(level int, line []byte, before rune) bool {
	if stars(line) != level || util.IsSpaceRune(before) {
		return false
	}
	after := ' '
	if len(line) > level {
		after = util.ToRune(line, level)
	}
	return !util.IsPunctRune(before) || util.IsSpaceRune(after) || util.IsPunctRune(after)
}
