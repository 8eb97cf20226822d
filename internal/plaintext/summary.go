package plaintext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FirstSeen returns the first string that has a visible character.
func FirstSeen(lines ...string) string {
	for _, s := range lines {
		if strings.ContainsFunc(s, isSeen) {
			return s
		}
	}
	return ""
}

// FirstLine returns the first line of a text, cut to the length of a summary.
func FirstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return Summarize(line)
}

// BlankLines matches one or more blank lines, with the line ends around them.
var BlankLines = regexp.MustCompile(`\n\s*\n`)

// TidyLines folds the white space in each line and leaves one blank line where
// there were more.
func TidyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = OneLine(l)
	}
	return BlankLines.ReplaceAllString(strings.TrimSpace(strings.Join(lines, "\n")), "\n\n")
}

// summaryLength is how long a summary is at most, in characters.
const summaryLength = 240

// Item is the character between list items, headings and rows of a text that
// is to be summarized. [Clean] leaves no such character in what people write.
const Item = '\x1e'

// separator stands between items that no punctuation separates.
const separator = " ·"

// Summarize returns the beginning of a text, cut between words. It reads no more
// of the text than that.
func Summarize(text string) string {
	var s strings.Builder
	var last rune
	length, gap := 0, ""
	for _, r := range text {
		switch {
		case r == Item && length > 0 && !strings.ContainsRune(".,:;!?…。、，：；！？", last):
			gap = separator + " "
			continue
		case r == Item || unicode.IsSpace(r):
			if gap == "" && length > 0 {
				gap = " "
			}
			continue
		case gap != "" && length+utf8.RuneCountInString(gap) >= summaryLength:
			return s.String() + "…"
		case length >= summaryLength:
			return cutWord(s.String()) + "…"
		}
		s.WriteString(gap)
		s.WriteRune(r)
		length += utf8.RuneCountInString(gap) + 1
		last, gap = r, ""
	}
	return s.String()
}

// cutWord drops the last word, which is incomplete, unless it is most of the
// text.
func cutWord(s string) string {
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		return strings.TrimSuffix(s[:i], separator)
	}
	return s
}

// Excerpt shortens a value for an error message.
func Excerpt(s string) string {
	const enough = 80
	if len(s) <= enough {
		return s
	}
	return strings.ToValidUTF8(s[:enough], "") + "…"
}
