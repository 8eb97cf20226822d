package board_test

import (
	stdcmp "cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata" // for zones, on systems that have none

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Three corpora of text files say what comes out for what goes in:
// testdata/cases for one post or feed, testdata/boards for a directory of
// posts, testdata/sites for the files that are published. go test -update
// writes what comes out into them.

// TestCases compares each case with what comes of its source file: the
// findings, the post in its canonical form, and its HTML.
func TestCases(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			if c.Held && runtime.GOOS == "js" {
				expectHeldBack(t, c)
				return
			}
			r := renderer(t, c)
			posts, err := read(r, c.File, c.Source)
			expect(t, c, "findings", findings(err))
			var sources, articles string
			for _, post := range posts {
				sources += string(board.Format(post))
				articles += article(t, r, post) + "\n"
			}
			expect(t, c, "post", sources)
			expect(t, c, "article", articles)
			expectPreview(t, r, c, strings.TrimSuffix(articles, "\n"), err)
			if *update {
				write(t, filepath.Join("testdata/cases", c.Name), c.Format())
			}
		})
	}
}

// read reads the posts of a source file or of a feed, with all findings.
func read(r *board.Renderer, name string, src []byte) ([]*board.Post, error) {
	if filepath.Ext(name) == ".json" {
		b, err := board.ReadFeed(name, src)
		return slices.Collect(b.All()), err
	}
	post, _ := board.Parse(name, src)
	return []*board.Post{post}, r.Check(name, src)
}

// expectPreview: an editor is told what Parse, Article and Check say.
func expectPreview(t *testing.T, r *board.Renderer, c *cases.Case, article string, found error) {
	t.Helper()
	if filepath.Ext(c.File) == ".json" {
		return
	}
	want, _ := board.Parse(c.File, c.Source)
	var b strings.Builder
	post, err := r.Preview(&b, c.File, c.Source)
	if diff := cmp.Diff(want, post, cmp.AllowUnexported(board.Post{})) + cmp.Diff(article, b.String()) + cmp.Diff(findings(found), findings(err)); diff != "" {
		t.Errorf("Preview (-want +got):\n%s", diff)
	}
}

// expectHeldBack: what the engine cannot read is a post that is not shown, with
// a finding, and no other post.
func expectHeldBack(t *testing.T, c *cases.Case) {
	t.Helper()
	post, err := board.Parse(c.File, c.Source)
	var list board.ErrorList
	errors.As(err, &list)
	if !post.HeldBack() || len(list) == 0 || list[0].Kind != board.HeldBack {
		t.Errorf("wanted a post that is held back, with a finding; found %v and\n%s", err, board.Format(post))
	}
}

func expect(t *testing.T, c *cases.Case, name, got string) {
	t.Helper()
	want, _ := c.Want(name)
	if *update {
		c.Set(name, got)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s (-want +got):\n%s", c.Why, name, diff)
	}
}

// TestBoards loads the directory in each file of testdata/boards, and compares
// what the methods of Board return with the views at the end of the file.
func TestBoards(t *testing.T) {
	eachArchive(t, "boards", func(t *testing.T, name string, c *txtar.Archive) {
		r := &board.Renderer{BaseURL: "./"}
		b, err := r.Load(sources(c))
		b.Now, b.Location = clock(t, c), zone(t, c)
		c.Files = slices.DeleteFunc(c.Files, isView)
		for _, view := range describe(b, err) {
			view.Name = views + view.Name
			c.Files = append(c.Files, view)
		}
		compareArchive(t, name, c)
	})
}

// describe formats what the methods of a board return.
func describe(b *board.Board, err error) []txtar.File {
	var all, archive strings.Builder
	for p := range b.All() {
		newer, older := b.Neighbors(p.ID)
		found, ok := b.Post(p.ID)
		fmt.Fprintf(&all, "%s (newer: %s, older: %s, found: %v)\n", p.ID, id(newer), id(older), ok && found == p)
	}
	for _, y := range b.Archive() {
		fmt.Fprintf(&archive, "%d: %d\n", y.Year, y.Count)
		for _, m := range y.Months {
			fmt.Fprintf(&archive, "  %s: %d\n", m.Month, m.Count)
		}
	}
	return []txtar.File{
		{Name: "findings", Data: []byte(findings(err))},
		{Name: "all", Data: []byte(all.String())},
		{Name: "pages of 4", Data: []byte(pages(b, 4))},
		{Name: "tagged VISITS", Data: []byte(ids(b.Tagged("VISITS")))},
		{Name: "archive", Data: []byte(archive.String())},
	}
}

// pages describes all pages, and what comes of the numbers before the first
// page and after the last.
func pages(b *board.Board, size int) string {
	var s strings.Builder
	for n := 0; n <= b.Page(1, size).Pages+1; n++ {
		p := b.Page(n, size)
		fmt.Fprintf(&s, "page %d is %d of %d, posts %d to %d of %d\n", n, p.Number, p.Pages, p.Offset+1, p.Offset+len(p.Posts), p.Total)
	}
	return s.String()
}

func ids(posts iter.Seq[*board.Post]) (s string) {
	for p := range posts {
		s += p.ID + "\n"
	}
	return s
}

func id(p *board.Post) string {
	if p == nil {
		return "none"
	}
	return p.ID
}

// TestSites publishes the directory in each file of testdata/sites, and
// compares the published files that the case has views of with them.
func TestSites(t *testing.T) {
	eachArchive(t, "sites", func(t *testing.T, name string, c *txtar.Archive) {
		files, found := publishCase(t, c)
		if words := setting(c, "nowhere"); words != "" {
			checkNowhere(t, files, words)
		}
		tree := strings.Join(slices.Sorted(maps.Keys(files)), "\n")
		files["findings"], files["tree"] = found, tree
		for i, f := range c.Files {
			view, ok := strings.CutPrefix(f.Name, views)
			if !ok {
				continue
			}
			got, there := files[view]
			if !there {
				t.Fatalf("wanted the file %s in the tree, found only\n%s", view, tree)
			}
			c.Files[i].Data = []byte(got)
		}
		compareArchive(t, name, c)
	})
}

