// Package delivertest has boards that take each other's place, and looks
// what a reader finds meanwhile.
package delivertest

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/source"
)

// Now is when the editions are published, and home their address.
var Now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

const home = "https://board.example/news/"

// Edition publishes a board: see [Posts].
func Edition(t *testing.T, n int) fs.FS {
	t.Helper()
	site, err := source.Options{Title: "Board", Address: home}.Publish(Posts(n), Now)
	if err != nil {
		t.Fatal(err)
	}
	made := make(fstest.MapFS) // made once
	for name, content := range Files(t, site) {
		made[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return made
}

// Posts are the first edition's 30; in the second one are one post more,
// two gone, one other and one with other tags.
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

// Post is the ith of them, with an ID and a date by that.
func Post(i int, text, tags string) *fstest.MapFile {
	return &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Post %d\nDATE 2026-%02d-11\nID p%d\nTAGS %s\n\n%s\n", i, i%10+1, i, tags, text)}
}

// Files reads all files of a tree but the log.
func Files(t *testing.T, site fs.FS) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if name == deliver.Folder {
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
