package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/examples/internal/deliver"
)

const samples = "../../testdata/posts"

// The command puts up the sample board, says what is wrong with its posts
// and what it did, and does nothing when asked what it would do.
func TestCommand(t *testing.T) {
	s, address := s3(t)
	args := []string{"-title", "News", "-url", "https://board.example/news/", "-v", samples, address}
	would := mustCommand(t, append([]string{"-n"}, args...)...)
	if names := s.requests(t, "PutObject", address, 0); len(names) > 0 {
		t.Errorf("-n put up %q", names)
	}
	if did := mustCommand(t, args...); did != would || !strings.Contains(did, "\n+ feed.json\n") || !strings.Contains(did, "unknown field") {
		t.Errorf("got\n%s\nwant what -n said:\n%s", did, would)
	}
	if again := mustCommand(t, args...); !strings.Contains(again, "\n0 added, 0 changed, 0 removed, ") {
		t.Errorf("again: got %s", again)
	}
}

// After one more post only what changed goes up, the front page and the
// feeds last, and the store is not asked for all that it has.
func TestOneMorePost(t *testing.T) {
	s, address := s3(t)
	posts := t.TempDir()
	args := []string{"-v", "-url", "https://board.example/news/", posts, address}
	err := os.CopyFS(posts, os.DirFS(samples))
	mustCommand(t, args...)
	before := s.logged(t)
	if err := errors.Join(err, os.WriteFile(filepath.Join(posts, "new.txt"), []byte("SUBJECT New\nDATE 2026-11-26\n\nThe newest.\n"), 0o666)); err != nil {
		t.Fatal(err)
	}
	said := changed(mustCommand(t, args...))
	put := slices.DeleteFunc(s.requests(t, "PutObject", address, before), func(name string) bool { return strings.HasPrefix(name, deliver.Folder) })
	if head := slices.Index(put, "feed.json"); head < 0 || slices.ContainsFunc(put[head:], func(name string) bool { return strings.Contains(name, "/") }) {
		t.Errorf("put up in this order: %q", put)
	}
	if slices.Sort(put); !slices.Equal(put, said) {
		t.Errorf("put up\n%q\nsaid\n%q", put, said)
	}
	if lists := s.requests(t, "ListObjectsV2", address, before); len(lists) > 2 {
		t.Errorf("asked %d times what the log has", len(lists))
	}
}

func mustCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := command(t, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return out
}

// changed are the names that the command said.
func changed(said string) (names []string) {
	for line := range strings.Lines(said) {
		if name := strings.TrimSpace(line[1:]); line[0] == '+' || line[0] == '~' {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// What cannot be is said, and with a status.
func TestCommandErrors(t *testing.T) {
	for _, c := range []struct {
		want string
		args []string
	}{
		{"usage: bucket [flags] POSTS", nil},
		{"usage: bucket [flags] POSTS", []string{samples}},
		{"nowhere", []string{"nowhere", "mem://"}},
		{"wanted posts", []string{t.TempDir(), "mem://"}},
		{"no such file", []string{samples, "file:///nowhere"}},
		{"foo", []string{samples, "foo://bar"}},
	} {
		if out, err := command(t, c.args...); err == nil || !strings.Contains(out, c.want) {
			t.Errorf("%q: got %q, %v; want %q", c.args, out, err, c.want)
		}
	}
}
