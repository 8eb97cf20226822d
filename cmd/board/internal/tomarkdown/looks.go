package tomarkdown

import (
	"net/url"
	"slices"
	"strings"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// same maps elements to others with the same meaning.
var same = map[string]string{
	"b": "strong", "i": "em", "s": "del", "strike": "del", "h1": "h", "h2": "h", "h3": "h", "h4": "h", "h5": "h", "h6": "h",
}

// unseen are the elements that are not compared, in contrast to their text.
var unseen = map[string]bool{
	"p": true, "div": true, "span": true, "br": true, "tbody": true, "thead": true, "tfoot": true, "ul": true, "small": true,
	"figure": true, "bdi": true, "wbr": true, "time": true, "abbr": true, "dfn": true, "cite": true, "var": true, "samp": true,
	"article": true, "header": true, "footer": true, "address": true,
}

// seen lists the attributes that are compared.
var seen = []string{"src", "alt", "start", "colspan", "rowspan", "checked", "reversed", "type", "value", "dir"}

// looks describes what a reader sees of sanitized HTML: words, links,
// pictures, and which of them are in a list, a table, a heading or emphasized.
// HTML that looks the same has the same description.
func looks(source string) string {
	var l look
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		switch t := z.Token(); kind {
		case html.TextToken:
			l.words(t.Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			l.start(t)
		case html.EndTagToken:
			l.end(t.Data)
		}
	}
	return strings.TrimSpace(l.text.String())
}

// A look collects the description. The style of words (emphasized, linked) is
// written in front of them in a fixed order, so that the nesting of elements
// does not matter.
type look struct {
	text strings.Builder
	gap  bool     // space, or where a block ended
	pre  int      // how many <pre> are open
	how  []string // the elements around the next words
	told string   // how the last words are written
	link string   // the address of the link that is open
}

func (l *look) words(s string) {
	if l.pre > 0 {
		l.text.WriteString(strings.Trim(s, "\n"))
		return
	}
	s = strings.ReplaceAll(s, "\u00a0", " ")
	for i, word := range strings.Fields(s) {
		l.gap = l.gap || i > 0 || strings.TrimLeft(s, " \t\n\r") != s
		l.word(word)
	}
	l.gap = l.gap || strings.TrimRight(s, " \t\n\r") != s
}

func (l *look) word(word string) {
	how := slices.Clone(l.how)
	if l.link != "" && !isBare(word, l.link) {
		how = append(how, "a "+l.link)
	}
	slices.Sort(how)
	if now := strings.Join(slices.Compact(how), ","); now != l.told {
		l.text.WriteString("<" + now + ">")
		l.told = now
	}
	if l.gap {
		l.text.WriteByte(' ')
	}
	l.gap = false
	l.text.WriteString(word)
}

// isBare reports whether the text of a link is its address: Markdown turns
// such a text into a link anyway.
func isBare(text, address string) bool {
	return decoded(text) == address || "mailto:"+text == address || "http://"+text == address
}

func (l *look) start(t html.Token) {
	name := t.Data
	if other, ok := same[name]; ok {
		name = other
	}
	l.gap = l.gap || !htmltree.Phrasing[t.Data]
	switch {
	case name == "pre":
		l.pre++
	case name == "a":
		l.link = decoded(attribute(t, "href"))
		return
	case htmltree.Phrasing[t.Data] && !unseen[t.Data] && !(name == "code" && l.pre > 0):
		l.how = append(l.how, name)
		return
	case unseen[t.Data] || name == "code":
		return
	}
	l.element(name, t)
}

// element describes an element that is visible by itself.
func (l *look) element(name string, t html.Token) {
	l.text.WriteString("<" + name)
	for _, a := range seen {
		if v := attribute(t, a); v != "" && v != "auto" {
			l.text.WriteString(" " + a + "=" + decoded(v))
		}
	}
	if name == "img" && l.link != "" {
		l.text.WriteString(" a=" + l.link)
	}
	l.text.WriteString(">")
}

func (l *look) end(name string) {
	if other, ok := same[name]; ok {
		name = other
	}
	l.gap = l.gap || !htmltree.Phrasing[name]
	switch {
	case name == "pre":
		l.pre--
	case name == "a":
		l.link = ""
	default:
		if i := slices.Index(l.how, name); i >= 0 {
			l.how = slices.Delete(l.how, i, i+1)
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// decoded normalizes the percent-encoding of an address.
func decoded(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		return plain
	}
	return address
}
