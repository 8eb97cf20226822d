package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/weburl"
)

// archivePage leads to all lists: by date, by tag, by language.
func (s *site) archivePage() ([]byte, error) {
	lang := s.board.Lang
	title := locale.WordsIn(lang).Archive
	p := s.newPage(head{name: "archive/index.html", title: title + " · " + s.title(), lang: lang, feeds: s.lists[0]})
	p.Raw("<main id=\"main\">\n<h1>")
	p.Text(title)
	p.Raw("</h1>\n")
	words := locale.WordsIn(lang)
	s.section(p, words.Dates, s.years())
	s.section(p, words.Topics, s.listsOf(tagged))
	s.section(p, words.Languages, s.listsOf(inLang))
	p.Raw("</main>\n")
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
	p.Raw("<section>\n<h2>")
	p.Text(label)
	p.Raw("</h2>\n<ul class=\"counts\">\n")
	for _, l := range lists {
		p.Raw("<li>")
		s.shelved(p, l)
		p.Raw(" <span>")
		p.Text(strconv.Itoa(l.count))
		p.Raw("</span></li>\n")
	}
	p.Raw("</ul>\n</section>\n")
}

// redirect leads from an ID that a post had before to the post.
func (s *site) redirect(post *Post) ([]byte, error) {
	const name = "posts/id/index.html" // as deep as the page is
	p := &page{prefix: below(name), lang: cmp.Or(s.lang(post), "en")}
	p.start(post.Subject)
	p.Void("meta", "http-equiv content", "refresh", "0; url="+p.prefix+weburl.Link(postName(post)))
	p.Void("meta", "name content", "robots", "noindex")
	p.Void("link", "rel href", "canonical", s.file(p, postName(post)))
	p.Raw("</head>\n<body>\n<main>\n<p>")
	p.Text(locale.WordsIn(p.lang).Moved)
	p.Raw(" ")
	p.link(postName(post), post.Subject)
	p.Raw("</p>\n</main>\n</body>\n</html>\n")
	return p.Bytes(), nil
}

// notFound is what servers show for addresses that lead nowhere, at whatever
// depth: its links begin at the root of the host.
func (s *site) notFound() ([]byte, error) {
	h := head{name: "404.html", title: locale.WordsIn(s.board.Lang).NotFound, lang: s.board.Lang, feeds: s.lists[0], lost: true}
	p := s.newPage(h)
	p.Raw("<main id=\"main\">\n<h1>")
	p.Text(h.title)
	p.Raw("</h1>\n<p>")
	p.Text(locale.WordsIn(p.lang).Gone)
	p.Raw("</p>\n</main>\n")
	return s.finish(p, s.lists[0]), nil
}
