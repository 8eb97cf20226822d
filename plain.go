package board

import (
	"strings"

	"github.com/boardview/board/internal/plaintext"
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
	return plaintext.TidyLines(s.String())
}

// htmlBody makes a Markdown body of anybody's HTML: one HTML block. It ends
// at the first blank line (CommonMark § 4.6, condition 6), so no blank line
// may be in it: in text a line end can be written as a reference.
func htmlBody(source string) string {
	source = strings.TrimSpace(plaintext.Newlines.Replace(source))
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
		s.WriteString(plaintext.BlankLines.ReplaceAllString(string(z.Raw()), replacement))
	}
	return "<div>\n" + s.String() + "\n</div>"
}

// textBody makes a Markdown body of plain text.
func textBody(text string) string {
	var paragraphs []string
	for _, p := range plaintext.BlankLines.Split(plaintext.Newlines.Replace(text), -1) {
		if p = strings.TrimSpace(p); p != "" {
			lines := strings.ReplaceAll(html.EscapeString(p), "\n", "<br>")
			paragraphs = append(paragraphs, "<p>"+lines+"</p>")
		}
	}
	return htmlBody(strings.Join(paragraphs, "\n"))
}
