package board

import (
	"time"
)

// xmlHead starts every XML file. All text in it is escaped as in HTML, which
// suits XML, and without the characters that XML cannot have.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// element writes an element that holds text, unless there is none.
func (p *writer) element(name literal, text string) {
	if text == "" {
		return
	}
	p.raw("<" + name + ">")
	p.text(text)
	p.raw("</" + name + ">\n")
}

// relation writes a link from a feed to another file, for RSS and for Atom.
func (p *writer) relation(element, rel, mediaType literal, address string) {
	p.raw("<" + element + ` rel="` + rel + `" type="` + mediaType + `" href="`)
	p.text(address)
	p.raw("\"/>\n")
}

// An xmlFile is a feed in XML, or a sitemap.
type xmlFile struct{ writer }

// archive links the pages of a feed (RFC 5005 § 4): the newest, which
// changes, to the archives, which do not.
func (s *site) archive(p *xmlFile, element, mediaType literal, form string, l *list, n int) {
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

// lastChange is when the newest of the posts was published or corrected.
func lastChange(entries []feedEntry) (last time.Time) {
	for _, e := range entries {
		if t := changed(e.post); t.After(last) {
			last = t
		}
	}
	return last
}
