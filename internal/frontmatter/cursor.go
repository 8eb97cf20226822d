//go:build !js || editor

package frontmatter

import (
	"fmt"
	"unicode/utf8"
)

// refuse returns an Error.
func refuse(at Place, format string, args ...any) *Error {
	return &Error{at, fmt.Sprintf(format, args...)}
}

// refuseMany refuses too many values, or too deep ones.
func refuseMany(at Place) *Error {
	return refuse(at, "wanted at most %d values, no deeper than %d in each other, found more", maxValues, maxDepth)
}

// checkKey refuses a key that is too long.
func checkKey(key string, at Place) *Error {
	if utf8.RuneCountInString(key) > maxKey {
		return refuse(at, "wanted a key of at most %d characters, found a longer one", maxKey)
	}
	return nil
}

// A cursor finds out lines and columns. It takes linear time as long as the
// offsets it is asked for grow.
type cursor struct {
	text  []byte
	first int   // line of the file
	at    int   // an offset in text
	seen  Place // of that
}

// place is the place of the byte with an offset.
func (c *cursor) place(offset int) Place {
	if offset = min(offset, len(c.text)); c.at == 0 || offset < c.at {
		c.at, c.seen = 0, Place{c.first, 1}
	}
	for ; c.at < offset; c.at++ {
		switch b := c.text[c.at]; {
		case b == '\n':
			c.seen = Place{c.seen.Line + 1, 1}
		case utf8.RuneStart(b):
			c.seen.Col++
		}
	}
	return c.seen
}
