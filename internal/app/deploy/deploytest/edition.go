// Package deploytest has boards for the tests of deployments, and checks what
// a reader finds while one board replaces another. The tests of cmd/board and
// cmd/board-s3 use it.
package deploytest

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
)

// Now is the time at which editions are published.
var Now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// home is the address of the editions.
const home = "https://board.example/news/"

// Edition publishes the nth edition of [Posts], with all files in memory.
func Edition(t *testing.T, n int) fs.FS {
	t.Helper()
	site, err := postdir.Options{Title: "Board", URL: home, Now: Now}.Publish(Posts(n))
	if err != nil {
		t.Fatal(err)
	}
	made := make(fstest.MapFS)
	for name, content := range Files(t, site) {
		made[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return made
}

// Posts returns the posts of an edition. The first has 30; the second has one
// more, lacks two, and has one with another text and one with other tags.
func Posts(n int) fstest.MapFS {
	posts := fstest.MapFS{"pictures/a.webp": {Data: []byte("RIFF")}}
	for i := range 30 {
		posts[fmt.Sprintf("%02d.txt", i)] = Post(i, "The text.", "visits, cooperation")
	}
	if n == 2 {
		delete(posts, "03.txt")
		delete(posts, "29.txt")
		posts["07.txt"] = Post(7, "Another text.", "visits")
		posts["08.txt"] = Post(8, "The text.", "elections")
		posts["30.txt"] = Post(30, "The newest.", "visits, budget")
		posts["pictures/b.webp"] = posts["pictures/a.webp"]
		delete(posts, "pictures/a.webp")
	}
	return posts
}

// Post returns the post with the number i, of which its ID and date are made.
func Post(i int, text, tags string) *fstest.MapFile {
	return &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Post %d\nDATE 2026-%02d-11\nID p%d\nTAGS %s\n\n%s\n", i, i%10+1, i, tags, text)}
}

// Files reads all files of a tree except for the log.
func Files(t *testing.T, site fs.FS) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if name == deploy.Folder {
			return fs.SkipDir
		}
		if err != nil || e.IsDir() {
			return err
		}
		content, err := fs.ReadFile(site, name)
		all[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
