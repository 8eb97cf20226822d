package markdown

import (
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// findSpaces reports a link or picture that is none because its destination, in
// the parentheses at the start of the line, has spaces in it.
func (s *spent) findSpaces(line []byte, at int) {
	end, open := 0, 0
	for ; end < len(line); end++ {
		switch line[end] {
		case '(':
			open++
		case ')':
			open--
		case '[', ']', '<', '>', '"', '\'', '\n': // it is not a destination, or has a title
			return
		}
		if open == 0 {
			break
		}
	}
	if end < 2 || end == len(line) || line[0] != '(' {
		return
	}
	if destination := plaintext.OneLine(string(line[1:end])); strings.Contains(destination, " ") {
		s.find(at+1, "wanted an address without spaces, found %q: write %%20 for a space, or < and > around it", plaintext.Excerpt(destination))
	}
}
