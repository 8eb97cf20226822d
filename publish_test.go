package board_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
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

// TestPublishErrors: a URL or a directory with a mistake in it must not end in
// a board without feeds or without a widget.
func TestPublishErrors(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	for _, c := range []struct {
		name     string
		board    board.Board
		renderer board.Renderer
		want     []string // in the message
		cause    error
	}{
		{"URL without a scheme", board.Board{URL: "board.example/news/"}, board.Renderer{}, []string{"Board.URL", "http", `"board.example/news/"`, "leave it empty"}, nil},
		{"URL of a file", board.Board{URL: "file:///srv/board/"}, board.Renderer{}, []string{"Board.URL", `"file:///srv/board/"`}, nil},
		{"URL with a query", board.Board{URL: "https://board.example/?news"}, board.Renderer{}, []string{"Board.URL", "folder", `"https://board.example/?news"`}, nil},
		{"former URL", board.Board{URL: "https://board.example/", FirstURL: "old"}, board.Renderer{}, []string{"Board.FirstURL", `"old"`}, nil},
		{"no widget directory", board.Board{}, board.Renderer{Widget: os.DirFS(gone)}, []string{"Renderer.Widget", gone, "board-view.js", "go run ./wasm/build"}, fs.ErrNotExist},
		{"another directory", board.Board{}, board.Renderer{Widget: fstest.MapFS{"index.html": {}}}, []string{"Renderer.Widget", "board-view.js"}, fs.ErrNotExist},
	} {
		site, err := c.renderer.Publish(&c.board)
		if err == nil || site != nil {
			t.Errorf("%s: wanted an error and no site, found %v", c.name, err)
			continue
		}
		for _, words := range c.want {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%s: wanted %s in the error, found %v", c.name, words, err)
			}
		}
		if c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("%s: wanted an error that wraps %v, found %v", c.name, c.cause, err)
		}
	}
}

// TestPublishAgain: one more post changes the files that must change and no
// others, however large the board is.
func TestPublishAgain(t *testing.T) {
	want := []string{
		"archive/2020/01/index.html", "archive/2020/index.html", "archive/index.html",
		"atom.xml", "feed.json", "feed.xml", "index.html",
		"lang/en/atom.xml", "lang/en/feed.json", "lang/en/feed.xml", "lang/en/index.html",
		"oembed/post-new.json", "posts/post-1/index.html", "posts/post-new.json", "posts/post-new.txt", "posts/post-new/index.html",
		"sitemap-1.xml", "sitemap.xml",
		"tags/odd/atom.xml", "tags/odd/feed.json", "tags/odd/feed.xml", "tags/odd/index.html",
	}
	for _, n := range []int{70, 610} {
		posts := manyPosts(n)
		newest := *posts[n-1]
		newest.ID, newest.Date.Time = "post-new", newest.Date.Time.Add(time.Minute)
		changed := changes(published(t, posts), published(t, append(posts, &newest)))
		if diff := cmp.Diff(want, changed); diff != "" {
			t.Errorf("files changed by one more than %d posts (-want +got):\n%s", n, diff)
		}
	}
}

// TestNewPage: when the newest page is full, it leaves a page behind, to which
// only the page before it leads on.
func TestNewPage(t *testing.T) {
	posts := manyPosts(120)
	changed := changes(published(t, posts[:119]), published(t, posts))
	for _, name := range changed {
		if regexp.MustCompile(`^page-[1-3]/`).MatchString(name) {
			t.Errorf("%s has changed", name)
		}
	}
	for _, name := range []string{"page-4/feed.xml", "page-4/index.html", "page-5/atom.xml", "page-5/feed.json", "page-5/index.html"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s has not changed", name)
		}
	}
}

// TestWithdrawAgain: a post withdrawn changes the pages it stood on, and
// moves no other.
func TestWithdrawAgain(t *testing.T) {
	posts := manyPosts(610)
	before := published(t, posts)
	posts[65].Withdrawn = board.Withdrawal{Date: posts[65].Date, Reason: "It was wrong."}
	changed := changes(before, published(t, posts))
	for _, name := range []string{"page-4/index.html", "page-4/feed.json", "page-4/atom.xml", "posts/post-545/index.html", "oembed/post-545.json"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s has not changed", name)
		}
	}
	if len(changed) > 30 {
		t.Errorf("wanted at most 30 files to change, found %d:\n%s", len(changed), strings.Join(changed, "\n"))
	}
}

// changes are the names of the files that differ.
func changes(before, after map[string]string) (changed []string) {
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if before[name] != after[name] {
			changed = append(changed, name)
		}
	}
	return changed
}

// manyPosts are n posts, an hour from each to the next; the newest is post-1.
func manyPosts(n int) (posts []*board.Post) {
	for i := range n {
		hour := time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC)
		posts = append(posts, &board.Post{
			ID: fmt.Sprint("post-", n-i), Subject: fmt.Sprint("Post ", i), Date: board.Date{Time: hour, HasTime: true},
			Lang: "en", Tags: []string{[]string{"even", "odd"}[i%2]},
		})
	}
	return posts
}

// published is every file of a board of these posts.
func published(t *testing.T, posts []*board.Post) map[string]string {
	t.Helper()
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
