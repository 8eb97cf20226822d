package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestInit: what board init writes is published without a finding, and each of the
// settings that it explains is one.
func TestInit(t *testing.T) {
	posts, site := filepath.Join(t.TempDir(), "new", "posts"), filepath.Join(t.TempDir(), "site")
	said, found := run(t, 0, "init", posts)
	if strings.Count(said, "wrote "+posts) != 2 || found != "" {
		t.Errorf("got %q, %q", said, found)
	}
	if _, found := run(t, 0, "publish", "-plain", posts, site); found != "" {
		t.Errorf("got the findings %q, want none", found)
	}
	front := deploytest.Files(t, os.DirFS(site))["index.html"]
	for _, want := range []string{`<html lang="en"`, "<title>News</title>", "What we have decided", "Our board is open"} {
		if !strings.Contains(front, want) {
			t.Errorf("wanted %q on the front page, found\n%s", want, front)
		}
	}
	settings := filepath.Join(posts, "_board.txt")
	source, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	_, help, _ := strings.Cut(string(source), "without X-HELP:\n")
	write(t, settings, "TITLE News\n"+strings.ReplaceAll(help, "X-HELP ", ""))
	for _, name := range []string{"logo.svg", "icon.svg"} {
		write(t, filepath.Join(posts, name), `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	}
	write(t, filepath.Join(posts, "style.css"), ":root { --board-accent: #705 }")
	if _, found := run(t, 0, "publish", "-plain", posts, site); found != "" {
		t.Errorf("got the findings %q of the lines that are explained, want none", found)
	}
	if names := deploytest.Files(t, os.DirFS(site)); names["logo.svg"] == "" || names["style.css"] == "" || names["feed.xml"] == "" {
		t.Errorf("wanted logo, style sheet and RSS, found %d other files", len(names))
	}
}

// TestInitAgain: no file is overwritten, and a directory with posts gets no first
// one.
func TestInitAgain(t *testing.T) {
	posts := tree(t, map[string]string{"sub/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n"})
	run(t, 0, "init", posts)
	before := deploytest.Files(t, os.DirFS(posts))
	if len(before) != 2 {
		t.Errorf("got the files %v, want the post and the settings", before)
	}
	mine := filepath.Join(posts, "_board.txt")
	write(t, mine, "TITLE Mine\n")
	if _, said := run(t, 1, "init", posts); !strings.Contains(said, mine+": wanted to write this file, found one") {
		t.Errorf("got %q", said)
	}
	if after, _ := os.ReadFile(mine); string(after) != "TITLE Mine\n" {
		t.Errorf("got the settings %q", after)
	}
	file := filepath.Join(posts, "sub/a.md")
	if _, said := run(t, 1, "init", file); !strings.Contains(said, file) {
		t.Errorf("of a file in place of a directory, got %q", said)
	}
	day := time.Now().Format(time.DateOnly)
	empty := tree(t, map[string]string{"notes.pdf": "x"})
	run(t, 0, "init", empty)
	if _, err := os.Stat(filepath.Join(empty, day+"-our-board-is-open.txt")); err != nil {
		t.Error(err)
	}
}

// TestPublishSettings: the settings need no flags, and flags win over them.
func TestPublishSettings(t *testing.T) {
	posts := tree(t, map[string]string{"_board.txt": "TITLE Of the file\nURL https://file.example/\nLANG ko\n", "a.txt": post(1, "A")})
	for want, flags := range map[string][]string{
		"<title>Of the file</title>": nil,
		"<title>Of the flag</title>": {"-title", "Of the flag", "-url", "https://flag.example/"},
	} {
		site := filepath.Join(t.TempDir(), "site")
		run(t, 0, append([]string{"publish", "-plain", posts, site}, flags...)...)
		front := deploytest.Files(t, os.DirFS(site))["index.html"]
		home := "https://file.example/"
		if flags != nil {
			home = "https://flag.example/"
		}
		if !strings.Contains(front, want) || !strings.Contains(front, `<link rel="canonical" href="`+home+`">`) || !strings.Contains(front, `<html lang="ko"`) {
			t.Errorf("%q: wanted %q and %s, found\n%s", flags, want, home, front)
		}
	}
}
