package board

import (
	"cmp"

	"golang.org/x/net/html"
)

func (p *page) text(s string) { p.WriteString(html.EscapeString(clean(s))) }

// link writes a link to a file of the board.
func (p *page) link(prefix, name, text string) {
	p.raw(`<a href="`)
	p.text(prefix + link(name))
	p.raw(`"><bdi>`)
	p.text(text)
	p.raw("</bdi></a>")
}

// listPage is the list with the posts of page n.
func (s *site) listPage(n int, posts []*Post) []byte {
	var p page
	s.start(&p, "", s.title(), s.board.Lang)
	p.raw("<header><h1 dir=\"auto\">")
	p.text(s.title())
	p.raw("</h1>")
	if s.board.Description != "" {
		p.raw("<p dir=\"auto\">")
		p.text(s.board.Description)
		p.raw("</p>")
	}
	p.raw("</header>\n<main>\n")
	s.list(&p, posts)
	p.raw("</main>\n<nav>")
	if n > 0 {
		p.link("", "index.html", pageWord("all", s.board.Lang))
	}
	if next := s.older(n); next > 0 {
		p.link("", pageName("index", "page.html", next), pageWord("older", s.board.Lang))
	}
	p.raw("</nav>\n")
	return p.finish()
}

func (s *site) list(p *page, posts []*Post) {
	if len(posts) == 0 {
		p.raw("<p>")
		p.text(pageWord("none", s.board.Lang))
		p.raw("</p>\n")
		return
	}
	p.raw("<ol>\n")
	for _, post := range posts {
		s.row(p, post)
	}
	p.raw("</ol>\n")
}

// row is a post in the list.
func (s *site) row(p *page, post *Post) {
	p.raw("<li>")
	if post.Pinned {
		p.raw("<strong>")
		p.text(pageWord("pinned", s.board.Lang))
		p.raw("</strong> ")
	}
	p.raw("<a href=\"")
	p.text(link("posts/" + post.ID + "/index.html"))
	p.raw("\"><bdi>")
	if post.Label != "" {
		p.text("[" + post.Label + "] ")
	}
	p.text(post.Subject)
	p.raw("</bdi></a> <span>")
	p.date(post.Date)
	if post.By.Name != "" {
		p.raw(" · <bdi>")
		p.text(post.By.Name)
		p.raw("</bdi>")
	}
	p.raw("</span></li>\n")
}

func (p *page) date(d Date) {
	if d.IsZero() {
		return
	}
	p.raw(`<time datetime="`)
	p.text(d.String())
	p.raw(`">`)
	p.text(d.Time.Format("2006-01-02"))
	p.raw("</time>")
}

// postPage is the page of one post.
func (s *site) postPage(post, newer, older *Post) []byte {
	const prefix = "../../"
	var p page
	lang := cmp.Or(post.Lang, s.board.Lang)
	s.start(&p, prefix, post.Subject+" · "+s.title(), lang)
	p.raw("<header><p>")
	p.link(prefix, "index.html", s.title())
	p.raw("</p></header>\n<main>\n")
	s.at(2).Article(&p, post)
	p.raw("\n</main>\n<nav>")
	p.neighbor(prefix, pageWord("newer", lang), newer)
	p.neighbor(prefix, pageWord("older", lang), older)
	p.raw("</nav>\n")
	return p.finish()
}

func (p *page) neighbor(prefix, direction string, post *Post) {
	if post == nil {
		return
	}
	p.raw("<span>")
	p.text(direction)
	p.raw(": ")
	p.link(prefix, "posts/"+post.ID+"/index.html", post.Subject)
	p.raw("</span>")
}
