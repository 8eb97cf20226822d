package board_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
)

// Helpers that several of the test files here share. Those that only one file
// needs stand in that file.

var update = flag.Bool("update", false, "write the results into the cases and into SECURITY.md instead of comparing them")

// write writes a file, unless it has this content already.
func write(t *testing.T, name string, b []byte) {
	t.Helper()
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readCases(t testing.TB) []*cases.Case {
	t.Helper()
	all, err := cases.Read(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// renderer is the Renderer that a case's options describe.
func renderer(t testing.TB, c *cases.Case) *board.Renderer {
	t.Helper()
	r := new(board.Renderer)
	if err := json.Unmarshal([]byte(c.Options), r); err != nil {
		t.Fatalf("%s: options: %v", c.Name, err)
	}
	return r
}

// findings formats the findings in err, one a line.
func findings(err error) string {
	var list board.ErrorList
	if errors.As(err, &list) {
		return list.Error() + "\n"
	}
	return ""
}

func article(t testing.TB, r *board.Renderer, p *board.Post) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Article(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sanitize(t testing.TB, r *board.Renderer, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Sanitize(&b, source); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// publish publishes a board with the zero Renderer.
func publish(t testing.TB, b *board.Board) fs.FS {
	t.Helper()
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// readFile reads a file of a published site.
func readFile(t testing.TB, site fs.FS, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(site, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// contents reads all files of a published site.
func contents(t testing.TB, site fs.FS) map[string]string {
	t.Helper()
	files := make(map[string]string)
	for _, name := range fileNames(t, site) {
		files[name] = string(readFile(t, site, name))
	}
	return files
}

func fileNames(t testing.TB, site fs.FS) (names []string) {
	t.Helper()
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

const boardHome = "https://board.example/news/"

// manyPosts makes n posts that are an hour apart. The newest, which comes last
// in the list, is post-1.
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

// published gives the contents of all files of a board of these posts.
func published(t *testing.T, posts []*board.Post) map[string]string {
	t.Helper()
	b := board.New(posts...)
	b.URL = "https://board.example/news" // without the slash at the end, it is still a folder
	return contents(t, publish(t, b))
}

// skipUnderRace skips a test that bounds how much memory is allocated. Under
// the race detector sync.Pool drops a part of what it is given, at random, and
// goldmark's parsers are then made anew.
func skipUnderRace(t *testing.T) {
	t.Helper()
	info, ok := debug.ReadBuildInfo()
	if ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector changes how much memory is allocated; go test without -race bounds it")
	}
}

// skipInEngine skips a test of fingerprints in WebAssembly: a program there cannot
// identify itself, so it has none.
func skipInEngine(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "js" {
		t.Skip("the engine publishes nothing")
	}
}
