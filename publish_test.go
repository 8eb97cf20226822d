package board_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"github.com/boardview/board/internal/search"
	"github.com/google/go-cmp/cmp"
)

var november = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestPublish publishes the posts in testdata/posts, checks that the tree
// behaves as a file system, and reads its feed back.
func TestPublish(t *testing.T) {
	b, _ := board.Load(os.DirFS("testdata/posts"))
	b.Title, b.URL = "News", boardHome
	b.Now = func() time.Time { return november }
	site := publish(t, b)
	if err := fstest.TestFS(site, "index.html", "feed.json", "board.css"); err != nil {
		t.Fatal(err)
	}
	again, err := board.ReadFeed("feed.json", readFile(t, site, "feed.json"))
	if err != nil {
		t.Fatal(err)
	}
	again.Now = b.Now
	for p := range b.All() {
		got, ok := again.Post(p.ID)
		if diff := cmp.Diff(p, got); !ok || diff != "" {
			t.Errorf("%s read back from the feed (-want +got):\n%s", p.ID, diff)
		}
	}
}

// TestDaysInZones: newsreaders show times in the zones where they are. In all
// zones of testdata/zones.txt a day must be the same day, in summer and winter.
func TestDaysInZones(t *testing.T) {
	zones := readZones(t)
	for _, day := range []string{"2024-01-15", "2024-07-15", "2026-12-31"} {
		date, _ := board.ParseDate(day)
		b := board.New(&board.Post{Subject: "Day", Date: date, Updated: date})
		b.URL, b.Now = boardHome, func() time.Time { return date.Time.AddDate(0, 0, 2) }
		site := publish(t, b)
		for _, times := range []struct{ file, pattern, layout string }{
			{"feed.xml", `<(?:pubDate|lastBuildDate)>(.*)</`, time.RFC1123Z},
			{"feed.xml", `<atom:updated>(.*)</`, time.RFC3339},
			{"atom.xml", `<(?:published|updated)>(.*)</`, time.RFC3339},
			{"feed.json", `"date_(?:published|modified)":"([^"]*)"`, time.RFC3339},
		} {
			found := regexp.MustCompile(times.pattern).FindAllSubmatch(readFile(t, site, times.file), -1)
			if found == nil {
				t.Fatalf("%s: wanted %s, found none", times.file, times.pattern)
			}
			for _, m := range found {
				checkDay(t, times.file, day, times.layout, string(m[1]), zones)
			}
		}
	}
}

func checkDay(t *testing.T, file, day, layout, value string, zones []*time.Location) {
	t.Helper()
	moment, err := time.Parse(layout, value)
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range zones {
		if got := moment.In(zone).Format(time.DateOnly); got != day {
			t.Errorf("%s: %s is %s in %s, wanted %s", file, value, got, zone, day)
		}
	}
}

func readZones(t *testing.T) (zones []*time.Location) {
	t.Helper()
	names, err := os.ReadFile("testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.Lines(string(names)) {
		if strings.HasPrefix(name, "#") {
			continue
		}
		zone, err := time.LoadLocation(strings.TrimSpace(name))
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, zone)
	}
	if len(zones) < 200 {
		t.Fatalf("wanted the zones of America and Asia, found %d zones", len(zones))
	}
	return zones
}

// TestSystemZone: without Board.Location, the clock's zone decides what day it
// is, which is the system's if there is no other clock.
func TestSystemZone(t *testing.T) {
	seoul, err := time.LoadLocation("Asia/Seoul")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 25, 15, 30, 0, 0, time.UTC) // 26 November, 00:30 in Seoul
	post, _ := board.Parse("a.txt", []byte("SUBJECT A\nDATE 2026-11-26"))
	for _, c := range []struct {
		clock, location *time.Location
		want            bool
	}{{time.UTC, nil, false}, {seoul, nil, true}, {time.UTC, seoul, true}, {seoul, time.UTC, false}} {
		b := board.New(post)
		b.Now, b.Location = func() time.Time { return now.In(c.clock) }, c.location
		if _, got := b.Post(post.ID); got != c.want {
			t.Errorf("clock in %v, board in %v: wanted the post shown: %v, found %v", c.clock, c.location, c.want, got)
		}
	}
}

