package plaintext

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean drops control characters, which XML forbids, except for tab and newline.
// Invalid UTF-8 becomes U+FFFD.
func Clean(s string) string {
	text, _ := Inspect(s)
	return text
}

// Inspect is Clean, and tells what kinds of bytes the text contains.
func Inspect(s string) (text string, found traits) {
	found = traitsOf(s)
	if found&doubtful == 0 || utf8.ValidString(s) && found&control == 0 {
		return s, found
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	return s, traitsOf(s)
}

// traits are the kinds of bytes in a text.
type traits uint8

const (
	Ink      traits = 1 << iota // anything but white space
	Markup                      // characters that are escaped in HTML
	beyond                      // bytes outside ASCII: the text may be invalid UTF-8
	control                     // or the first byte of a noncharacter
	doubtful = beyond | control
)

func traitsOf(s string) (found traits) {
	for i := range len(s) {
		found |= byteTraits[s[i]]
	}
	return found
}

var byteTraits = func() (table [256]traits) {
	for i := range table {
		c := byte(i)
		if c != ' ' && c != '\t' && c != '\n' {
			table[c] |= Ink
		}
		if strings.IndexByte("&<>\"'\r", c) >= 0 {
			table[c] |= Markup
		}
		if c >= utf8.RuneSelf {
			table[c] |= beyond
		}
		if isControl(rune(c)) || c == 0xef {
			table[c] |= control
		}
	}
	return table
}()

func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff
}

// Visible escapes control characters and bytes that are not UTF-8, as Go writes
// them: for a message in one line, which terminals only print.
func Visible(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) && utf8.ValidString(s) {
		return s
	}
	var visible strings.Builder
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if shown := s[:size]; unicode.IsControl(r) || r == utf8.RuneError && size == 1 {
			quoted := strconv.Quote(shown)
			visible.WriteString(quoted[1 : len(quoted)-1])
		} else {
			visible.WriteString(shown)
		}
		s = s[size:]
	}
	return visible.String()
}
