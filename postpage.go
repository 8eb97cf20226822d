package board

import "cmp"

// postPage is the page of one post.
func (s *site) postPage(listed *Post) ([]byte, error) {
	name := postName(listed)
	e, err := s.entry(s.feeds(name), listed)
	if err != nil {
		return nil, err
	}
	post, lang := e.post, cmp.Or(language(listed.Lang), s.board.Lang)
	p := s.newPage(head{name: name, title: post.Subject + " · " + s.title(), lang: lang, description: e.item.Summary, feeds: s.lists[0], post: &e})
	p.raw(`<main id="main" class="h-entry">` + "\n")
	s.translated(p, listed)
	r := s.page(name)
	r.dress = s.dress(lang)
	r.Article(p, post) // a page takes everything
	p.raw("\n<p class=\"also\">")
	p.raw(`<data class="u-url u-uid"`)
	p.attribute("value", s.file(p, name))
	p.raw("></data>")
	p.link("posts/"+post.ID+".txt", wordsIn(lang).source)
	p.raw("</p>\n</main>\n")
	s.neighbors(p, listed)
	return s.finish(p, s.lists[0]), nil
}

// translated links to the post in other languages.
func (s *site) translated(p *page, post *Post) {
	group := s.translations[post]
	if group == nil {
		return
	}
	p.raw(`<nav class="shelf"`)
	p.attribute("aria-label", wordsIn(p.lang).languages)
	p.raw("><ul>\n")
	for _, t := range group {
		lang := s.lang(t)
		p.raw("<li>")
		if t == post {
			p.raw(`<b aria-current="page"`)
			p.attribute("lang", lang)
			p.raw("><bdi>")
			p.text(languageName(cmp.Or(lang, t.Subject)))
			p.raw("</bdi></b></li>\n")
			continue
		}
		p.raw(`<a rel="alternate"`)
		p.attribute("lang", lang)
		p.attribute("hreflang", lang)
		p.attribute("href", p.prefix+link(postName(t)))
		p.raw("><bdi>")
		p.text(languageName(cmp.Or(lang, t.Subject)))
		p.raw("</bdi></a></li>\n")
	}
	p.raw("</ul></nav>\n")
}

func (s *site) neighbors(p *page, post *Post) {
	newer, older := s.board.neighbors(post.ID, s.now)
	if newer == nil && older == nil {
		return
	}
	p.raw(`<nav class="pager"`)
	p.attribute("aria-label", wordsIn(p.lang).pages)
	p.raw(">")
	if newer != nil {
		p.direction("prev", postName(newer), wordsIn(p.lang).newer, newer.Subject)
	}
	if older != nil {
		p.direction("next", postName(older), wordsIn(p.lang).older, older.Subject)
	}
	p.raw("</nav>\n")
}