// TestPublishErrors: a URL or a directory with a mistake in it must not end in
// a board without feeds or without a widget.
func TestPublishErrors(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	for _, c := range []struct {
		name     string
		board    board.Board
		renderer board.Renderer
		want     []string // in the message
		cause    error
	}{
		{"URL without a scheme", board.Board{URL: "board.example/news/"}, board.Renderer{}, []string{"Board.URL", "http", `"board.example/news/"`, "leave it empty"}, nil},
		{"URL of a file", board.Board{URL: "file:///srv/board/"}, board.Renderer{}, []string{"Board.URL", `"file:///srv/board/"`}, nil},
		{"URL with a query", board.Board{URL: "https://board.example/?news"}, board.Renderer{}, []string{"Board.URL", "folder", `"https://board.example/?news"`}, nil},
		{"URL with another line of robots.txt", board.Board{URL: "https://board.example/\nDisallow: /"}, board.Renderer{}, []string{"Board.URL", `\nDisallow`}, nil},
		{"URL with a line end of Unicode", board.Board{URL: "https://board.example/\u2028x/"}, board.Renderer{}, []string{"Board.URL", `\u2028`}, nil},
		{"URL with markup", board.Board{URL: "https://board.example/<b>/"}, board.Renderer{}, []string{"Board.URL", "<b>"}, nil},
		{"URL with what is never seen", board.Board{URL: "https://board.example/\u202enews/"}, board.Renderer{}, []string{"Board.URL", `\u202e`}, nil},
		{"former URL", board.Board{URL: "https://board.example/", FirstURL: "old"}, board.Renderer{}, []string{"Board.FirstURL", `"old"`}, nil},
		{"no widget directory", board.Board{}, board.Renderer{Widget: os.DirFS(gone)}, []string{"Renderer.Widget", gone, "board-view.js", "go run ./wasm/build"}, fs.ErrNotExist},
		{"unknown server", board.Board{}, board.Renderer{Headers: []string{"lighttpd"}}, []string{"Renderer.Headers", "apache, iis, netlify, nginx", "lighttpd"}, nil},
		{"another directory", board.Board{}, board.Renderer{Widget: fstest.MapFS{"index.html": {}}}, []string{"Renderer.Widget", "board-view.js"}, fs.ErrNotExist},
	} {
		site, err := c.renderer.Publish(&c.board)
		if err == nil || site != nil {
			t.Errorf("%s: wanted an error and no site, found %v", c.name, err)
			continue
		}
		for _, words := range c.want {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%s: wanted %s in the error, found %v", c.name, words, err)
			}
		}
		if c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("%s: wanted an error that wraps %v, found %v", c.name, c.cause, err)
		}
	}
}

// TestSameBytes: publishing a board again at the same time gives the same
// bytes, also if the directory lists its files in another order.
func TestSameBytes(t *testing.T) {
	publishDir := func(dir fs.FS) map[string]string {
		b, _ := board.Load(dir)
		b.URL, b.Now = "https://board.example/", func() time.Time { return november }
		return contents(t, publish(t, b))
	}
	dir := os.DirFS("testdata/posts")
	want := publishDir(dir)
	if diff := cmp.Diff(want, publishDir(dir)); diff != "" {
		t.Errorf("published again (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(want, publishDir(reversed{dir})); diff != "" {
		t.Errorf("read in another order (-first +again):\n%s", diff)
	}
}

// reversed lists folders backwards.
type reversed struct{ fs.FS }

func (r reversed) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(r.FS, name)
	slices.Reverse(list)
	return list, err
}

// TestConcurrentUse: goroutines that share a board, a Renderer and a published
// site get what one goroutine alone gets. The race detector watches them.
func TestConcurrentUse(t *testing.T) {
	b, _ := board.Load(os.DirFS("testdata/posts"))
	b.URL, b.Now = boardHome, func() time.Time { return november }
	r := &board.Renderer{BaseURL: boardHome}
	names := fileNames(t, publish(t, b))
	want, wantArticles := contents(t, publish(t, b)), articles(t, r, b)
	site := publish(t, b)
	var all sync.WaitGroup
	for seed := range uint64(4) {
		all.Go(func() {
			random := rand.New(rand.NewPCG(seed, 0))
			for _, i := range random.Perm(len(names)) {
				if got, err := fs.ReadFile(site, names[i]); err != nil || string(got) != want[names[i]] {
					t.Errorf("%s: read by several goroutines (%v) (-want +got):\n%s", names[i], err, cmp.Diff(want[names[i]], string(got)))
				}
			}
			if diff := cmp.Diff(wantArticles, articles(t, r, b)); diff != "" {
				t.Errorf("rendered by several goroutines (-want +got):\n%s", diff)
			}
		})
	}
	all.Wait()
}

// articles renders all posts of a board.
func articles(t *testing.T, r *board.Renderer, b *board.Board) (all []string) {
	for p := range b.All() {
		var s strings.Builder
		if err := r.Article(&s, p); err != nil {
			t.Error(err)
		}
		all = append(all, s.String())
	}
	return all
}

