package plaintext

import (
	"strings"
	"unicode/utf8"
)

// Clean drops what no text needs and XML forbids: control characters but
// tab and newline.
func Clean(s string) string {
	text, _ := Inspect(s)
	return text
}

// Inspect is clean, and says what is in the text.
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

// traits say what kinds of bytes are in a text.
type traits uint8

const (
	Ink      traits = 1 << iota // anything but white space
	Markup                      // what is escaped in HTML
	beyond                      // no ASCII: it may be no UTF-8
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
