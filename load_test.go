package board_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestNew: New makes IDs safe as file names, and different from each other.
func TestNew(t *testing.T) {
	b := board.New(&board.Post{ID: "../../etc/<b>"}, &board.Post{ID: "etc-b"}, &board.Post{Subject: "Ünïcode Ωμέγα"})
	if got, want := ids(b.All()), "etc-b\netc-b-2\nünïcode-ωμέγα\n"; got != want {
		t.Errorf("got IDs\n%swant\n%s", got, want)
	}
}

// longPosts makes n source files whose bodies together are more than a board
// keeps in memory.
func longPosts(n int) fstest.MapFS {
	dir := make(fstest.MapFS)
	for i := range n {
		text := fmt.Sprintf("SUBJECT Post %d\nDATE 2024-01-01\nID post-%d\nTAGS a, b\n\nPHOTO: A caption\n\n%s\n\nBY Office (o@board.example)\n",
			i, i, strings.Repeat(fmt.Sprintln("Words of post", i), 20_000))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// TestBodiesReadAgain: whichever method returns a post whose body was not kept
// in memory, it reads the body from its file again.
func TestBodiesReadAgain(t *testing.T) {
	const n = 40
	dir := longPosts(n)
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		id := fmt.Sprint("post-", i)
		want, _ := board.Parse("", dir[fmt.Sprintf("%d.txt", i)].Data)
		got, _ := b.Post(id)
		if !cmp.Equal(want, got) {
			t.Errorf("%s has a body of %d bytes, wanted %d", id, len(got.Body), len(want.Body))
		}
	}
	for p := range b.All() {
		if len(p.Body) < 200_000 {
			t.Errorf("All: %s has a body of %d bytes", p.ID, len(p.Body))
		}
	}
	for _, p := range b.Page(1, 0).Posts {
		if len(p.Body) < 200_000 {
			t.Errorf("Page: %s has a body of %d bytes", p.ID, len(p.Body))
		}
	}
}

// TestFileChanged: if a file has changed since it was loaded, its new words
// are not published as the old post's, which could make an embargoed post
// public.
func TestFileChanged(t *testing.T) {
	const n = 40
	dir := longPosts(n)
	b, _ := board.Load(dir)
	site := publish(t, b)
	for i := range n {
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte("SUBJECT Not yet\nDATE 2999-01-01\n\nSecret.\n")}
	}
	refused := 0
	for i := range n {
		src, err := fs.ReadFile(site, fmt.Sprintf("posts/post-%d/index.html", i))
		switch {
		case err != nil:
			refused++
			if !strings.Contains(err.Error(), fmt.Sprintf("%d.txt:1:1: wanted the file that was loaded", i)) {
				t.Error(err)
			}
		case strings.Contains(string(src), "Secret"):
			t.Errorf("post-%d has the words of the changed file", i)
		}
	}
	if refused == 0 {
		t.Error("every body was kept in memory: this tests nothing")
	}
}
