package board_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"runtime"
	"testing"
	"time"

	"github.com/boardview/board"
)

// TestSameCost: a list's first page and feeds, and any post, cost a reader
// the same bytes on a small board and on a large one.
func TestSameCost(t *testing.T) {
	small, large := costs(t, 110), costs(t, 20_110)
	for name, size := range large {
		if size != small[name] {
			t.Errorf("%s has %d bytes on a board of 110 posts and %d on one of 20,110", name, small[name], size)
		}
	}
}

// digits may be more on a large board.
var digits = regexp.MustCompile(`[0-9]+`)

// costs are the sizes of what readers load, numbers counted as one digit.
func costs(t *testing.T, n int) map[string]int {
	t.Helper()
	posts := manyPosts(n)
	newest := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, p := range posts {
		p.Date.Time = newest.Add(time.Duration(i-n) * time.Hour)
		p.Tags = append(p.Tags, fmt.Sprint("tag", (n-i)%40))
	}
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	sizes := make(map[string]int)
	for _, name := range []string{
		"index.html", "feed.json", "feed.xml", "atom.xml", "tags/odd/index.html", "tags/odd/feed.json", "lang/en/feed.xml",
		"posts/post-7/index.html", "posts/post-7.json", "oembed/post-7.json",
	} {
		src, err := fs.ReadFile(site, name)
		if err != nil {
			t.Fatal(err)
		}
		sizes[name] = len(digits.ReplaceAll(src, []byte("1")))
	}
	return sizes
}

// TestHostileBoard: a page has no more than so many posts, whatever the posts
// say of each other: all pinned, all translations of one.
func TestHostileBoard(t *testing.T) {
	posts := manyPosts(1000)
	for _, p := range posts {
		p.Pinned, p.Translates = true, "post-1"
	}
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "feed.json", "feed.xml", "posts/post-1/index.html", "posts/post-999.json", "tags/odd/feed.json"} {
		src, err := fs.ReadFile(site, name)
		if err != nil || len(src) > 100*2000 {
			t.Errorf("%s has %d bytes (%v)", name, len(src), err)
		}
	}
}

// TestLinear: to publish a post of a large board allocates no more than to
// publish one of a small board.
func TestLinear(t *testing.T) {
	small, large := allocated(t, 300), allocated(t, 2400)
	if large > small*5/4 {
		t.Errorf("a post of 300 takes %d bytes to publish, one of 2400 takes %d", small, large)
	}
}

// allocated is how many bytes it takes to publish a post.
func allocated(t *testing.T, n int) uint64 {
	t.Helper()
	posts := manyPosts(n)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			_, err = fs.ReadFile(site, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / uint64(n)
}
