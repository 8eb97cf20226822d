package board

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// A place is a position in the file, both from 1.
type place struct{ line, col int }

// A line is a source line without its end.
type line struct {
	text string
	num  int // from 1
	at   int // where in the file's text it starts
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// col is the column of the byte offset at.
func (l line) col(at int) int { return utf8.RuneCountInString(l.text[:at]) + 1 }

// splitField takes "NAME value" or "NAME: value" apart, and says where in s
// the value starts. Known names come in any case; a name nobody knows has a
// colon or is all capitals.
func splitField(s string) (name, value string, at int) {
	word, rest := cutName(plaintext.TrimIndent(s))
	rest, colon := strings.CutPrefix(rest, ":")
	value = strings.TrimLeftFunc(rest, plaintext.IsSeparator)
	if word == "" || rest != "" && value == rest {
		return "", "", 0
	}
	name = fieldName(word)
	if !isKnown(name) && !colon && !isShouted(word) {
		return "", "", 0
	}
	return name, value, len(s) - len(value)
}

func isShouted(word string) bool {
	return len(word) > 1 && strings.ToUpper(word) == word && strings.ToLower(word) != word
}

// cutName cuts the name of a field off the start of s.
func cutName(s string) (name, rest string) {
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) {
		return "", s
	}
	name = s
	if end := strings.IndexFunc(s, notInName); end >= 0 {
		name = s[:end]
	}
	return name, s[len(name):]
}

func notInName(r rune) bool {
	return r != '_' && r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
}

// isPhoto reports whether a line starts a figure.
func isPhoto(s string) bool {
	const word = "photo"
	s = plaintext.TrimIndent(s)
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	name, _, _ := splitField(s)
	return name == word
}

// nextFence is the code fence open after a line, "" for none.
func nextFence(open, text string) string {
	line := strings.TrimLeft(text, " ")
	if len(line) < 3 || line[0] != '`' && line[0] != '~' || len(text)-len(line) > 3 {
		return open
	}
	rest := strings.TrimLeft(line, line[:1])
	run := line[:len(line)-len(rest)]
	switch {
	case len(run) < 3:
		return open
	case open == "":
		return run
	case strings.HasPrefix(run, open) && strings.Trim(rest, " \t") == "":
		return ""
	}
	return open
}

// joinLines gives the lines as one text; the file's own, where nothing is
// left out.
func joinLines(file string, lines []line) string {
	if len(lines) == 0 {
		return ""
	}
	size := len(lines) - 1
	for _, l := range lines {
		size += len(l.text)
	}
	start, last := lines[0].at, lines[len(lines)-1]
	if end := last.at + len(last.text); end-start == size {
		return file[start:end]
	}
	var b strings.Builder
	b.Grow(size)
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
