//go:build !js

package board_test

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestUTF16: text that Notepad saves as "Unicode" is the same post as in UTF-8, and
// without its byte order mark it is held back.
func TestUTF16(t *testing.T) {
	const text = "SUBJECT Café 회의 𝒳\r\nDATE 2024-03-01\r\n\r\nWords.\r\n"
	want, _ := board.Parse("a.txt", []byte(text))
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var src []byte
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			src = order.AppendUint16(src, unit)
		}
		got, err := board.Parse("a.txt", src)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v: %v\n%s", order, err, diff)
		}
		if bare, err := board.Parse("a.txt", src[2:]); !bare.HeldBack() || err == nil {
			t.Errorf("%v without a mark: wanted a post that is held back, found %v\n%s", order, err, board.Format(bare))
		}
	}
}
