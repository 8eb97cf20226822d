// Package svg takes out of SVG pictures what acts: scripts, event handlers,
// animations, and references to anything outside the picture. A picture in an <img>
// runs nothing, but one that is opened by itself is a page of the server that sends
// it. Publish calls it.
//
// It writes the picture anew, element by element, from an allow-list of elements
// and attributes (SVG 2), so it does not matter whether a browser would have read
// the source in another way: the source never reaches it. It reads with the
// tokenizer of HTML, which the engine has anyway; encoding/xml would make that
// larger, although it never calls this package.
package svg

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// MaxSize bounds a picture in bytes.
const MaxSize = 8 << 20

const (
	namespace = "http://www.w3.org/2000/svg"
	maxDepth  = 200 // elements inside each other
)

// Sanitize returns the picture without what acts, and what that was, each once:
// "<script>", "onclick". It returns an error if the source is not a picture.
func Sanitize(source []byte) (picture []byte, removed []string, err error) {
	switch {
	case len(source) > MaxSize:
		return nil, nil, fmt.Errorf("wanted at most %d bytes, found %d", MaxSize, len(source))
	case !utf8.Valid(source):
		return nil, nil, errors.New("wanted UTF-8, found other bytes")
	}
	w := &writer{in: html.NewTokenizer(bytes.NewReader(source))}
	w.in.AllowCDATA(true)
	for w.err == nil && w.in.Next() != html.ErrorToken {
		w.token(w.in.Token())
	}
	switch {
	case w.err != nil:
		return nil, nil, w.err
	case w.out.Len() == 0:
		return nil, nil, errNoPicture()
	case len(w.open) > 0:
		return nil, nil, fmt.Errorf("wanted </%s>, found the end", w.open[len(w.open)-1].name)
	}
	if err := w.refs.check(); err != nil {
		return nil, nil, err
	}
	return w.out.Bytes(), w.removed, nil
}

// A writer writes a picture while it reads it.
type writer struct {
	in      *html.Tokenizer
	out     bytes.Buffer
	open    []element
	skipped int // how many of the open elements are in one that is left out, with it
	sheet   *strings.Builder
	refs    references
	removed []string
	err     error
}

// An element is open. Its name is that of the source.
type element struct {
	name, written string
	part          *part // nil if it is not written
}

func errNoPicture() error { return errors.New("wanted an <svg> element, found none") }

// token writes a token. Comments, processing instructions and doctypes go: nobody
// sees them.
func (w *writer) token(t html.Token) {
	t.Data = legal(t.Data)
	for i := range t.Attr {
		t.Attr[i].Val = legal(t.Attr[i].Val)
	}
	switch t.Type {
	case html.StartTagToken:
		w.in.NextIsNotRawText() // as in XML
		w.start(t)
	case html.SelfClosingTagToken:
		w.in.NextIsNotRawText()
		w.start(t)
		w.end(t.Data)
	case html.EndTagToken:
		w.end(t.Data)
	case html.TextToken:
		switch {
		case w.sheet != nil:
			w.sheet.WriteString(t.Data)
		case len(w.open) > 0 && w.skipped == 0:
			w.text(t.Data)
		}
	}
}

func (w *writer) start(t html.Token) {
	prefix, local, hasPrefix := strings.Cut(t.Data, ":")
	if !hasPrefix {
		prefix, local = "svg", t.Data
	}
	name := lookUp().elements[local]
	root := len(w.open) == 0
	w.open = append(w.open, element{name: t.Data, written: name})
	switch {
	case w.err != nil:
	case root && (name != "svg" || prefix != "svg" || w.out.Len() > 0):
		w.err = errNoPicture()
	case len(w.open) > maxDepth:
		w.err = fmt.Errorf("wanted at most %d elements inside each other, found more", maxDepth)
	case w.skipped > 0 || w.sheet != nil:
		w.skipped++
	case prefix != "svg" || local == "metadata": // what a drawing program notes for itself
		w.skipped++
	case name == "":
		w.remove("<" + local + ">")
		w.skipped++
	case name == "style":
		w.sheet = new(strings.Builder)
	default:
		w.startTag(name, t.Attr, root)
	}
}

func (w *writer) startTag(name string, attrs []html.Attribute, root bool) {
	w.out.WriteString("<" + name)
	if root {
		w.attribute("xmlns", namespace)
	}
	var written []string
	var id string
	for _, a := range attrs {
		if as := w.allowed(name, a); as != "" && !slices.Contains(written, as) {
			w.attribute(as, a.Val)
			written = append(written, as)
			if as == "id" {
				id = a.Val
			}
		}
	}
	w.out.WriteByte('>')
	p := w.refs.begin(name, id)
	w.open[len(w.open)-1].part = p
	for _, a := range attrs {
		w.refs.attribute(p, a.Key, a.Val)
	}
}

func (w *writer) end(name string) {
	if w.err != nil {
		return
	}
	if len(w.open) == 0 || w.open[len(w.open)-1].name != name {
		w.err = fmt.Errorf("wanted the end of what was begun last, found </%s>", name)
		return
	}
	last := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	switch {
	case w.skipped > 0:
		w.skipped--
	case w.sheet != nil:
		w.style(w.sheet.String())
		w.sheet = nil
	default:
		w.out.WriteString("</" + last.written + ">")
		w.refs.finish(last.part)
	}
}

// style writes a style sheet that refers to nothing outside the picture.
func (w *writer) style(sheet string) {
	if !isLocal(sheet) {
		w.remove("<style>")
		return
	}
	w.out.WriteString("<style>")
	w.text(sheet)
	w.out.WriteString("</style>")
}

// allowed returns the name under which an attribute is written, "" if it is not.
func (w *writer) allowed(element string, a html.Attribute) (name string) {
	name = a.Key
	switch {
	case (name == "xml:space" || name == "xml:lang") && isLocal(a.Val):
		return name
	case name == "href" || strings.HasSuffix(name, ":href"):
		if (isFragment(a.Val) || element == "image" && isPicture(a.Val)) && isLocal(a.Val) {
			return "href"
		}
		w.remove(fmt.Sprintf("href=%q", excerpt(a.Val)))
		return ""
	case strings.HasPrefix(name, "on"):
		w.remove(name)
		return ""
	case lookUp().attributes[name] == "":
		return "" // nobody misses it
	case !isLocal(a.Val) && !strings.HasPrefix(name, "aria-"):
		w.remove(fmt.Sprintf("%s=%q", name, excerpt(a.Val)))
		return ""
	}
	return lookUp().attributes[name]
}

func (w *writer) attribute(name, value string) {
	w.out.WriteString(" " + name + `="`)
	w.text(value)
	w.out.WriteByte('"')
}

func (w *writer) text(s string) { w.out.WriteString(html.EscapeString(s)) }

// legal drops the characters that XML does not have, before anything is judged:
// url( must not be hidden by one in it.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

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
