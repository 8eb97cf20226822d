//go:build !js

package board_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// What a board costs must not grow faster than the board: memory for each
// post, allocation to publish each post, and bytes that a reader downloads.

// TestMemory: a board and its published site take little memory for each post
// whose body is not kept.
func TestMemory(t *testing.T) {
	const n, most = 3000, 2000 // bytes for each post
	dir := make(fstest.MapFS)
	for i := range n {
		text := fmt.Sprintf("SUBJECT Announcement %d of the secretariat\nDATE 2024-01-01\nTAGS visits, tag %d\nLANG en\n\n%s\nBY Office (o@board.example)\n",
			i, i%50, strings.Repeat("Some words of the body.\n", 800))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	before := heap()
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	b.URL = "https://board.example/"
	site := publish(t, b)
	const bodies = 10 << 20 // those that are kept, and some that were rendered last
	if got := (heap() - before - bodies) / n; got > most {
		t.Errorf("a post takes %d bytes, want at most %d", got, most)
	}
	runtime.KeepAlive(site)
	runtime.KeepAlive(dir)
}

// TestFieldsDoNotPinFile: no field of a post refers to the text of its file,
// which would keep the whole file in memory.
func TestFieldsDoNotPinFile(t *testing.T) {
	const n, most = 1000, 5000 // bytes for each post
	dir := make(fstest.MapFS)
	for i := range n {
		head := strings.ReplaceAll(allFields, "NUMBER", strconv.Itoa(i))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(head + strings.Repeat("Some words of the body.\n", 800))}
	}
	before := heap()
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	const bodies = 5 << 20 // those that are kept
	if got := (heap() - before - bodies) / n; got > most {
		t.Errorf("a post takes %d bytes, want at most %d", got, most)
	}
	post, _ := board.Parse("", dir["7.txt"].Data)
	for i := range reflect.TypeFor[board.Post]().NumField() {
		if reflect.ValueOf(*post).Field(i).IsZero() {
			t.Errorf("wanted a post with all fields, found none for %s", reflect.TypeFor[board.Post]().Field(i).Name)
		}
	}
	runtime.KeepAlive(b)
	runtime.KeepAlive(dir)
}

const allFields = `LABEL Hall NUMBER
SUBJECT Announcement NUMBER of the secretariat
DATE 2024-01-01
EMBARGO 2024-01-01T09:00:00Z
UPDATED 2024-01-02
EXPIRES 2999-01-01
WITHDRAWN 2998-01-01 The figures of announcement NUMBER were wrong.
ID post-NUMBER
TAGS visits, tag NUMBER
LANG en
TRANSLATES post-1
ALIAS former-post-NUMBER, posts/oldest-post-NUMBER
URL https://parliament.example/NUMBER
FOLDER fair-NUMBER/
PINNED
DRAFT
ATTACHMENT [Report NUMBER](report-NUMBER.pdf) application/pdf 1000
BY The office of number NUMBER (office-NUMBER@board.example, https://board.example/office/NUMBER)
BY The other office of number NUMBER (other-NUMBER@board.example, https://board.example/other/NUMBER)
X-OFFICE Room NUMBER

PHOTO: Caption NUMBER ![What number NUMBER shows](photo-NUMBER.jpg =10x10)

PHOTO: Caption NUMBER alone

`