// TestZipArchive: a board can be loaded from a zip archive and served.
// http.FileServer seeks, which files in a zip archive cannot do by themselves.
func TestZipArchive(t *testing.T) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if err := w.AddFS(os.DirFS("testdata/posts")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := board.Load(r)
	site := publish(t, b)
	for _, name := range []string{"index.html", "pictures/flags.webp"} {
		f, err := site.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if s, ok := f.(io.Seeker); !ok {
			t.Errorf("%s has no method Seek", name)
		} else if n, err := s.Seek(0, io.SeekEnd); n == 0 || err != nil {
			t.Errorf("%s ends at byte %d (%v)", name, n, err)
		}
	}
}

// TestOneMorePost: a new post changes only the files that must change, however
// large the board is.
func TestOneMorePost(t *testing.T) {
	want := []string{
		"archive/2020/01/index.html", "archive/2020/index.html", "archive/index.html",
		"atom.xml", "feed.json", "feed.xml", "index.html",
		"lang/en/atom.xml", "lang/en/feed.json", "lang/en/feed.xml", "lang/en/index.html",
		"oembed/post-new.json", "posts/post-1.json", "posts/post-1/index.html", "posts/post-new.json", "posts/post-new.txt", "posts/post-new/index.html",
		"search/head.bin", "sitemap-1.xml", "sitemap.xml",
		"tags/odd/atom.xml", "tags/odd/feed.json", "tags/odd/feed.xml", "tags/odd/index.html",
	}
	for _, n := range []int{70, 610} {
		posts := manyPosts(n)
		newest := *posts[n-1]
		newest.ID, newest.Date.Time = "post-new", newest.Date.Time.Add(time.Minute)
		changed := changes(published(t, posts), published(t, append(posts, &newest)))
		if diff := cmp.Diff(want, changed); diff != "" {
			t.Errorf("files changed by one post more than %d (-want +got):\n%s", n, diff)
		}
	}
}

// TestFingerprintsOfOneMorePost: of the files that a new post does not change, their
// fingerprints say so, but for the sitemap's index, which is made each time.
func TestFingerprintsOfOneMorePost(t *testing.T) {
	posts := manyPosts(610)
	sites := make([]board.FingerprintFS, 2)
	for i := range sites {
		b := board.New(posts[:609+i]...)
		b.URL = boardHome
		sites[i] = publish(t, b).(board.FingerprintFS)
	}
	before, after := contents(t, sites[0]), contents(t, sites[1])
	for name := range after {
		sum := sites[1].Fingerprint(name)
		if (before[name] == after[name]) != (sum != "" && sum == sites[0].Fingerprint(name)) && name != "board.css" && name != "favicon.svg" && name != "robots.txt" {
			t.Errorf("%s: wanted a fingerprint that says whether the file has changed (%v), found %q", name, before[name] != after[name], sum)
		}
	}
}

// TestOldPagesOfTags: on an old page of a tag's feed an item has everything but its
// text, which is in the file that it names, wherever the board is published.
func TestOldPagesOfTags(t *testing.T) {
	posts := manyPosts(90)
	for _, p := range posts {
		p.Body, p.By, p.Label = "The text of "+p.ID+".", board.Author{Name: "Office"}, "Label"
	}
	for _, address := range []string{"", boardHome} {
		b := board.New(posts...)
		b.URL = address
		site := publish(t, b)
		const name = "tags/odd/page-1/feed.json"
		var feed struct {
			Items []struct {
				ContentHTML string            `json:"content_html"`
				Authors     []json.RawMessage `json:"authors"`
				Tags        []string          `json:"tags"`
				Board       struct {
					ID, Label, Body string
					ItemURL         string `json:"item_url"`
				} `json:"_board"`
			} `json:"items"`
		}
		if err := json.Unmarshal(readFile(t, site, name), &feed); err != nil || len(feed.Items) != 20 {
			t.Fatalf("%s: wanted 20 items, found %d, %v", name, len(feed.Items), err)
		}
		for _, item := range feed.Items {
			if len(item.Authors) != 1 || len(item.Tags) != 1 || item.Board.Label != "Label" || item.Board.Body != "" {
				t.Errorf("%s: wanted an item without its text, found %+v", name, item)
			}
			file := path.Join(path.Dir(name), item.Board.ItemURL)
			if address != "" {
				file = strings.TrimPrefix(item.Board.ItemURL, address)
			}
			if whole := string(readFile(t, site, file)); !strings.Contains(whole, `"body":"The text of `+item.Board.ID+`."`) {
				t.Errorf("%s: wanted the whole item, found %s", file, whole)
			}
		}
	}
}

