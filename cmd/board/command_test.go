package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// run runs a command line and checks its exit status.
func run(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := tool.Run(args, &out, &err); got != want {
		t.Fatalf("board %q: got the exit status %d, want %d\n%s%s", args, got, want, out.String(), err.String())
	}
	return out.String(), err.String()
}

// tree writes files to a new directory.
func tree(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
