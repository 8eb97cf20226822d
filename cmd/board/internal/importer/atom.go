package importer

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/mmcdole/gofeed/atom"
)

func (r *reader) atomShell(out *feed, source string) error {
	f, err := parseAtom(source)
	if err != nil {
		return err
	}
	out.title, out.description, out.lang = plainText(f.Title), plainText(f.Subtitle), f.Language
	self := ""
	for _, link := range f.Links {
		switch cmp.Or(link.Rel, "alternate") {
		case "alternate":
			out.url = cmp.Or(out.url, link.Href)
		case "self":
			self = cmp.Or(self, link.Href)
		case "next", "prev-archive":
			out.next = cmp.Or(out.next, link.Href)
		}
	}
	r.setBase(out, self)
	r.authors = peopleOfAtom(f.Authors)
	return nil
}

// setBase sets the base of relative addresses: where the feed's site is, or
// the feed itself.
func (r *reader) setBase(out *feed, self string) {
	if base := parseBase(self); base != nil {
		r.base = base
	}
	out.url = r.resolve(out.url)
	if base := parseBase(out.url); base != nil {
		r.base = base
	}
}

// markedUpRE matches a title that is HTML (RFC 4287 § 3.1.1), also one of Atom
// 0.3, which has media types and modes.
var markedUpRE = regexp.MustCompile(`<(?:[\w.-]+:)?title\s[^>]*?(?:type\s*=\s*["']\s*(?:x?html|text/html|application/xhtml)|mode\s*=)`)

func (r *reader) atomItem(d *draft, source string) error {
	f, err := parseAtom(source)
	if err != nil || len(f.Entries) == 0 {
		return cmp.Or(err, errNoItem)
	}
	e := f.Entries[0]
	d.title, d.published, d.updated = e.Title, cmp.Or(e.Published, e.Updated), e.Updated
	d.exact = true
	if markedUpRE.MatchString(source) {
		d.title = htmltree.TextOf(d.title)
	}
	d.atomEntry(e)
	atomContent(d, e)
	d.extensions(e.Extensions)
	return nil
}

// atomEntry reads what an entry has beside its title, dates and text.
func (d *draft) atomEntry(e *atom.Entry) {
	d.setAuthors(peopleOfAtom(e.Authors)...)
	for _, p := range e.Contributors {
		d.keep("contributor", strings.Join([]string{p.Name, p.Email, p.URI}, " "))
	}
	for _, c := range e.Categories {
		d.tags = append(d.tags, cmp.Or(c.Label, c.Term))
		if c.Scheme != "" {
			d.keep("category", c.Term+" ("+c.Scheme+")")
		}
	}
	for _, link := range e.Links {
		d.atomLink(link)
	}
	d.keep("atom-rights", plainText(e.Rights))
	if e.Source != nil {
		d.keep("atom-source", e.Source.Title+" "+e.Source.ID)
	}
	d.setID(e.ID)
}

func peopleOfAtom(people []*atom.Person) (list []board.Author) {
	for _, p := range people {
		list = append(list, board.Author{Name: cmp.Or(p.Name, p.Email), Email: p.Email, URL: p.URI})
	}
	return list
}

// atomLink assigns a link to the field for its relation (RFC 4287 § 4.2.7).
func (d *draft) atomLink(link *atom.Link) {
	switch rel := cmp.Or(link.Rel, "alternate"); {
	case rel == "alternate" && link.Href == d.url:
	case rel == "alternate" && link.Hreflang != "" && d.url != "":
		d.keep("translation", link.Hreflang+" "+link.Href)
	case rel == "alternate" && d.url == "":
		d.url = link.Href
	case rel == "enclosure":
		d.enclose(link.Href, link.Title, link.Type, link.Length)
	default:
		d.keep("atom-link", rel+" "+link.Href)
	}
}

func atomContent(d *draft, e *atom.Entry) {
	d.html = e.Summary
	c := e.Content
	if c == nil {
		return
	}
	if c.Src != "" { // the text is elsewhere
		d.enclose(c.Src, "", c.Type, "")
	}
	if strings.TrimSpace(c.Value) == "" {
		return
	}
	if !repeats(e.Summary, c.Value) {
		d.keep("summary", plainText(e.Summary))
	}
	if d.html = c.Value; c.Type == "text" || c.Type == "" || c.Type == "text/plain" {
		d.html, d.text = "", c.Value
	}
}
