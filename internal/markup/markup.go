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

// A Literal is markup that stands in the source code. Only constants convert
// to it implicitly, so the compiler keeps the text of posts from being written
// unescaped.
type Literal string

// A Writer collects HTML or XML in memory.
type Writer struct{ bytes.Buffer }

// Raw writes markup as it is.
func (w *Writer) Raw(s Literal) { w.WriteString(string(s)) }

// Text writes text: escaped, and without the characters that HTML and XML do
// not allow.
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

// Void writes a start tag without an end tag, and a line end. The attributes'
// names are separated by spaces, "name content"; each has one of the values.
func (w *Writer) Void(element, names Literal, values ...string) {
	w.Raw("<" + element)
	for i, name := range strings.Fields(string(names)) {
		w.Attribute(Literal(name), values[i])
	}
	w.Raw(">\n")
}

// XMLHeader is the first line of every XML file.
const XMLHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Element writes an element that contains text, and a line end. It writes
// nothing if the text is empty.
func (w *Writer) Element(name Literal, text string) {
	if text == "" {
		return
	}
	w.Raw("<" + name + ">")
	w.Text(text)
	w.Raw("</" + name + ">\n")
}

// Relation writes a link from a feed to another resource: Atom's link element
// (RFC 4287 § 4.2.7), which RSS feeds contain as atom:link.
func (w *Writer) Relation(element, rel Literal, mediaType, href string) {
	w.Raw("<" + element + ` rel="` + rel + `"`)
	w.Attribute("type", mediaType)
	w.Raw(` href="`)
	w.Text(href)
	w.Raw("\"/>\n")
}
