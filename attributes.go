package board

import (
	"path"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// attr makes an attribute of ours.
func attr(key, value string) html.Attribute { return html.Attribute{Key: key, Val: value} }

// optional makes an attribute, or if the value is empty one that no element
// has.
func optional(key, value string) html.Attribute {
	if value == "" {
		return html.Attribute{}
	}
	return attr(key, value)
}

// value is the value of the first attribute of that name, as in browsers.
func value(attrs []html.Attribute, key string) (string, bool) {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// attributes gives those an element is written with, in the policy's order.
// It reports false for an element that makes no sense without what it lacks.
func (b *builder) attributes(e *Element, attrs []html.Attribute) (out []html.Attribute, ok bool) {
	switch out = b.scratch[:0]; e.Name {
	case "a":
		out, ok = b.link(out, attrs)
	case "img":
		out, ok = b.image(out, attrs)
	case "input":
		out, ok = b.taskBox(out, attrs)
	default:
		out, ok = b.checked(out, e.Attributes, attrs), true
	}
	if !ok {
		return nil, false
	}
	b.scratch = b.checked(out, globals, attrs)
	return b.scratch, true
}

// checked adds those of the named attributes whose value is proper.
func (b *builder) checked(out []html.Attribute, names []string, attrs []html.Attribute) []html.Attribute {
	if len(attrs) == 0 {
		return out
	}
	for _, name := range names {
		v, ok := value(attrs, name)
		if !ok {
			continue
		}
		if v = plaintext.Clean(v); folded[name] {
			v = strings.ToLower(v)
		}
		if check := checks[name]; check != nil && !check(v) {
			b.note("wanted a proper value for the attribute %s, found %q: it was left out", name, v)
			continue
		}
		if boolean[name] {
			v = ""
		}
		out = append(out, attr(name, v))
	}
	return out
}

// folded are attributes whose values mean the same in any case.
var folded = map[string]bool{"dir": true, "scope": true, "align": true}

var boolean = map[string]bool{"open": true, "reversed": true}

// The publisher's attributes on links and pictures, besides the address.
var (
	linkAttributes  = []string{"title"}
	imageAttributes = []string{"title", "width", "height"}
)

func (b *builder) link(out, attrs []html.Attribute) ([]html.Attribute, bool) {
	raw, ok := value(attrs, "href")
	if !ok {
		return nil, false
	}
	address, refused := b.addresses.Link(raw)
	if refused != "" {
		b.refuse(raw, refused)
		return nil, false
	}
	b.lookBeside(raw)
	out = b.checked(append(out, attr("href", address)), linkAttributes, attrs)
	rel := "noopener noreferrer"
	if b.ugc {
		rel = "noopener noreferrer nofollow ugc"
	}
	return append(out, attr("rel", rel)), b.fits(len(address))
}

// image gives a picture's attributes. One that may not be shown is written
// as a link, or as its alternative text, in its place.
func (b *builder) image(out, attrs []html.Attribute) ([]html.Attribute, bool) {
	raw, _ := value(attrs, "src")
	alt, _ := value(attrs, "alt")
	address, shown, refused := b.addresses.Image(raw)
	if refused != "" {
		b.refuse(raw, refused)
		b.text(alt)
		return nil, false
	}
	b.lookBeside(raw)
	if !shown {
		b.hold(address)
		b.open("a", attr("href", address))
		b.text(alternative(alt, address))
		b.close()
		return nil, false
	}
	out = append(out, attr("src", address), attr("alt", plaintext.Clean(alt)))
	out = b.checked(out, imageAttributes, attrs)
	out = append(out, attr("loading", "lazy"), attr("decoding", "async"), attr("referrerpolicy", "no-referrer"))
	return out, b.fits(len(address) + len(alt))
}

// hold notes a picture that ImagesAny would show.
func (b *builder) hold(address string) {
	if b.addresses.Images == weburl.ImagesBoard && strings.HasPrefix(address, "https:") && len(b.held) < maxFiles {
		b.held = append(b.held, address)
	}
}

// alternative names a picture that has no alternative text by its file.
func alternative(alt, address string) string {
	if strings.TrimSpace(alt) != "" {
		return alt
	}
	address, _, _ = strings.Cut(address, "?")
	return path.Base(address)
}

func (b *builder) refuse(raw, why string) {
	b.note("wanted an address that may be shown, found %q: %s", plaintext.Excerpt(raw), why)
}

// taskBox is the one input there is: the box of a task list, which nobody
// can tick.
func (b *builder) taskBox(out, attrs []html.Attribute) ([]html.Attribute, bool) {
	if kind, _ := value(attrs, "type"); !strings.EqualFold(kind, "checkbox") {
		b.note("wanted a task's check box, found <input type=%q>: it was left out", kind)
		return nil, false
	}
	out = append(out, attr("type", "checkbox"))
	if _, checked := value(attrs, "checked"); checked {
		out = append(out, attr("checked", ""))
	}
	return append(out, attr("disabled", "")), true
}
