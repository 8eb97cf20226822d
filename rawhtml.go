package board

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// html writes raw HTML of the publisher's, once it went through bluemonday.
func (b *builder) html(raw string) {
	b.noteRefused(raw)
	z := html.NewTokenizer(strings.NewReader(filter().Sanitize(raw)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			b.text(string(z.Token().Data))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			b.start(t.Data, t.Attr)
		case html.EndTagToken:
			b.end(z.Token().Data)
		}
	}
}

// noteRefused notes the tags and attributes that bluemonday will take out.
func (b *builder) noteRefused(raw string) {
	z := html.NewTokenizer(strings.NewReader(raw))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		if !allows(t.Data) {
			b.note("wanted an element of the policy, found <%s>: it was left out", t.Data)
			continue
		}
		for _, a := range t.Attr {
			if !allowsAttribute(b.twin(t.Data, true), a.Key) {
				b.note("wanted an attribute of the policy, found %s on <%s>: it was left out", a.Key, t.Data)
			}
		}
	}
}

func allowsAttribute(element, name string) bool {
	e := elementByName[element]
	return slices.Contains(globals, name) || e != nil && slices.Contains(e.Attributes, name)
}
