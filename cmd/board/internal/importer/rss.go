package importer

import (
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/rss"
)

func (r *reader) rssShell(out *feed, source string) error {
	f, err := parseRSS(source)
	if err != nil {
		return err
	}
	out.title, out.description, out.lang = plainText(f.Title), plainText(f.Description), f.Language
	out.url = f.Link
	for _, link := range f.Extensions["atom"]["link"] {
		if link.Attrs["rel"] == "next" || link.Attrs["rel"] == "prev-archive" {
			out.next = cmp.Or(out.next, link.Attrs["href"])
		}
	}
	if base := parseBase(f.Link); base != nil {
		r.base = base
	}
	return nil
}

func (r *reader) rssItem(d *draft, source string) error {
	f, err := parseRSS(source)
	if err != nil || len(f.Items) == 0 {
		return cmp.Or(err, errNoItem)
	}
	it := f.Items[0]
	d.title, d.published, d.url = it.Title, it.PubDate, cmp.Or(it.Link, permalink(it.GUID))
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
	d.extensions(it.Extensions)
	return nil
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
		d.keep("rss-"+name, plainText(value))
	}
	if it.GUID != nil {
		d.setID(it.GUID.Value)
	}
}

// permalink returns a GUID that is an address (isPermaLink).
func permalink(id *rss.GUID) string {
	if id == nil || strings.EqualFold(id.IsPermalink, "false") || parseBase(id.Value) == nil {
		return ""
	}
	return id.Value
}
