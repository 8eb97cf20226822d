package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// archivePage leads to all lists: by date, by tag, by language.
func (s *site) archivePage() ([]byte, error) {
	lang := s.board.Lang
	title := wordsIn(lang).archive
	p := s.newPage(head{name: "archive/index.html", title: title + " · " + s.title(), lang: lang, feeds: s.lists[0]})
	p.raw("<main id=\"main\">\n<h1>")
	p.text(title)
	p.raw("</h1>\n")
	words := wordsIn(lang)
	s.section(p, words.dates, s.years())
	s.section(p, words.topics, s.listsOf(tagged))
	s.section(p, words.languages, s.listsOf(inLang))
	p.raw("</main>\n")
	return s.finish(p, s.lists[0]), nil
}

// listsOf gives the lists of a kind that have something to show.
func (s *site) listsOf(kind listKind) (lists []*list) {
	for _, l := range s.lists {
		if l.kind == kind && l.count > 0 {
			lists = append(lists, l)
		}
	}
	slices.SortFunc(lists, func(x, y *list) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.name), strings.ToLower(y.name)), cmp.Compare(x.folder, y.folder))
	})
	return lists
}

// years gives the years, newest first.
func (s *site) years() []*list {
	years := s.listsOf(yearly)
	slices.Reverse(years)
	return years
}

func (s *site) section(p *page, label string, lists []*list) {
	if len(lists) == 0 {
		return
	}
	p.raw("<section>\n<h2>")
	p.text(label)
	p.raw("</h2>\n<ul class=\"counts\">\n")
	for _, l := range lists {
		p.raw("<li>")
		s.shelved(p, l)
		p.raw(" <span>")
		p.text(strconv.Itoa(l.count))
		p.raw("</span></li>\n")
	}
	p.raw("</ul>\n</section>\n")
}

// redirect leads from an ID that a post had before to the post.
func (s *site) redirect(post *Post) ([]byte, error) {
	const name = "posts/id/index.html" // as deep as the page is
	p := &page{prefix: below(name), lang: cmp.Or(s.lang(post), "en")}
	p.start(post.Subject)
	p.void("meta", "http-equiv content", "refresh", "0; url="+p.prefix+link(postName(post)))
	p.void("meta", "name content", "robots", "noindex")
	p.void("link", "rel href", "canonical", s.file(p, postName(post)))
	p.raw("</head>\n<body>\n<main>\n<p>")
	p.text(wordsIn(p.lang).moved)
	p.raw(" ")
	p.link(postName(post), post.Subject)
	p.raw("</p>\n</main>\n</body>\n</html>\n")
	return p.Bytes(), nil
}

// notFound is what servers show for addresses that lead nowhere, at whatever
// depth: its links begin at the root of the host.
func (s *site) notFound() ([]byte, error) {
	h := head{name: "404.html", title: wordsIn(s.board.Lang).notFound, lang: s.board.Lang, feeds: s.lists[0], lost: true}
	p := s.newPage(h)
	p.raw("<main id=\"main\">\n<h1>")
	p.text(h.title)
	p.raw("</h1>\n<p>")
	p.text(wordsIn(p.lang).gone)
	p.raw("</p>\n</main>\n")
	return s.finish(p, s.lists[0]), nil
}