// TestNewPage: a new post that fills the newest page of a list makes a new
// numbered page. Of the pages before that one, only the last changes, since it
// links to the new one.
func TestNewPage(t *testing.T) {
	posts := manyPosts(120)
	changed := changes(published(t, posts[:119]), published(t, posts))
	for _, name := range changed {
		if regexp.MustCompile(`^page-[1-3]/`).MatchString(name) {
			t.Errorf("%s has changed", name)
		}
	}
	for _, name := range []string{"page-4/feed.xml", "page-4/index.html", "page-5/atom.xml", "page-5/feed.json", "page-5/index.html"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s has not changed", name)
		}
	}
}

// TestOneWithdrawn: withdrawing a post changes the pages that it stood on, and
// moves no other post to another page.
func TestOneWithdrawn(t *testing.T) {
	posts := manyPosts(610)
	before := published(t, posts)
	posts[65].Withdrawn = board.Withdrawal{Date: posts[65].Date, Reason: "It was wrong."}
	changed := changes(before, published(t, posts))
	for _, name := range []string{"page-4/index.html", "page-4/feed.json", "page-4/atom.xml", "posts/post-545/index.html", "oembed/post-545.json"} {
		if !slices.Contains(changed, name) {
			t.Errorf("%s has not changed", name)
		}
	}
	if len(changed) > 30 {
		t.Errorf("wanted at most 30 files to change, found %d:\n%s", len(changed), strings.Join(changed, "\n"))
	}
}

// changes gives the names of the files that differ.
func changes(before, after map[string]string) (changed []string) {
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if before[name] != after[name] {
			changed = append(changed, name)
		}
	}
	return changed
}

// TestNamesDifferByCase: on disks that ignore case, two files whose names
// differ only by case are one. IDs, tags and languages that do are therefore
// published under lower-case names, and made different where they must be.
func TestNamesDifferByCase(t *testing.T) {
	b, _ := board.Load(fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\nID Meeting\nTAGS Visits\nLANG pt-BR\n")},
		"b.txt": {Data: []byte("SUBJECT B\nDATE 2024-01-01\nID MEETING\nTAGS visits, VISITS\nLANG pt-br\n")},
	})
	folded := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(contents(t, publish(t, b)))) {
		lower := strings.ToLower(name)
		if folded[lower] != "" {
			t.Errorf("%s and %s differ only by case", folded[lower], name)
		}
		folded[lower] = name
	}
	if folded["posts/meeting/index.html"] == "" || folded["posts/meeting-2/index.html"] == "" {
		t.Errorf("want posts called meeting and meeting-2, found %q", slices.Sorted(maps.Keys(folded)))
	}
}

// TestFilesOfOneName: of files beside the posts whose names some disk takes for
// one, or for a file or folder that the board makes, one is published.
func TestFilesOfOneName(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("the engine writes no files")
	}
	names := []string{
		"pictures/A.png", "pictures/a.png", "\u00e9.png", "e\u0301.png", "po\u017ft.png", "post.png", // case and normalisation
		"Fair", "fair/a.png", "b.png", "b.png.", "c./x.png", "c/x.png", // folders; Windows drops full stops at the end
		"Feed.json", "POSTS", "posts/e\u0301.json", "posts/\u00e9.json", "tags/strasse/feed.json", "tags/strasse/x.png",
	}
	files := fstest.MapFS{"post.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\nID \u00e9\nTAGS Stra\u00dfe\n\n[](" + strings.Join(names, ") [](") + ")\n")}}
	for _, name := range names {
		files[name] = &fstest.MapFile{Data: cases.NewPicture(".png")}
	}
	b, _ := board.Load(files)
	var found []string
	r := &board.Renderer{Found: func(list board.ErrorList) {
		for _, e := range list {
			found = append(found, e.File)
		}
	}}
	if _, err := r.Publish(b); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Feed.json", "POSTS", "b.png.", "c/x.png", "fair/a.png", "pictures/a.png", "posts/e\u0301.json", "posts/\u00e9.json", "po\u017ft.png",
		"tags/strasse/feed.json", "\u00e9.png",
	}
	if !slices.Equal(found, want) {
		t.Errorf("wanted findings about %q, found %q", want, found)
	}
}

