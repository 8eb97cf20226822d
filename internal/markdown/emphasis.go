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
	level := run(line)
	inside := line[level:]
	size := wordsEnd(inside, s.mail)
	if level > 2 || size == 0 || util.IsSpaceRune(util.ToRune(line, level)) || startsLink(inside, s.mail) {
		return nil
	}
	r.Advance(level + size)
	if !closes(level, inside[size:], sideBefore(r)) {
		return nil
	}
	r.Advance(level)
	node := ast.NewEmphasis(level)
	words := here.WithStart(here.Start + level)
	node.AppendChild(node, ast.NewTextSegment(words.WithStop(words.Start+size)))
	return node
}

// closes reports whether a line starts with as many stars as opened the words
// before it, and these can close them.
func closes(level int, line []byte, before side) bool {
	if len(line) == 0 || line[0] != '*' || run(line) != level {
		return false
	}
	_, right := flanks(before, sideAfter(line[level:]))
	return right
}
