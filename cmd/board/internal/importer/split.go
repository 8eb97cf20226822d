package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/boardview/board"
)

var xmlLangRE = regexp.MustCompile(`^<[^>]*?\sxml:lang\s*=\s*["']([\w-]+)["']`)

// langOf returns the xml:lang of an item.
func langOf(item string) string {
	if m := xmlLangRE.FindStringSubmatch(item); m != nil {
		return m[1]
	}
	return ""
}

// maxItems limits the items of a feed: each costs far more than a few bytes, and
// those that somebody wrote have more.
func (r *reader) maxItems() int { return min(250+len(r.text)/160, 100_000) }

// A span is a part of the file.
type span struct{ start, end int }

// A feedFile is a feed that is split into items, so that each can be parsed
// separately and a bad one does not affect the others.
type feedFile struct {
	root   string // the local name of its outermost element: "rss", "RDF", "feed"
	opened string // the tags that stand around each item
	closed string
	items  []span
	shell  []span // what is not in an item
}

// split finds the items of a feed. An item without an end tag ends where the
// next one begins, or with the file.
func (r *reader) split() (f feedFile) {
	s := scanner{text: r.text}
	start, from := -1, 0
	cut := func(at int) {
		if start >= 0 {
			f.items = append(f.items, span{start, at})
			start, from = -1, at
		}
	}
	for p, ok := s.next(); ok; p, ok = s.next() {
		name := strings.ToLower(local(p.name))
		switch {
		case p.kind == startTag && f.root == "":
			f.open(local(p.name), p.name, r.text[p.start:p.end])
		case p.kind == startTag && f.root == "rss" && name == "channel" && !strings.Contains(f.closed, p.name):
			f.open("rss", p.name, r.text[p.start:p.end])
		case p.kind == startTag && name == f.item():
			if start >= 0 {
				r.at(p.start, board.Guessed, "wanted the end of the <%s> before, found another <%s>", name, name)
			}
			cut(p.start)
			f.shell = append(f.shell, span{from, p.start})
			start = p.start
		case p.kind == endTag && name == f.item():
			cut(p.end)
		}
	}
	if start >= 0 {
		r.at(start, board.Guessed, "wanted the end of this <%s>, found the end of the file", f.item())
		cut(len(r.text))
	}
	f.shell = append(f.shell, span{from, len(r.text)})
	return f
}

// open records an element around the items.
func (f *feedFile) open(root, name, tag string) {
	f.root = strings.ToLower(root)
	f.opened += tag
	f.closed = "</" + name + ">" + f.closed
}

// item returns the name of the elements that are items.
func (f *feedFile) item() string {
	if f.root == "feed" {
		return "entry"
	}
	return "item"
}

// isFeed reports whether the file is a feed.
func (f *feedFile) isFeed() bool { return slices.Contains([]string{"rss", "rdf", "feed"}, f.root) }
