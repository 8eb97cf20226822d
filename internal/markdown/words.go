package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// words reads what most posts are made of: text in which no character has a
// meaning. goldmark calls it at every space, at the start of every line, and at
// the triggers. A possible URL is left to goldmark's own parser for bare links;
// otherwise all text is taken up to the next character that another parser is
// interested in. Without it, goldmark takes twice as long for a post.
//
// It takes linear time, so it needs no bound: only a possible URL is scanned
// again.
type words struct{ gm.InlineParser }

// Trigger returns what may stand before a link, and what a line of words most
// often starts with otherwise. Goldmark cuts text at a trigger: it must not be a
// character that stands in a character reference.
func (words) Trigger() []byte { return []byte(" *_~(" + `"'-:!\`) }

func (p words) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	s := spentOf(pc)
	if startsLink(line, s.mail) {
		if link := p.InlineParser.Parse(parent, r, pc); link != nil {
			return link
		}
	}
	switch {
	case here.Padding > 0:
		return nil
	case s.escapes(parent, r.Source()):
		return s.wordsToLink(line, here, r)
	}
	return takeWords(line[:wordsEnd(line, s.mail)], line, here, r)
}

// wordsToLink takes the words up to a link that follows no space, where goldmark
// does not look for one; nil if there is none.
func (s *spent) wordsToLink(line []byte, here text.Segment, r text.Reader) ast.Node {
	if here.Start < s.noLinkBefore {
		return nil
	}
	for i := 0; i < len(line); i++ {
		s.noLinkBefore = here.Start + i
		switch c := line[i]; {
		case c >= utf8.RuneSelf:
		case i > 0 && line[i-1] >= utf8.RuneSelf && mayBeLink(line[i:], s.mail) && linkMayFollow(string(line[max(0, i-utf8.UTFMax):i])):
			return takeWords(line[:i], line, here, r)
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case i > 0 && (endsWords[c] && !isPlain(line[i:]) || util.IsSpace(c)):
			return nil // another parser may start there
		}
	}
	return nil
}

// linkMayFollow reports whether a bare link may stand right after the text, as
// in East Asia, where no spaces are: after a CJK character, or after punctuation
// that is not ASCII.
func linkMayFollow(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return last >= utf8.RuneSelf && (isCJK(last) || util.IsPunctRune(last))
}

// beforeLink is what may stand right before a bare link.
var beforeLink = [256]bool{' ': true, '(': true, '*': true, '_': true, '~': true}

// startsLink reports whether a bare link may start here, or right after here.
func startsLink(line []byte, mail bool) bool {
	if beforeLink[line[0]] {
		line = line[1:]
	}
	return mayBeLink(line, mail)
}

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
		text := source[lines.At(0).Start:lines.At(lines.Len()-1).Stop]
		s.block, s.noLinkBefore = block, 0
		s.escaping = bytes.IndexByte(text, '\\') >= 0
		if s.escaping && isASCII(text) {
			s.noLinkBefore = len(source)
		}
	}
	return s.escaping
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// endsWords are the bytes that another parser handles, that end a line, or
// that a bare link may follow.
var endsWords = func() (table [256]bool) {
	for _, c := range []byte("\n\r\\`![]<*_~ (") {
		table[c] = true
	}
	for c := utf8.RuneSelf; c < len(table); c++ {
		table[c] = true
	}
	return table
}()

// wordsEnd returns where the words at the start of the line end.
func wordsEnd[text []byte | string](line text, mail bool) int {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case !endsWords[c]:
		case c == ' ' || c == '(':
			if i > 0 && mayBeLink(line[i+1:], mail) {
				return i
			}
		case c >= utf8.RuneSelf:
			for i+1 < len(line) && line[i+1] >= utf8.RuneSelf {
				i++
			}
			if mayBeLink(line[i+1:], mail) && linkMayFollow(string(line[max(0, i+1-utf8.UTFMax):i+1])) {
				return i + 1
			}
		case !isPlain(line[i:]):
			return i
		}
	}
	return len(line)
}

// isPlain reports whether a line starts with an exclamation mark that begins no
// picture.
func isPlain[text []byte | string](line text) bool {
	return line[0] == '!' && len(line) > 1 && line[1] != '['
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
