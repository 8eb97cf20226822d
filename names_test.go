package board_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
)

// TestCase: files that differ by case only would be one on many disks. Those
// beside the posts are refused, with their names; what posts are called by
// is in lower case.
func TestCase(t *testing.T) {
	b, _ := board.Load(fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\nID Meeting\nTAGS Visits\nLANG pt-BR\n")},
		"b.txt": {Data: []byte("SUBJECT B\nDATE 2024-01-01\nID MEETING\nTAGS visits, VISITS\nLANG pt-br\n")},
	})
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	folded := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(contents(t, site))) {
		lower := strings.ToLower(name)
		if folded[lower] != "" {
			t.Errorf("%s and %s are one file on many disks", folded[lower], name)
		}
		folded[lower] = name
	}
	if folded["posts/meeting/index.html"] == "" || folded["posts/meeting-2/index.html"] == "" {
		t.Errorf("want posts called meeting and meeting-2, found %q", slices.Sorted(maps.Keys(folded)))
	}
}

// TestCaseOfPictures names both.
func TestCaseOfPictures(t *testing.T) {
	b, _ := board.Load(fstest.MapFS{
		"a.txt":          {Data: []byte("SUBJECT A\nDATE 2024-01-01\n")},
		"pictures/A.png": {}, "pictures/a.png": {},
	})
	_, err := new(board.Renderer).Publish(b)
	const want = "pictures/a.png:1:1: wanted a name that differs from others in more than case, found pictures/A.png, too"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
