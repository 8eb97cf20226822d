package htmltree

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
)

// A parser of HTML opens formatting again in each paragraph until it is closed
// (html.spec.whatwg.org, "Reconstruct the active formatting elements"). "<p>" and
// a hundred <font> before a thousand "<p>" are a hundred thousand elements: a page
// of 64 KiB took 10 s and 1.5 GiB.

var errTangled = errors.New("formatting that is not closed where it was opened, in too many paragraphs")

// formatting are the elements that are opened again.
var formatting = nameSet("a b big code em font i nobr s small strike strong tt u")

// scopes are the elements inside which an end tag closes nothing outside.
var scopes = nameSet("applet caption desc foreignobject html marquee math object select svg table td template th")

// raw are the elements whose content is text.
var raw = nameSet("iframe noembed noframes plaintext script style textarea xmp")

func nameSet(list string) map[string]bool {
	names := make(map[string]bool)
	for name := range strings.FieldsSeq(list) {
		names[name] = true
	}
	return names
}

// CheckTangled returns an error if a parser could make far more elements of a
// source than it has. It overestimates: formatting counts as open until an end tag
// closes what was opened last.
func CheckTangled(source string) error {
	left := 4<<10 + len(source)/2
	var open []string // formatting and scopes
	inside := 0       // how many of these are formatting
	foreign := false  // whether there was SVG or MathML, in which no text is raw
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken && left >= 0; kind = z.Next() {
		tag, _ := z.TagName()
		name := string(tag)
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken: // which are the same in HTML
			if foreign = foreign || name == "svg" || name == "math"; foreign || !raw[name] {
				z.NextIsNotRawText()
			}
			if formatting[name] {
				inside++
			} else {
				left -= inside
			}
			if formatting[name] || scopes[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			if n := len(open); n > 0 && open[n-1] == name {
				open = open[:n-1]
				if formatting[name] {
					inside--
				}
			} else {
				left -= inside
			}
		}
	}
	if left < 0 {
		return errTangled
	}
	return nil
}
