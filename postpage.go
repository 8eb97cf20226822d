package board

import (
	"cmp"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// postPage is the page of one post.
func (s *site) postPage(listed *Post) ([]byte, error) {
	name := postName(listed)
	e, err := s.entry(s.feeds(name), listed)
	if err != nil {
		return nil, err
	}
	post, lang := e.post, cmp.Or(plaintext.Language(listed.Lang), s.board.Lang)
	p := s.newPage(head{name: name, title: post.Subject + " · " + s.title(), lang: lang, description: e.item.Summary, feeds: s.lists[0], post: &e})
	p.Raw(`<main id="main" class="h-entry">` + "\n")
	s.translated(p, listed)
	r := s.page(name)
	r.dress = s.dress(lang)
	r.Article(p, post) // a page takes everything
	p.Raw("\n<p class=\"also\">")
	p.Raw(`<data class="u-url u-uid"`)
	p.Attribute("value", s.file(p, name))
	p.Raw("></data>")
	p.link("posts/"+post.ID+".txt", locale.WordsIn(lang).Source)
	p.Raw("</p>\n</main>\n")
	s.neighbors(p, listed)
	return s.finish(p, s.lists[0]), nil
}

// translated links to the post in other languages.
func (s *site) translated(p *page, post *Post) {
	group := s.translations[post]
	if group == nil {
		return
	}
	p.Raw(`<nav class="shelf"`)
	p.Attribute("aria-label", locale.WordsIn(p.lang).Languages)
	p.Raw("><ul>\n")
	for _, t := range group {
		lang := s.lang(t)
		p.Raw("<li>")
		if t == post {
			p.Raw(`<b aria-current="page"`)
			p.Attribute("lang", lang)
			p.Raw("><bdi>")
			p.Text(locale.LanguageName(cmp.Or(lang, t.Subject)))
			p.Raw("</bdi></b></li>\n")
			continue
		}
		p.Raw(`<a rel="alternate"`)
		p.Attribute("lang", lang)
		p.Attribute("hreflang", lang)
		p.Attribute("href", p.prefix+weburl.Link(postName(t)))
		p.Raw("><bdi>")
		p.Text(locale.LanguageName(cmp.Or(lang, t.Subject)))
		p.Raw("</bdi></a></li>\n")
	}
	p.Raw("</ul></nav>\n")
}

func (s *site) neighbors(p *page, post *Post) {
	newer, older := s.board.neighbors(post.ID, s.now)
	if newer == nil && older == nil {
		return
	}
	p.Raw(`<nav class="pager"`)
	p.Attribute("aria-label", locale.WordsIn(p.lang).Pages)
	p.Raw(">")
	if newer != nil {
		p.direction("prev", postName(newer), locale.WordsIn(p.lang).Newer, newer.Subject)
	}
	if older != nil {
		p.direction("next", postName(older), locale.WordsIn(p.lang).Older, older.Subject)
	}
	p.Raw("</nav>\n")
}
