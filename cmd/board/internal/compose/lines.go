package compose

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// newlines makes all line ends \n.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// units counts the UTF-16 code units of a text, as JavaScript does.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// offsetOf is the offset of a finding's line and column.
func offsetOf(source string, line, col int) int {
	at := 0
	if strings.HasPrefix(source, "\ufeff") {
		at = len("\ufeff")
	}
	for ; line > 1; line-- {
		_, end := lineAt(source, at)
		at = end
	}
	for ; col > 1 && at < len(source); col-- {
		_, size := utf8.DecodeRuneInString(source[at:])
		at += size
	}
	return min(at, len(source))
}

// lineAt returns the line at an offset without its end, and where the next begins.
func lineAt(source string, at int) (line string, next int) {
	rest := source[at:]
	end := strings.IndexAny(rest, "\r\n")
	switch {
	case end < 0:
		return rest, len(source)
	case strings.HasPrefix(rest[end:], "\r\n"):
		return rest[:end], at + end + 2
	}
	return rest[:end], at + end + 1
}
