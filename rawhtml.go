package board

import (
	"slices"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"golang.org/x/net/html"
)

// maxRaw is how many pieces of raw HTML a post may have: reading one takes
// 13 kB of memory, however small it is.
const maxRaw = 1000

// html writes raw HTML of the publisher's, once it went through bluemonday.
func (b *builder) html(raw string) {
	if b.raw++; b.raw > maxRaw {
		b.exceed("pieces of raw HTML", maxRaw)
		return
	}
	if b.checking {
		b.noteRefused(raw)
	}
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

// noteRefused notes what bluemonday will take out, each where it stands.
func (b *builder) noteRefused(raw string) {
	start := b.at
	z := html.NewTokenizer(strings.NewReader(raw))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		size := len(z.Raw())
		b.noteToken(kind, z)
		b.at += size
	}
	if rest := z.Raw(); len(rest) > 0 {
		b.note("wanted the end of a tag, found %q: it was left out", plaintext.Excerpt(string(rest)))
	}
	b.at = start
}

func (b *builder) noteToken(kind html.TokenType, z *html.Tokenizer) {
	switch kind {
	case html.CommentToken, html.DoctypeToken:
		b.note("wanted words or elements, found %q: it was left out", plaintext.Excerpt(string(z.Raw())))
	case html.StartTagToken, html.SelfClosingTagToken:
		b.noteTag(z.Token())
	}
}

func (b *builder) noteTag(t html.Token) {
	if !allows(t.Data) {
		b.note("wanted an element of the policy, found <%s>: it was left out", t.Data)
		return
	}
	for _, a := range t.Attr {
		if !allowsAttribute(b.twin(t.Data, true), a.Key) {
			b.note("wanted an attribute of the policy, found %s on <%s>: it was left out", a.Key, t.Data)
		}
	}
}

func allowsAttribute(element, name string) bool {
	e := elementByName[element]
	return slices.Contains(globals, name) || e != nil && slices.Contains(e.Attributes, name)
}
