package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// words reads what most posts are made of: text in which no character has a
// meaning. goldmark calls it at every space and at the start of every line. A
// possible URL is left to goldmark's own parser for bare links; otherwise all
// text is taken up to the next character that another parser is interested in.
// Without it, goldmark takes twice as long for a post.
//
// It takes linear time, so it needs no bound: only a possible URL is scanned
// again.
type words struct{ gm.InlineParser }

func (p words) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
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

// mayBeLink reports whether a bare link may start here: a web URL or an e-mail
// address, of which goldmark reads at most 64 bytes before the @.
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

// escapes reports whether the block contains a backslash. goldmark may then take
// what follows words to be escaped, and must read each of them itself.
func (s *spent) escapes(block ast.Node, source []byte) bool {
	if s.block != block {
		lines := block.Lines()
		s.block = block
		s.escaping = bytes.IndexByte(source[lines.At(0).Start:lines.At(lines.Len()-1).Stop], '\\') >= 0
	}
	return s.escaping
}

// endsWords are the characters that another parser handles, that end a line, or
// that a bare link may follow.
var endsWords = [256]bool{
	'\n': true, '\r': true, '\\': true, '`': true, '!': true, '[': true, ']': true, '<': true,
	'*': true, '_': true, '~': true, ' ': true, '(': true,
}

// wordsEnd returns where the words at the start of the line end.
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

// takeWords makes a node of the words, nil if there are none. It takes the line
// end, too, unless white space stands before it, which may be a line break.
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
