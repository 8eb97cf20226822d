package htmltree

import (
	"strings"

	"golang.org/x/net/html"
)

// TextOf returns the text of HTML, with a space for each tag that breaks a
// line. Most texts have none, and a tokenizer takes 4 kB.
func TextOf(source string) string {
	if !strings.ContainsAny(source, "<&\r\x00") {
		return source
	}
	var s strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := ""
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		switch {
		case kind == html.StartTagToken && (t.Data == "script" || t.Data == "style"):
			hidden = t.Data
		case kind == html.EndTagToken && t.Data == hidden:
			hidden = ""
		case kind == html.TextToken && hidden == "":
			s.WriteString(t.Data)
		case !Phrasing[t.Data]:
			s.WriteByte(' ')
		}
	}
	return s.String()
}

// Phrasing are the elements that do not break a line.
var Phrasing = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true, "del": true, "dfn": true,
	"em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "nobr": true, "q": true, "rb": true, "rp": true,
	"rt": true, "ruby": true, "s": true, "samp": true, "small": true, "span": true, "strike": true, "strong": true, "sub": true,
	"sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true, "label": true,
}

// OneLine replaces all white space in s by single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
