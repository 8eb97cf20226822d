package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

const boardNow = "2026-11-20T12:00:00Z"

// TestPublishFlags: the flags are in the feed, and -now decides which posts
// are due. Flags may stand behind the directories.
func TestPublishFlags(t *testing.T) {
	posts := tree(t, map[string]string{"1.txt": post(1, "February"), "2.txt": post(2, "March"), "3.txt": post(3, "April")})
	site := filepath.Join(t.TempDir(), "site")
	run(t, 0, "publish", "-title", "News", "-description", "What is new.", posts, "-lang", "ko", site, "-url", "https://new.example/",
		"-first-url", "https://old.example/", "-now", "2026-03-20T09:00:00+09:00")
	var feed struct {
		Title, Description, Language string
		HomePageURL                  string `json:"home_page_url"`
		Items                        []struct{ ID string }
	}
	src, err := os.ReadFile(filepath.Join(site, "feed.json"))
	if err := errors.Join(err, json.Unmarshal(src, &feed)); err != nil {
		t.Fatal(err)
	}
	if feed.Title != "News" || feed.Description != "What is new." || feed.Language != "ko" || feed.HomePageURL != "https://new.example/" {
		t.Errorf("got the feed %+v", feed)
	}
	if len(feed.Items) != 2 || !strings.HasPrefix(feed.Items[0].ID, "tag:old.example,") {
		t.Errorf("got the items %v, want February and March with the old address in their IDs", feed.Items)
	}
}

// TestPublishZone: -zone decides which day it is.
func TestPublishZone(t *testing.T) {
	for zone, shown := range map[string]bool{"Asia/Seoul": true, "America/New_York": false} {
		posts := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-03-21\nID a\n\nWords.\n"})
		site := filepath.Join(t.TempDir(), "site")
		run(t, 0, "publish", "-zone", zone, "-now", "2026-03-20T20:00:00Z", posts, site)
		if _, err := os.Stat(filepath.Join(site, "posts/a.txt")); (err == nil) != shown {
			t.Errorf("%s: got the post: %v, want %v", zone, err == nil, shown)
		}
	}
}

func post(i int, text string) string { return string(deploytest.Post(i, text, "a").Data) }

// TestPublishUsage: a wrong command line has the exit status 2, and nothing
// is written.
func TestPublishUsage(t *testing.T) {
	for _, args := range []string{"", "POSTS", "POSTS SITE MORE", "-now tomorrow POSTS SITE", "-now 2026-11-26 POSTS SITE", "-zone Nowhere POSTS SITE", "-colour red POSTS SITE", "POSTS -- -plain SITE"} {
		_, said := run(t, 2, append([]string{"publish"}, strings.Fields(args)...)...)
		if !strings.Contains(said, "usage: board publish [flags] POSTS SITE") {
			t.Errorf("%q: got %q, want the usage", args, said)
		}
	}
}

// TestSiteAmongPosts: a site among the posts would be read as posts.
func TestSiteAmongPosts(t *testing.T) {
	for site, inner := range map[string]bool{"posts": true, "posts/site": true, "posts/../posts/x": true, "site": false, "posts-site": false, ".": false} {
		if got := inside(site, "posts"); got != inner {
			t.Errorf("%s: got %v", site, got)
		}
	}
	posts := tree(t, map[string]string{"a.txt": post(1, "A")})
	run(t, 2, "publish", posts, filepath.Join(posts, "site"))
}

