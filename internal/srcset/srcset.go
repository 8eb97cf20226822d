// Package srcset adds to pictures in HTML what a browser needs to choose a copy of
// the right size, and to reserve the space of a picture before it has come
// (WHATWG HTML § 4.8.4.2.1). Publish calls it with what internal/safehtml has
// written, which never has srcset itself: the addresses in it are the caller's.
package srcset

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A Candidate is a copy of a picture.
type Candidate struct {
	Address string
	Width   int // in pixels
}

// An Image is what is known about a picture. Zero values are unknown.
type Image struct {
	Width, Height int
	Candidates    []Candidate // narrowest first
}

// Value is the value of an attribute srcset.
func Value(candidates []Candidate) string {
	list := make([]string, len(candidates))
	for i, c := range candidates {
		list[i] = strings.ReplaceAll(c.Address, ",", "%2C") + " " + strconv.Itoa(c.Width) + "w" // a comma may end an address
	}
	return strings.Join(list, ", ")
}

// The start of a picture and its end, as package safehtml writes them. Quotation
// marks and angle brackets inside are escaped.
const (
	start   = `<img src="`
	end     = ` referrerpolicy="no-referrer">`
	loading = ` loading="`
)

// Add writes HTML of package safehtml with what find knows about its pictures.
// Those without width and height get them, and those with candidates get these.
// A picture is as wide as it says, but not wider than the lengths of CSS in atMost.
func Add(source, atMost string, find func(address string) Image) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(source, start)
		tag, after, whole := strings.Cut(rest, end)
		out.WriteString(before)
		if !found || !whole {
			out.WriteString(source[len(before):])
			return out.String()
		}
		address, _, _ := strings.Cut(tag, `"`)
		out.WriteString(start + find(html.UnescapeString(address)).addTo(tag, atMost) + end)
		source = after
	}
}

// addTo adds the attributes to a tag without its start and its end, where package
// safehtml would write them.
func (i Image) addTo(tag, atMost string) string {
	at := strings.Index(tag, loading)
	if at < 0 {
		at = len(tag)
	}
	shown, rest := tag[:at], tag[at:]
	width := attribute(shown, "width")
	if width == "" && attribute(shown, "height") == "" && i.Width > 0 && i.Height > 0 {
		width = strconv.Itoa(i.Width)
		shown += ` width="` + width + `" height="` + strconv.Itoa(i.Height) + `"`
	}
	if len(i.Candidates) == 0 {
		return shown + rest
	}
	if width != "" {
		width += "px, "
	}
	return shown + ` srcset="` + html.EscapeString(Value(i.Candidates)) + `" sizes="min(` + width + atMost + `)"` + rest
}

// attribute is the value of an attribute in a tag; "" if the tag lacks it.
func attribute(tag, name string) string {
	_, after, _ := strings.Cut(tag, " "+name+`="`)
	value, _, _ := strings.Cut(after, `"`)
	return value
}
