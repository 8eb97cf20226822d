package board

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// rss is page n of a list as RSS 2.0.
func (s *site) rss(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p xmlFile
	p.raw(xmlHead + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0">` + "\n<channel>\n")
	p.element("title", s.titleOf(l))
	p.element("link", s.homeOf(l))
	p.element("description", cmp.Or(s.board.Description, s.titleOf(l)))
	p.element("language", language(l.lang))
	if changed := lastChange(entries); !changed.IsZero() {
		p.element("lastBuildDate", changed.Format(time.RFC1123Z))
	}
	s.archive(&p, "atom:link", "application/rss+xml", "feed.xml", l, n)
	for _, e := range entries {
		p.rssItem(e)
	}
	p.raw("</channel>\n</rss>\n")
	return p.Bytes(), nil
}

// asHTML makes HTML of text: RSS takes descriptions for that.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (p *xmlFile) rssItem(e feedEntry) {
	p.raw("<item>\n")
	p.element("title", e.item.Title)
	p.element("link", e.item.URL)
	p.raw(`<guid isPermaLink="false">`)
	p.text(e.item.ID)
	p.raw("</guid>\n")
	if !e.post.Date.IsZero() {
		p.element("pubDate", e.post.Date.Time.Format(time.RFC1123Z))
	}
	p.element("atom:updated", e.item.DateModified)
	p.element("dc:creator", e.post.By.Name)
	p.element("dc:language", e.item.Language)
	for _, tag := range e.item.Tags {
		p.element("category", tag)
	}
	p.element("description", asHTML.Replace(e.item.Summary))
	p.element("content:encoded", e.item.ContentHTML)
	if len(e.item.Attachments) > 0 { // RSS has room for one
		a := e.item.Attachments[0]
		p.raw("<enclosure")
		p.attribute("url", a.URL)
		p.attribute("length", strconv.FormatInt(a.Size, 10))
		p.attribute("type", a.MimeType)
		p.raw("/>\n")
	}
	p.raw("</item>\n")
}
