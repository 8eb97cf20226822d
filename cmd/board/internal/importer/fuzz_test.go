package importer_test

import (
	"testing"

	"github.com/boardview/board/cmd/board/internal/importer"
)

// FuzzRead: of any bytes posts are made that can be written, read back and
// shown, and findings have places inside the file.
func FuzzRead(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(source(f, c))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := (&importer.Importer{URL: "https://board.example/"}).Read("a.xml", src)
		checkPlaces(t, "a.xml", err)
		checkCollection(t, c)
	})
}
