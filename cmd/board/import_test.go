package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

const page = `<!DOCTYPE html><html lang="en"><head><title>Visit</title></head><body>
<h1>Visit</h1><p>Date: 2024-03-05</p><div class="entry-content"><p>A word, and <a href="files/a%20b.pdf">a file</a>.
<img src="./Visit_files/p.png" alt="A door"><a href="../secret.pdf">no</a></p>
<figure><img src="Visit_files/q.png"><figcaption>The door again</figcaption></figure>
<img src="data:image/png;base64,UE5H" alt="Inside"></div></body></html>`

func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func importTo(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := run(args, &out, &err); got != want {
		t.Fatalf("wanted the exit status %d, found %d: %s", want, got, err.String())
	}
	return out.String(), err.String()
}

// TestImport: a page with the files saved beside it becomes a post with its
// files, which is read back without findings; doing it again changes
// nothing, and what somebody wrote meanwhile is safe.
func TestImport(t *testing.T) {
	from := tree(t, map[string]string{
		"in/Visit.html": page, "in/Visit_files/p.png": "PNG", "in/Visit_files/q.png": "PNG2", "in/files/a b.pdf": "PDF", "secret.pdf": "no", "in/notes.txt": "not read",
	})
	to := filepath.Join(t.TempDir(), "posts")
	args := []string{"-url", "https://friends.example/news/", filepath.Join(from, "in"), to}
	out, _ := importTo(t, clean, args...)
	if want := "1 posts: 5 files written, 0 replaced, 0 as they were, 0 left that differ\n"; out != want {
		t.Errorf("wanted %q, found %q", want, out)
	}
	b, err := board.Load(os.DirFS(to))
	if err != nil {
		t.Error(err)
	}
	p, ok := b.Post("2024-03-05-visit")
	if !ok {
		t.Fatalf("wanted the post, found none")
	}
	if len(p.Photos) != 1 || p.Photos[0].URL != "Visit_files/q.png" {
		t.Errorf("wanted the photo that was saved, found %v", p.Photos)
	}
	want := "A word, and [a file](files/a%20b.pdf). ![A door](Visit_files/p.png)[no](https://friends.example/secret.pdf)  " +
		"![Inside](pictures/796120837694d3f3.png)"
	if diff := cmp.Diff(want, strings.ReplaceAll(p.Body, "\n", " ")); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{"Visit_files/p.png": "PNG", "files/a b.pdf": "PDF", "pictures/796120837694d3f3.png": "PNG"} {
		if got, err := os.ReadFile(filepath.Join(to, name)); string(got) != want {
			t.Errorf("%s: wanted %q, found %q (%v)", name, want, got, err)
		}
	}
	if out, _ := importTo(t, clean, args...); !strings.Contains(out, "0 files written, 0 replaced, 5 as they were") {
		t.Errorf("wanted nothing to change, found %q", out)
	}
	leavesWork(t, args, filepath.Join(to, "2024-03-05-visit.txt"))
}

// leavesWork: a post that somebody changed is left, and said to be.
func leavesWork(t *testing.T, args []string, name string) {
	t.Helper()
	mine := []byte("Board View\nSUBJECT Mine\n")
	if err := os.WriteFile(name, mine, 0o666); err != nil {
		t.Fatal(err)
	}
	_, said := importTo(t, found, args...)
	if want := name + ":2:1: wanted no file or the same"; !strings.Contains(said, want) {
		t.Errorf("wanted %q, found %q", want, said)
	}
	if got, _ := os.ReadFile(name); !bytes.Equal(got, mine) {
		t.Errorf("the file was overwritten: %q", got)
	}
	out, _ := importTo(t, clean, append([]string{"-overwrite"}, args...)...)
	if got, _ := os.ReadFile(name); bytes.Equal(got, mine) || !strings.Contains(out, "1 replaced") {
		t.Errorf("the file was not overwritten, or not said to be: %q", out)
	}
}

// TestFindings: they name their file, and set the exit status.
func TestFindings(t *testing.T) {
	from := tree(t, map[string]string{"a.rss": "<rss><channel><item><title>A</title></item></channel></rss>"})
	_, said := importTo(t, found, from, t.TempDir())
	if want := filepath.Join(from, "a.rss") + ":1:15: wanted a date"; !strings.Contains(said, want) {
		t.Errorf("wanted %q, found %q", want, said)
	}
	for _, args := range [][]string{{}, {from}, {"-no", from, from}, {from + "/none", from}, {from + "/a.rss", from}, {from, from + "/a.rss"}} {
		importTo(t, failed, args...)
	}
}
