package board

import (
	"bytes"
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// literal is text that a programmer wrote. No other string converts to it
// by itself, so nothing of a publisher's can be written raw.
type literal string

// A page is an HTML page around what a renderer wrote.
type page struct {
	writer
	prefix string // leads to the board's folder
	lang   string
}

// A writer writes HTML or XML. Only a literal is written as it is; all other
// text is escaped.
type writer struct{ bytes.Buffer }

func (p *writer) raw(s literal) { p.WriteString(string(s)) }

func (p *writer) text(s string) { p.WriteString(html.EscapeString(clean(s))) }

// attribute writes an attribute, unless its value is empty.
func (p *writer) attribute(name literal, value string) {
	if value == "" {
		return
	}
	p.raw(" " + name + `="`)
	p.text(value)
	p.raw(`"`)
}

// void writes an element that has nothing but attributes: their names, with
// spaces between them, and their values.
func (p *writer) void(element, names literal, values ...string) {
	p.raw("<" + element)
	for i, name := range strings.Fields(string(names)) {
		p.attribute(literal(name), values[i])
	}
	p.raw(">\n")
}

// link writes a link to a file of the board.
func (p *page) link(name, text string) {
	p.raw(`<a href="`)
	p.text(p.prefix + link(name))
	p.raw(`"><bdi>`)
	p.text(text)
	p.raw("</bdi></a>")
}

// start writes what all pages begin with.
func (p *page) start(title string) {
	p.raw("<!DOCTYPE html>\n<html")
	p.attribute("lang", p.lang)
	p.attribute("dir", direction(p.lang))
	p.raw(">\n<head>\n<meta charset=\"utf-8\">\n" +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n" +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'">` + "\n" +
		`<meta name="referrer" content="no-referrer">` + "\n<title>")
	p.text(title)
	p.raw("</title>\n")
	p.void("link", "rel href", "stylesheet", p.prefix+"board.css")
}

// A head is what a page says of itself to machines.
type head struct {
	name        string // of the page's file
	title       string
	lang        string
	description string
	feeds       *list // announced
	post        *feedEntry
	front       bool // of the board's front page
	lost        bool // shown at any address
}

// newPage starts a page, up to its masthead.
func (s *site) newPage(h head) *page {
	p := &page{prefix: below(h.name), lang: cmp.Or(language(h.lang), "en")} // as our words are
	if u, err := url.Parse(s.home); h.lost && err == nil {
		p.prefix = u.EscapedPath()
	}
	p.start(h.title)
	if h.description != "" {
		p.void("meta", "name content", "description", h.description)
	}
	s.relations(p, h)
	s.openGraph(p, h)
	s.schema(p, h)
	p.raw("</head>\n")
	s.masthead(p, h.front)
	return p
}

// masthead is on top of every page, and the same on all but the front page,
// whose heading it is.
func (s *site) masthead(p *page, front bool) {
	start, name, end := literal("<body>\n"), literal(`<p class="name" dir="auto">`), literal("</p>\n")
	if front {
		start, name, end = `<body class="front">`+"\n", `<h1 class="name" dir="auto">`, "</h1>\n"
	}
	lang := p.lang
	p.raw(start + `<a class="skip" href="#main">`)
	p.text(wordsIn(p.lang).skip)
	p.raw("</a>\n<header class=\"masthead\">\n" + name)
	p.link("index.html", s.title())
	p.raw(end + "<nav")
	p.attribute("aria-label", wordsIn(lang).board)
	p.raw(">")
	p.link("index.html", wordsIn(lang).all)
	p.link("archive/index.html", wordsIn(lang).archive)
	p.raw("</nav>\n</header>\n")
}

// finish writes the foot, with what can be subscribed to.
func (s *site) finish(p *page, l *list) []byte {
	p.raw("<footer class=\"foot\">\n<p dir=\"auto\">")
	p.text(s.title())
	p.raw("</p>\n<p>")
	for _, form := range s.forms() {
		p.link(l.file(form.file, 0), form.name)
	}
	p.raw("</p>\n</footer>\n</body>\n</html>\n")
	return p.Bytes()
}

// rightToLeft are the languages that are written so.
var rightToLeft = map[string]bool{"ar": true, "fa": true, "he": true, "ur": true, "ps": true, "ckb": true, "ug": true, "yi": true, "dv": true}

func direction(lang string) string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if rightToLeft[primary] {
		return "rtl"
	}
	return ""
}
