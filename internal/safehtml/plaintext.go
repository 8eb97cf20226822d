package safehtml

import (
	"bytes"
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// plainText collects the text of what is written, with blocks on lines of
// their own: a feed has each post as HTML and as text.
type plainText struct {
	wanted bool
	buf    bytes.Buffer
}

// tag separates the text before a start or end tag from the text after it.
func (t *plainText) tag(e *Element) {
	switch {
	case !t.wanted:
	case e.Name == "td" || e.Name == "th":
		t.buf.WriteByte(' ')
	case e.Name == "rt" || e.Name == "rp": // the reading of a word stands beside it
	case e.Name == "p" || e.Name == "figure":
		t.buf.WriteString("\n\n")
	case headingLevel(e.Name) > 0 || e.within != nil:
		t.buf.WriteByte(plaintext.Item)
	case e.Name == "br" || e.is != phrasing:
		t.buf.WriteByte('\n')
	}
}

func (t *plainText) text(s string) {
	if t.wanted {
		t.buf.WriteString(s)
	}
}

// take returns the text since the last call, and a summary of it.
func (t *plainText) take() (text, summary string) {
	defer t.buf.Reset()
	raw := t.buf.String()
	text = strings.ReplaceAll(raw, string(rune(plaintext.Item)), "\n")
	return plaintext.TidyLines(text), plaintext.Summarize(raw)
}
