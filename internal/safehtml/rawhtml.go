package safehtml

import (
	"slices"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"golang.org/x/net/html"
)

// TakesHTML reports whether the post may have one more piece of raw HTML.
func (b *Builder) TakesHTML() bool { return b.raw < b.maxRaw }

// HTML writes HTML of an untrusted source, as far as it is allowed. bluemonday
// filters it first; the Builder writes what is left as a tree.
func (b *Builder) HTML(source string) {
	if b.raw++; b.raw > b.maxRaw {
		b.Exceed("pieces of raw HTML", b.maxRaw)
		return
	}
	if b.wanted() {
		b.noteRefused(source)
	}
	z := html.NewTokenizer(strings.NewReader(filter().Sanitize(source)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			b.Text(string(z.Token().Data))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			b.start(t.Data, t.Attr)
		case html.EndTagToken:
			b.end(z.Token().Data)
		}
	}
}

// noteRefused reports what bluemonday will take out, each at its offset.
func (b *Builder) noteRefused(source string) {
	start := b.offset
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		size := len(z.Raw())
		b.noteToken(kind, z)
		b.offset += size
	}
	if rest := z.Raw(); len(rest) > 0 {
		b.Note("wanted the end of a tag, found %q: it was left out", plaintext.Excerpt(string(rest)))
	}
	b.offset = start
}

func (b *Builder) noteToken(kind html.TokenType, z *html.Tokenizer) {
	switch kind {
	case html.CommentToken, html.DoctypeToken:
		b.Note("wanted words or elements, found %q: it was left out", plaintext.Excerpt(string(z.Raw())))
	case html.StartTagToken, html.SelfClosingTagToken:
		b.noteTag(z.Token())
	}
}

func (b *Builder) noteTag(t html.Token) {
	if !allows(t.Data) {
		b.Note("wanted an element of the policy, found <%s>: it was left out", t.Data)
		return
	}
	for _, a := range t.Attr {
		if !allowsAttribute(b.allowedName(t.Data, true), a.Key) {
			b.Note("wanted an attribute of the policy, found %s on <%s>: it was left out", a.Key, t.Data)
		}
	}
}

func allowsAttribute(element, name string) bool {
	e := elementByName[element]
	return slices.Contains(globals, name) || e != nil && slices.Contains(e.Attributes, name)
}
