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

// TestImport: a page with the files saved beside it becomes a post with its
// files, which is loaded without findings. A second import changes nothing,
// and keeps a file that was changed meanwhile.
func TestImport(t *testing.T) {
	from := tree(t, map[string]string{
		"in/Visit.html": page, "in/Visit_files/p.png": "PNG", "in/Visit_files/q.png": "PNG2", "in/files/a b.pdf": "PDF", "secret.pdf": "no", "in/notes.txt": "not read",
	})
	to := filepath.Join(t.TempDir(), "posts")
	args := []string{"import", "-url", "https://friends.example/news/", filepath.Join(from, "in"), to}
	out, _ := run(t, 0, args...)
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
	if out, _ := run(t, 0, args...); !strings.Contains(out, "0 files written, 0 replaced, 5 as they were") {
		t.Errorf("wanted nothing to change, found %q", out)
	}
	testKept(t, args, filepath.Join(to, "2024-03-05-visit.txt"))
}

// testKept: a post that somebody changed is reported and kept.
func testKept(t *testing.T, args []string, name string) {
	t.Helper()
	mine := []byte("Board View\nSUBJECT Mine\n")
	if err := os.WriteFile(name, mine, 0o666); err != nil {
		t.Fatal(err)
	}
	_, said := run(t, 1, args...)
	if want := name + ":2:1: wanted no file or the same"; !strings.Contains(said, want) {
		t.Errorf("wanted %q, found %q", want, said)
	}
	if got, _ := os.ReadFile(name); !bytes.Equal(got, mine) {
		t.Errorf("the file was overwritten: %q", got)
	}
	out, _ := run(t, 0, append(args, "-overwrite")...)
	if got, _ := os.ReadFile(name); bytes.Equal(got, mine) || !strings.Contains(out, "1 replaced") {
		t.Errorf("the file was not overwritten, or not said to be: %q", out)
	}
}

// TestImportFindings: findings name their file. A guess does not fail the
// command, a file that cannot be read does.
func TestImportFindings(t *testing.T) {
	from := tree(t, map[string]string{"a.rss": "<rss><channel><item><title>A</title></item></channel></rss>"})
	_, said := run(t, 0, "import", from, t.TempDir())
	if want := filepath.Join(from, "a.rss") + ":1:15: wanted a date"; !strings.Contains(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	write(t, filepath.Join(from, "b.json"), "")
	_, said = run(t, 1, "import", from, t.TempDir())
	if want := filepath.Join(from, "b.json") + ":1:1: wanted a feed or a page, found nothing: the file was not read"; !strings.Contains(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}

// TestImportErrors: a command line that is wrong has the exit status 2, a
// directory that cannot be used 1.
func TestImportErrors(t *testing.T) {
	from := tree(t, map[string]string{"a.rss": "<rss/>"})
	for _, args := range [][]string{{}, {from}, {"-no", from, from}, {"-charset", "nonsense", from, from}} {
		run(t, 2, append([]string{"import"}, args...)...)
	}
	for _, args := range [][]string{{from + "/none", from}, {from + "/a.rss", from}, {from, from + "/a.rss"}} {
		run(t, 1, append([]string{"import"}, args...)...)
	}
}

// TestImportOneFile: a post or a picture that cannot be read or written is a
// finding, and the other files are written.
func TestImportOneFile(t *testing.T) {
	from := tree(t, map[string]string{"Visit.html": page, "Visit_files/q.png": "PNG2", "files/a b.pdf": "PDF",
		"a.rss": "<rss><channel><item><title>Other</title><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"})
	to := tree(t, map[string]string{"2024-03-05-visit.txt/in-the-way": "", "files": "a file in place of a folder"})
	_, said := run(t, 1, "import", from, to)
	for _, name := range []string{"2024-03-05-visit.txt", "files/a b.pdf"} {
		if want := filepath.Join(to, name) + ":1:1: wanted a name that a file can have here"; !strings.Contains(said, want) {
			t.Errorf("got %q, want %q", said, want)
		}
	}
	for _, name := range []string{"2024-03-05-other.txt", "Visit_files/q.png"} {
		if _, err := os.Stat(filepath.Join(to, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestImportLinks: import follows no link out of FROM, whether it stands for a page
// or for a picture, and one unreadable file does not stop the others. A picture
// that is a link inside FROM is copied.
func TestImportLinks(t *testing.T) {
	secret := tree(t, map[string]string{"secret.html": strings.ReplaceAll(page, "Visit", "Secret"), "p.png": "SECRET"})
	from, to := tree(t, map[string]string{"Visit.html": page, "inner.png": "INNER"}), t.TempDir()
	os.Mkdir(filepath.Join(from, "Visit_files"), 0o777)
	for name, target := range map[string]string{
		"out.html": filepath.Join(secret, "secret.html"), "loop.html": "loop.html", "folder.html": ".",
		"Visit_files/p.png": filepath.Join(secret, "p.png"), "Visit_files/q.png": "../inner.png",
	} {
		if err := os.Symlink(target, filepath.Join(from, name)); err != nil {
			t.Fatal(err)
		}
	}
	_, said := run(t, 1, "import", from, to)
	if _, err := os.Lstat(filepath.Join(to, "Visit_files/p.png")); err == nil {
		t.Error("a picture outside of the directory was imported")
	}
	if b, err := os.ReadFile(filepath.Join(to, "Visit_files/q.png")); string(b) != "INNER" {
		t.Errorf("got %q, %v; want the picture that the link leads to", b, err)
	}
	for _, name := range []string{"out.html", "loop.html", "folder.html", "Visit_files/p.png"} {
		if want := filepath.Join(from, name) + ":1:1: wanted a readable file, found: "; !strings.Contains(said, want) {
			t.Errorf("got %q, want %q", said, want)
		}
	}
	posts, err := os.ReadDir(to)
	if err != nil || len(posts) < 1 || posts[0].Name() != "2024-03-05-visit.txt" {
		t.Errorf("got %v, %v; want the post of the page", posts, err)
	}
}
