//go:build unix

package confinedfs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/internal/confinedfs"
)

// TestReplaced: a file that a link replaces between a look and opening does not lead out
// of the directory, and one that another regular file replaces, as editors save, is
// read.
func TestReplaced(t *testing.T) {
	for name, c := range map[string]struct {
		times int    // the name is exchanged after so many looks
		other string // with this file
		want  string
	}{
		"by a link":       {1, "link", ""},
		"by another file": {1, "file", "after"},
		"again and again": {1 << 30, "file", ""},
	} {
		dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret")
		write(t, outside, "secret")
		write(t, filepath.Join(dir, "a.txt"), "before")
		write(t, filepath.Join(dir, "file"), "after")
		if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
			t.Fatal(err)
		}
		files := &exchangingFS{ReadLinkFS: os.DirFS(dir).(fs.ReadLinkFS), dir: dir, other: c.other, times: c.times}
		content, err := fs.ReadFile(confinedfs.New(files), "a.txt")
		if string(content) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: got %q, %v; want %q", name, content, err, c.want)
		}
		if c.times > 2 && (err == nil || !strings.Contains(err.Error(), "again and again")) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// An exchangingFS exchanges a.txt with another file after it was looked at.
type exchangingFS struct {
	fs.ReadLinkFS
	dir, other string
	times      int
}

func (f *exchangingFS) Lstat(name string) (fs.FileInfo, error) {
	info, err := f.ReadLinkFS.Lstat(name)
	if f.times--; f.times >= 0 {
		a, other, between := filepath.Join(f.dir, "a.txt"), filepath.Join(f.dir, f.other), filepath.Join(f.dir, "between")
		for _, move := range [][2]string{{a, between}, {other, a}, {between, other}} {
			if err := os.Rename(move[0], move[1]); err != nil {
				return nil, err
			}
		}
	}
	return info, err
}
