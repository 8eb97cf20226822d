package board

import (
	"cmp"
	"strconv"
)

// nameOf is what a list is called on the board's pages.
func (s *site) nameOf(l *list) string {
	switch l.kind {
	case boardwide:
		return wordsIn(l.lang).all
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
	p.raw(`<main id="main" class="h-feed">` + "\n")
	s.listHeading(p, l, h.front)
	if n == 0 {
		s.within(p, l)
	}
	if err := s.rows(p, l.page(s, n)); err != nil {
		return nil, err
	}
	p.raw("</main>\n")
	s.pager(p, l, n)
	return s.finish(p, announced), nil
}

func (s *site) listHeading(p *page, l *list, front bool) {
	if !front {
		p.raw(`<h1 class="p-name" dir="auto">`)
		p.text(s.nameOf(l))
		p.raw("</h1>\n")
	} else if s.board.Description != "" {
		p.raw(`<p class="lede" dir="auto">`)
		p.text(s.board.Description)
		p.raw("</p>\n")
	}
}

// within links to the lists that are parts of this one: the board's
// languages, a year's months.
func (s *site) within(p *page, l *list) {
	part, label := inLang, wordsIn(p.lang).languages
	if l.kind == yearly {
		part, label = monthly, wordsIn(p.lang).dates
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
	p.raw(`<nav class="shelf"`)
	p.attribute("aria-label", label)
	p.raw("><ul>\n")
	for _, l := range lists {
		p.raw("<li>")
		s.shelved(p, l)
		p.raw("</li>\n")
	}
	p.raw("</ul></nav>\n")
}

func (s *site) shelved(p *page, l *list) {
	p.raw(`<a href="`)
	p.text(p.prefix + link(l.file("index.html", 0)))
	p.raw(`"`)
	if l.kind == inLang {
		p.attribute("lang", l.lang)
		p.attribute("hreflang", l.lang)
	}
	p.raw("><bdi>")
	p.text(s.nameOf(l))
	p.raw("</bdi></a>")
}

func (s *site) rows(p *page, posts []*Post) error {
	if len(posts) == 0 {
		p.raw("<p>")
		p.text(wordsIn(p.lang).none)
		p.raw("</p>\n")
		return nil
	}
	p.raw("<ol class=\"rows\">\n")
	for i, post := range posts {
		e, err := s.entry(s.feeds(""), post)
		if err != nil {
			return err
		}
		s.row(p, e, i < atOnceSeen)
	}
	p.raw("</ol>\n")
	return nil
}

// atOnceSeen is how many posts of a list are in sight when it opens: their
// pictures are loaded with the page.
const atOnceSeen = 4

// row is a post in the list.
func (s *site) row(p *page, e feedEntry, inSight bool) {
	post := e.post
	class := literal("h-entry")
	if post.Pinned {
		class = "h-entry pinned"
	}
	p.raw(`<li class="` + class + `" dir="auto">` + "\n")
	s.thumbnail(p, e.post.picture(), inSight)
	p.raw(`<h2 class="p-name"`)
	p.foreign(post.Lang)
	p.raw(`><a class="u-url" href="`)
	p.text(p.prefix + link(postName(post)))
	p.raw(`">`)
	if post.Label != "" {
		p.raw("<span class=\"label\">[")
		p.text(post.Label)
		p.raw("]</span> ")
	}
	p.text(post.Subject)
	p.raw("</a></h2>\n")
	if e.item.Summary != "" {
		p.raw(`<p class="p-summary"`)
		p.foreign(post.Lang)
		p.raw(">")
		p.text(e.item.Summary)
		p.raw("</p>\n")
	}
	s.details(p, post)
	p.raw("</li>\n")
}

// foreign marks words in a language that is not the page's.
func (p *page) foreign(lang string) {
	if lang != p.lang {
		p.attribute("lang", language(lang))
	}
}

// details are the small print under a post in the list.
func (s *site) details(p *page, post *Post) {
	p.raw(`<p class="details">`)
	if post.Pinned {
		p.raw(`<strong>`)
		p.text(wordsIn(p.lang).pinned)
		p.raw("</strong> ")
	}
	p.date("dt-published", post.Date)
	if !post.Updated.IsZero() {
		p.raw(` <span class="updated">`)
		p.text(word("updated", p.lang) + " ")
		p.date("dt-updated", post.Updated)
		p.raw("</span>")
	}
	if post.By.Name != "" {
		p.raw(` <bdi class="p-author h-card">`)
		p.text(post.By.Name)
		p.raw("</bdi>")
	}
	p.raw("</p>\n")
}

func (p *page) date(class literal, d Date) {
	if d.IsZero() {
		return
	}
	p.raw(`<time class="` + class + `" datetime="`)
	p.text(d.String())
	p.raw(`">`)
	p.text(longDate(d.Time, p.lang))
	p.raw("</time>")
}

// thumbnail is a post's picture in the list.
func (s *site) thumbnail(p *page, photo Photo, inSight bool) {
	address, shown, _ := newResolver(cmp.Or(p.prefix, "./"), images(s.render.Images)).image(photo.URL)
	if photo.URL == "" || !shown {
		return
	}
	loading, decoding := "lazy", "async"
	if inSight {
		loading, decoding = "", ""
	}
	p.void(`img class="u-photo" alt="" referrerpolicy="no-referrer"`, "loading decoding src width height", loading, decoding, address, positive(photo.Width), positive(photo.Height))
}

// pager leads to the pages before and after page n.
func (s *site) pager(p *page, l *list, n int) {
	if l.full() == 0 {
		return
	}
	p.raw(`<nav class="pager"`)
	p.attribute("aria-label", wordsIn(p.lang).pages)
	p.raw(">")
	if n > 0 {
		p.direction("prev", l.file("index.html", l.newer(n)), wordsIn(p.lang).newer, "")
	}
	if older := l.older(n); older > 0 {
		p.direction("next", l.file("index.html", older), wordsIn(p.lang).older, "")
	}
	p.raw("</nav>\n")
}

// direction is a link to what comes before or after.
func (p *page) direction(rel literal, name, where, what string) {
	p.raw(`<a rel="` + rel + `" href="`)
	p.text(p.prefix + link(name))
	p.raw(`"><span>`)
	p.text(where)
	p.raw("</span>")
	if what != "" {
		p.raw(" <bdi>")
		p.text(what)
		p.raw("</bdi>")
	}
	p.raw("</a>")
}