// heap is how many bytes are in use.
func heap() int {
	runtime.GC()
	runtime.GC() // the second one empties sync.Pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// TestShareOfTree: however a post is made, it adds a bounded number of files to
// the tree, and bytes in proportion to its size. One of 33 kB with 200 tags and
// 550 aliases once became 2,471 files of 180 MB.
func TestShareOfTree(t *testing.T) {
	const mostFiles, perByte, slack = 124, 128, 64 << 10
	many := func(field, value string, n int) string {
		values := make([]string, n)
		for i := range values {
			values[i] = fmt.Sprintf(value, i)
		}
		return field + " " + strings.Join(values, ", ") + "\n"
	}
	tags := many("TAGS", "t%d", 200)
	files, bytes := sizeOfTree(t, "")
	for _, c := range []struct{ name, source string }{
		{"tags and aliases", tags + many("ALIAS", "a%d", 550) + "\n" + strings.Repeat("*a* ", 7000)},
		{"aliases", many("ALIAS", "a%d", 5000)},
		{"long tags", many("TAGS", "t%d"+strings.Repeat("x", 100), 200)},
		{"a long subject", "SUBJECT " + strings.Repeat("x", 33_000) + "\n" + tags},
		{"a long label", "LABEL " + strings.Repeat("x", 33_000) + "\n" + tags},
		{"attachments", strings.Repeat("ATTACHMENT [<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<](a.pdf)\n", 500) + tags},
		{"authors", strings.Repeat("BY A <<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<< (https://a.example/)\n", 500) + tags},
		{"what grows most", tags + "\n" + strings.Repeat("<", 30_000)},
	} {
		source := "ID a\nDATE 2024-01-01\nLANG en\n" + c.source
		if !strings.Contains(source, "SUBJECT") {
			source = "SUBJECT A\n" + source
		}
		moreFiles, moreBytes := sizeOfTree(t, source)
		if n := moreFiles - files; n > mostFiles {
			t.Errorf("%s: a post of %d bytes adds %d files, want at most %d", c.name, len(source), n, mostFiles)
		}
		if n := moreBytes - bytes; n > perByte*len(source)+slack {
			t.Errorf("%s: a post of %d bytes adds %d bytes, want at most %d times as many", c.name, len(source), n, perByte)
		}
	}
}

// sizeOfTree publishes a board of one post, or none, and gives the number of its
// files and their bytes.
func sizeOfTree(t *testing.T, source string) (files, bytes int) {
	t.Helper()
	dir := make(fstest.MapFS)
	if source != "" {
		dir["a.txt"] = &fstest.MapFile{Data: []byte(source)}
	}
	b, _ := board.Load(dir)
	b.URL = boardHome
	for _, content := range contents(t, publish(t, b)) {
		files++
		bytes += len(content)
	}
	return files, bytes
}

// TestPublishIsLinear: publishing a post allocates no more memory on a large
// board than on a small one.
func TestPublishIsLinear(t *testing.T) {
	small, large := allocated(t, 300), allocated(t, 2400)
	if large > small*5/4 {
		t.Errorf("publishing a post allocates %d bytes on a board of 300 posts, %d on one of 2400", small, large)
	}
}

// allocated is how many bytes are allocated to publish each of n posts.
func allocated(t *testing.T, n int) uint64 {
	t.Helper()
	posts := manyPosts(n)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site := publish(t, b)
	for _, name := range fileNames(t, site) {
		readFile(t, site, name)
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / uint64(n)
}

// TestPlaces: who makes the files of a tree in the order of their places reads the
// source of each post twice, once for itself and once for all pages and feeds.
func TestPlaces(t *testing.T) {
	const n = 300
	dir := &countedFS{FS: make(fstest.MapFS)}
	for i := range n {
		text := fmt.Sprintf("SUBJECT Announcement %d\nDATE 2024-%02d-%02d\nTAGS a%d, b%d\n\n%s", i, 1+i/30, 1+i%28, i%2, i%3, strings.Repeat("Some words.\n", 5000))
		dir.FS.(fstest.MapFS)[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	b.URL = boardHome
	tree := publish(t, b)
	byName := fileNames(t, tree)
	opened := func(names []string) int { // a source is opened to see what it is, and to be read
		before := dir.opened
		for _, name := range names {
			readFile(t, tree, name)
		}
		return (dir.opened - before) / 2
	}
	place := tree.(interface{ Place(name string) int }).Place
	byPlace := slices.SortedStableFunc(slices.Values(byName), func(a, b string) int { return place(a) - place(b) })
	if got := opened(byPlace); got > 2*n {
		t.Errorf("by their places, making %d files opened %d sources, want at most %d", len(byPlace), got, 2*n)
	}
	if got := opened(byName); got < 3*n {
		t.Errorf("by their names, making %d files opened %d sources: this test shows nothing below %d", len(byName), got, 3*n)
	}
}

// A countedFS counts the files that are opened.
type countedFS struct {
	fs.FS
	opened int
}

func (c *countedFS) Open(name string) (fs.File, error) {
	c.opened++
	return c.FS.Open(name)
}

// TestSameDownload: the first page of a list, its feeds, and the files of any
// post are of the same size on a small board and on a large one.
func TestSameDownload(t *testing.T) {
	small, large := downloads(t, 110), downloads(t, 20_110)
	for name, size := range large {
		if size != small[name] {
			t.Errorf("%s has %d bytes on a board of 110 posts and %d on one of 20,110", name, small[name], size)
		}
	}
}

// digits has each number in a file, which may have more digits on a large
// board.
var digits = regexp.MustCompile(`[0-9]+`)

// downloads gives the sizes of what readers load from a board of n posts, with
// each number counted as one digit.
func downloads(t *testing.T, n int) map[string]int {
	t.Helper()
	posts := manyPosts(n)
	newest := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, p := range posts {
		p.Date.Time = newest.Add(time.Duration(i-n) * time.Hour)
		p.Tags = append(p.Tags, fmt.Sprint("tag", (n-i)%40))
	}
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site := publish(t, b)
	sizes := make(map[string]int)
	for _, name := range []string{
		"index.html", "feed.json", "feed.xml", "atom.xml", "tags/odd/index.html", "tags/odd/feed.json", "lang/en/feed.xml",
		"posts/post-7/index.html", "posts/post-7.json", "oembed/post-7.json",
	} {
		sizes[name] = len(digits.ReplaceAll(readFile(t, site, name), []byte("1")))
	}
	return sizes
}

// TestFeedPageSize: a page of a feed stays below 1.5 MiB. The longest posts come
// with their summary, and with the URL of the whole post.
func TestFeedPageSize(t *testing.T) {
	for name, grow := range map[string]func(*board.Post){
		"bodies":      func(p *board.Post) { p.Body = strings.Repeat("A paragraph with \"quotes\" & <b>tags</b>.\n\n", 1200) },
		"subjects":    func(p *board.Post) { p.Subject = strings.Repeat("subject \"é\" ", 5000) },
		"attachments": func(p *board.Post) { p.Attachments = manyAttachments(40) },
		"fields":      func(p *board.Post) { p.Meta = map[string][]string{"x-note": {strings.Repeat("&", 60_000)}} },
	} {
		posts := manyPosts(39) // as many as the newest page may have
		for _, p := range posts[:len(posts)-1] {
			grow(p)
		}
		files := published(t, posts)
		for _, feed := range []string{"feed.json", "feed.xml", "atom.xml"} {
			if size := len(files[feed]); size > 3<<19 {
				t.Errorf("%s: %s has %d bytes, want at most 1.5 MiB", name, feed, size)
			}
		}
		checkShortened(t, name, files)
	}
}

// checkShortened looks for shortened items in feed.json: each has the URL of the
// whole, which is there; a post that is not long is whole itself.
func checkShortened(t *testing.T, name string, files map[string]string) {
	t.Helper()
	urls := regexp.MustCompile(`"item_url":"https://board.example/news/([^"]*)"`).FindAllStringSubmatch(files["feed.json"], -1)
	if len(urls) == 0 || len(urls) > 38 {
		t.Errorf("%s: %d items are shortened, want some, and not the short post", name, len(urls))
	}
	for _, m := range urls {
		if len(files[m[1]]) == 0 {
			t.Errorf("%s: %s is not there", name, m[1])
		}
	}
	b, err := board.ReadFeed("feed.json", []byte(files["feed.json"]))
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for p := range b.All() {
		if p.Subject == "" {
			t.Errorf("%s: a post without a subject was read back", name)
		}
	}
}

func manyAttachments(n int) (list []board.Attachment) {
	for i := range n {
		list = append(list, board.Attachment{URL: fmt.Sprintf("files/%d.pdf?%s", i, strings.Repeat("q", 1500)), Title: "a & b"})
	}
	return list
}

// TestEdges: what surrounds the body of a source file costs no more than the body
// does: header fields, front matter, photos, closing lines.
func TestEdges(t *testing.T) {
	skipUnderRace(t)
	n := 0
	check := func(edge hostile.Edge, families []hostile.Pathology) {
		for _, p := range families {
			if n++; !hostile.IsTried(n) {
				continue
			}
			family := func(size int) string { return edge.Put(p.Make(size)) }
			if wrong := hostile.Costly(family, parseAndFormat); wrong != "" {
				t.Errorf("%s in %s: %s", p.Name, edge.Name, wrong)
			}
		}
	}
	for edge := range hostile.Fields {
		check(edge, hostile.Pieces)
	}
	for _, edge := range hostile.Blocks {
		check(edge, slices.Concat(hostile.Pieces, hostile.Pathologies))
	}
}

func parseAndFormat(source string) {
	p, err := board.Parse("a.md", []byte(source))
	if err != nil {
		_ = err.Error()
	}
	board.Format(p)
}

// TestFeedEdges: whatever a feed has many of, reading it costs what its size does.
func TestFeedEdges(t *testing.T) {
	skipUnderRace(t)
	families := slices.Collect(hostile.FeedSizes)
	for _, p := range hostile.Pieces {
		families = append(families, hostile.Pathology{Name: "a field of " + p.Name, Make: func(size int) string {
			return feedOfFields(p.Make(size))
		}})
	}
	for _, p := range families {
		wrong := hostile.Costly(p.Make, func(source string) {
			if _, err := board.ReadFeed("feed.json", []byte(source)); err != nil {
				_ = err.Error()
			}
		})
		if wrong != "" {
			t.Errorf("%s: %s", p.Name, wrong)
		}
	}
}

// feedOfFields is a feed of two items, each field of which has a part of a text.
func feedOfFields(text string) string {
	parts := slices.Collect(slices.Chunk([]byte(text), len(text)/8+1))
	next := func() (s string) {
		if len(parts) > 0 {
			s, parts = string(parts[0]), parts[1:]
		}
		return s
	}
	a := map[string]any{"id": next(), "title": next(), "content_html": next(), "date_published": next()}
	b := map[string]any{"content_text": next(), "_board": map[string]any{
		"body": "x", "by": map[string]any{"name": next(), "url": next()}, "label": next(),
	}}
	src, _ := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "items": []any{a, b}})
	return string(src)
}
