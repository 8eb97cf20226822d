package importer

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board"
	ext "github.com/mmcdole/gofeed/extensions"
)

// extensions reads elements of other vocabularies (Dublin Core, Media RSS,
// iTunes), and keeps those in Meta for which a post has no field.
func (d *draft) extensions(all ext.Extensions) {
	for _, name := range []string{"dc:creator", "dc:author", "itunes:author"} {
		prefix, name, _ := strings.Cut(name, ":")
		var list []board.Author
		for _, e := range all[prefix][name] {
			list = append(list, authorsIn(e.Value)...)
		}
		d.setAuthors(list...)
	}
	for _, prefix := range slices.Sorted(maps.Keys(all)) {
		for _, name := range slices.Sorted(maps.Keys(all[prefix])) {
			for _, e := range all[prefix][name] {
				if !d.extension(prefix, name, e) {
					d.keepExtension(prefix, e)
				}
			}
		}
	}
	d.describe(all["media"], "media-description", "description")
	d.describe(all["itunes"], "itunes-summary", "summary")
	d.describe(all["itunes"], "itunes-subtitle", "subtitle")
	d.describe(all["dc"], "dc-description", "description")
}

// describe uses a description as the text of a post that has none, and keeps
// any other that its text does not repeat.
func (d *draft) describe(all map[string][]ext.Extension, kept, name string) {
	for _, e := range slices.Concat(all[name], childrenNamed(all["group"], name), childrenNamed(all["content"], name)) {
		switch {
		case plainText(d.html+d.text) == "" && markupRE.MatchString(e.Value):
			d.html = e.Value
		case plainText(d.html+d.text) == "":
			d.text = e.Value
		case !repeats(e.Value, d.html+paragraphs(d.text)) && !d.shows(e.Value):
			d.keep(kept, plainText(e.Value))
		}
	}
}

func childrenNamed(parents []ext.Extension, name string) (list []ext.Extension) {
	for _, p := range parents {
		list = append(list, p.Children[name]...)
	}
	return list
}

// shows reports whether a picture has the caption.
func (d *draft) shows(caption string) bool {
	return slices.ContainsFunc(d.leads, func(p board.Photo) bool { return p.Caption == plainText(caption) })
}

// extension reads an element, and reports whether there is a field for it.
func (d *draft) extension(prefix, name string, e ext.Extension) bool {
	switch prefix + ":" + name {
	case "dc:creator", "dc:author", "itunes:author":
		return d.isBy(authorsIn(e.Value))
	case "dc:date", "dcterms:created", "dcterms:issued":
		return setOnce(&d.published, e.Value)
	case "dcterms:modified":
		return setOnce(&d.updated, e.Value)
	case "dc:language":
		return setOnce(&d.lang, e.Value)
	case "dc:subject":
		d.tags = append(d.tags, e.Value)
		return true
	case "media:keywords", "itunes:keywords":
		d.tags = append(d.tags, strings.Split(e.Value, ",")...)
		return true
	case "itunes:category":
		d.tags = append(d.tags, e.Attrs["text"])
		return true
	case "media:title", "itunes:title", "dc:title":
		return setOnce(&d.title, e.Value)
	case "itunes:image":
		d.leads = append(d.leads, board.Photo{URL: e.Attrs["href"]})
		return true
	case "content:encoded", "media:description", "itunes:summary", "itunes:subtitle", "dc:description":
		return true // which have their places
	case "media:content", "media:thumbnail", "media:group":
		return d.media(e)
	}
	return d.hide(prefix+":"+name, e)
}

