package board

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// prose reads what most posts are made of: words in which no character
// means anything. goldmark asks it at every space and at the start of every
// line. What may be a bare link goes to goldmark's own parser for these; else
// all words are taken up to where another parser may want to be asked.
// Without it, goldmark takes twice as long for a post.
//
// It is not bounded as the others are: it looks at no byte a second time,
// but at those of a word that may be an address.
type prose struct{ gm.InlineParser }

func (p prose) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	s := spentOf(pc)
	word := line
	if beforeLink[line[0]] {
		word = line[1:]
	}
	if mayBeLink(word, s.mail) {
		if link := p.InlineParser.Parse(parent, r, pc); link != nil {
			return link
		}
	}
	if here.Padding > 0 || s.escapes(parent, r.Source()) {
		return nil
	}
	return takeWords(line[:wordsEnd(line, s.mail)], line, here, r)
}

// beforeLink is what may stand right before a bare link.
var beforeLink = [256]bool{' ': true, '(': true, '*': true, '_': true, '~': true}

// mayBeLink reports whether a bare link may start here: an address of the
// web or, as goldmark has them, at most 64 bytes and the @ of an e-mail
// address.
func mayBeLink[text []byte | string](word text, mail bool) bool {
	if len(word) > 4 && (word[0] == 'h' || word[0] == 'f' || word[0] == 'w') {
		switch string(word[:4]) {
		case "http", "ftp:", "www.":
			return true
		}
	}
	if !mail {
		return false
	}
	for i := range min(len(word), 65) {
		switch word[i] {
		case '@':
			return i > 0
		case ' ':
			return false
		}
	}
	return false
}

// escapes reports whether there is a backslash in the block. goldmark may
// then take what follows words to be escaped, and must see each of them.
func (s *spent) escapes(block ast.Node, source []byte) bool {
	if s.block != block {
		lines := block.Lines()
		s.block = block
		s.escaping = bytes.IndexByte(source[lines.At(0).Start:lines.At(lines.Len()-1).Stop], '\\') >= 0
	}
	return s.escaping
}

// endsWords is what other parsers are asked about, what ends a line, and
// what a bare link may follow.
var endsWords = [256]bool{
	'\n': true, '\r': true, '\\': true, '`': true, '!': true, '[': true, ']': true, '<': true,
	'*': true, '_': true, '~': true, ' ': true, '(': true,
}

// wordsEnd is where the words at the start of the line end.
func wordsEnd[text []byte | string](line text, mail bool) int {
	for i := range len(line) {
		switch c := line[i]; {
		case !endsWords[c]:
		case c == ' ' || c == '(':
			if i > 0 && mayBeLink(line[i+1:], mail) {
				return i
			}
		case c != '!' || i+1 == len(line) || line[i+1] == '[':
			return i
		}
	}
	return len(line)
}

// takeWords gives the words as a node; nil for none. The end of their line
// is part of it, but for white space before it: that may be a line break.
func takeWords(words, line []byte, here text.Segment, r text.Reader) ast.Node {
	if rest := line[len(words):]; len(bytes.TrimLeft(rest, "\r\n")) == 0 {
		words = bytes.TrimRight(words, " \t\v\f")
	}
	if len(words) == 0 {
		return nil
	}
	node := ast.NewTextSegment(here.WithStop(here.Start + len(words)))
	if string(line[len(words):]) == "\n" {
		node.SetSoftLineBreak(true)
		r.AdvanceLine()
	} else {
		r.Advance(len(words))
	}
	return node
}
