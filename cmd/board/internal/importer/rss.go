package importer

import (
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/boardview/board"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

func (r *reader) rssShell(out *feed, source string) error {
	f, err := parseRSS(source)
	if err != nil {
		return err
	}
	out.title, out.description, out.lang = plainText(f.Title), plainText(f.Description), f.Language
	out.url = f.Link
	self := ""
	for _, link := range f.Extensions["atom"]["link"] {
		switch link.Attrs["rel"] {
		case "self":
			self = cmp.Or(self, link.Attrs["href"])
		case "next", "prev-archive":
			out.next = cmp.Or(out.next, link.Attrs["href"])
		case "alternate":
			out.url = cmp.Or(out.url, link.Attrs["href"])
		}
	}
	r.setBase(out, self)
	r.authors = channelAuthors(f.Extensions)
	return nil
}

// channelAuthors returns the authors of a feed, for items that name none.
func channelAuthors(all ext.Extensions) (list []board.Author) {
	for _, e := range all["atom"]["author"] {
		list = append(list, board.Author{Name: cmp.Or(childText(e, "name"), childText(e, "email")), Email: childText(e, "email"), URL: childText(e, "uri")})
	}
	for _, e := range slices.Concat(all["dc"]["creator"], all["itunes"]["author"]) {
		if len(list) == 0 {
			list = authorsIn(e.Value)
		}
	}
	return list
}

func (r *reader) rssItem(d *draft, source string) error {
	f, err := parseRSS(source)
	if err != nil || len(f.Items) == 0 {
		return cmp.Or(err, errNoItem)
	}
	it := f.Items[0]
	d.title, d.published, d.url = it.Title, rfc822(it.PubDate), cmp.Or(it.Link, permalink(it.GUID), aboutOf(source))
	d.html = cmp.Or(it.Content, it.Description)
	if it.Content != "" && !repeats(it.Description, it.Content) {
		d.keep("summary", plainText(it.Description))
	}
	d.setAuthors(authorsIn(it.Author)...)
	for _, c := range it.Categories {
		d.tags = append(d.tags, c.Value)
		if c.Domain != "" {
			d.keep("category", c.Value+" ("+c.Domain+")")
		}
	}
	for _, e := range it.Enclosures {
		d.enclose(e.URL, "", e.Type, e.Length)
	}
	rssRest(d, it)
	d.rssChildren(source, it)
	d.extensions(it.Extensions)
	return nil
}

// rssChildren reads the elements of an item that are XHTML or Atom.
func (d *draft) rssChildren(source string, it *rss.Item) {
	prefixes := prefixesOf(source, atomSpace)
	var entry strings.Builder
	for _, c := range childrenOf(source, "item") {
		switch {
		case isXHTML(c):
			delete(it.Extensions, "xhtml")
			d.longer(c.inner)
		case c.prefix == "" && atomTagRE.MatchString(c.source):
			entry.WriteString(c.source)
		case c.prefix != "" && slices.Contains(prefixes, c.prefix):
			entry.WriteString(unprefixed(c.source, c.prefix))
		}
	}
	if entry.Len() == 0 {
		return
	}
	f, err := parseAtom(`<feed xmlns="` + atomSpace + `"><entry>` + entry.String() + `</entry></feed>`)
	if err != nil || len(f.Entries) == 0 {
		return // its elements are kept as they are
	}
	delete(it.Extensions, "atom")
	e := f.Entries[0]
	d.atomEntry(e)
	d.title = cmp.Or(d.title, e.Title)
	d.published, d.updated = cmp.Or(d.published, e.Published, e.Updated), cmp.Or(d.updated, e.Updated)
	text := new(draft)
	atomContent(text, e)
	d.files = append(d.files, text.files...)
	d.longer(cmp.Or(text.html, paragraphs(text.text)))
}

// atomTagRE matches an element that declares the namespace of Atom as its own.
var atomTagRE = regexp.MustCompile(`^<[^>]*?\sxmlns\s*=\s*["']` + regexp.QuoteMeta(atomSpace) + `["']`)

// isXHTML reports whether an element is the text of an item in XHTML. RSS has
// no elements of these names.
func isXHTML(c child) bool { return c.prefix == "" && (c.name == "body" || c.name == "div") }

// longer makes HTML the text of a post if it is longer than what is there,
// which is kept if it is not the beginning.
func (d *draft) longer(source string) {
	now, then := plainText(source), plainText(d.html)
	if len(now) <= len(then) {
		return
	}
	if !repeats(d.html, source) {
		d.keep("summary", then)
	}
	d.html = source
}

// rssRest keeps the elements for which a post has no field.
func rssRest(d *draft, it *rss.Item) {
	d.keep("rss-comments", it.Comments)
	if it.Source != nil {
		d.keep("rss-source", it.Source.Title+" "+it.Source.URL)
	}
	for _, link := range it.Links[min(1, len(it.Links)):] {
		d.keep("rss-link", link)
	}
	for name, value := range it.Custom {
		if !isXHTML(child{name: strings.ToLower(name)}) {
			d.keep("rss-"+name, plainText(value))
		}
	}
	if it.GUID != nil {
		d.setID(it.GUID.Value)
	}
}

var aboutRE = regexp.MustCompile(`<(?:[\w.-]+:)?item\s[^>]*?rdf:about\s*=\s*["'](https?://[^"']+)["']`)

// aboutOf returns the address of an item of RSS 1.0, which identifies it.
func aboutOf(source string) string {
	if m := aboutRE.FindStringSubmatch(source); m != nil {
		return html.UnescapeString(m[1])
	}
	return ""
}

// permalink returns a GUID that is an address (isPermaLink).
func permalink(id *rss.GUID) string {
	if id == nil || strings.EqualFold(id.IsPermalink, "false") || parseBase(id.Value) == nil {
		return ""
	}
	return id.Value
}
