package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

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
	r := &board.Renderer{BaseURL: "https://board.example/news/"}
	b, findings := r.Load(os.DirFS(w.ours))
	if findings != nil && strings.Contains(findings.Error(), "address") {
		t.Error(findings)
	}
	r.Found = func(findings board.ErrorList) { t.Errorf("board publish would fail: %v", findings) }
	if _, err := r.Publish(b); err != nil {
		t.Error(err)
	}
	b.Now = func() time.Time { return w.now }
	posts, expire := 0, 0
	for p := range b.All() {
		posts++
		src, err := os.ReadFile(filepath.Join(w.hugos, "content", "posts", p.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		if !p.Expires.IsZero() {
			expire++
			if !strings.Contains(string(src), "expiryDate: "+p.Expires.String()+"\n") {
				t.Errorf("%s: Hugo's file does not expire", p.ID)
			}
		}
		for _, words := range []string{p.Label, p.Subject, p.Date.String(), p.Tags[0], p.Tags[1], p.By.Name} {
			if words == "" || !strings.Contains(string(src), words) {
				t.Errorf("%s: Hugo's file lacks %q", p.ID, words)
			}
		}
	}
	if posts != 40 || expire != 1 {
		t.Errorf("wanted 40 posts, one of which expires, found %d and %d", posts, expire)
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