// publishCase publishes a case's directory with the settings that stand above
// it. Findings of Load come first, then those of Publish.
func publishCase(t *testing.T, c *txtar.Archive) (files map[string]string, found string) {
	t.Helper()
	r := &board.Renderer{BaseURL: "./"}
	b, err := r.Load(sources(c))
	found = findings(err)
	r.Found = func(list board.ErrorList) { found += list.Error() + "\n" }
	for name, field := range map[string]*string{"title": &b.Title, "url": &b.URL, "first url": &b.FirstURL, "description": &b.Description, "lang": &b.Lang} {
		*field = stdcmp.Or(setting(c, name), *field) // a _board.txt may have set it
	}
	b.DirectoryURLs = b.DirectoryURLs || setting(c, "directory urls") == "on"
	b.Now, b.Location = clock(t, c), stdcmp.Or(zone(t, c), b.Location)
	b.Files, r.Headers = append(b.Files, strings.Fields(setting(c, "files"))...), strings.Fields(setting(c, "headers"))
	site, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(site, "index.html"); err != nil {
		t.Error(err)
	}
	files = contents(t, site)
	for name, content := range files {
		if strings.Contains(content, cases.Secret) {
			t.Errorf("%s tells what the metadata of a picture does", name)
		}
	}
	return files, found
}

// checkNowhere: words of posts that must not be seen are in no file and in no
// file's name.
func checkNowhere(t *testing.T, files map[string]string, words string) {
	t.Helper()
	for name, content := range files {
		if strings.Contains(strings.ToLower(name+"\n"+content), words) {
			t.Errorf("%s has the words %q:\n%s", name, words, content)
		}
	}
}

// views is how the names of those files of a case begin that are results.
const views = "view: "

func isView(f txtar.File) bool { return strings.HasPrefix(f.Name, views) }

// eachArchive runs a subtest for each case in a folder of testdata.
func eachArchive(t *testing.T, folder string, check func(t *testing.T, name string, c *txtar.Archive)) {
	t.Helper()
	pattern := filepath.Join("testdata", folder, "*.txtar")
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted %s, found none (%v)", pattern, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			c, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			check(t, name, c)
		})
	}
}

// sources gives a case's files but its views, with pictures that tell secrets.
func sources(c *txtar.Archive) fs.FS {
	dir := make(fstest.MapFS)
	for _, f := range c.Files {
		if !isView(f) {
			dir[f.Name] = &fstest.MapFile{Data: cases.Picture(f.Name, f.Data)}
		}
	}
	return dir
}

// clock reads the setting "now: 2024-03-10T12:00:00Z", for Board.Now.
func clock(t *testing.T, c *txtar.Archive) func() time.Time {
	t.Helper()
	now, err := time.Parse(time.RFC3339, setting(c, "now"))
	if err != nil {
		t.Fatal(err)
	}
	return func() time.Time { return now }
}

// zone reads the setting "zone: Asia/Seoul", for Board.Location.
func zone(t *testing.T, c *txtar.Archive) *time.Location {
	t.Helper()
	name := setting(c, "zone")
	if name == "" {
		return nil
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

// setting reads a line "name: value" above the first file.
func setting(c *txtar.Archive, name string) string {
	for line := range strings.Lines(string(c.Comment)) {
		if value, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// compareArchive compares a case with its file, or writes it there.
func compareArchive(t *testing.T, name string, got *txtar.Archive) {
	t.Helper()
	if *update {
		write(t, name, txtar.Format(got))
		return
	}
	want, err := os.ReadFile(name)
	if diff := cmp.Diff(string(want), string(txtar.Format(got))); err != nil || diff != "" {
		t.Errorf("(-want +got) %v:\n%s", err, diff)
	}
}

// TestKinds: programs act on the kind of a finding, so each file of
// testdata/kinds.txtar has one finding, of the kind that it is named after.
func TestKinds(t *testing.T) {
	corpus, err := txtar.ParseFile("testdata/kinds.txtar")
	if err != nil {
		t.Fatal(err)
	}
	left := []board.Kind{ // Discloses is of Publish: testdata/sites/metadata.txtar
		board.HeldBack, board.Changed, board.BadValue, board.UnknownField, board.Guessed,
		board.Missing, board.Inconsistent, board.LeftOut, board.FileError,
	}
	for _, f := range corpus.Files {
		t.Run(f.Name, func(t *testing.T) {
			kind := board.Kind(filepath.Base(filepath.Dir(f.Name)))
			list := findingsOf(t, f)
			if len(list) != 1 || list[0].Kind != kind {
				t.Fatalf("want one finding of the kind %q, found %s", kind, asJSON(t, list))
			}
			left = slices.DeleteFunc(left, func(k board.Kind) bool { return k == kind })
		})
	}
	if len(left) > 0 {
		t.Errorf("testdata/kinds.txtar has no file for %q", left)
	}
}

// findingsOf loads a board of one file: a post, or a feed.
func findingsOf(t *testing.T, f txtar.File) board.ErrorList {
	t.Helper()
	var err error
	if strings.HasSuffix(f.Name, ".json") {
		_, err = board.ReadFeed(f.Name, f.Data)
	} else {
		_, err = (&board.Renderer{BaseURL: "./"}).Load(fstest.MapFS{f.Name: {Data: f.Data}})
	}
	var list board.ErrorList
	errors.As(err, &list)
	return list
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
