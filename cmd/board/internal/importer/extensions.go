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

// extensions reads elements of other vocabularies (Dublin Core, Media RSS),
// and keeps those in Meta for which a post has no field.
func (d *draft) extensions(all ext.Extensions) {
	for _, prefix := range slices.Sorted(maps.Keys(all)) {
		for _, name := range slices.Sorted(maps.Keys(all[prefix])) {
			for _, e := range all[prefix][name] {
				if !d.extension(prefix, name, e) {
					d.keepExtension(prefix, e)
				}
			}
		}
	}
}

// extension reads an element, and reports whether there is a field for it.
func (d *draft) extension(prefix, name string, e ext.Extension) bool {
	switch prefix + ":" + name {
	case "dc:creator":
		d.setAuthors(authorsIn(e.Value)...)
		return true
	case "dc:date", "dcterms:created", "dcterms:issued", "a10:published":
		return setOnce(&d.published, e.Value)
	case "atom:updated", "a10:updated", "dcterms:modified":
		return setOnce(&d.updated, e.Value)
	case "dc:language":
		return setOnce(&d.lang, e.Value)
	case "dc:subject":
		d.tags = append(d.tags, e.Value)
		return true
	case "content:encoded":
		return true // gofeed has it in its place
	case "media:content", "media:thumbnail", "media:group":
		return d.media(e)
	}
	return false
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
	caption := plainText(cmp.Or(childText(e, "description"), childText(e, "title")))
	if e.Name == "thumbnail" || e.Attrs["medium"] == "image" || strings.HasPrefix(kind, "image/") || kind == "" && isImage(address) {
		photo := board.Photo{URL: address, Caption: caption, Width: pixels(e.Attrs["width"]), Height: pixels(e.Attrs["height"])}
		d.leads = append(d.leads, photo)
	} else {
		d.enclose(address, caption, kind, e.Attrs["fileSize"])
	}
	d.keep("media-credit", childText(e, "credit"))
	d.keep("media-copyright", childText(e, "copyright"))
	return true
}

// mediaGroup reads the largest size of a picture.
func (d *draft) mediaGroup(e ext.Extension) bool {
	best, width := -1, -1
	for i, c := range e.Children["content"] {
		if w := pixels(c.Attrs["width"]); w > width {
			best, width = i, w
		}
	}
	if best < 0 {
		return false
	}
	c := e.Children["content"][best]
	for _, name := range []string{"title", "description", "credit"} {
		if c.Children[name] == nil && e.Children[name] != nil {
			c.Children[name] = e.Children[name]
		}
	}
	return d.media(c)
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
