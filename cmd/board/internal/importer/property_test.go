package importer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/importer"
	"github.com/google/go-cmp/cmp"
)

// TestProperties checks properties of all inputs on every case.
func TestProperties(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			got, err := read(t, c)
			checkPlaces(t, c.File, err)
			checkCollection(t, got)
			again, _ := read(t, c)
			if diff := cmp.Diff(posts(got), posts(again)); diff != "" {
				t.Errorf("the same file gives something else the second time:\n%s", diff)
			}
		})
	}
}

// checkPlaces checks that every finding has a place inside the file.
func checkPlaces(t *testing.T, name string, err error) {
	t.Helper()
	var list board.ErrorList
	if err != nil && !errors.As(err, &list) {
		t.Errorf("wanted an ErrorList, found %#v", err)
	}
	for _, e := range list {
		if e.File != name || e.Line < 1 || e.Col < 1 || e.Msg == "" {
			t.Errorf("a finding without a place: %v", e)
		}
	}
}

// checkCollection checks that each post is read back from its file unchanged
// and without findings, and that IDs are unique.
func checkCollection(t *testing.T, c *importer.Collection) {
	t.Helper()
	files := fstest.MapFS{}
	for _, p := range c.Posts {
		name := p.ID + ".txt"
		if files[name] != nil {
			t.Errorf("two posts are called %s", name)
		}
		files[name] = &fstest.MapFile{Data: board.Format(p)}
		again, err := board.Parse(name, files[name].Data)
		if text := findings(err); text != "" && !isExpected(text, c) {
			t.Errorf("the post is read back with findings:\n%s\n%s", text, files[name].Data)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Errorf("another post is read back (-want +got):\n%s\n%s", diff, files[name].Data)
		}
		checkShown(t, p)
	}
	if _, err := board.Load(files); findings(err) != "" && !isExpected(findings(err), c) {
		t.Errorf("wanted a board without findings, found %v", err)
	}
}

// isExpected reports whether the only findings are a missing date, and what holds
// back a post that is held back already.
func isExpected(findings string, c *importer.Collection) bool {
	held := slices.ContainsFunc(c.Posts, (*board.Post).HeldBack)
	for line := range strings.Lines(findings) {
		isHeld := held && strings.Contains(line, ": the post is held back")
		if !isHeld && !strings.Contains(line, ": wanted a DATE, found none") {
			return false
		}
	}
	return true
}

// checkShown checks that a post can be shown, without traces of the import.
func checkShown(t *testing.T, p *board.Post) {
	t.Helper()
	var b strings.Builder
	if err := (&board.Renderer{Images: board.ImagesAny, BaseURL: "./"}).Article(&b, p); err != nil {
		t.Error(err)
	}
	if text := string(board.Format(p)); strings.Contains(text, "data-board-place") {
		t.Errorf("places are left in the post:\n%s", text)
	}
}