// TestSiteAroundPosts: posts among the files of a site would be sent by its server,
// drafts, too. Links hide neither this nor a site among the posts.
func TestSiteAroundPosts(t *testing.T) {
	site := tree(t, map[string]string{"posts/a.txt": post(1, "A")})
	posts := filepath.Join(site, "posts")
	links := t.TempDir()
	for name, target := range map[string]string{"posts": posts, "site": site, "among": filepath.Join(posts, "site")} {
		if err := errors.Join(os.MkdirAll(target, 0o777), os.Symlink(target, filepath.Join(links, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, from := range []string{posts, filepath.Join(links, "posts")} {
		for _, to := range []string{site, filepath.Join(links, "site"), filepath.Join(links, "among"), filepath.Join(links, "among", "new")} {
			run(t, 2, "publish", from, to)
		}
	}
}

// TestMissingPicture: one missing picture does not stop the publication. It
// once did.
func TestMissingPicture(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\n\n![x](gone.jpg)\n", "b.txt": post(2, "B")})
	site := t.TempDir()
	said, found := run(t, 0, "publish", posts, site)
	if want := filepath.Join(posts, "a.txt") + `:4:1: wanted the address of a file, found "gone.jpg"`; !strings.HasPrefix(found, want) {
		t.Errorf("got the findings %q, want %q", found, want)
	}
	if !strings.HasSuffix(said, " added, 0 changed, 0 removed, 0 unchanged\n") {
		t.Errorf("got %q", said)
	}
	for _, name := range []string{"posts/2026-01-01-a.json", "posts/p2.json"} {
		if _, err := os.Stat(filepath.Join(site, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestUnreadPost: a post that cannot be read is left out, and the exit status
// says so. A link does not lead out of the directory of posts, and each that
// would is a finding.
func TestUnreadPost(t *testing.T) {
	secret := tree(t, map[string]string{"secret.txt": "SUBJECT Secret\nDATE 2026-01-01\n", "secret.webp": "secret"})
	posts, site := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\n"}), t.TempDir()
	for from, to := range map[string]string{"secret.txt": "post.txt", "secret.webp": "picture.webp", ".": "folder"} {
		if err := os.Symlink(filepath.Join(secret, from), filepath.Join(posts, to)); err != nil {
			t.Fatal(err)
		}
	}
	_, found := run(t, 1, "publish", "-plain", posts, site)
	for _, name := range []string{"folder", "picture.webp", "post.txt"} {
		if want := filepath.Join(posts, name) + ":1:1: wanted a readable file, found: open " + name + ": it is a link that leads out"; !strings.Contains(found, want) || strings.Count(found, "\n") != 3 {
			t.Errorf("got the findings %q, want three, one of them %q", found, want)
		}
	}
	for name, content := range deploytest.Files(t, os.DirFS(site)) {
		if strings.Contains(strings.ToLower(name+content), "secret") || strings.HasSuffix(name, ".webp") {
			t.Errorf("%s: %.60q", name, content)
		}
	}
}

// TestNoPosts: a directory without posts, or that does not exist, is a
// mistake: the board is not removed.
func TestNoPosts(t *testing.T) {
	site := t.TempDir()
	run(t, 0, "publish", tree(t, map[string]string{"a.txt": post(1, "A")}), site)
	for _, posts := range []string{t.TempDir(), "nowhere"} {
		run(t, 1, "publish", posts, site)
	}
	if _, err := os.Stat(filepath.Join(site, "posts/p1.json")); err != nil {
		t.Error(err)
	}
}

// TestDryRun: -n prints what a publication would do, and does nothing.
func TestDryRun(t *testing.T) {
	posts, site := tree(t, map[string]string{"a.txt": post(1, "A")}), filepath.Join(t.TempDir(), "site")
	would, _ := run(t, 0, "publish", "-n", "-v", posts, site)
	if _, err := os.Stat(site); err == nil {
		t.Error("-n made the directory")
	}
	if did, _ := run(t, 0, "publish", "-v", posts, site); did != would || !strings.Contains(did, "+ feed.json\n") {
		t.Errorf("got\n%swant\n%s", did, would)
	}
}

// TestJSON: with -json all of the output is objects, one a line, on standard
// output.
func TestJSON(t *testing.T) {
	posts, site := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\nID a\nX Y\n"}), t.TempDir()
	run(t, 0, "publish", "-json", posts, site)
	write(t, filepath.Join(posts, "a.txt"), "SUBJECT <A>\nDATE 2026-01-01\nID b\nCOLOR blue\n")
	said, found := run(t, 0, "publish", "-json", posts, site)
	want := strings.ReplaceAll(`{"type":"finding","file":"DIR/a.txt","line":4,"col":7,"kind":"unknown-field","msg":"unknown field \"color\", kept: \"blue\""}
{"type":"gone","post":"a"}
{"type":"published","posts":1,"added":3,`, "DIR", posts)
	if !strings.HasPrefix(said, want) || found != "" || strings.Count(said, "\n") != 3 {
		t.Errorf("got\n%s%swant\n%s", said, found, want)
	}
	said, _ = run(t, 1, "publish", "-json", "nowhere", site)
	if !strings.HasPrefix(said, `{"type":"error","msg":"open nowhere`) {
		t.Errorf("got %s, want an error", said)
	}
}

// TestRenamed: if the subject of a post changes and with it the ID, the author
// is told that the old address is gone. ALIAS keeps the address, and the ID
// that newsreaders know.
func TestRenamed(t *testing.T) {
	posts, dir := t.TempDir(), t.TempDir()
	const old, known = "2026-01-01-the-budjet", "tag:board.example,2026-01-01:2026-01-01-the-budjet"
	const gone = "posts/" + old + ": this address is gone; "
	for _, c := range []struct{ text, want string }{
		{"SUBJECT The budjet\nDATE 2026-01-01\n", ""},
		{"SUBJECT The budget\nDATE 2026-01-01\n", gone},
		{"SUBJECT The budget\nDATE 2026-01-01\nALIAS " + old + "\n", ""},
	} {
		write(t, filepath.Join(posts, "a.txt"), c.text)
		if _, said := run(t, 0, "publish", "-url", "https://board.example/", "-now", boardNow, posts, dir); !strings.HasPrefix(said, c.want) || c.want == "" && said != "" {
			t.Errorf("%q: got %q, want %q", c.text, said, c.want)
		}
	}
	site := deploytest.Files(t, os.DirFS(dir))
	if !strings.Contains(site["posts/"+old+"/index.html"], "url=../../posts/2026-01-01-the-budget/index.html") {
		t.Errorf("the old address has %q", site["posts/"+old+"/index.html"])
	}
	for _, name := range []string{"feed.json", "feed.xml", "atom.xml"} {
		if !strings.Contains(site[name], known) {
			t.Errorf("%s lacks %s:\n%s", name, known, site[name])
		}
	}
}

// TestPublishWatch: with -watch a post appears when it comes due, and when its file
// is written; without, its moment is printed for cron.
func TestPublishWatch(t *testing.T) {
	soon := time.Now().Add(4 * time.Second).UTC().Format(time.RFC3339)
	posts := tree(t, map[string]string{
		"now.txt":  "SUBJECT Now\nDATE 2024-01-01\nID now\n",
		"soon.txt": "SUBJECT Soon\nID soon\nDATE " + soon + "\n",
	})
	site := filepath.Join(t.TempDir(), "site")
	if stdout, _ := run(t, 0, "publish", "-n", posts, site); !strings.Contains(stdout, "publish again at ") {
		t.Errorf("wanted the moment of the next post, found %s", stdout)
	}
	run(t, 2, "publish", "-watch", "-n", posts, site)
	go tool.Run([]string{"publish", "-watch", "-plain", posts, site}, io.Discard, io.Discard)
	wait := func(id string, want bool) {
		t.Helper()
		name := filepath.Join(site, "posts", id, "index.html")
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			_, err := os.Stat(name)
			if found := err == nil; found == want {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s: wanted it there: %v (%v)", name, want, err)
			}
		}
	}
	wait("now", true)
	wait("soon", true)
	if at, _ := time.Parse(time.RFC3339, soon); time.Now().Before(at) {
		t.Error("a post has appeared before its time")
	}
	appear(t, filepath.Join(posts, "new.txt"), "SUBJECT New\nDATE 2024-01-02\nID new\n")
	wait("new", true)
	if err := os.Remove(filepath.Join(posts, "now.txt")); err != nil {
		t.Fatal(err)
	}
	wait("now", false)
}

// TestSizes: a photo is published with smaller copies, which the next run takes
// from the cache. One that cannot be decoded is a finding of check and publish.
func TestSizes(t *testing.T) {
	photo := image.NewGray(image.Rect(0, 0, 700, 500))
	for i := range photo.Pix {
		photo.Pix[i] = byte(i * i >> 7) // which takes many bytes
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photo, nil); err != nil {
		t.Fatal(err)
	}
	posts := tree(t, map[string]string{
		"a.txt": "SUBJECT A\nDATE 2026-01-01\n\n![A](a.jpg) ![B](b.jpg)\n", "a.jpg": b.String(), "b.jpg": b.String()[:b.Len()/2],
	})
	site, cache := t.TempDir(), t.TempDir()
	_, found := run(t, 0, "publish", "-plain", "-cache", cache, posts, site)
	if want := filepath.Join(posts, "b.jpg") + ":1:1: wanted a picture of which smaller copies can be made"; !strings.HasPrefix(found, want) {
		t.Errorf("wanted the finding %q, found %q", want, found)
	}
	if _, same := run(t, 0, "check", "-cache", cache, posts); same != found {
		t.Errorf("check has other findings: %s", same)
	}
	copies, _ := filepath.Glob(filepath.Join(site, "a.*.480.jpg"))
	kept, _ := filepath.Glob(filepath.Join(cache, "*", filepath.Base(strings.TrimPrefix(strings.Join(copies, ""), filepath.Join(site, "a.")))))
	if len(copies) != 1 || len(kept) != 1 {
		t.Fatalf("wanted a copy in the site and in the cache, found %q and %q", copies, kept)
	}
	write(t, kept[0], b.String()) // a wider one, which is published if the cache is asked
	run(t, 0, "publish", "-plain", "-cache", cache, posts, site)
	if page, err := os.ReadFile(filepath.Join(site, "posts/2026-01-01-a/index.html")); err != nil || !strings.Contains(string(page), ".480.jpg 700w") {
		t.Errorf("wanted the copy that the cache has, found %s (%v)", page, err)
	}
}

// TestPublishAgain: publish says what it finds in a post when it makes the page: not
// again while the page stays the same, and again if a file beside it is gone.
func TestPublishAgain(t *testing.T) {
	posts, site := tree(t, map[string]string{
		"a.txt": "SUBJECT A\nDATE 2026-01-01\n\n![x](gone.jpg)\n",
		"b.txt": "SUBJECT B\nDATE 2026-01-01\n\n[x](b.pdf)\n",
		"b.pdf": "a document",
	}), t.TempDir()
	const gone, also = `found "gone.jpg": there is no such file`, `found "b.pdf": there is no such file`
	for _, want := range []string{gone, "", also} {
		if want == also {
			os.Remove(filepath.Join(posts, "b.pdf"))
		}
		_, found := run(t, 0, "publish", posts, site)
		if strings.Count(found, "there is no such file") != min(len(want), 1) || !strings.Contains(found, want) {
			t.Errorf("wanted %q, found %q", want, found)
		}
	}
	said, found := run(t, 0, "publish", "-title", "News", posts, site)
	if !strings.Contains(found, gone) || !strings.Contains(found, also) || !strings.Contains(said, " changed") {
		t.Errorf("with another title, wanted all findings again, found %q, %q", said, found)
	}
}
