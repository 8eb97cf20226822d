package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/compressed"
	"github.com/boardview/board/examples/internal/deliver/delivertest"
	"github.com/boardview/board/examples/internal/source"
)

// What the command line says of a board is in its feed, and the time that it
// says decides which posts are.
func TestFlags(t *testing.T) {
	o, err := readFlags([]string{"-title", "News", "-description", "What is new.", "-lang", "ko", "-url", "https://new.example/",
		"-first-url", "https://old.example/", "-now", "2026-03-20T09:00:00+09:00", "POSTS", "SITE"}, io.Discard)
	if err != nil || o.Posts != "POSTS" || o.site != "SITE" {
		t.Fatalf("got %+v, %v", o, err)
	}
	posts := fstest.MapFS{"1.txt": delivertest.Post(1, "February", "a"), "2.txt": delivertest.Post(2, "March", "a"), "3.txt": delivertest.Post(3, "April", "a")}
	site, err := o.Publish(posts, o.Now)
	if err != nil {
		t.Fatal(err)
	}
	src, err := fs.ReadFile(site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Title, Description, Language string
		HomePageURL                  string `json:"home_page_url"`
		Items                        []struct{ ID string }
	}
	if err := json.Unmarshal(src, &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Title != "News" || feed.Description != "What is new." || feed.Language != "ko" || feed.HomePageURL != "https://new.example/" {
		t.Errorf("got the feed %+v", feed)
	}
	if len(feed.Items) != 2 || !strings.HasPrefix(feed.Items[0].ID, "tag:old.example,") {
		t.Errorf("got the items %v, want February and March with the old address in their IDs", feed.Items)
	}
}

// A command line that means nothing is refused, and nobody guesses.
func TestWrongFlags(t *testing.T) {
	for _, args := range []string{"", "POSTS", "POSTS SITE MORE", "-now tomorrow POSTS SITE", "-now 2026-11-26 POSTS SITE", "-colour red POSTS SITE"} {
		if o, err := readFlags(strings.Fields(args), io.Discard); err == nil {
			t.Errorf("%q: got %+v", args, o)
		}
	}
}

// A link in the posts' directory leads nobody out of it: a post or a picture
// that is such a link is not published, and everything else is.
func TestLinkAmongPosts(t *testing.T) {
	outside, posts, dir := t.TempDir(), t.TempDir(), t.TempDir()
	for name, content := range map[string]string{
		filepath.Join(outside, "secret.txt"):  "SUBJECT Secret\nDATE 2026-01-01\n",
		filepath.Join(outside, "secret.webp"): "secret",
		filepath.Join(posts, "a.txt"):         "SUBJECT A\nDATE 2026-01-01\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		if err := os.Symlink(filepath.Join(outside, to), filepath.Join(posts, name)); err != nil {
			t.Fatal(err)
		}
	}
	link("secret.webp", "picture.webp")
	link(".", "folder")
	link("secret.txt", "post.txt")
	var findings error
	o := source.Options{Posts: posts, Found: func(err error) { findings = err }}
	if _, err := (options{Options: o, site: dir}).export(now); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(findings); !strings.HasPrefix(got, "post.txt:1:1: wanted a readable file") || strings.Contains(got, "\n") {
		t.Errorf("got the findings %s, want one about post.txt", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "posts/2026-01-01-a.txt")); err != nil {
		t.Error(err)
	}
	for name, content := range plain(delivertest.Files(t, os.DirFS(dir))) {
		if strings.Contains(name+content, "secret") || strings.HasSuffix(name, ".webp") {
			t.Errorf("%s: %.60q", name, content)
		}
	}
}

// Copies are beside every file that is worth one, unless they are not
// wanted, also if somebody thinks otherwise later.
func TestPlain(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ plain, copies bool }{{true, false}, {false, true}, {true, false}} {
		if _, err := (delivery{now: now, plain: c.plain}).export(delivertest.Edition(t, 1), dir); err != nil {
			t.Fatal(err)
		}
		check(t, dir, delivertest.Edition(t, 1))
		there := delivertest.Files(t, os.DirFS(dir))
		for name, content := range plain(delivertest.Files(t, delivertest.Edition(t, 1))) {
			for _, packed := range compressed.Copies(name, []byte(content)) {
				if got := there[name+packed.Suffix] != ""; got != c.copies {
					t.Errorf("plain %v: %s%s is there: %v", c.plain, name, packed.Suffix, got)
				}
			}
		}
	}
}

// Who waits is told how far it is, to the end of each part of the work.
func TestProgress(t *testing.T) {
	seen := make(map[string]int)
	told := func(what string, done, all int) {
		if done > all || done < seen[what] {
			t.Errorf("%d of %d %s, after %d", done, all, what, seen[what])
		}
		seen[what] = done
	}
	posts := t.TempDir()
	for i := range 7 {
		if err := os.WriteFile(filepath.Join(posts, fmt.Sprint(i, ".txt")), delivertest.Post(i, "Words", "a").Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := options{Options: source.Options{Posts: posts, Told: told}, site: t.TempDir()}.export(now)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(plan.Steps); seen["read"] != 7 || seen["made"] != n || seen["put in their places"] != n {
		t.Errorf("got %v, want 7 files read, and %d made and put in their places", seen, n)
	}
}

// A post whose subject is mended has another ID unless it says which: the
// publisher is told, and with ALIAS the old address stays, and so does the ID
// that newsreaders know.
func TestRenamed(t *testing.T) {
	posts, dir := t.TempDir(), t.TempDir()
	o := options{Options: source.Options{Posts: posts, Address: "https://board.example/"}, site: dir}
	export := func(text string) []string {
		t.Helper()
		if err := os.WriteFile(filepath.Join(posts, "a.txt"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		plan, err := o.export(now)
		if err != nil {
			t.Fatal(err)
		}
		return plan.Gone()
	}
	const old, known = "2026-01-01-the-budjet", "tag:board.example,2026-01-01:2026-01-01-the-budjet"
	export("SUBJECT The budjet\nDATE 2026-01-01\n")
	if got := export("SUBJECT The budget\nDATE 2026-01-01\n"); len(got) != 1 || got[0] != old {
		t.Errorf("the renamed post: got %q, want %s", got, old)
	}
	if got := export("SUBJECT The budget\nDATE 2026-01-01\nALIAS " + old + "\n"); len(got) != 0 {
		t.Errorf("with ALIAS: got %q", got)
	}
	site := delivertest.Files(t, os.DirFS(dir))
	if !strings.Contains(site["posts/"+old+"/index.html"], "url=../../posts/2026-01-01-the-budget/index.html") {
		t.Errorf("the old address has %q", site["posts/"+old+"/index.html"])
	}
	for _, name := range []string{"feed.json", "feed.xml", "atom.xml"} {
		if !strings.Contains(site[name], known) {
			t.Errorf("%s lacks %s:\n%s", name, known, site[name])
		}
	}
}
