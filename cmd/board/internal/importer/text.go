package importer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board/cmd/board/internal/htmltree"
)

var markupRE = regexp.MustCompile(`<[a-zA-Z/!]|&[#a-zA-Z][a-zA-Z0-9]*;`)

// plainText returns the text of a line, such as a title, that may be HTML and
// may be escaped twice.
func plainText(s string) string {
	for range 2 {
		if !markupRE.MatchString(s) {
			break
		}
		s = htmltree.TextOf(s)
	}
	return htmltree.OneLine(s)
}

// excerpt returns the beginning of s, for findings.
func excerpt(s string) string {
	const enough = 60
	s = htmltree.OneLine(s)
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

func unpointed(s string) string { return htmltree.OneLine(strings.ReplaceAll(plainText(s), "·", " ")) }
