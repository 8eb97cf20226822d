package board

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// textOf is the text of HTML that a builder wrote, blocks on lines of their
// own.
func textOf(source string) string {
	var s strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		e := elementByName[t.Data]
		switch {
		case kind == html.TextToken:
			s.WriteString(t.Data)
		case t.Data == "td" || t.Data == "th":
			s.WriteByte(' ')
		case t.Data == "p" || t.Data == "figure":
			s.WriteString("\n\n")
		case t.Data == "br" || e != nil && e.is != phrasing:
			s.WriteByte('\n')
		}
	}
	return tidyLines(s.String())
}

var blankLines = regexp.MustCompile(`\n\s*\n`)

// tidyLines trims lines, and leaves one blank line where there were more.
func tidyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = oneLine(l)
	}
	return blankLines.ReplaceAllString(strings.TrimSpace(strings.Join(lines, "\n")), "\n\n")
}

// summaryLength is how long a summary is at most, in characters.
const summaryLength = 240

// summarize gives the beginning of a text, cut between words. It reads no
// further than that.
func summarize(text string) string {
	var s strings.Builder
	length, gap := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			gap = length > 0
			continue
		case gap && length+1 >= summaryLength:
			return s.String() + "…"
		case length >= summaryLength:
			return cutWord(s.String()) + "…"
		case gap:
			s.WriteByte(' ')
			length, gap = length+1, false
		}
		s.WriteRune(r)
		length++
	}
	return s.String()
}

// cutWord leaves out the last word, which is not whole, unless it is most of
// the text.
func cutWord(s string) string {
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		return s[:i]
	}
	return s
}

// htmlBody makes a Markdown body of anybody's HTML: one HTML block. It ends
// at the first blank line (CommonMark § 4.6, condition 6), so no blank line
// may be in it: in text a line end can be written as a reference.
func htmlBody(source string) string {
	source = strings.TrimSpace(newlines.Replace(source))
	if source == "" {
		return ""
	}
	var s strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		replacement := "\n"
		if kind == html.TextToken {
			replacement = "&#10;&#10;"
		}
		s.WriteString(blankLines.ReplaceAllString(string(z.Raw()), replacement))
	}
	return "<div>\n" + s.String() + "\n</div>"
}

// textBody makes a Markdown body of plain text.
func textBody(text string) string {
	var paragraphs []string
	for _, p := range blankLines.Split(newlines.Replace(text), -1) {
		if p = strings.TrimSpace(p); p != "" {
			lines := strings.ReplaceAll(html.EscapeString(p), "\n", "<br>")
			paragraphs = append(paragraphs, "<p>"+lines+"</p>")
		}
	}
	return htmlBody(strings.Join(paragraphs, "\n"))
}
