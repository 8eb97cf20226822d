package board_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestPublish publishes the posts in testdata, checks the tree as any file
// system, and reads its feed back.
func TestPublish(t *testing.T) {
	b, _ := board.Load(os.DirFS("testdata/posts"))
	b.Title, b.URL = "News", "https://board.example/news/"
	b.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(site, "index.html", "feed.json", "board.css"); err != nil {
		t.Fatal(err)
	}
	src, err := fs.ReadFile(site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	again, err := board.ReadFeed("feed.json", src)
	if err != nil {
		t.Fatal(err)
	}
	again.Now = b.Now
	for p := range b.All() {
		got, ok := again.Post(p.ID)
		if diff := cmp.Diff(p, got); !ok || diff != "" {
			t.Errorf("%s read back from the feed (-want +got):\n%s", p.ID, diff)
		}
	}
}

// TestPublishAgain: one more post changes the files that must change and no
// others, however large the board is.
func TestPublishAgain(t *testing.T) {
	before, after := published(t, 70), published(t, 71)
	var changed []string
	for name, content := range after {
		if before[name] != content {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	want := []string{"feed.json", "index.html", "posts/post-69/index.html", "posts/post-70.json", "posts/post-70/index.html"}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("files changed by post 70 (-want +got):\n%s", diff)
	}
}

// published is every file of a board of n posts, a day from each to the next.
func published(t *testing.T, n int) map[string]string {
	t.Helper()
	var posts []*board.Post
	for i := range n {
		day := time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC)
		posts = append(posts, &board.Post{ID: fmt.Sprint("post-", i), Subject: fmt.Sprint("Post ", i), Date: board.Date{Time: day}})
	}
	b := board.New(posts...)
	b.URL = "https://board.example/news" // a folder, also without a slash at its end
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return contents(t, site)
}

func contents(t *testing.T, site fs.FS) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(site, name)
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