// TestFindingsInTerminals: a finding is a line that a terminal prints and does not
// obey, whatever a file is called and whatever stands in it.
func TestFindingsInTerminals(t *testing.T) {
	const esc = "\x1b]0;x\x07\n"
	text := &fstest.MapFile{Data: []byte("x")}
	b, err := board.Load(fstest.MapFS{
		"post.txt":    {Data: []byte("SUBJECT A\nDATE 2024-01-01\n\n[](picture.svg) [](A\x1b.pdf) [](a\x1b.pdf)\n")},
		"picture.svg": {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'><g\x1b[2J></g\x1b[2J></svg>")},
		"broken.svg":  {Data: []byte("<svg><g\x1b[2J></svg>")},
		esc + ".txt":  text, esc + ".pdf": text, "A\x1b.pdf": text, "a\x1b.pdf": text, "\xff.txt": text,
	})
	var list board.ErrorList
	errors.As(err, &list)
	b.Files = []string{"broken.svg", esc}
	r := &board.Renderer{Found: func(more board.ErrorList) { list = append(list, more...) }}
	if _, err := r.Publish(b); err != nil || len(list) < 8 {
		t.Fatalf("got %d findings, %v", len(list), err)
	}
	for _, e := range list {
		if line := e.Error() + e.Msg; strings.ContainsFunc(line, unicode.IsControl) || !utf8.ValidString(line) {
			t.Errorf("wanted a line of text, found %q", line)
		}
	}
}

// TestReferencesBeyondLimits: what a page does not show of a post, because of a
// limit or the policy, is a reference nevertheless. A file is published with the
// post that is shown, and stays unpublished with one that is not.
func TestReferencesBeyondLimits(t *testing.T) {
	for name, source := range map[string]string{
		"a body over the limit":        "\n" + strings.Repeat("words ", 50_000) + "\n\n[x](a.pdf)",
		"behind too many elements":     "\n" + strings.Repeat("*a* ", 6000) + "\n\n[x](a.pdf)",
		"nested too deep":              "\n" + strings.Repeat("> ", 100) + "[x](a.pdf)",
		"an attachment too many":       strings.Repeat("ATTACHMENT [x](b.pdf)\n", 200) + "ATTACHMENT [x](a.pdf)",
		"a photo too many":             strings.Repeat("\nPHOTO: x ![x](b.png)\n", 200) + "\nPHOTO: x ![x](a.pdf)",
		"a link in a link":             "\n<a href='b.pdf'><a href='a.pdf'>",
		"an element out of the policy": "\n<object data=a.pdf>",
		"HTML without an end":          "\n<a href='a.pdf'",
		"the board's own address":      "\n" + boardHome + "a.pdf",
		"an address from the root":     "\n[x](/news/a.pdf)",
	} {
		for _, hidden := range []string{"", "DRAFT\n", "EMBARGO 2027-01-01\n", "EXPIRES 2024-01-02\n", "WITHDRAWN 2024-01-02\n"} {
			b, _ := board.Load(fstest.MapFS{
				"post.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\n" + hidden + source + "\n")},
				"a.pdf":    {Data: []byte("x")},
			})
			b.URL, b.Now = boardHome, func() time.Time { return november }
			_, err := fs.Stat(publish(t, b), "a.pdf")
			if published := err == nil; published != (hidden == "") {
				t.Errorf("%s, in a post with %q: wanted its file published: %v, found %v", name, hidden, hidden == "", published)
			}
		}
	}
}

// TestManyUnusedFiles: files that nothing refers to are listed once each, and
// their findings have a limit.
func TestManyUnusedFiles(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 250 {
		files[fmt.Sprintf("%03d.pdf", i)] = &fstest.MapFile{Data: []byte("x")}
	}
	b, _ := board.Load(files)
	var found board.ErrorList
	r := &board.Renderer{Found: func(list board.ErrorList) { found = append(found, list...) }}
	if _, err := r.Publish(b); err != nil {
		t.Fatal(err)
	}
	if len(found) != 101 || !strings.Contains(found[0].Msg, "150 more files") || found[100].File != "099.pdf" {
		t.Errorf("wanted 100 findings about files and one about the other 150, found %d:\n%v", len(found), found)
	}
}

// TestFileUnreadableAtFirst: a file that could not be read when the board was
// published may be readable when the tree is. Nobody has seen what it is by then, so
// it must not come out: a picture would take its metadata along.
func TestFileUnreadableAtFirst(t *testing.T) {
	files := &brokenFS{FS: fstest.MapFS{
		"post.txt":    {Data: []byte("SUBJECT A\nDATE 2024-01-01\n\n![x](picture.jpg) ![x](plan)\n")},
		"picture.jpg": {Data: cases.NewPicture(".jpg")},
		"plan":        {Data: cases.NewPicture(".png")}, // only its content shows what it is
	}}
	b, _ := board.Load(files)
	files.broken = true
	site := publish(t, b)
	files.broken = false
	for _, name := range []string{"picture.jpg", "plan"} {
		if content, err := fs.ReadFile(site, name); err == nil && bytes.Contains(content, []byte(cases.Secret)) {
			t.Errorf("%s came out with its metadata", name)
		}
	}
}

// A brokenFS opens nothing but posts and folders while it is broken.
type brokenFS struct {
	fs.FS
	broken bool
}

