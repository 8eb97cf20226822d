package safehtml

import (
	"net/url"
	"path"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// MaxFiles bounds the photos, attachments and tags of a post, each.
const MaxFiles = 200

// Attr makes an attribute.
func Attr(key, value string) html.Attribute { return html.Attribute{Key: key, Val: value} }

// Optional makes an attribute, or if the value is empty one that no element
// may have.
func Optional(key, value string) html.Attribute {
	if value == "" {
		return html.Attribute{}
	}
	return Attr(key, value)
}

// valueOf returns the value of the first attribute of that name: browsers
// ignore the others.
func valueOf(attrs []html.Attribute, key string) (string, bool) {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// attributes decides with which attributes a tag is written.
type attributes struct {
	notes
	resolver weburl.Resolver
	ugc      bool                          // links get rel="nofollow ugc"
	beside   func(*url.URL) (wrong string) // says what is wrong with a relative URL; may be nil
	list     []html.Attribute              // of the tag that is being written; its memory is reused
	held     []string                      // URLs of pictures that the image policy does not load
	eager    bool                          // the next picture is loaded at once

	undescribed int // one more than the offset of the first picture without alt; 0 if all have one
}

// A replacement is written in place of a picture that is not: a link to it, or
// its alternative text alone.
type replacement struct{ url, text string }

// of selects the attributes that the element is written with, in the order of
// the allow-list. The element is not written at all if ok is false, because it
// makes no sense without what its attributes lack.
func (a *attributes) of(e *Element, attrs []html.Attribute) (list []html.Attribute, instead replacement, ok bool) {
	a.list = a.list[:0]
	switch ok = true; e.Name {
	case "a":
		ok = a.link(attrs)
	case "img":
		instead, ok = a.image(attrs)
	case "input":
		ok = a.taskBox(attrs)
	default:
		a.addChecked(e.Attributes, attrs)
	}
	if ok {
		a.addChecked(globals, attrs)
	}
	return a.list, instead, ok
}

func (a *attributes) add(key, value string) { a.list = append(a.list, Attr(key, value)) }

// addChecked adds those of the named attributes whose values are allowed.
func (a *attributes) addChecked(names []string, attrs []html.Attribute) {
	if len(attrs) == 0 {
		return
	}
	for _, name := range names {
		v, ok := valueOf(attrs, name)
		if !ok {
			continue
		}
		if v = plaintext.Clean(v); caseless[name] {
			v = strings.ToLower(v)
		}
		if check := checks[name]; check != nil && !check(v) {
			a.Note("wanted a proper value for the attribute %s, found %q: it was left out", name, v)
			continue
		}
		if boolean[name] {
			v = ""
		}
		a.add(name, v)
	}
}

// caseless are the attributes whose values are case-insensitive.
var caseless = map[string]bool{"dir": true, "scope": true, "align": true}

var boolean = map[string]bool{"open": true, "reversed": true}

// The attributes that a source may set on links and pictures, besides the URL.
var (
	linkAttributes  = []string{"title"}
	imageAttributes = []string{"title", "width", "height"}
)

func (a *attributes) link(attrs []html.Attribute) bool {
	raw, ok := valueOf(attrs, "href")
	if !ok {
		return false
	}
	address, refused := a.resolver.Link(raw)
	if refused != "" {
		a.refuse(raw, refused)
		return false
	}
	a.checkFile(raw)
	a.add("href", address)
	a.addChecked(linkAttributes, attrs)
	rel := "noopener noreferrer"
	if a.ugc {
		rel = "noopener noreferrer nofollow ugc"
	}
	a.add("rel", rel)
	return true
}

func (a *attributes) image(attrs []html.Attribute) (instead replacement, ok bool) {
	eager := a.eager
	a.eager = false
	raw, _ := valueOf(attrs, "src")
	alt, described := valueOf(attrs, "alt")
	address, loaded, refused := a.resolver.Image(raw)
	if refused != "" {
		a.refuse(raw, refused)
		return replacement{text: alt}, false
	}
	a.checkFile(raw)
	if a.undescribed == 0 && !described {
		a.undescribed = a.offset + 1
	}
	if !loaded {
		if a.resolver.AnyWouldLoad(address) && len(a.held) < MaxFiles {
			a.held = append(a.held, address)
		}
		return replacement{address, alternative(alt, address)}, false
	}
	a.add("src", address)
	a.add("alt", plaintext.Clean(alt))
	a.addChecked(imageAttributes, attrs)
	if !eager {
		a.add("loading", "lazy")
		a.add("decoding", "async")
	}
	a.add("referrerpolicy", "no-referrer")
	return replacement{}, true
}

// alternative names a picture that has no alternative text by its file.
func alternative(alt, address string) string {
	if strings.TrimSpace(alt) != "" {
		return alt
	}
	address, _, _ = strings.Cut(address, "?")
	return path.Base(address)
}

func (a *attributes) refuse(raw, why string) {
	a.Note("wanted an address that may be shown, found %q: %s", plaintext.Excerpt(raw), why)
}

// checkFile reports a relative URL of a file that is not there, if somebody
// can tell.
func (a *attributes) checkFile(raw string) {
	if a.beside == nil {
		return
	}
	u, refused := a.resolver.Parse(raw)
	if refused != "" || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return
	}
	if wrong := a.beside(u); wrong != "" {
		a.note(true, "wanted the address of a file, found %q: %s", plaintext.Excerpt(raw), wrong)
	}
}

// taskBox allows one kind of input: the check box of a task list, disabled.
func (a *attributes) taskBox(attrs []html.Attribute) bool {
	if kind, _ := valueOf(attrs, "type"); !strings.EqualFold(kind, "checkbox") {
		a.Note("wanted a task's check box, found <input type=%q>: it was left out", kind)
		return false
	}
	a.add("type", "checkbox")
	if _, checked := valueOf(attrs, "checked"); checked {
		a.add("checked", "")
	}
	a.add("disabled", "")
	return true
}
