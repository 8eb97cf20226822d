package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/internal/app/deploy"
)

const samples = "../../testdata/posts"

// TestCommand: the command uploads the sample board and prints its findings
// and the changes; with -n it prints the same and uploads nothing.
func TestCommand(t *testing.T) {
	s, address := s3(t)
	args := []string{"-title", "News", "-url", "https://board.example/news/", "-v", samples, address}
	would := mustCommand(t, append([]string{"-n"}, args...)...)
	if names := s.requests(t, "PutObject", address, 0); len(names) > 0 {
		t.Errorf("-n uploaded %q", names)
	}
	if did := mustCommand(t, args...); did != would || !strings.Contains(did, "\n+ feed.json\n") || !strings.Contains(did, "unknown field") {
		t.Errorf("got\n%s\nwant what -n said:\n%s", did, would)
	}
	if again := mustCommand(t, args...); !strings.Contains(again, "\n0 added, 0 changed, 0 removed, ") {
		t.Errorf("again: got %s", again)
	}
}

// TestOneMorePost: after one more post only changed files are uploaded, the
// front page and the feeds last, and the objects of the store are not listed.
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
	put := slices.DeleteFunc(s.requests(t, "PutObject", address, before), func(name string) bool { return strings.HasPrefix(name, deploy.Folder) })
	if head := slices.Index(put, "feed.json"); head < 0 || slices.ContainsFunc(put[head:], func(name string) bool { return strings.Contains(name, "/") }) {
		t.Errorf("uploaded in this order: %q", put)
	}
	if slices.Sort(put); !slices.Equal(put, said) {
		t.Errorf("uploaded\n%q\nprinted\n%q", put, said)
	}
	if lists := s.requests(t, "ListObjectsV2", address, before); len(lists) > 2 {
		t.Errorf("listed objects %d times", len(lists))
	}
}

func mustCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, status := run(args...)
	if status != 0 {
		t.Fatalf("got the exit status %d: %s", status, out)
	}
	return out
}

// progress matches what the command prints on a slow machine.
var progress = regexp.MustCompile(`(?m)^\d+ of \d+ files .*\n`)

// run runs the command, and returns what it prints and its exit status.
func run(args ...string) (printed string, status int) {
	var out bytes.Buffer
	status = command.Run(args, &out, &out)
	return strings.TrimSpace(progress.ReplaceAllString(out.String(), "")), status
}

// changed returns the names of the files that the command printed.
func changed(said string) (names []string) {
	for line := range strings.Lines(said) {
		if name := strings.TrimSpace(line[1:]); line[0] == '+' || line[0] == '~' {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// TestCommandErrors: errors name their cause; a wrong command line has the
// exit status 2, everything else 1.
func TestCommandErrors(t *testing.T) {
	for _, c := range []struct {
		status int
		want   string
		args   []string
	}{
		{2, "usage: board-s3 [flags] POSTS BUCKET", nil},
		{2, "usage: board-s3 [flags] POSTS BUCKET", []string{samples}},
		{1, "nowhere", []string{"nowhere", "mem://"}},
		{1, "wanted posts", []string{t.TempDir(), "mem://"}},
		{1, "no such file", []string{samples, "file:///nowhere"}},
		{1, "foo", []string{samples, "foo://bar"}},
	} {
		if out, status := run(c.args...); status != c.status || !strings.Contains(out, c.want) {
			t.Errorf("%q: got %q and the exit status %d, want %q and %d", c.args, out, status, c.want, c.status)
		}
	}
}