func (b *brokenFS) Open(name string) (fs.File, error) {
	if b.broken && !strings.HasSuffix(name, ".txt") && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.FS.Open(name)
}

func (b *brokenFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(b.FS, name) }

// pngOf is the frame of a picture of a size, without pixels.
func pngOf(w, h int) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, uint32(w)), uint32(h))
	return append(b, "\x08\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
}

// newCopies makes copies of each picture as a Renderer's Sizes does, some of them
// wrong.
func newCopies(pictures fs.FS) (fs.FS, error) {
	copies := make(fstest.MapFS)
	names, _ := fs.Glob(pictures, "*")
	more, _ := fs.Glob(pictures, "*/*")
	for _, name := range append(names, more...) {
		if content, err := fs.ReadFile(pictures, name); err == nil && bytes.HasPrefix(content, []byte("\x89PNG")) {
			copies[name+"/0123456789ab.480.png"] = &fstest.MapFile{Data: pngOf(480, 360)}
			copies[name+"/ba9876543210.1600.png"] = &fstest.MapFile{Data: pngOf(1600, 1200)}
			copies[name+"/none.png"] = &fstest.MapFile{Data: []byte("no picture")}
		}
	}
	return copies, nil
}

const pictured = `SUBJECT Fair
DATE 2026-01-01

PHOTO: A stall
![A stall](photo.png)

In the text: ![The hall](<b, c/hall 1.png>) and ![A map](map.svg), ![again](photo.png), <img src="small.png" alt="small" width="20" height="10">,
![turned](turned.jpg), <img src="photo.png" alt="Wide" width="300">, ![elsewhere](https://other.example/photo.png)
`