// hide reads what an export of WordPress or Blogger says about who may see a post. It
// has all of them: drafts, private ones, those with a password, and the trash.
func (d *draft) hide(name string, e ext.Extension) (used bool) {
	value := strings.ToLower(strings.TrimSpace(e.Value))
	switch {
	case name == "wp:post_password":
		if value != "" {
			d.hidden = "one with a password"
		}
		return true // it is nobody else's to read
	case name == "wp:status" && value != "publish", // "inherit", too: nobody knows of what
		name == "blogger:status" && value != "live",
		name == "wp:post_type" && value == "revision":
		d.hidden = cmp.Or(d.hidden, strconv.Quote(value))
	case name == "app:control" && strings.EqualFold(strings.TrimSpace(childText(e, "draft")), "yes"):
		d.hidden = cmp.Or(d.hidden, "a draft")
	}
	return false
}

// isBy reports whether the post has these authors.
func (d *draft) isBy(list []board.Author) bool {
	for _, a := range list {
		if !slices.ContainsFunc(d.authors, func(by board.Author) bool { return by.Name == a.Name }) {
			return false
		}
	}
	return true
}

func setOnce(to *string, value string) bool {
	if *to != "" && *to != value {
		return false
	}
	*to = value
	return true
}

// media reads pictures and files of Media RSS.
func (d *draft) media(e ext.Extension) bool {
	if e.Name == "group" {
		return d.mediaGroup(e)
	}
	address, kind := e.Attrs["url"], e.Attrs["type"]
	if address == "" {
		return false
	}
	title, text := plainText(childText(e, "title")), plainText(childText(e, "description"))
	if e.Name == "thumbnail" || e.Attrs["medium"] == "image" || strings.HasPrefix(kind, "image/") || kind == "" && isImage(address) {
		photo := board.Photo{URL: address, Caption: cmp.Or(text, title), Width: pixels(e.Attrs["width"]), Height: pixels(e.Attrs["height"])}
		if plainText(d.html+d.text) == "" { // what says more is the text of the post
			photo.Caption = ""
		}
		d.leads = append(d.leads, photo)
	} else {
		d.enclose(address, cmp.Or(title, d.title), kind, e.Attrs["fileSize"])
	}
	d.keep("media-credit", childText(e, "credit"))
	d.keep("media-copyright", childText(e, "copyright"))
	return true
}

// mediaGroup reads the largest of several forms of the same picture or film. A
// film is shown by the first of its thumbnails.
func (d *draft) mediaGroup(e ext.Extension) bool {
	best, width := -1, -1
	for i, c := range e.Children["content"] {
		if w := pixels(c.Attrs["width"]); w > width {
			best, width = i, w
		}
	}
	leads := len(d.leads)
	if best >= 0 {
		c := e.Children["content"][best]
		for _, name := range []string{"title", "description", "credit", "copyright"} {
			if c.Children[name] == nil && e.Children[name] != nil {
				c.Children[name] = e.Children[name]
			}
		}
		d.media(c)
	}
	if thumbnails := e.Children["thumbnail"]; len(thumbnails) > 0 && len(d.leads) == leads {
		d.media(thumbnails[0])
	}
	for _, name := range slices.Sorted(maps.Keys(e.Children)) {
		for _, c := range e.Children[name] {
			if !slices.Contains([]string{"content", "thumbnail", "description", "credit", "copyright"}, name) && !d.extension("media", name, c) {
				d.keepExtension("media", c)
			}
		}
	}
	return true
}

func childText(e ext.Extension, name string) string {
	for _, c := range e.Children[name] {
		return c.Value
	}
	return ""
}

// keepExtension keeps an element in Meta, with its attributes and content.
func (d *draft) keepExtension(prefix string, e ext.Extension) {
	value := []string{plainText(e.Value)}
	for _, name := range slices.Sorted(maps.Keys(e.Attrs)) {
		if name != "xmlns" {
			value = append(value, name+"="+strconv.Quote(e.Attrs[name]))
		}
	}
	d.keep(prefix+"-"+e.Name, strings.Join(value, " "))
	for _, name := range slices.Sorted(maps.Keys(e.Children)) {
		for _, c := range e.Children[name] {
			d.keepExtension(prefix+"-"+e.Name, c)
		}
	}
}
