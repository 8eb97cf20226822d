// Package markup writes HTML and XML in which all text is escaped, except for
// literals in the source code. The pages and feeds of a board are written with
// it; it does not check which elements are written.
package markup

import (
	"bytes"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"golang.org/x/net/html"
)

// Literal is text that a programmer wrote. No other string converts to it
// by itself, so nothing of a publisher's can be written raw.
type Literal string

// A Writer writes HTML or XML. Only a literal is written as it is; all other
// text is escaped.
type Writer struct{ bytes.Buffer }

func (w *Writer) Raw(s Literal) { w.WriteString(string(s)) }

func (w *Writer) Text(s string) { w.WriteString(html.EscapeString(plaintext.Clean(s))) }

// Attribute writes an attribute, unless its value is empty.
func (w *Writer) Attribute(name Literal, value string) {
	if value == "" {
		return
	}
	w.Raw(" " + name + `="`)
	w.Text(value)
	w.Raw(`"`)
}

// Void writes an element that has nothing but attributes: their names, with
// spaces between them, and their values.
func (w *Writer) Void(element, names Literal, values ...string) {
	w.Raw("<" + element)
	for i, name := range strings.Fields(string(names)) {
		w.Attribute(Literal(name), values[i])
	}
	w.Raw(">\n")
}

// XMLHeader starts every XML file. All text in it is escaped as in HTML, which
// suits XML, and without the characters that XML cannot have.
const XMLHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Element writes an element that holds text, unless there is none.
func (w *Writer) Element(name Literal, text string) {
	if text == "" {
		return
	}
	w.Raw("<" + name + ">")
	w.Text(text)
	w.Raw("</" + name + ">\n")
}

// Relation writes a link from a feed to another file, for RSS and for Atom.
func (w *Writer) Relation(element, rel, mediaType Literal, address string) {
	w.Raw("<" + element + ` rel="` + rel + `" type="` + mediaType + `" href="`)
	w.Text(address)
	w.Raw("\"/>\n")
}
