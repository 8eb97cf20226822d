// Package plaintext works on strings that are neither Markdown nor HTML: it
// folds text to one line, drops control characters, makes slugs and summaries,
// and finds lines and columns. Every other package here may call it; it knows
// none of them.
package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func IsSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

var Newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// CutRunes splits b after at most n bytes, between characters.
func CutRunes(b []byte, n int) (head, tail []byte) {
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

// Position is the line and column right behind the text before.
func Position(before []byte) (line, col int) {
	s := Newlines.Replace(string(before))
	start := strings.LastIndexByte(s, '\n') + 1
	return strings.Count(s, "\n") + 1, utf8.RuneCountInString(s[start:]) + 1
}

// TrimIndent is strings.TrimLeft, which makes a set of the characters for each
// line.
func TrimIndent(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t' || s[0] == '\f') {
		s = s[1:]
	}
	return s
}

func IsSeparator(r rune) bool { return IsSpace(r) || unicode.Is(unicode.Z, r) }

// isSeen reports whether a character leaves a trace, or only room. Unicode's
// tables of those that do not are large.
func isSeen(r rune) bool {
	room := 0x200b <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f || r>>12 == 0xe0
	return !room && !IsSeparator(r) && !unicode.IsControl(r) && !strings.ContainsRune(unseen, r)
}

const unseen = "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufe0e\ufe0f\ufeff\uffa0"

// OneLine makes one line of s, with single spaces.
func OneLine(s string) string {
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

// TrimRight drops what pages leave behind at a line's end, no-break spaces
// among them; two plain spaces stay: in Markdown they break the line.
func TrimRight(s string) string {
	if s == "" || '!' <= s[len(s)-1] && s[len(s)-1] <= '~' { // most lines
		return s
	}
	t := strings.TrimRightFunc(s, IsSpace)
	if t != "" && s[len(t):] == "  " {
		return s
	}
	return t
}
