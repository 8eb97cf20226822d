package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
)

const home = "https://parliament.example/news/"

// TestOwn: posts that the board published are imported unchanged from each of
// its feeds and from its pages, without other findings than their files have.
// (Only JSON Feed has labels.)
func TestOwn(t *testing.T) {
	site, posts, known := published(t)
	feeds, pages := 0, 0
	fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			t.Error(err)
		case path.Ext(name) == ".xml" && strings.Contains(name, "feed") || strings.Contains(name, "atom") || path.Base(name) == "feed.json":
			feeds += comesBack(t, site, name, posts, known)
		case path.Dir(path.Dir(name)) == "posts" && path.Base(name) == "index.html":
			pages += comesBack(t, site, name, posts, known)
		}
		return nil
	})
	if feeds < 3*len(posts) || pages != len(posts) {
		t.Errorf("wanted %d posts in each of three feeds, and each on a page, found %d and %d", len(posts), feeds, pages)
	}
}

func published(t *testing.T) (site fs.FS, posts map[string]*board.Post, findings string) {
	t.Helper()
	b, known := board.Load(withMarks(t, os.DirFS("../../../../testdata/posts")))
	b.Title, b.URL, b.Now = "News", home, func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) }
	site, err := (&board.Renderer{BaseURL: home}).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	posts = make(map[string]*board.Post)
	for p := range b.All() {
		posts[p.ID] = p
	}
	if len(posts) == 0 {
		t.Fatal("wanted posts, found none")
	}
	return site, posts, fmt.Sprint(known)
}

// marked is a post with text that looks like markup in all fields.
const marked = `Board View
SUBJECT 5 < 6 & "quoted"
DATE 2026-11-21T10:00:00+09:00
TAGS a & b, <c>
LANG en
ATTACHMENT [A & <b>](<files/a&b.pdf>) application/pdf 7

PHOTO: A <caption> & more
![What & <why>](<pictures/a.png?x=1&y=2> =10x20)

If a \<b> is \< 6 & c &amp;lt; d, then [e](https://e.example/?f=1&g=2).

BY A & <B> (a@b.example)
`

// unnamed is a translation without a language.
const unnamed = "SUBJECT The same\nID 같은-글\nDATE 2026-11-21\nTRANSLATES 2026-11-21-5-6-quoted\n\nWords.\n"

func withMarks(t *testing.T, posts fs.FS) fs.FS {
	t.Helper()
	all := fstest.MapFS{"marked.txt": {Data: []byte(marked)}, "same.txt": {Data: []byte(unnamed)}}
	err := fs.WalkDir(posts, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[name] = new(fstest.MapFile)
			all[name].Data, err = fs.ReadFile(posts, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// comesBack imports a file of the site and compares its posts with those that
// were published.
func comesBack(t *testing.T, site fs.FS, name string, posts map[string]*board.Post, known string) int {
	t.Helper()
	src, err := fs.ReadFile(site, name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := (&Importer{URL: home + name}).Read(name, src)
	var list board.ErrorList
	errors.As(err, &list)
	for _, e := range list {
		if !strings.Contains(known, e.Msg) {
			t.Error(e)
		}
	}
	if path.Ext(name) == ".xml" {
		valid(t, name, src)
	}
	for _, p := range c.Posts {
		samePost(t, name, posts[p.ID], p)
	}
	return len(c.Posts)
}

func samePost(t *testing.T, name string, want, got *board.Post) {
	t.Helper()
	if want == nil {
		t.Errorf("%s: wanted a post that was published, found %q", name, got.ID)
		return
	}
	for _, field := range []struct{ name, want, got string }{
		{"subject", want.Subject, got.Subject},
		{"date", want.Date.Time.UTC().String(), asDay(got.Date, want.Date).UTC().String()},
		{"updated", want.Updated.Time.UTC().String(), asDay(got.Updated, want.Updated).UTC().String()},
		{"by", cmp.Or(namesOf(want), namesOf(got)), namesOf(got)}, // the board's, where a post names nobody
		{"lang", cmp.Or(want.Lang, got.Lang), got.Lang},
		{"tags", strings.Join(want.Tags, ","), strings.Join(got.Tags, ",")},
		{"summary", "", strings.Join(got.Meta["x-summary"], " ")}, // which is in the text
		{"text", essence(showing(want)), essence(showing(got))},
	} {
		if field.want != field.got {
			t.Errorf("%s: %s: %s: wanted %q, found %q", name, want.ID, field.name, field.want, field.got)
		}
	}
}

// asDay returns the day of a date if a day is wanted: RSS and Atom have times
// alone, and a board writes a day as a time of it.
func asDay(d, want board.Date) time.Time {
	if len(want.String()) == len(time.DateOnly) {
		return d.Time.UTC().Truncate(24 * time.Hour)
	}
	return d.Time
}

func namesOf(p *board.Post) string {
	var names []string
	for _, a := range p.Authors() {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// showing returns what a reader sees of a post below its heading.
func showing(p *board.Post) string {
	var b bytes.Buffer
	(&board.Renderer{BaseURL: home, Images: board.ImagesAny}).Render(&b, p) // a bytes.Buffer takes everything
	return b.String()
}

// TestOwnTranslations: pages that are imported together are linked as
// translations.
func TestOwnTranslations(t *testing.T) {
	site, posts, _ := published(t)
	c, _ := new(Importer).Load(some(t, site, posts))
	linked := 0
	for _, p := range c.Posts {
		if p.Translates != posts[p.ID].Translates {
			t.Errorf("%s: wanted a translation of %q, found %q", p.ID, posts[p.ID].Translates, p.Translates)
		}
		if p.Translates != "" {
			linked++
		}
	}
	if len(c.Posts) != len(posts) || linked == 0 {
		t.Errorf("wanted %d posts, some of them linked, found %d and %d", len(posts), len(c.Posts), linked)
	}
}

// some returns the pages of the posts, and other files.
func some(t *testing.T, site fs.FS, posts map[string]*board.Post, names ...string) fs.FS {
	t.Helper()
	for id := range posts {
		names = append(names, "posts/"+id+"/index.html")
	}
	files := fstest.MapFS{}
	for _, name := range names {
		src, err := fs.ReadFile(site, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: src}
	}
	return files
}

// TestDoubles: from all feeds and pages of a site each post is imported once,
// and the duplicates are reported.
func TestDoubles(t *testing.T) {
	site, posts, _ := published(t)
	c, err := (&Importer{URL: home}).Load(some(t, site, posts, "atom.xml", "feed.json", "feed.xml"))
	if len(c.Posts) != len(posts) {
		t.Errorf("wanted %d posts, found %d", len(posts), len(c.Posts))
		for _, p := range c.Posts {
			t.Log(p.ID)
		}
	}
	if !strings.Contains(fmt.Sprint(err), "which is in feed.json, too") {
		t.Errorf("wanted to be told of doubles, found %v", err)
	}
}
