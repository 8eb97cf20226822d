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

// IsSpace reports whether r is white space, a byte order mark or a zero-width
// space: text that was copied from a page contains them.
func IsSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// Newlines replaces the line ends of Windows and of old Macs.
var Newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// CutRunes splits b between characters, after at most n bytes.
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

// maxStart is how much of a text Start shows, in bytes.
const maxStart = 300

// Start returns the start of a text of any length, for a message about it.
func Start(s string) string {
	head, tail := CutRunes([]byte(s[:min(len(s), maxStart+1)]), maxStart)
	if len(tail) == 0 {
		return s
	}
	return string(head) + "…"
}

// Starts shortens the texts and errors among the arguments of a message.
func Starts(args []any) {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			args[i] = Start(arg)
		case error:
			args[i] = Start(arg.Error())
		}
	}
}

// Position returns the line and column, both from 1, after the text before.
func Position(before []byte) (line, col int) {
	s := Newlines.Replace(string(before))
	start := strings.LastIndexByte(s, '\n') + 1
	return strings.Count(s, "\n") + 1, utf8.RuneCountInString(s[start:]) + 1
}

// TrimIndent drops spaces, tabs and form feeds from the start of a line.
// strings.TrimLeft would build a set of these characters for each line.
func TrimIndent(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t' || s[0] == '\f') {
		s = s[1:]
	}
	return s
}

// IsSeparator reports whether r is white space of any kind.
func IsSeparator(r rune) bool { return IsSpace(r) || unicode.Is(unicode.Z, r) }

// isSeen reports whether a character is visible. It has a list of its own:
// Unicode's tables of invisible characters are large.
func isSeen(r rune) bool {
	room := 0x200b <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f || r>>12 == 0xe0
	return !room && !IsSeparator(r) && !unicode.IsControl(r) && !strings.ContainsRune(unseen, r)
}

const unseen = "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufe0e\ufe0f\ufeff\uffa0"

// OneLine folds white space to single spaces and trims s.
func OneLine(s string) string {
	s = strings.TrimSpace(s)
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine recognizes strings that need no folding, as most do not. s must not
// begin or end with a space.
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

// TrimRight drops white space from a line's end, with the no-break spaces that
// copied text contains. Of two or more plain spaces two stay: in Markdown they
// break the line (CommonMark 0.31.2, section 6.7).
func TrimRight(s string) string {
	if s == "" || '!' <= s[len(s)-1] && s[len(s)-1] <= '~' { // most lines
		return s
	}
	t := strings.TrimRightFunc(s, IsSpace)
	if end := s[len(t):]; t != "" && len(end) >= 2 && strings.Trim(end, " ") == "" {
		return s[:len(t)+2]
	}
	return t
}

// LowerASCII lowers the letters A to Z, and leaves all bytes at their places. It leaves
// the letters of other scripts alone: none of them may turn into a name that has a
// meaning.
func LowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
