package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCheck: check prints the findings that publish prints, and counts posts
// and findings. Findings alone do not fail it.
func TestCheck(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\n\n![x](gone.jpg)\n", "later.txt": "SUBJECT Later\nDATE 2999-01-01\nCOLOR blue\n"})
	said, found := run(t, 0, "check", posts)
	if said != "1 posts, 2 findings\n" {
		t.Errorf("got %q", said)
	}
	if _, published := run(t, 0, "publish", posts, t.TempDir()); sorted(found) != sorted(published) || strings.Count(found, "\n") != 2 {
		t.Errorf("got the findings\n%swant those of publish:\n%s", found, published)
	}
}

func sorted(lines string) string { return strings.Join(slices.Sorted(strings.Lines(lines)), "") }

// TestCheckStatus: a file that cannot be read or published, or a post that is
// held back, fails the command.
func TestCheckStatus(t *testing.T) {
	for name, want := range map[string]string{
		"b.txt/c.txt":      "",
		"tab\tin name.odt": `tab\tin name.odt:1:1: wanted a name that files can have here`,
	} {
		posts := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\n\n[x](tab%09in%20name.odt)\n", name: "SUBJECT A\nDATE 2026-01-01\n"})
		status := 0
		if want != "" {
			want, status = filepath.Join(posts, want), 1
		}
		if _, found := run(t, status, "check", posts); !strings.HasPrefix(found, want) {
			t.Errorf("%q: got %q, want %q", name, found, want)
		}
	}
	held := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\nWITHDRAWN the figures were wrong\n"})
	run(t, 1, "check", held)
	run(t, 1, "check", "nowhere")
	run(t, 2, "check")
}

// TestTerminal: what a command prints is text, whatever files are called.
func TestTerminal(t *testing.T) {
	const esc = "\x1b]0;x\x07"
	dir := tree(t, map[string]string{"a" + esc + ".txt": "SUBJECT A\nDATE 2026-01-01\nCOLOR blue\n"})
	_, found := run(t, 0, "check", dir)
	_, failed := run(t, 1, "check", filepath.Join(dir, esc))
	for _, said := range []string{found, failed} {
		if !strings.Contains(said, `\x1b]0;x\a`) || strings.Contains(said, "\x1b") {
			t.Errorf("wanted the name escaped, found %q", said)
		}
	}
}
