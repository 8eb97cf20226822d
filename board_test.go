package board_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"golang.org/x/tools/txtar"
)

// TestBoards loads the directory in each file of testdata/boards, and holds
// what the board says of itself against what the file says.
func TestBoards(t *testing.T) {
	names, err := filepath.Glob("testdata/boards/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted testdata/boards/*.txtar, found none (%v)", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { checkBoard(t, name) })
	}
}

func checkBoard(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const views = "view: "
	sources := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return strings.HasPrefix(f.Name, views) })
	r := &board.Renderer{BaseURL: "./"}
	b, err := r.Load(directory(sources))
	now := clock(t, string(archive.Comment))
	b.Now = func() time.Time { return now }
	archive.Files = sources
	for _, view := range describe(b, err) {
		view.Name = views + view.Name
		archive.Files = append(archive.Files, view)
	}
	compareArchive(t, name, archive)
}

func directory(files []txtar.File) fstest.MapFS {
	dir := make(fstest.MapFS)
	for _, f := range files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return dir
}

// clock reads the line "now: 2024-03-10T12:00:00Z".
func clock(t *testing.T, comment string) time.Time {
	t.Helper()
	now, err := time.Parse(time.RFC3339, setting(comment, "now"))
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// describe puts all that a board can be asked into words.
func describe(b *board.Board, err error) []txtar.File {
	var all, archive strings.Builder
	for p := range b.All() {
		newer, older := b.Neighbors(p.ID)
		found, ok := b.Post(p.ID)
		fmt.Fprintf(&all, "%s (newer: %s, older: %s, found: %v)\n", p.ID, id(newer), id(older), ok && found == p)
	}
	for _, y := range b.Archive() {
		fmt.Fprintf(&archive, "%d: %d\n", y.Year, y.Count)
		for _, m := range y.Months {
			fmt.Fprintf(&archive, "  %s: %d\n", m.Month, m.Count)
		}
	}
	return []txtar.File{
		{Name: "findings", Data: []byte(findings(err))},
		{Name: "all", Data: []byte(all.String())},
		{Name: "pages of 4", Data: []byte(pages(b, 4))},
		{Name: "tagged VISITS", Data: []byte(ids(b.Tagged("VISITS")))},
		{Name: "archive", Data: []byte(archive.String())},
	}
}

// pages describes page after page, and those before the first and after the
// last.
func pages(b *board.Board, size int) string {
	var s strings.Builder
	for n := 0; n <= b.Page(1, size).Pages+1; n++ {
		p := b.Page(n, size)
		fmt.Fprintf(&s, "page %d is %d of %d, posts %d to %d of %d\n", n, p.Number, p.Pages, p.Offset+1, p.Offset+len(p.Posts), p.Total)
	}
	return s.String()
}

func ids(posts iter.Seq[*board.Post]) (s string) {
	for p := range posts {
		s += p.ID + "\n"
	}
	return s
}

func id(p *board.Post) string {
	if p == nil {
		return "none"
	}
	return p.ID
}

// An ID that a program made is made safe before it names a file.
func TestNew(t *testing.T) {
	b := board.New(&board.Post{ID: "../../etc/<b>"}, &board.Post{ID: "etc-b"}, &board.Post{Subject: "Ünïcode Ωμέγα"})
	if got, want := ids(b.All()), "etc-b\netc-b-2\nünïcode-ωμέγα\n"; got != want {
		t.Errorf("got IDs\n%swant\n%s", got, want)
	}
}
