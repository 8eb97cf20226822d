package board

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// xmlHead starts every XML file. All text in it is escaped as in HTML, which
// suits XML, and without the characters that XML cannot have.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// element writes an element that holds text, unless there is none.
func (p *page) element(name literal, text string) {
	if text == "" {
		return
	}
	p.raw("<" + name + ">")
	p.text(text)
	p.raw("</" + name + ">\n")
}

// relation writes a link from a feed to another file, for RSS and for Atom.
func (p *page) relation(element, rel, mediaType literal, address string) {
	p.raw("<" + element + ` rel="` + rel + `" type="` + mediaType + `" href="`)
	p.text(address)
	p.raw("\"/>\n")
}

// archive links the pages of a feed (RFC 5005 § 4): the newest, which
// changes, to the archives, which do not.
func (s *site) archive(p *page, element, mediaType literal, form string, l *list, n int) {
	address := func(n int) string { return s.home + link(l.file(form, n)) }
	p.relation(element, "self", mediaType, address(n))
	if n > 0 {
		p.relation(element, "current", mediaType, address(0))
	}
	if older := l.older(n); older > 0 {
		p.relation(element, "prev-archive", mediaType, address(older))
	}
	if newer := l.newer(n); n > 0 && newer > 0 {
		p.relation(element, "next-archive", mediaType, address(newer))
	}
	if n > 0 {
		p.raw("<fh:archive/>\n")
	}
}

// rss is page n of a list as RSS 2.0.
func (s *site) rss(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p page
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

func (p *page) rssItem(e feedEntry) {
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

// atom is page n of a list as Atom (RFC 4287), with what was withdrawn from
// it as tombstones (RFC 6721).
func (s *site) atom(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p page
	p.raw(xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0"`)
	p.attribute("xml:lang", language(l.lang))
	p.raw(">\n")
	p.element("id", s.homeOf(l))
	p.element("title", s.titleOf(l))
	p.element("subtitle", s.board.Description)
	p.element("updated", atomTime(lastChange(entries)))
	p.raw("<author>")
	p.element("name", s.title())
	p.raw("</author>\n")
	p.relation("link", "alternate", "text/html", s.homeOf(l))
	s.archive(&p, "link", "application/atom+xml", "atom.xml", l, n)
	for _, e := range entries {
		p.atomEntry(e)
	}
	for _, post := range l.withdrawn(s, n) {
		p.tombstone(s.feeds("").tagURI(post), post.Withdrawn)
	}
	p.raw("</feed>\n")
	return p.Bytes(), nil
}

// atomTime is a time as Atom wants it, which has no word for none.
func atomTime(t time.Time) string {
	if t.IsZero() {
		t = forgotten.Time
	}
	return t.Format(time.RFC3339)
}

func (p *page) atomEntry(e feedEntry) {
	p.raw("<entry")
	p.attribute("xml:lang", e.item.Language)
	p.raw(">\n")
	p.element("id", e.item.ID)
	p.element("title", e.item.Title)
	p.relation("link", "alternate", "text/html", e.item.URL)
	p.element("published", e.item.DatePublished)
	p.element("updated", atomTime(changed(e.post)))
	if by := e.post.By; by.Name != "" {
		p.raw("<author>")
		p.element("name", by.Name)
		p.element("uri", by.URL)
		p.element("email", by.Email)
		p.raw("</author>\n")
	}
	for _, tag := range e.item.Tags {
		p.raw("<category")
		p.attribute("term", tag)
		p.raw("/>\n")
	}
	p.atomTranslations(e.item.Board.Translations)
	for _, a := range e.item.Attachments {
		p.atomEnclosure(a)
	}
	p.element("summary", e.item.Summary)
	p.raw(`<content type="html">`)
	p.text(e.item.ContentHTML)
	p.raw("</content>\n</entry>\n")
}

// atomTranslations links one post of each language: Atom allows no two, and
// none without a language beside the post's own link (RFC 4287 § 4.1.2).
func (p *page) atomTranslations(list []feedTranslation) {
	linked := map[string]bool{"": true}
	for _, t := range list {
		if linked[t.Lang] {
			continue
		}
		linked[t.Lang] = true
		p.raw(`<link rel="alternate" type="text/html"`)
		p.attribute("hreflang", t.Lang)
		p.attribute("href", t.URL)
		p.raw("/>\n")
	}
}

func (p *page) atomEnclosure(a feedAttachment) {
	p.raw(`<link rel="enclosure"`)
	p.attribute("href", a.URL)
	p.attribute("type", a.MimeType)
	p.attribute("title", a.Title)
	if a.Size > 0 {
		p.attribute("length", strconv.FormatInt(a.Size, 10))
	}
	p.raw("/>\n")
}

func (p *page) tombstone(id string, w Withdrawal) {
	p.raw("<at:deleted-entry")
	p.attribute("ref", id)
	p.attribute("when", timestamp(w.Date))
	p.raw(">\n")
	p.element("at:comment", w.Reason)
	p.raw("</at:deleted-entry>\n")
}

// lastChange is when the newest of the posts was published or corrected.
func lastChange(entries []feedEntry) (last time.Time) {
	for _, e := range entries {
		if t := changed(e.post); t.After(last) {
			last = t
		}
	}
	return last
}
