package board

import (
	"time"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/weburl"
)

// An xmlFile is a feed in XML, or a sitemap.
type xmlFile struct{ markup.Writer }

// archive links the pages of a feed (RFC 5005 § 4): the newest, which
// changes, to the archives, which do not.
func (s *site) archive(p *xmlFile, element, mediaType markup.Literal, form string, l *list, n int) {
	address := func(n int) string { return s.home + weburl.Link(l.file(form, n)) }
	p.Relation(element, "self", mediaType, address(n))
	if n > 0 {
		p.Relation(element, "current", mediaType, address(0))
	}
	if older := l.older(n); older > 0 {
		p.Relation(element, "prev-archive", mediaType, address(older))
	}
	if newer := l.newer(n); n > 0 && newer > 0 {
		p.Relation(element, "next-archive", mediaType, address(newer))
	}
	if n > 0 {
		p.Raw("<fh:archive/>\n")
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
