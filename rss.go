package board

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
)

// rss is page n of a list as RSS 2.0.
func (s *site) rss(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p xmlFile
	p.Raw(markup.XMLHeader + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0">` + "\n<channel>\n")
	p.Element("title", s.titleOf(l))
	p.Element("link", s.homeOf(l))
	p.Element("description", cmp.Or(s.board.Description, s.titleOf(l)))
	p.Element("language", plaintext.Language(l.lang))
	if changed := lastChange(entries); !changed.IsZero() {
		p.Element("lastBuildDate", changed.Format(time.RFC1123Z))
	}
	s.archive(&p, "atom:link", "application/rss+xml", "feed.xml", l, n)
	for _, e := range entries {
		p.rssItem(e)
	}
	p.Raw("</channel>\n</rss>\n")
	return p.Bytes(), nil
}

// asHTML makes HTML of text: RSS takes descriptions for that.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (p *xmlFile) rssItem(e feedEntry) {
	p.Raw("<item>\n")
	p.Element("title", e.item.Title)
	p.Element("link", e.item.URL)
	p.Raw(`<guid isPermaLink="false">`)
	p.Text(e.item.ID)
	p.Raw("</guid>\n")
	if !e.post.Date.IsZero() {
		p.Element("pubDate", e.post.Date.Time.Format(time.RFC1123Z))
	}
	p.Element("atom:updated", e.item.DateModified)
	p.Element("dc:creator", e.post.By.Name)
	p.Element("dc:language", e.item.Language)
	for _, tag := range e.item.Tags {
		p.Element("category", tag)
	}
	p.Element("description", asHTML.Replace(e.item.Summary))
	p.Element("content:encoded", e.item.ContentHTML)
	if len(e.item.Attachments) > 0 { // RSS has room for one
		a := e.item.Attachments[0]
		p.Raw("<enclosure")
		p.Attribute("url", a.URL)
		p.Attribute("length", strconv.FormatInt(a.Size, 10))
		p.Attribute("type", a.MimeType)
		p.Raw("/>\n")
	}
	p.Raw("</item>\n")
}
