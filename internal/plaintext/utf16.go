//go:build !js

package plaintext

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// DecodeUTF16 makes UTF-8 of UTF-16 with a byte order mark, as Notepad writes
// it, and leaves anything else as it is.
func DecodeUTF16(src []byte) []byte {
	high := 1 // where in a unit the high byte is
	switch {
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		high = 0
	case !bytes.HasPrefix(src, []byte("\xff\xfe")):
		return src
	}
	text := make([]byte, 0, len(src))
	for i := 2; i+1 < len(src); i += 2 {
		r := unit(src, i, high)
		if low := unit(src, i+2, high); utf16.IsSurrogate(r) && low != 0 {
			r, i = utf16.DecodeRune(r, low), i+2
		}
		text = utf8.AppendRune(text, r)
	}
	return text
}

// unit is the 16-bit number at i, zero behind the end.
func unit(src []byte, i, high int) rune {
	if i+1 >= len(src) {
		return 0
	}
	return rune(src[i+high])<<8 | rune(src[i+1-high])
}
