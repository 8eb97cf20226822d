package foreign

import (
	"strings"

	"golang.org/x/net/html"
)

// same are elements that mean the same.
var same = map[string]string{
	"b": "strong", "i": "em", "s": "del", "strike": "del", "h1": "h", "h2": "h", "h3": "h", "h4": "h", "h5": "h", "h6": "h",
}

// unseen are the elements that change nothing that is compared: the text in
// them is.
var unseen = map[string]bool{
	"p": true, "div": true, "span": true, "br": true, "tbody": true, "thead": true, "tfoot": true, "ul": true, "small": true,
	"figure": true, "bdi": true, "wbr": true, "time": true, "abbr": true, "dfn": true, "cite": true, "var": true, "samp": true,
}

// looks is what a reader gets from HTML that was sanitised: its words, its
// links and pictures, and what is a list, a table, a heading or emphasised.
// HTML that looks the same has the same string.
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

type look struct {
	text strings.Builder
	gap  bool // space, or where a block ended
	pre  int
}

func (l *look) words(s string) {
	if l.pre > 0 {
		l.text.WriteString(strings.TrimRight(s, "\n"))
		return
	}
	if strings.TrimLeft(s, " \t\n\r\u00a0") != s {
		l.gap = true
	}
	for i, word := range strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")) {
		if i > 0 || l.gap {
			l.text.WriteByte(' ')
		}
		l.gap = false
		l.text.WriteString(word)
	}
	if strings.TrimRight(s, " \t\n\r\u00a0") != s {
		l.gap = true
	}
}

func (l *look) start(t html.Token) {
	if !phrasing[t.Data] {
		l.gap = true
	}
	if t.Data == "pre" {
		l.pre++
	}
	if unseen[t.Data] || t.Data == "code" && l.pre > 0 {
		return
	}
	l.text.WriteString("<" + name(t.Data))
	for _, a := range t.Attr {
		switch a.Key {
		case "href", "src", "alt", "start", "colspan", "rowspan", "checked", "reversed", "type", "value":
			l.text.WriteString(" " + a.Key + "=" + a.Val)
		}
	}
	l.text.WriteString(">")
}

func (l *look) end(tag string) {
	if !phrasing[tag] {
		l.gap = true
	}
	if tag == "pre" {
		l.pre--
	}
	if name(tag) == "strong" || name(tag) == "em" || name(tag) == "del" || tag == "a" || tag == "u" || tag == "sup" || tag == "sub" {
		l.text.WriteString("</" + name(tag) + ">")
	}
}

func name(tag string) string {
	if other, ok := same[tag]; ok {
		return other
	}
	return tag
}
