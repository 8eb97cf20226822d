package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/boardview/board"
	"golang.org/x/net/html"
)

// openGraph reads the Open Graph metadata of the page.
func (p *page) openGraph() {
	d := p.d
	set(&d.published, p.meta("article:published_time"), p.meta("datePublished"), p.meta("date"), p.meta("dc.date"), p.meta("DC.date.issued"))
	set(&d.updated, p.meta("article:modified_time"), p.meta("og:updated_time"))
	set(&d.title, p.meta("og:title"))
	set(&d.by.Name, p.meta("author"), p.meta("dc.creator"))
	if author := p.meta("article:author"); parseBase(author) == nil {
		set(&d.by.Name, author)
	}
	set(&d.lang, p.meta("og:locale"))
	if image := p.meta("og:image"); image != "" && len(d.leads) == 0 && len(d.photos) == 0 {
		d.leads = append(d.leads, board.Photo{URL: image, Alt: p.meta("og:image:alt")})
	}
	if len(d.tags) == 0 {
		for _, tag := range findAll(p.doc, `meta[property="article:tag"]`) {
			d.tags = append(d.tags, attr(tag, "content"))
		}
	}
}

// guess fills fields that are still empty, and reports what it guessed.
func (p *page) guess() {
	p.guessTitle()
	p.guessDate()
	if p.body == nil {
		p.guessBody()
	}
}

func (p *page) guessTitle() {
	if p.d.title != "" {
		return
	}
	if h := findAll(p.doc, "h1"); len(h) == 1 && words(h[0]) != "" && strings.Contains(p.title, words(h[0])) {
		p.d.title = words(h[0])
		return
	}
	n, from := p.heading()
	if n == nil {
		return
	}
	p.d.title = words(n)
	if isElement(n, "title") {
		p.d.title = cmp.Or(p.shownPart(), withoutSite(p.d.title))
	}
	p.at(p.placeOf(n, p.d), board.Guessed, "wanted a title that is marked as one, found none: %q, %s, is taken", excerpt(p.d.title), from)
}

// heading returns the first heading that is the only one of its level, or the
// title of the page, and says which.
func (p *page) heading() (n *html.Node, from string) {
	for _, level := range []string{"h1", "h2", "h3"} {
		if all := findAll(p.doc, level); len(all) == 1 && words(all[0]) != "" {
			return all[0], "the only <" + level + ">"
		}
	}
	return p.first("head title"), "the page's title"
}

var partsRE = regexp.MustCompile(`\s+(?:[|>«»–—]|::|-)\s+`)

// shownPart returns the part of the page's title that is also a text of the
// page and not a link: the other parts name the board and the site.
func (p *page) shownPart() string {
	parts := partsRE.Split(p.title, -1)
	for _, n := range findAll(p.doc, "body b, body strong, body font, body span, body td, body th, body div, body p") {
		if text := shortWords(n); text != "" && find(n, "a") == nil && slices.Contains(parts, text) {
			return text
		}
	}
	return ""
}

var siteRE = regexp.MustCompile(`\s+(?:[|>«»–—]|::|-)\s+.*$`)

// withoutSite returns the title of a page without the name of the site at its
// end.
func withoutSite(title string) string { return siteRE.ReplaceAllString(oneLine(title), "") }

// guessDate uses the only <time> of the page, or the first date in its text.
func (p *page) guessDate() {
	if p.d.published != "" || p.d.updated != "" {
		return
	}
	times := findAll(p.doc, "time[datetime]")
	if len(times) == 1 {
		p.d.published = attr(times[0], "datetime")
		return
	}
	if len(times) > 1 {
		p.tookDate(times[0], attr(times[0], "datetime"))
		return
	}
	walk(p.first("body"), func(n *html.Node) bool {
		if p.d.published != "" || isElement(n, "script", "style", "select", "option") {
			return false
		}
		if n.Type == html.TextNode && len(n.Data) < maxLabel {
			if _, ok := parseStamp(n.Data, p.d.lang); ok {
				p.tookDate(n, oneLine(n.Data))
			}
		}
		return true
	})
}

func (p *page) tookDate(n *html.Node, date string) {
	p.d.published = date
	p.at(p.placeOf(n, p.d), board.Guessed, "wanted a date that is marked as the post's, found none: %q is taken", excerpt(date))
}

// maxElements limits the pages of which the text is guessed.
const maxElements = 50_000

// guessBody finds the text with a readability library.
func (p *page) guessBody() {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	at := 0
	found, err := parser.ParseDocument(p.doc, p.base)
	if err == nil && found.Node != nil && words(found.Node) != "" {
		p.body = found.Node
		walk(found.Node, func(n *html.Node) bool {
			if at == 0 && attr(n, place) != "" {
				at = p.placeOf(n, p.d)
			}
			return at == 0
		})
	} else if p.d.text == "" {
		p.body = p.first("body")
		at = p.placeOf(p.body, p.d)
	} else {
		return
	}
	p.at(at, board.Guessed, "wanted a text that is marked as the post's, found none: the one that begins %q is taken", excerpt(words(p.body)))
}
