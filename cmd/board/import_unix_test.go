//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestImportPipes: a named pipe does not block, be it a page, a picture beside
// one, or in place of a post that is to be written. A device that a link leads to
// does not fill the memory.
func TestImportPipes(t *testing.T) {
	from := tree(t, map[string]string{"Visit.html": page, "Visit_files/q.png": "PNG"})
	to := t.TempDir()
	err := errors.Join(
		syscall.Mkfifo(filepath.Join(from, "pipe.html"), 0o666),
		syscall.Mkfifo(filepath.Join(from, "Visit_files/p.png"), 0o666),
		syscall.Mkfifo(filepath.Join(to, "2024-03-05-visit.txt"), 0o666),
		os.Symlink("/dev/zero", filepath.Join(from, "zero.xml")))
	if err != nil {
		t.Fatal(err)
	}
	_, said := run(t, 1, "import", from, to)
	for name, want := range map[string]string{
		filepath.Join(from, "pipe.html"):          "it is a named pipe",
		filepath.Join(from, "Visit_files/p.png"):  "it is a named pipe",
		filepath.Join(from, "zero.xml"):           "it is a link that leads out of the directory",
		filepath.Join(to, "2024-03-05-visit.txt"): "it is a named pipe",
	} {
		if !strings.Contains(said, name+":1:1: wanted ") || !strings.Contains(said, want) {
			t.Errorf("got %q, want a finding about %s: %s", said, name, want)
		}
	}
	if _, err := os.Stat(filepath.Join(to, "Visit_files/q.png")); err != nil {
		t.Error(err)
	}
}
