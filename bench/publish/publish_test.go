package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/library"
)

// The programs are comparable only if they publish the same posts. A missing
// picture would be a finding of ours only.
func TestSamePosts(t *testing.T) {
	real, err := library.ReadReal("../..")
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorkspace(real, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.write(40); err != nil {
		t.Fatal(err)
	}
	b, findings := (&board.Renderer{BaseURL: "https://board.example/news/"}).Load(os.DirFS(w.ours))
	if findings != nil && strings.Contains(findings.Error(), "address") {
		t.Error(findings)
	}
	posts := 0
	for p := range b.All() {
		posts++
		src, err := os.ReadFile(filepath.Join(w.hugos, "content", "posts", p.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{p.Label, p.Subject, p.Date.String(), p.Tags[0], p.Tags[1], p.By.Name} {
			if words == "" || !strings.Contains(string(src), words) {
				t.Errorf("%s: Hugo's file lacks %q", p.ID, words)
			}
		}
	}
	if posts != 40 {
		t.Errorf("wanted 40 posts, found %d", posts)
	}
	p := newPost(1, corpus.New(real).Mixed(1)[0])
	if !strings.Contains(p.boardView(), p.body) || !strings.Contains(p.markdown(), p.body) {
		t.Error("the bodies are not the same")
	}
}

// A file that is rewritten with the same bytes counts as written, but not as
// changed.
func TestDifference(t *testing.T) {
	dir := t.TempDir()
	write := func(files fstest.MapFS) tree {
		t.Helper()
		for name, f := range files {
			os.Remove(filepath.Join(dir, name)) // two writes may have the same time, but not the same inode
			if err := writeFile(filepath.Join(dir, name), string(f.Data)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := readTree(dir)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	before := write(fstest.MapFS{"same": {Data: []byte("a")}, "again": {Data: []byte("b")}, "other": {Data: []byte("c")}, "gone": {}, ".log/x": {}})
	os.Remove(filepath.Join(dir, "gone"))
	after := write(fstest.MapFS{"again": {Data: []byte("b")}, "other": {Data: []byte("dd")}, "new": {Data: []byte("eee")}, ".log/x": {Data: []byte("x")}})
	if got, want := before.difference(after), (difference{written: 3, changed: 3, changedBytes: 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
