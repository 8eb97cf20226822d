package safehtml

import (
	"bytes"

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
	case e.Name == "p" || e.Name == "figure":
		t.buf.WriteString("\n\n")
	case e.Name == "br" || e.is != phrasing:
		t.buf.WriteByte('\n')
	}
}

func (t *plainText) text(s string) {
	if t.wanted {
		t.buf.WriteString(s)
	}
}

// take returns the text since the last call.
func (t *plainText) take() string {
	defer t.buf.Reset()
	return plaintext.TidyLines(t.buf.String())
}
