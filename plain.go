package board

import (
	"regexp"
	"strings"

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

// summarize gives the beginning of a text, cut between words.
func summarize(text string) string {
	text = oneLine(text)
	end, runes := 0, 0
	for end = range text {
		if runes++; runes > summaryLength {
			break
		}
	}
	if runes <= summaryLength {
		return text
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + "…"
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
