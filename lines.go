package board

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cutRunes splits b after at most n bytes, between characters.
func cutRunes(b []byte, n int) (head, tail []byte) {
	if len(b) <= n {
		return b, nil
	}
	for i := range utf8.UTFMax {
		if utf8.RuneStart(b[n-i]) {
			return b[:n-i], b[n-i:]
		}
	}
	return b[:n], b[n:]
}

// position is the line and column right behind the text before.
func position(before []byte) (line, col int) {
	s := newlines.Replace(string(before))
	start := strings.LastIndexByte(s, '\n') + 1
	return strings.Count(s, "\n") + 1, utf8.RuneCountInString(s[start:]) + 1
}

// splitField takes "NAME value" or "NAME: value" apart, and says where in s
// the value starts. Known names come in any case; a name nobody knows has a
// colon or is all capitals.
func splitField(s string) (name, value string, at int) {
	word, rest := cutName(trimIndent(s))
	rest, colon := strings.CutPrefix(rest, ":")
	value = strings.TrimLeftFunc(rest, isSeparator)
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

// trimIndent is strings.TrimLeft, which makes a set of the characters for each
// line.
func trimIndent(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t' || s[0] == '\f') {
		s = s[1:]
	}
	return s
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

func isSeparator(r rune) bool { return isSpace(r) || unicode.Is(unicode.Z, r) }

// isSeen reports whether a character leaves a trace, or only room. Unicode's
// tables of those that do not are large.
func isSeen(r rune) bool {
	room := 0x200b <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f || r>>12 == 0xe0
	return !room && !isSeparator(r) && !unicode.IsControl(r) && !strings.ContainsRune(unseen, r)
}

const unseen = "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufe0e\ufe0f\ufeff\uffa0"

// isPhoto reports whether a line starts a figure.
func isPhoto(s string) bool {
	const word = "photo"
	s = trimIndent(s)
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	name, _, _ := splitField(s)
	return name == word
}

// oneLine makes one line of s, with single spaces.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine sees the strings that are one line already, as most are, of
// those that neither begin nor end with a space.
func isOneLine(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '!' <= c && c <= '~': // by far the most
		case c < ' ' || c == ' ' && s[i-1] == ' ':
			return false
		case c > '~':
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			i += size - 1
		}
	}
	return true
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

// trimRight drops what pages leave behind at a line's end, no-break spaces
// among them; two plain spaces stay: in Markdown they break the line.
func trimRight(s string) string {
	if s == "" || '!' <= s[len(s)-1] && s[len(s)-1] <= '~' { // most lines
		return s
	}
	t := strings.TrimRightFunc(s, isSpace)
	if t != "" && s[len(t):] == "  " {
		return s
	}
	return t
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
