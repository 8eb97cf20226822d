package safehtml

import (
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"golang.org/x/net/html"
)

// HTMLBody makes a Markdown body of HTML: one HTML block. Such a block ends at
// the first blank line (CommonMark § 4.6, condition 6), so it must not contain
// any: in text, line ends are written as character references.
func HTMLBody(source string) string {
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

// TextBody makes a Markdown body of plain text.
func TextBody(text string) string {
	var paragraphs []string
	for _, p := range plaintext.BlankLines.Split(plaintext.Newlines.Replace(text), -1) {
		if p = strings.TrimSpace(p); p != "" {
			lines := strings.ReplaceAll(html.EscapeString(p), "\n", "<br>")
			paragraphs = append(paragraphs, "<p>"+lines+"</p>")
		}
	}
	return HTMLBody(strings.Join(paragraphs, "\n"))
}
