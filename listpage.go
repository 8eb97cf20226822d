package board

import (
	"cmp"
	"strconv"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// nameOf is what a list is called on the board's pages.
func (s *site) nameOf(l *list) string {
	switch l.kind {
	case boardwide:
		return locale.WordsIn(l.lang).All
	case tagged:
		return "#" + l.name
	}
	return l.name
}

// listPage is page n of a list.
func (s *site) listPage(l *list, n int) ([]byte, error) {
	announced := s.lists[0]
	if l.hasFeeds() {
		announced = l
	}
	h := head{name: l.file("index.html", n), title: s.titleOf(l), lang: l.lang, description: s.board.Description, feeds: announced}
	h.front = l.kind == boardwide && n == 0
	if n > 0 {
		h.title += " · " + strconv.Itoa(n)
	}
	p := s.newPage(h)
	p.Raw(`<main id="main" class="h-feed">` + "\n")
	s.listHeading(p, l, h.front)
	if n == 0 {
		s.within(p, l)
	}
	if err := s.rows(p, l.page(s, n)); err != nil {
		return nil, err
	}
	p.Raw("</main>\n")
	s.pager(p, l, n)
	return s.finish(p, announced), nil
}

func (s *site) listHeading(p *page, l *list, front bool) {
	if !front {
		p.Raw(`<h1 class="p-name" dir="auto">`)
		p.Text(s.nameOf(l))
		p.Raw("</h1>\n")
	} else if s.board.Description != "" {
		p.Raw(`<p class="lede" dir="auto">`)
		p.Text(s.board.Description)
		p.Raw("</p>\n")
	}
}

// within links to the lists that are parts of this one: the board's
// languages, a year's months.
func (s *site) within(p *page, l *list) {
	part, label := inLang, locale.WordsIn(p.lang).Languages
	if l.kind == yearly {
		part, label = monthly, locale.WordsIn(p.lang).Dates
	} else if l.kind != boardwide {
		return
	}
	var parts []*list
	for _, inner := range s.lists {
		if inner.kind == part && inner.count > 0 && len(inner.folder) > len(l.folder) && inner.folder[:len(l.folder)] == l.folder {
			parts = append(parts, inner)
		}
	}
	if len(parts) > 1 {
		s.shelf(p, label, parts)
	}
}

// shelf is a row of links to lists.
func (s *site) shelf(p *page, label string, lists []*list) {
	p.Raw(`<nav class="shelf"`)
	p.Attribute("aria-label", label)
	p.Raw("><ul>\n")
	for _, l := range lists {
		p.Raw("<li>")
		s.shelved(p, l)
		p.Raw("</li>\n")
	}
	p.Raw("</ul></nav>\n")
}

func (s *site) shelved(p *page, l *list) {
	p.Raw(`<a href="`)
	p.Text(p.prefix + weburl.Link(l.file("index.html", 0)))
	p.Raw(`"`)
	if l.kind == inLang {
		p.Attribute("lang", l.lang)
		p.Attribute("hreflang", l.lang)
	}
	p.Raw("><bdi>")
	p.Text(s.nameOf(l))
	p.Raw("</bdi></a>")
}

func (s *site) rows(p *page, posts []*Post) error {
	if len(posts) == 0 {
		p.Raw("<p>")
		p.Text(locale.WordsIn(p.lang).None)
		p.Raw("</p>\n")
		return nil
	}
	p.Raw("<ol class=\"rows\">\n")
	for i, post := range posts {
		e, err := s.entry(s.feeds(""), post)
		if err != nil {
			return err
		}
		s.row(p, e, i < atOnceSeen)
	}
	p.Raw("</ol>\n")
	return nil
}

// atOnceSeen is how many posts of a list are in sight when it opens: their
// pictures are loaded with the page.
const atOnceSeen = 4

// row is a post in the list.
func (s *site) row(p *page, e feedEntry, inSight bool) {
	post := e.post
	class := markup.Literal("h-entry")
	if post.Pinned {
		class = "h-entry pinned"
	}
	p.Raw(`<li class="` + class + `" dir="auto">` + "\n")
	s.thumbnail(p, e.post.picture(), inSight)
	p.Raw(`<h2 class="p-name"`)
	p.foreign(post.Lang)
	p.Raw(`><a class="u-url" href="`)
	p.Text(p.prefix + weburl.Link(postName(post)))
	p.Raw(`">`)
	if post.Label != "" {
		p.Raw("<span class=\"label\">[")
		p.Text(post.Label)
		p.Raw("]</span> ")
	}
	p.Text(post.Subject)
	p.Raw("</a></h2>\n")
	if e.item.Summary != "" {
		p.Raw(`<p class="p-summary"`)
		p.foreign(post.Lang)
		p.Raw(">")
		p.Text(e.item.Summary)
		p.Raw("</p>\n")
	}
	s.details(p, post)
	p.Raw("</li>\n")
}

// foreign marks words in a language that is not the page's.
func (p *page) foreign(lang string) {
	if lang != p.lang {
		p.Attribute("lang", plaintext.Language(lang))
	}
}

// details are the small print under a post in the list.
func (s *site) details(p *page, post *Post) {
	p.Raw(`<p class="details">`)
	if post.Pinned {
		p.Raw(`<strong>`)
		p.Text(locale.WordsIn(p.lang).Pinned)
		p.Raw("</strong> ")
	}
	p.date("dt-published", post.Date)
	if !post.Updated.IsZero() {
		p.Raw(` <span class="updated">`)
		p.Text(locale.Word("updated", p.lang) + " ")
		p.date("dt-updated", post.Updated)
		p.Raw("</span>")
	}
	if post.By.Name != "" {
		p.Raw(` <bdi class="p-author h-card">`)
		p.Text(post.By.Name)
		p.Raw("</bdi>")
	}
	p.Raw("</p>\n")
}

func (p *page) date(class markup.Literal, d Date) {
	if d.IsZero() {
		return
	}
	p.Raw(`<time class="` + class + `" datetime="`)
	p.Text(d.String())
	p.Raw(`">`)
	p.Text(locale.LongDate(d.Time, p.lang))
	p.Raw("</time>")
}

// thumbnail is a post's picture in the list.
func (s *site) thumbnail(p *page, photo Photo, inSight bool) {
	address, shown, _ := weburl.NewResolver(cmp.Or(p.prefix, "./"), weburl.Images(s.render.Images)).Image(photo.URL)
	if photo.URL == "" || !shown {
		return
	}
	loading, decoding := "lazy", "async"
	if inSight {
		loading, decoding = "", ""
	}
	p.Void(`img class="u-photo" alt="" referrerpolicy="no-referrer"`, "loading decoding src width height", loading, decoding, address, positive(photo.Width), positive(photo.Height))
}

// pager leads to the pages before and after page n.
func (s *site) pager(p *page, l *list, n int) {
	if l.full() == 0 {
		return
	}
	p.Raw(`<nav class="pager"`)
	p.Attribute("aria-label", locale.WordsIn(p.lang).Pages)
	p.Raw(">")
	if n > 0 {
		p.direction("prev", l.file("index.html", l.newer(n)), locale.WordsIn(p.lang).Newer, "")
	}
	if older := l.older(n); older > 0 {
		p.direction("next", l.file("index.html", older), locale.WordsIn(p.lang).Older, "")
	}
	p.Raw("</nav>\n")
}

// direction is a link to what comes before or after.
func (p *page) direction(rel markup.Literal, name, where, what string) {
	p.Raw(`<a rel="` + rel + `" href="`)
	p.Text(p.prefix + weburl.Link(name))
	p.Raw(`"><span>`)
	p.Text(where)
	p.Raw("</span>")
	if what != "" {
		p.Raw(" <bdi>")
		p.Text(what)
		p.Raw("</bdi>")
	}
	p.Raw("</a>")
}
