package board

import (
	"cmp"
	"strconv"
	"time"
)

// atom is page n of a list as Atom (RFC 4287), with what was withdrawn from
// it as tombstones (RFC 6721).
func (s *site) atom(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p xmlFile
	p.raw(xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0"`)
	p.attribute("xml:lang", language(l.lang))
	p.raw(">\n")
	p.element("id", cmp.Or(home(s.board.FirstURL), s.home)+link(l.folder))
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

func (p *xmlFile) atomEntry(e feedEntry) {
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
func (p *xmlFile) atomTranslations(list []feedTranslation) {
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

func (p *xmlFile) atomEnclosure(a feedAttachment) {
	p.raw(`<link rel="enclosure"`)
	p.attribute("href", a.URL)
	p.attribute("type", a.MimeType)
	p.attribute("title", a.Title)
	if a.Size > 0 {
		p.attribute("length", strconv.FormatInt(a.Size, 10))
	}
	p.raw("/>\n")
}

func (p *xmlFile) tombstone(id string, w Withdrawal) {
	p.raw("<at:deleted-entry")
	p.attribute("ref", id)
	p.attribute("when", timestamp(w.Date))
	p.raw(">\n")
	p.element("at:comment", w.Reason)
	p.raw("</at:deleted-entry>\n")
}
