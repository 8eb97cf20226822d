// Package svg takes out of SVG pictures what acts: scripts, event handlers,
// animations, and references to anything outside the picture. A picture in an <img>
// runs nothing, but one that is opened by itself is a page of the server that sends
// it. Publish calls it.
//
// It reads XML with encoding/xml and writes it anew, element by element, from an
// allow-list of elements and attributes (SVG 2): what the reader here and that of
// a browser might understand differently never reaches the browser.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MaxSize bounds a picture in bytes.
const MaxSize = 8 << 20

const (
	namespace = "http://www.w3.org/2000/svg"
	xlink     = "http://www.w3.org/1999/xlink"
	xmlSpace  = "http://www.w3.org/XML/1998/namespace"
	maxDepth  = 200 // elements inside each other
)

// Sanitize returns the picture without what acts, and what that was, each once:
// "<script>", "onclick". It returns an error if the source is not a picture.
func Sanitize(source []byte) (picture []byte, removed []string, err error) {
	if len(source) > MaxSize {
		return nil, nil, fmt.Errorf("wanted at most %d bytes, found %d", MaxSize, len(source))
	}
	w := &writer{in: xml.NewDecoder(bytes.NewReader(source))}
	w.in.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("wanted UTF-8, found the encoding %q", charset)
	}
	if err := w.document(); err != nil {
		return nil, nil, err
	}
	return w.out.Bytes(), w.removed, nil
}

// A writer writes a picture while it reads it.
type writer struct {
	in      *xml.Decoder
	out     bytes.Buffer
	open    []string // the elements
	removed []string
}

var errNoPicture = errors.New("wanted an <svg> element, found none")

func (w *writer) document() error {
	for {
		token, err := w.in.Token()
		if err == io.EOF && w.out.Len() > 0 {
			return nil
		} else if err == io.EOF {
			return errNoPicture
		} else if err != nil {
			return err
		}
		if err := w.token(token); err != nil {
			return err
		}
	}
}

// token writes a token. Comments, processing instructions, and doctypes with
// their entities go: nobody sees them.
func (w *writer) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		return w.start(token)
	case xml.EndElement:
		w.out.WriteString("</" + token.Name.Local + ">")
		w.open = w.open[:len(w.open)-1]
	case xml.CharData:
		if len(w.open) > 0 {
			w.text(string(token))
		}
	}
	return nil
}

func (w *writer) start(e xml.StartElement) error {
	root := len(w.open) == 0
	switch {
	case root && (e.Name.Local != "svg" || w.out.Len() > 0):
		return errNoPicture
	case len(w.open) >= maxDepth:
		return fmt.Errorf("wanted at most %d elements inside each other, found more", maxDepth)
	case e.Name.Space != namespace && e.Name.Space != "":
		return w.skip(e, false) // what a drawing program notes for itself
	case !elements[e.Name.Local]:
		return w.skip(e, !silent[e.Name.Local])
	case e.Name.Local == "style":
		return w.style(e)
	}
	w.out.WriteString("<" + e.Name.Local)
	if root {
		w.attribute("xmlns", namespace)
	}
	var written []string
	for _, a := range e.Attr {
		if name := w.allowed(e.Name.Local, a); name != "" && !slices.Contains(written, name) {
			w.attribute(name, a.Value)
			written = append(written, name)
		}
	}
	w.out.WriteByte('>')
	w.open = append(w.open, e.Name.Local)
	return nil
}

// skip leaves out an element with all that is in it.
func (w *writer) skip(e xml.StartElement, report bool) error {
	if report {
		w.remove("<" + e.Name.Local + ">")
	}
	return w.in.Skip()
}

// style writes a style sheet that refers to nothing outside the picture.
func (w *writer) style(e xml.StartElement) error {
	var sheet struct {
		Text string `xml:",chardata"`
	}
	if err := w.in.DecodeElement(&sheet, &e); err != nil {
		return err
	}
	if !isLocal(sheet.Text) {
		w.remove("<style>")
		return nil
	}
	w.out.WriteString("<style>")
	w.text(sheet.Text)
	w.out.WriteString("</style>")
	return nil
}

// allowed returns the name under which an attribute is written, "" if it is not.
func (w *writer) allowed(element string, a xml.Attr) (name string) {
	name = a.Name.Local
	switch {
	case a.Name.Space == xmlSpace && (name == "space" || name == "lang"):
		return "xml:" + name
	case name == "href" && (a.Name.Space == "" || a.Name.Space == xlink):
		if isFragment(a.Value) || element == "image" && isPicture(a.Value) {
			return name
		}
		w.remove(fmt.Sprintf("%s=%q", name, excerpt(a.Value)))
		return ""
	case a.Name.Space != "" || name == "xmlns":
		return "" // what a drawing program notes for itself
	case strings.HasPrefix(strings.ToLower(name), "on"):
		w.remove(name)
		return ""
	case strings.HasPrefix(name, "aria-"):
		return name
	case !attributes[name]:
		return ""
	case !isLocal(a.Value):
		w.remove(fmt.Sprintf("%s=%q", name, excerpt(a.Value)))
		return ""
	}
	return name
}

func (w *writer) attribute(name, value string) {
	w.out.WriteString(" " + name + `="`)
	w.text(value)
	w.out.WriteByte('"')
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\r", "&#13;")

func (w *writer) text(s string) { escaper.WriteString(&w.out, s) } // a bytes.Buffer takes everything

// maxRemoved bounds how many kinds of things are named.
const maxRemoved = 10

func (w *writer) remove(what string) {
	if len(w.removed) < maxRemoved && !slices.Contains(w.removed, what) {
		w.removed = append(w.removed, what)
	}
}

func excerpt(s string) string {
	const longest = 40
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// isLocal reports whether a style or an attribute refers to nothing but parts of
// the picture: url(#shadow). An escape could hide what refers elsewhere.
func isLocal(css string) bool {
	css = strings.ToLower(css)
	return !strings.Contains(css, `\`) && !strings.Contains(css, "image(") && !strings.Contains(css, "image-set(") && !strings.Contains(css, "src(") &&
		each(css, "@", isHarmlessRule) &&
		each(css, "url(", func(address string) bool { return strings.HasPrefix(strings.TrimLeft(address, " \t\r\n'\""), "#") })
}

// isHarmlessRule reports whether an at-rule of CSS, which follows the "@", loads
// nothing by itself.
func isHarmlessRule(rule string) bool {
	return strings.HasPrefix(rule, "media") || strings.HasPrefix(rule, "supports") || strings.HasPrefix(rule, "keyframes") || strings.HasPrefix(rule, "font-face")
}

// each reports whether what follows each mark in s is fine.
func each(s, mark string, fine func(string) bool) bool {
	for {
		_, after, ok := strings.Cut(s, mark)
		if !ok {
			return true
		}
		if !fine(after) {
			return false
		}
		s = after
	}
}

func isFragment(address string) bool { return strings.HasPrefix(strings.TrimSpace(address), "#") }

// isPicture reports whether an address is a picture in itself, of a kind that has
// no parts.
func isPicture(address string) bool {
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp", "avif"} {
		if strings.HasPrefix(strings.TrimSpace(address), "data:image/"+kind+";base64,") {
			return true
		}
	}
	return false
}
