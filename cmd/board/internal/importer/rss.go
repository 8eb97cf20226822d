package importer

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/boardview/board"
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
	d.by = personOf(it.Author)
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

// rssRest keeps what a post has no field for.
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

// permalink is the address that an id is, unless the feed says it is none.
func permalink(id *rss.GUID) string {
	if id == nil || strings.EqualFold(id.IsPermalink, "false") || parseBase(id.Value) == nil {
		return ""
	}
	return id.Value
}

// setID takes the ID out of a tag URI such as ours (RFC 4151), and keeps
// any other.
func (d *draft) setID(id string) {
	if id = oneLine(id); id == d.url {
		return
	}
	if parts := strings.SplitN(id, ":", 3); len(parts) == 3 && parts[0] == "tag" {
		if name, err := url.PathUnescape(parts[2]); err == nil && isSlug(name) {
			d.id = name
			return
		}
	}
	d.keep("guid", id)
}

// isSlug reports whether an ID is one of a board's.
func isSlug(id string) bool {
	p := &board.Post{ID: id}
	board.New(p)
	return id != "" && p.ID == id
}

// personOf reads "press@union.example (Press Office)" and "Press Office".
func personOf(s string) (by board.Author) {
	s = oneLine(s)
	address, rest, _ := strings.Cut(s, " ")
	if strings.Contains(address, "@") {
		name := strings.TrimSpace(strings.Trim(rest, "() "))
		return board.Author{Name: cmp.Or(name, address), Email: address}
	}
	return board.Author{Name: s}
}

// repeats reports whether a summary says nothing that the text does not.
func repeats(summary, text string) bool {
	return strings.Contains(plainText(text), strings.TrimRight(plainText(summary), " .…[]"))
}

// enclose adds a file: a picture to the photos, any other to the
// attachments.
func (d *draft) enclose(address, title, mediaType, size string) {
	switch address = strings.TrimSpace(address); {
	case address == "":
	case strings.HasPrefix(mediaType, "image/") || mediaType == "" && isImage(address):
		d.leads = append(d.leads, board.Photo{URL: address, Caption: plainText(title)})
	default:
		d.files = append(d.files, file{board.Attachment{
			URL: address, Title: cmp.Or(plainText(title), fileName(address)), Type: mediaType, Size: sizeOf(size),
		}, d.at})
	}
}

// fileName is the last part of an address.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}
