package importer

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
)

// TestWellFormed: whatever a post contains, its feeds are valid.
func TestWellFormed(t *testing.T) {
	all, err := cases.Read(os.DirFS("../../../../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		p, _ := board.Parse(c.File, c.Source)
		if p.Date.IsZero() {
			p.Date, _ = board.ParseDate("2024-01-02")
		}
		p.Draft, p.Embargo, p.Expires, p.Withdrawn = false, board.Date{}, board.Date{}, board.Withdrawal{}
		if p.HeldBack() { // for the values in its Meta that cannot be read
			p.Meta = nil
		}
		b := board.New(p)
		b.Title, b.URL, b.Now = c.Name, home, func() time.Time { return time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC) }
		site, err := (&board.Renderer{BaseURL: home}).Publish(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"feed.xml", "atom.xml"} {
			src, err := fs.ReadFile(site, name)
			if err != nil || !strings.Contains(string(src), "tag:parliament.example,") {
				t.Fatalf("%s: %s: wanted a feed with the post, found %q (%v)", c.Name, name, src, err)
			}
			valid(t, name, src)
		}
	}
}
