package board

import (
	"cmp"
	"strconv"
	"time"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// atom is page n of a list as Atom (RFC 4287), with what was withdrawn from
// it as tombstones (RFC 6721).
func (s *site) atom(l *list, n int) ([]byte, error) {
	entries, err := s.entries(s.feeds(""), l.page(s, n))
	if err != nil {
		return nil, err
	}
	var p xmlFile
	p.Raw(markup.XMLHeader + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0"`)
	p.Attribute("xml:lang", plaintext.Language(l.lang))
	p.Raw(">\n")
	p.Element("id", cmp.Or(home(s.board.FirstURL), s.home)+weburl.Link(l.folder))
	p.Element("title", s.titleOf(l))
	p.Element("subtitle", s.board.Description)
	p.Element("updated", atomTime(lastChange(entries)))
	p.Raw("<author>")
	p.Element("name", s.title())
	p.Raw("</author>\n")
	p.Relation("link", "alternate", "text/html", s.homeOf(l))
	s.archive(&p, "link", "application/atom+xml", "atom.xml", l, n)
	for _, e := range entries {
		p.atomEntry(e)
	}
	for _, post := range l.withdrawn(s, n) {
		p.tombstone(s.feeds("").tagURI(post), post.Withdrawn)
	}
	p.Raw("</feed>\n")
	return p.Bytes(), nil
}

// atomTime is a time as Atom wants it, which has no word for none.
func atomTime(t time.Time) string {
	if t.IsZero() {
		t = undated.Time
	}
	return t.Format(time.RFC3339)
}

func (p *xmlFile) atomEntry(e feedEntry) {
	p.Raw("<entry")
	p.Attribute("xml:lang", e.item.Language)
	p.Raw(">\n")
	p.Element("id", e.item.ID)
	p.Element("title", e.item.Title)
	p.Relation("link", "alternate", "text/html", e.item.URL)
	p.Element("published", e.item.DatePublished)
	p.Element("updated", atomTime(changed(e.post)))
	if by := e.post.By; by.Name != "" {
		p.Raw("<author>")
		p.Element("name", by.Name)
		p.Element("uri", by.URL)
		p.Element("email", by.Email)
		p.Raw("</author>\n")
	}
	for _, tag := range e.item.Tags {
		p.Raw("<category")
		p.Attribute("term", tag)
		p.Raw("/>\n")
	}
	p.atomTranslations(e.item.Board.Translations)
	for _, a := range e.item.Attachments {
		p.atomEnclosure(a)
	}
	p.Element("summary", e.item.Summary)
	p.Raw(`<content type="html">`)
	p.Text(e.item.ContentHTML)
	p.Raw("</content>\n</entry>\n")
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
		p.Raw(`<link rel="alternate" type="text/html"`)
		p.Attribute("hreflang", t.Lang)
		p.Attribute("href", t.URL)
		p.Raw("/>\n")
	}
}

func (p *xmlFile) atomEnclosure(a feedAttachment) {
	p.Raw(`<link rel="enclosure"`)
	p.Attribute("href", a.URL)
	p.Attribute("type", a.MimeType)
	p.Attribute("title", a.Title)
	if a.Size > 0 {
		p.Attribute("length", strconv.FormatInt(a.Size, 10))
	}
	p.Raw("/>\n")
}

func (p *xmlFile) tombstone(id string, w Withdrawal) {
	p.Raw("<at:deleted-entry")
	p.Attribute("ref", id)
	p.Attribute("when", timestamp(w.Date))
	p.Raw(">\n")
	p.Element("at:comment", w.Reason)
	p.Raw("</at:deleted-entry>\n")
}