// picturedBoard is a board of one post with pictures of several kinds.
func picturedBoard() *board.Board {
	b, _ := board.Load(fstest.MapFS{
		"fair.txt":        {Data: []byte(pictured)},
		"photo.png":       {Data: pngOf(4000, 3000)},
		"small.png":       {Data: pngOf(900, 600)},
		"b, c/hall 1.png": {Data: pngOf(2000, 1500)},
		"turned.jpg":      {Data: cases.NewPicture(".jpg")}, // 16 × 12 pixels, which are turned
		"map.svg":         {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"/>`)},
	})
	b.Now = func() time.Time { return november }
	return b
}

// TestSizes: the pages of a board offer the copies of its pictures to the browser,
// and its feeds list them. HTML in feeds has width and height alone.
func TestSizes(t *testing.T) {
	r := &board.Renderer{Sizes: newCopies}
	site, err := r.Publish(picturedBoard())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"photo.0123456789ab.480.png", "photo.ba9876543210.1600.png", "b, c/hall 1.ba9876543210.1600.png"} {
		if len(readFile(t, site, name)) == 0 {
			t.Errorf("%s: wanted a copy", name)
		}
	}
	page := images(string(readFile(t, site, "posts/2026-01-01-fair/index.html")))
	const photo = `srcset="../../photo.0123456789ab.480.png 480w, ../../photo.ba9876543210.1600.png 1600w"`
	const hall = `srcset="../../b%2C%20c/hall%201.0123456789ab.480.png 480w, ../../b%2C%20c/hall%201.ba9876543210.1600.png 1600w"`
	want := []string{
		`<img src="../../photo.png" alt="A stall" width="4000" height="3000" ` + photo + ` sizes="min(4000px, 42rem, 100vw - 2rem)" referrerpolicy="no-referrer">`,
		`<img src="../../b,%20c/hall%201.png" alt="The hall" width="2000" height="1500" ` + hall + ` sizes="min(2000px, 42rem, 100vw - 2rem)" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="../../map.svg" alt="A map" width="320" height="200" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="../../photo.png" alt="again" width="4000" height="3000" ` + photo + ` sizes="min(4000px, 42rem, 100vw - 2rem)" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="../../small.png" alt="small" width="20" height="10" srcset="../../small.0123456789ab.480.png 480w, ../../small.ba9876543210.1600.png 1600w" sizes="min(20px, 42rem, 100vw - 2rem)" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="../../turned.jpg" alt="turned" width="12" height="16" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="../../photo.png" alt="Wide" width="300" ` + photo + ` sizes="min(300px, 42rem, 100vw - 2rem)" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
	}
	if diff := cmp.Diff(want, page); diff != "" {
		t.Errorf("the page of the post (-want +got):\n%s", diff)
	}
	front := images(string(readFile(t, site, "index.html")))
	want = []string{`<img class="u-photo" alt="" referrerpolicy="no-referrer" sizes="(max-width: 30rem) calc(1 * (100vw - 2rem)), calc(1 * clamp(14rem, 36vw, 26rem))" srcset="./photo.0123456789ab.480.png 480w" src="./photo.0123456789ab.480.png" width="4000" height="3000">`}
	if diff := cmp.Diff(want, front); diff != "" {
		t.Errorf("the front page (-want +got):\n%s", diff)
	}
	checkFeedSizes(t, site)
}

// images are the pictures of a page of HTML.
func images(page string) []string { return regexp.MustCompile(`<img [^>]*>`).FindAllString(page, -1) }

func checkFeedSizes(t *testing.T, site fs.FS) {
	t.Helper()
	var feed struct {
		Items []struct {
			Image string
			HTML  string `json:"content_html"`
			Ext   struct {
				Photos, Images []struct {
					URL           string
					Width, Height int
					Sizes         []struct {
						URL           string
						Width, Height int
					}
				}
			} `json:"_board"`
		}
	}
	if err := json.Unmarshal(readFile(t, site, "feed.json"), &feed); err != nil {
		t.Fatal(err)
	}
	item := feed.Items[0]
	var got []string
	for _, p := range append(item.Ext.Photos, item.Ext.Images...) {
		got = append(got, fmt.Sprint(p))
	}
	want := []string{
		"{photo.png 4000 3000 [{./photo.0123456789ab.480.png 480 360} {./photo.ba9876543210.1600.png 1600 1200}]}",
		"{./b,%20c/hall%201.png 2000 1500 [{./b,%20c/hall%201.0123456789ab.480.png 480 360} {./b,%20c/hall%201.ba9876543210.1600.png 1600 1200}]}",
		"{./map.svg 320 200 []}",
		"{./small.png 900 600 [{./small.0123456789ab.480.png 480 360} {./small.ba9876543210.1600.png 1600 1200}]}",
		"{./turned.jpg 12 16 []}",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the feed (-want +got):\n%s", diff)
	}
	if item.Image != "./photo.ba9876543210.1600.png" {
		t.Errorf("wanted the largest copy for other programs, found %s", item.Image)
	}
	if strings.Contains(item.HTML, "srcset") || !strings.Contains(item.HTML, `alt="The hall" width="2000" height="1500" loading="lazy"`) {
		t.Errorf("wanted width and height alone, found %s", item.HTML)
	}
	var again strings.Builder
	if err := (&board.Renderer{BaseURL: "./"}).Sanitize(&again, item.HTML); err != nil || again.String() != item.HTML {
		t.Errorf("sanitised again, the HTML is another:\n%s\n%s", item.HTML, again.String())
	}
}

// TestSizesAsTheyAre: of a picture whose copies end below what a page can show, the
// picture itself is the last candidate. The source of the post says nothing that
// its author has not written.
func TestSizesAsTheyAre(t *testing.T) {
	b := picturedBoard()
	r := &board.Renderer{Sizes: func(fs.FS) (fs.FS, error) {
		return fstest.MapFS{"small.png/0123456789ab.480.png": {Data: pngOf(480, 320)}}, nil
	}}
	site, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	page := string(readFile(t, site, "posts/2026-01-01-fair/index.html"))
	if want := `srcset="../../small.0123456789ab.480.png 480w, ../../small.png 900w"`; !strings.Contains(page, want) || strings.Count(page, "srcset") != 1 {
		t.Errorf("wanted %s, found %s", want, page)
	}
	if source := string(readFile(t, site, "posts/2026-01-01-fair.txt")); strings.Contains(source, "4000") {
		t.Errorf("found %s", source)
	}
}

// TestSizesOfNobody: no page offers copies of a picture that it does not show.
func TestSizesOfNobody(t *testing.T) {
	site, err := (&board.Renderer{Sizes: newCopies, Images: board.ImagesOff}).Publish(picturedBoard())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "posts/2026-01-01-fair/index.html"} {
		if page := string(readFile(t, site, name)); strings.Contains(page, "srcset") || strings.Contains(page, "<img") {
			t.Errorf("%s: found %s", name, page)
		}
	}
}

// TestSizesErrors: findings about pictures are those of Publish; any other error
// ends it.
func TestSizesErrors(t *testing.T) {
	finding := &board.Error{File: "photo.png", Line: 1, Col: 1, Kind: board.LeftOut, Msg: "too large"}
	var found board.ErrorList
	r := &board.Renderer{Found: func(list board.ErrorList) { found = append(found, list...) }}
	r.Sizes = func(pictures fs.FS) (fs.FS, error) {
		copies, _ := newCopies(pictures)
		return copies, board.ErrorList{finding}
	}
	site, err := r.Publish(picturedBoard())
	if err != nil || !slices.Contains(found, finding) {
		t.Fatalf("wanted the finding, found %v (%v)", found, err)
	}
	readFile(t, site, "photo.ba9876543210.1600.png")
	full := errors.New("the disk is full")
	r.Sizes = func(fs.FS) (fs.FS, error) { return nil, full }
	if _, err := r.Publish(picturedBoard()); !errors.Is(err, full) {
		t.Errorf("wanted the error, found %v", err)
	}
}

// TestNeighborsOfItems: from the file of the newest post, the links to older posts
// lead through all posts that are listed, each once, and those to newer ones back.
func TestNeighborsOfItems(t *testing.T) {
	b, _ := board.Load(os.DirFS("testdata/posts"))
	b.Now = func() time.Time { return november }
	site := publish(t, b)
	neighbor := func(id, direction string) string {
		content, err := fs.ReadFile(site, "posts/"+id+".json")
		if err != nil {
			t.Fatal(err)
		}
		var item struct {
			Board map[string]json.RawMessage `json:"_board"`
		}
		var link struct{ ID, URL, Title string }
		if err := json.Unmarshal(content, &item); err != nil {
			t.Fatal(err)
		}
		if raw := item.Board[direction]; raw != nil {
			err := json.Unmarshal(raw, &link)
			if path, _ := url.PathUnescape(link.URL); err != nil || path != "../posts/"+link.ID+"/index.html" || link.Title == "" {
				t.Errorf("%s: the link to the %s post is %s (%v)", id, direction, raw, err)
			}
		}
		return link.ID
	}
	var want, got []string
	newest := ""
	for p := range b.All() {
		want = append(want, p.ID)
		if newer, _ := b.Neighbors(p.ID); newer == nil {
			newest = p.ID
		}
	}
	for id := newest; id != "" && len(got) <= len(want); id = neighbor(id, "older") {
		if n := len(got); n > 0 && neighbor(id, "newer") != got[n-1] {
			t.Errorf("%s: the newer post is %q, wanted %q", id, neighbor(id, "newer"), got[n-1])
		}
		got = append(got, id)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || len(want) < 3 {
		t.Errorf("wanted a way through %q, found %q", want, got)
	}
}

// TestSearch: the published index and Board.Search find the same posts, and nothing of
// a withdrawn one.
func TestSearch(t *testing.T) {
	posts := manyPosts(200)
	posts[17].Subject, posts[17].Body = "A school in Genève", "The minister spoke of *education*.\n\nIn many countries."
	posts[18].Body = "Zeppelins are rare."
	posts[18].Withdrawn.Date = posts[18].Date
	b := board.New(posts...)
	files, err := fs.Sub(publish(t, b), "search")
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"schools": posts[17].ID, "minist educ": posts[17].ID, `"many countries"`: posts[17].ID, `"countries many"`: "", "minister -school": "", "zeppelin": "", "": "",
	} {
		var got string
		for result := range b.Search(query) {
			got += result.Post.ID
		}
		if got != want {
			t.Errorf("Board.Search(%q) finds %q, want %q", query, got, want)
		}
		q := search.Parse(query)
		if q.Empty() || !q.HasPhrases("many countries") {
			continue
		}
		found, err := index.Find(q)
		if err != nil {
			t.Fatal(err)
		}
		got = ""
		for _, hit := range found.Hits(false) {
			card, err := index.Card(hit.Place)
			if err != nil {
				t.Fatal(err)
			}
			got += card.ID
		}
		if got != want {
			t.Errorf("%q in the index finds %q, want %q", query, got, want)
		}
	}
}

// TestSearchPassage: a result has the part of the text with the words, and says where they are.
func TestSearchPassage(t *testing.T) {
	p := &board.Post{Subject: "Visit", Body: "The **minister** met\nteachers of Geneva."}
	for result := range board.New(p).Search("teach geneva") {
		if len(result.Marks) != 2 {
			t.Fatalf("%d words are marked, want 2", len(result.Marks))
		}
		marked := result.Passage[result.Marks[0][0]:result.Marks[0][1]] + " " + result.Passage[result.Marks[1][0]:result.Marks[1][1]]
		if want := "The minister met teachers of Geneva."; result.Passage != want || marked != "teachers Geneva" {
			t.Errorf("passage %q with %q marked, want %q", result.Passage, marked, want)
		}
		return
	}
	t.Error("found nothing")
}

// TestNoSearch: a board whose newest page has all posts has no index, and its pages have
// no script.
func TestNoSearch(t *testing.T) {
	site := published(t, manyPosts(39))
	for name, content := range site {
		if strings.HasPrefix(name, "search/") || strings.Contains(content, `class="search"`) {
			t.Errorf("%s: wanted no search", name)
		}
	}
	if len(site) == 0 {
		t.Error("wanted files, found none")
	}
}
