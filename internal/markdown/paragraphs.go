package markdown

import (
	"iter"
	"strings"
)

// A piece is a part of a document that can be read without the others: a
// paragraph of plain words, or Markdown that goldmark has to read.
type piece struct {
	start, end int
	words      bool
}

// pieces splits a document at blank lines. Most of a post is paragraphs of
// plain words; without goldmark's tree for them, such a post takes half the
// time.
func pieces(src string, mail bool) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		if reachesFar(src) {
			yield(piece{0, len(src), false})
			return
		}
		others := 0 // where what goldmark has to read starts
		for start, end := range paragraphs(src) {
			if !isWords(src[start:end], mail) {
				continue
			}
			if others < start && !yield(piece{others, start, false}) || !yield(piece{start, end, true}) {
				return
			}
			others = end
		}
		if others < len(src) {
			yield(piece{others, len(src), false})
		}
	}
}

// reachesFar reports whether a document may contain what continues after a
// blank line or has an effect elsewhere: raw HTML, a code fence, a link
// reference definition.
func reachesFar(src string) bool {
	for _, mark := range []string{"<", "```", "~~~", "]:"} {
		if strings.Contains(src, mark) {
			return true
		}
	}
	return false
}

// paragraphs yields where the text between blank lines starts and ends.
func paragraphs(src string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for start := 0; start < len(src); {
			size := strings.Index(src[start:], "\n\n")
			if size < 0 {
				size = len(strings.TrimSuffix(src[start:], "\n"))
			}
			switch {
			case src[start] == '\n':
				size = 1
			case !yield(start, start+size):
				return
			}
			start += size
		}
	}
}

// isWords reports whether a block of lines is a paragraph in which no character
// has a meaning.
func isWords(paragraph string, mail bool) bool {
	for line := range strings.SplitSeq(paragraph, "\n") {
		if line == "" || !startsWords(line[0]) || strings.IndexByte(" \t\v\f", line[len(line)-1]) >= 0 {
			return false
		}
		if mayBeLink(line, mail) || wordsEnd(line, mail) < len(line) {
			return false
		}
	}
	return true
}

// startsWords reports whether only a paragraph can start with c, and c is not
// white space. The spaces outside ASCII begin with one of four bytes.
func startsWords(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 && c != 0xc2 && (c < 0xe1 || c > 0xe3)
}
