package board

import (
	"fmt"
	"time"

	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/weburl"
)

// partSize is how many addresses a part of the sitemap has. The protocol
// allows 50,000; few make a new post rewrite little.
const partSize = 1000

// addSitemap adds the index sitemap.xml and its parts: of the posts, from
// the oldest, and of the lists, in the order they came.
func (s *site) addSitemap() {
	var parts []sitemapPart
	for n := 0; n*partSize < len(s.posts); n++ {
		end := len(s.posts) - n*partSize
		parts = append(parts, sitemapPart{fmt.Sprintf("sitemap-%d.xml", n+1), s.posts[max(end-partSize, 0):end]})
	}
	for _, part := range parts {
		s.root.Add(part.name, lazyfs.File(func() ([]byte, error) { return s.sitemapOfPosts(part.posts), nil }))
	}
	var names []string
	for n := 0; n*partSize < len(s.lists); n++ {
		name := fmt.Sprintf("sitemap-lists-%d.xml", n+1)
		lists := s.lists[n*partSize : min((n+1)*partSize, len(s.lists))]
		s.root.Add(name, lazyfs.File(func() ([]byte, error) { return s.sitemapOfLists(lists), nil }))
		names = append(names, name)
	}
	s.root.Add("sitemap.xml", lazyfs.File(func() ([]byte, error) { return s.sitemapIndex(parts, names), nil }))
}

type sitemapPart struct {
	name  string
	posts []*Post // newest first
}

const sitemapNS markup.Literal = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

func (s *site) sitemapIndex(parts []sitemapPart, lists []string) []byte {
	var p xmlFile
	p.Raw(markup.XMLHeader + "<sitemapindex" + sitemapNS + ">\n")
	for _, part := range parts {
		var last time.Time
		for _, post := range part.posts {
			if t := changed(post); t.After(last) {
				last = t
			}
		}
		p.place("sitemap", s.home+weburl.Link(part.name), last)
	}
	for _, name := range lists {
		p.place("sitemap", s.home+weburl.Link(name), time.Time{})
	}
	p.Raw("</sitemapindex>\n")
	return p.Bytes()
}

// place writes an address, and when it changed if that is known.
func (p *xmlFile) place(element markup.Literal, address string, changed time.Time) {
	p.Raw("<" + element + ">")
	p.Element("loc", address)
	if !changed.IsZero() {
		p.Element("lastmod", changed.Format(time.RFC3339))
	}
	p.Raw("</" + element + ">\n")
}

func (s *site) sitemapOfPosts(posts []*Post) []byte {
	var p xmlFile
	p.Raw(markup.XMLHeader + "<urlset" + sitemapNS + ">\n")
	for _, post := range posts {
		if s.due(post) {
			p.place("url", s.home+weburl.Link(postName(post)), changed(post))
		}
	}
	p.Raw("</urlset>\n")
	return p.Bytes()
}

func (s *site) sitemapOfLists(lists []*list) []byte {
	var p xmlFile
	p.Raw(markup.XMLHeader + "<urlset" + sitemapNS + ">\n")
	for _, l := range lists {
		p.place("url", s.homeOf(l), time.Time{})
	}
	p.Raw("</urlset>\n")
	return p.Bytes()
}

// changed is when a post was published or corrected last.
func changed(p *Post) time.Time {
	if p.Updated.Time.After(p.Date.Time) {
		return p.Updated.Time
	}
	return p.Date.Time
}

// robots tells search engines where the sitemap is. They look for it only
// where the board is at the root of its host.
func (s *site) robots() ([]byte, error) {
	var p xmlFile
	p.Raw("User-agent: *\nAllow: /\n")
	if s.home != "" {
		p.Raw("Sitemap: ")
		p.WriteString(s.home + "sitemap.xml\n") // not HTML
	}
	return p.Bytes(), nil
}
