package directory

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestDamaged: if the directory or its log is not what it should be, the error
// says what is wrong, with the path, and what to do, and nothing is changed. A
// .board that is a file once ended in a nil dereference, which hid all that.
func TestDamaged(t *testing.T) {
	outside := t.TempDir()
	file := func(name string) func(string) error {
		return func(dir string) error {
			os.RemoveAll(filepath.Join(dir, name))
			return os.WriteFile(filepath.Join(dir, name), []byte("+ 00"), 0o666)
		}
	}
	link := func(name, target string) func(string) error {
		return func(dir string) error {
			os.RemoveAll(filepath.Join(dir, name))
			return os.Symlink(target, filepath.Join(dir, name))
		}
	}
	const wantsFolder = "wanted a folder, or nothing, for the log of this directory, found a file or a link: move it away"
	for name, c := range map[string]struct {
		damage func(dir string) error
		want   string // after the path of the directory
	}{
		"the log's folder is a file":          {file(".board"), "/.board: " + wantsFolder},
		"a link out":                          {link(".board", outside), "/.board: " + wantsFolder},
		"a link to nothing":                   {link(".board", "gone"), "/.board: " + wantsFolder},
		"a link to itself":                    {link(".board", ".board"), "/.board: " + wantsFolder},
		"the log is a file":                   {file(".board/log"), "/.board/log: " + wantsFolder},
		"staged files are to be in a file":    {file(".board/new"), "/.board/new: " + wantsFolder},
		"staged files are to be outside":      {link(".board/new", outside), "/.board/new: " + wantsFolder},
		"a part of the log breaks off":        {file(".board/log/000000009-x"), "/.board/log/000000009-x:1:1: wanted state, hash, copies, time and name, found \"+ 00\": restore this file from a backup, or publish to a new directory"},
		"a part of the log is a link":         {link(".board/log/000000009-x", "/dev/zero"), "/.board/log/000000009-x: wanted a file of the log, found something else: move it away"},
		"the directory is a file":             {file("."), ": not a directory"},
		"the directory is a link to nothing":  {link(".", "gone"), ": "},
		"a folder of the board is a link out": {link("posts", outside), "/posts/"},
	} {
		dir := filepath.Join(t.TempDir(), "site")
		mustPublish(t, oldBoard, dir)
		if err := c.damage(dir); err != nil {
			t.Fatal(err)
		}
		_, err := publish(newBoard, dir)
		if err == nil || !strings.Contains(err.Error(), dir+c.want) || !strings.HasSuffix(err.Error(), "(nothing was changed)") {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		Compare(newBoard, dir, Options{Now: deploytest.Now}) // does not panic, either
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("wrote %s outside", entries)
	}
}
