package board

import (
	"cmp"
	"net/url"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// A page is an HTML page around what a renderer wrote.
type page struct {
	markup.Writer
	prefix string // leads to the board's folder
	lang   string
}

// link writes a link to a file of the board.
func (p *page) link(name, text string) {
	p.Raw(`<a href="`)
	p.Text(p.prefix + weburl.Link(name))
	p.Raw(`"><bdi>`)
	p.Text(text)
	p.Raw("</bdi></a>")
}

// start writes what all pages begin with.
func (p *page) start(title string) {
	p.Raw("<!DOCTYPE html>\n<html")
	p.Attribute("lang", p.lang)
	p.Attribute("dir", locale.Direction(p.lang))
	p.Raw(">\n<head>\n<meta charset=\"utf-8\">\n" +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n" +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'">` + "\n" +
		`<meta name="referrer" content="no-referrer">` + "\n<title>")
	p.Text(title)
	p.Raw("</title>\n")
	p.Void("link", "rel href", "stylesheet", p.prefix+"board.css")
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
	p := &page{prefix: below(h.name), lang: cmp.Or(plaintext.Language(h.lang), "en")} // as our words are
	if u, err := url.Parse(s.home); h.lost && err == nil {
		p.prefix = u.EscapedPath()
	}
	p.start(h.title)
	if h.description != "" {
		p.Void("meta", "name content", "description", h.description)
	}
	s.relations(p, h)
	s.openGraph(p, h)
	s.schema(p, h)
	p.Raw("</head>\n")
	s.masthead(p, h.front)
	return p
}

// masthead is on top of every page, and the same on all but the front page,
// whose heading it is.
func (s *site) masthead(p *page, front bool) {
	start, name, end := markup.Literal("<body>\n"), markup.Literal(`<p class="name" dir="auto">`), markup.Literal("</p>\n")
	if front {
		start, name, end = `<body class="front">`+"\n", `<h1 class="name" dir="auto">`, "</h1>\n"
	}
	lang := p.lang
	p.Raw(start + `<a class="skip" href="#main">`)
	p.Text(locale.WordsIn(p.lang).Skip)
	p.Raw("</a>\n<header class=\"masthead\">\n" + name)
	p.link("index.html", s.title())
	p.Raw(end + "<nav")
	p.Attribute("aria-label", locale.WordsIn(lang).Board)
	p.Raw(">")
	p.link("index.html", locale.WordsIn(lang).All)
	p.link("archive/index.html", locale.WordsIn(lang).Archive)
	p.Raw("</nav>\n</header>\n")
}

// finish writes the foot, with what can be subscribed to.
func (s *site) finish(p *page, l *list) []byte {
	p.Raw("<footer class=\"foot\">\n<p dir=\"auto\">")
	p.Text(s.title())
	p.Raw("</p>\n<p>")
	for _, form := range s.forms() {
		p.link(l.file(form.file, 0), form.name)
	}
	p.Raw("</p>\n</footer>\n</body>\n</html>\n")
	return p.Bytes()
}
