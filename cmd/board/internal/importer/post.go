package importer

import (
	"cmp"
	"html"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// post converts a draft to a post.
func (r *reader) post(d *draft) *board.Post {
	p := r.head(d)
	r.setDates(p, d)
	d.setAuthors(r.authors...)
	r.setPeople(p, d)
	p.Attachments = r.attachmentsOf(d)
	r.setBody(p, d)
	p.Meta = r.metaOf(d)
	if p.Draft = d.hidden != ""; p.Draft {
		r.at(d.at, board.Changed, "wanted a post that everybody sees, found %s: it is a draft here", excerpt(d.hidden))
	}
	return r.settle(p, d)
}

// head converts the fields that a JSON Feed also has.
func (r *reader) head(d *draft) *board.Post {
	if !d.exact {
		d.title = plainText(d.title)
	}
	fields := map[string]any{
		"title": r.clip(d, "title", d.title), "language": languageTag(d.lang),
		"url": r.resolve(d.url), "content_text": d.text + " " + plainText(d.html[:min(len(d.html), maxField)]),
	}
	fields["tags"] = r.tagsOf(d)
	p, err := board.FromItem(fields)
	if err != nil {
		r.at(d.at, board.BadValue, "%v", err)
		d.keep("url", d.url)
	}
	if htmltree.OneLine(d.title) == "" {
		r.at(d.at, board.Missing, "wanted a title, found none: the post is called %q", p.Subject)
	}
	if d.lang != "" && p.Lang == "" {
		d.keep("language", d.lang)
	}
	p.Body, p.ID = "", d.id
	return p
}

// tagsOf returns the tags without duplicates.
func (r *reader) tagsOf(d *draft) (tags []any) {
	seen := make(map[string]bool)
	for _, tag := range d.tags {
		tag = strings.TrimLeft(r.clip(d, "tag", html.UnescapeString(tag)), "#")
		if key := strings.ToLower(tag); !seen[key] {
			seen[key] = true
			tags = append(tags, tag)
		}
	}
	return tags
}

func (r *reader) setDates(p *board.Post, d *draft) {
	p.Date = r.date(d, "published", d.published)
	p.Updated = r.date(d, "updated", d.updated)
	p.Expires = r.date(d, "expires", d.expires)
	if p.Date.IsZero() && !p.Updated.IsZero() {
		p.Date, p.Updated = p.Updated, board.Date{}
	}
	if p.Updated.String() == p.Date.String() {
		p.Updated = board.Date{}
	}
	if !p.Updated.IsZero() && p.Updated.Time.Before(p.Date.Time) { // such as of an item that was published later
		d.keep("updated", p.Updated.String())
		p.Updated = board.Date{}
	}
	if p.Date.IsZero() {
		r.at(d.at, board.Missing, "wanted a date, found none for %q", p.Subject)
	}
}

// date parses a date. A text that has more than the date is kept in Meta.
func (r *reader) date(d *draft, name, value string) board.Date {
	if value = htmltree.OneLine(value); value == "" {
		return board.Date{}
	}
	s, ok := parseStamp(value, d.lang)
	switch {
	case !ok:
		r.at(cmp.Or(d.dateAt, d.at), board.BadValue, "wanted a date, found %q", excerpt(value))
		d.keep(name, value)
	case s.guess != "":
		r.at(cmp.Or(d.dateAt, d.at), board.Guessed, "wanted a date that can mean one day only, found %q: %s is taken, %s", excerpt(value), s, s.guess)
	}
	if s.rest {
		d.keep(name, value)
	}
	return s.Date
}

// metaOf returns the values for Meta, each as one line.
func (r *reader) metaOf(d *draft) map[string][]string {
	if d.kept > maxMeta {
		r.at(d.at, board.LeftOut, "wanted at most %d values that a post has no fields for, found %d: the rest was left out", maxMeta, d.kept)
	}
	for name, values := range d.meta {
		for i, v := range values {
			values[i] = r.clip(d, name, v)
		}
	}
	return d.meta
}

// settle returns the post as Parse will read it from its file.
func (r *reader) settle(p *board.Post, d *draft) *board.Post {
	board.New(p) // gives it an ID
	again, list := r.parseAgain(p)
	if r.yieldDates(p, d, list) {
		again, list = r.parseAgain(p)
	}
	for _, e := range list {
		if !strings.HasPrefix(e.Msg, "wanted a DATE") { // which was told
			r.at(d.at, e.Kind, "%s", e.Msg)
		}
	}
	return again
}

func (r *reader) parseAgain(p *board.Post) (*board.Post, board.ErrorList) {
	again, err := board.Parse(p.ID+".txt", board.Format(p)) // its name may have the date
	list, _ := err.(board.ErrorList)
	return again, list
}

// yieldDates moves what Parse says contradicts the post's date to Meta, and
// reports whether it moved anything. Parse decides, not a rule here beside its
// own. A post that expired before it began is a draft then.
func (r *reader) yieldDates(p *board.Post, d *draft, list board.ErrorList) (moved bool) {
	lines := strings.Split(string(board.Format(p)), "\n")
	for _, e := range list {
		if e.Kind != board.Inconsistent {
			continue
		}
		switch name, _, _ := strings.Cut(lines[e.Line-1], " "); name {
		case "UPDATED":
			d.keep("updated", p.Updated.String())
			p.Updated = board.Date{}
		case "EXPIRES":
			r.at(cmp.Or(d.dateAt, d.at), board.HeldBack, "%s: the post is a draft", e.Msg)
			d.keep("expires", p.Expires.String())
			p.Expires, p.Draft = board.Date{}, true
		default: // the label
			d.keep("label", p.Label)
			p.Label = ""
		}
		p.Meta, moved = d.meta, true
	}
	return moved
}
