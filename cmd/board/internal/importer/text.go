package importer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var markupRE = regexp.MustCompile(`<[a-zA-Z/!]|&[#a-zA-Z][a-zA-Z0-9]*;`)

// plainText returns the text of a line, such as a title, that may be HTML and
// may be escaped twice.
func plainText(s string) string {
	for range 2 {
		if !markupRE.MatchString(s) {
			break
		}
		s = textOf(s)
	}
	return oneLine(s)
}

// textOf returns the text of HTML, with a space for each tag that breaks a
// line. Most texts have none, and a tokenizer takes 4 kB.
func textOf(source string) string {
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
		case !phrasing[t.Data]:
			s.WriteByte(' ')
		}
	}
	return s.String()
}

// phrasing are the elements that do not break a line.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true, "del": true, "dfn": true,
	"em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "nobr": true, "q": true, "rb": true, "rp": true,
	"rt": true, "ruby": true, "s": true, "samp": true, "small": true, "span": true, "strike": true, "strong": true, "sub": true,
	"sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true, "label": true,
}

// oneLine replaces all white space in s by single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// excerpt returns the beginning of s, for findings.
func excerpt(s string) string {
	const enough = 60
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= enough {
		return s
	}
	return string([]rune(s)[:enough]) + "…"
}

// repeats reports whether the text contains the summary. A board puts "·"
// between the items of a list in its summaries.
func repeats(summary, text string) bool {
	return strings.Contains(unpointed(text), strings.TrimRight(unpointed(summary), " .…[]"))
}

func unpointed(s string) string { return oneLine(strings.ReplaceAll(plainText(s), "·", " ")) }
