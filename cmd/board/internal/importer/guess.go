package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// guess fills fields that are still empty, and reports what it guessed.
func (p *page) guess() {
	p.guessTitle()
	p.guessAuthors()
	p.guessDate()
	if p.body == nil || !p.sure && p.isWrong(p.body) {
		p.guessBody()
	}
}

// firstPlace returns the offset of the first element in the file.
func (p *page) firstPlace(n *html.Node) (at int) {
	htmltree.Walk(n, func(c *html.Node) bool {
		if at == 0 && htmltree.Attr(c, htmltree.Place) != "" {
			at = p.placeOf(c, p.d)
		}
		return at == 0
	})
	return at
}

// guessTitle uses the only <h1> if the page's title has it, too, and else the
// page's title without the site's name. If that is short, it may name the site
// alone: a longer heading is taken.
func (p *page) guessTitle() {
	if p.d.title != "" {
		return
	}
	heading, level := p.heading()
	text := htmltree.Words(heading)
	if level == "h1" && strings.Contains(p.title, text) && len(text) >= minHeading {
		p.d.title = text
		return
	}
	n, from := heading, "the only <"+level+">"
	if short := utf8.RuneCountInString(p.title); heading == nil || short > maxSiteName || short >= utf8.RuneCountInString(text) {
		n, from, text = p.first("head title"), "the page's title", p.ownPart()
	}
	if n == nil || text == "" {
		return
	}
	p.d.title = text
	p.at(p.placeOf(n, p.d), board.Guessed, "wanted a title that is marked as one, found none: %q, %s, is taken", excerpt(text), from)
}

// maxSiteName limits titles of pages that may name the site alone, in
// characters.
const maxSiteName = 30

// minHeading is the length of headings that say what a post is about, in bytes:
// "News" does not.
const minHeading = 12

// heading returns the first heading that is the only one of its level, and the
// level.
func (p *page) heading() (n *html.Node, level string) {
	for _, level := range []string{"h1", "h2", "h3"} {
		if all := findAll(p.doc, level); len(all) == 1 && htmltree.Words(all[0]) != "" {
			return all[0], level
		}
	}
	return nil, ""
}

// ownPart returns the part of the page's title that is the post's.
func (p *page) ownPart() string {
	if shown := p.shownPart(); shown != "" {
		return shown
	}
	if part := htmltree.OneLine(p.readable().Title()); part != p.title {
		return part
	}
	if part := withoutSite(p.title); len(part) > len(p.title)/2 { // what is longer is not the site
		return part
	}
	return p.title
}

// guessAuthors uses the byline that the readability library finds, and the
// publisher of a page that has none.
func (p *page) guessAuthors() {
	if len(p.d.authors) == 0 {
		p.d.setAuthors(authorsIn(p.readable().Byline())...)
	}
	if len(p.d.authors) == 0 {
		p.leadAuthors()
	}
	p.d.setAuthors(p.publisher...)
}

// maxLead is how many paragraphs behind the heading, or at the beginning of
// the text, may be its byline.
const maxLead = 3

// leadAuthors reads a line such as "By Ann Bold" below the heading.
func (p *page) leadAuthors() {
	all := p.own("h1, p, div, span, address, small, em, i, b, strong")
	start := slices.IndexFunc(all, func(n *html.Node) bool { return htmltree.IsElement(n, "h1") })
	seen := 0
	for _, n := range all[start+1:] {
		text := shortWords(n)
		if !isLeaf(n) || htmltree.IsElement(n, "h1") || seen >= maxLead {
			continue
		}
		if writtenRE.MatchString(text) && allNames(authorsIn(text)) {
			p.d.setAuthors(authorsIn(text)...)
			p.at(p.placeOf(n, p.d), board.Guessed, "wanted an author that is marked as one, found none: %q is taken", excerpt(text))
			return
		}
		if htmltree.IsElement(n, "p") {
			seen++
		}
	}
}

// allNames reports whether authors have names of persons.
func allNames(list []board.Author) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(a board.Author) bool { return !nameRE.MatchString(a.Name) })
}

var pathRE = regexp.MustCompile(`\s+(?:[>»]|::)\s+`)

// shownPart returns the part of the page's title that is also a text of the
// page and not a link, if the title is a path: the other parts name the board
// and the site.
func (p *page) shownPart() string {
	parts := pathRE.Split(p.title, -1)
	if len(parts) < 2 {
		return ""
	}
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
func withoutSite(title string) string { return siteRE.ReplaceAllString(htmltree.OneLine(title), "") }

// guessDate uses the only <time> of the page, or the first date in its text.
func (p *page) guessDate() {
	if p.d.published != "" || p.d.updated != "" {
		return
	}
	times := p.own("time[datetime]")
	if len(times) == 1 {
		p.d.published = htmltree.Attr(times[0], "datetime")
		return
	}
	if len(times) > 1 {
		p.tookDate(times[0], htmltree.Attr(times[0], "datetime"))
		return
	}
	comments := p.comments()
	htmltree.Walk(p.first("body"), func(n *html.Node) bool {
		if p.d.published != "" || htmltree.IsElement(n, "script", "style", "select", "option") || slices.Contains(comments, n) {
			return false
		}
		if n.Type == html.TextNode && len(n.Data) < maxLabel {
			if _, ok := parseStamp(n.Data, p.d.lang); ok {
				p.tookDate(n, htmltree.OneLine(n.Data))
			}
		}
		return true
	})
}

func (p *page) tookDate(n *html.Node, date string) {
	p.d.published = date
	p.at(p.placeOf(n, p.d), board.Guessed, "wanted a date that is marked as the post's, found none: %q is taken", excerpt(date))
}

// guessBody finds the text with a readability library.
func (p *page) guessBody() {
	at := 0
	if node := p.readable().Node; htmltree.Words(node) != "" {
		p.body, at = node, p.firstPlace(node)
	} else if p.d.text == "" {
		p.body = p.first("body")
		at = p.placeOf(p.body, p.d)
	} else {
		return
	}
	p.at(at, board.Guessed, "wanted a text that is marked as the post's, found none: the one that begins %q is taken", excerpt(htmltree.Words(p.body)))
}
