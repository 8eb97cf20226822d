package board_test

import (
	"bytes"
	stdcmp "cmp"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestProperties checks, for every case and every post in testdata, the
// promises that hold for any input. The fuzz targets check the same promises.
func TestProperties(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) { checkProperties(t, renderer(t, c), c.File, c.Source) })
	}
	posts, err := filepath.Glob("testdata/posts/*.*")
	if err != nil || len(posts) == 0 {
		t.Fatalf("wanted testdata/posts/*, found none (%v)", err)
	}
	for _, name := range posts {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkProperties(t, new(board.Renderer), name, src)
		})
	}
}

func checkProperties(t *testing.T, r *board.Renderer, name string, src []byte) {
	t.Helper()
	posts, _ := read(r, name, src)
	for _, post := range posts {
		checkPost(t, r, post, name)
	}
	checkOutput(t, r, sanitize(t, r, string(src)))
}

func checkPost(t *testing.T, r *board.Renderer, post *board.Post, name string) {
	t.Helper()
	checkRoundTrip(t, post, "again.txt")
	checkRoundTrip(t, post, name)
	checkItem(t, r, post)
	checkOutput(t, r, article(t, r, post))
	var body bytes.Buffer
	if err := r.Render(&body, post); err != nil {
		t.Fatal(err)
	}
	checkOutput(t, r, body.String())
}

// checkRoundTrip: Parse(name, Format(p)) equals p.
func checkRoundTrip(t *testing.T, p *board.Post, name string) {
	t.Helper()
	text := board.Format(p)
	again, _ := board.Parse(name, text)
	if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("Parse(Format(p)) differs from p (-p +got):\n%s\n%s", diff, text)
	}
	if !reflect.DeepEqual(p, again) {
		t.Errorf("Parse(Format(p)) is not deeply equal to p, though cmp finds no difference:\n%s", text)
	}
}

// checkItem: a post read back from its feed item equals the published post.
func checkItem(t *testing.T, r *board.Renderer, p *board.Post) {
	t.Helper()
	item, err := r.Item(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := board.ReadItem(item)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := article(t, r, again), article(t, r, p); got != want {
		t.Errorf("an item read back renders differently (-want +got):\n%s", cmp.Diff(want, got))
	}
	if !p.Withdrawn.Date.IsZero() {
		if p.Body != "" && strings.Contains(string(item), p.Body) {
			t.Errorf("the item of a withdrawn post has its body:\n%s", item)
		}
		return
	}
	p.Draft = false // drafts are not published
	if diff := cmp.Diff(board.Format(p), board.Format(again)); diff != "" {
		t.Errorf("an item read back differs from the post (-want +got):\n%s", diff)
	}
}

// checkOutput: the output is inside the policy and balanced, and neither our
// own sanitiser, nor bluemonday, nor parsing and serialising it changes it.
func checkOutput(t *testing.T, r *board.Renderer, out string) {
	t.Helper()
	checkPolicy(t, out)
	if again := sanitize(t, r, out); again != out {
		t.Errorf("sanitising again changes the output:\n%s", cmp.Diff(out, again))
	}
	if again := oracle.Sanitize(out); again != out {
		t.Errorf("bluemonday changes the output:\n%s", cmp.Diff(out, again))
	}
	for _, context := range []string{"div", "article", "td", "li", "template", "body"} {
		if again := sanitize(t, r, reparse(t, context, out)); again != out {
			t.Errorf("parsed in <%s>, serialised and sanitised, the output changes:\n%s", context, cmp.Diff(out, again))
		}
	}
}

// checkPolicy: a tokenizer that shares no code with the builder finds only
// balanced elements, attributes and addresses inside the policy.
func checkPolicy(t *testing.T, out string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(out))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			checkElement(t, token)
			if !void[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> does not end the innermost of the open elements %v in %q", token.Data, open, out)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Errorf("%v in the output: %s", kind, token)
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v in %q", open, out)
	}
}

// TestSettingsOfPrograms: a board whose settings a program has set has the pages of
// one whose _board.txt says the same, and no link on them leads where none in a post
// may.
func TestSettingsOfPrograms(t *testing.T) {
	for _, value := range append(readValues(t), "logo.svg", "style.css", "ko", "posts/a/index.html") {
		files := fstest.MapFS{
			"a.txt": {Data: []byte("SUBJECT A\nDATE 2019-11-26\n")}, "logo.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}, "style.css": {Data: []byte("p {}")},
		}
		set, _ := board.Load(files)
		line := strings.Join(strings.Fields(value), " ")
		set.Title, set.Description, set.Lang, set.Logo, set.Icon, set.Style = value, value, value, value, value, value
		files["_board.txt"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("$", line).Replace("TITLE: $\nDESCRIPTION: $\nLANG: $\nLOGO: $\nICON: $\nSTYLE: $\n"))}
		loaded, _ := board.Load(files)
		if utf8.ValidString(value) && !strings.Contains(value, "\x00") { // else a file is not text
			if diff := cmp.Diff(frontPage(t, loaded), frontPage(t, set)); diff != "" {
				t.Errorf("%q in a program differs from what it is in _board.txt (-file +program):\n%s", value, diff)
			}
		}
		set.Links = []board.Link{{Title: value, URL: value, Place: board.LinkPlace(value)}, {Title: "x", URL: value, Place: board.Foot}}
		z := html.NewTokenizer(strings.NewReader(frontPage(t, set)))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			for _, a := range z.Token().Attr {
				u, err := url.Parse(a.Val)
				if a.Key == "href" && (err != nil || u.Scheme != "" && !slices.Contains(board.Schemes(), u.Scheme) || u.Scheme == "" && (u.Host != "" || strings.HasPrefix(u.Path, ".."))) {
					t.Errorf("%q becomes a link to %q", value, a.Val)
				}
			}
		}
	}
}

func frontPage(t *testing.T, b *board.Board) string {
	t.Helper()
	return string(readFile(t, publish(t, b), "index.html"))
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "wbr": true}

func checkElement(t *testing.T, token html.Token) {
	t.Helper()
	for _, e := range board.Policy() {
		if e.Name == token.Data {
			for _, a := range token.Attr {
				if !slices.Contains(e.Attributes, a.Key) {
					t.Errorf("<%s %s> is outside the policy", token.Data, a.Key)
				}
				checkAddress(t, a)
			}
			return
		}
	}
	t.Errorf("<%s> is outside the policy", token.Data)
}

func checkAddress(t *testing.T, a html.Attribute) {
	t.Helper()
	if a.Key != "href" && a.Key != "src" {
		return
	}
	u, err := url.Parse(a.Val)
	relative := strings.HasPrefix(a.Val, "./") || strings.HasPrefix(a.Val, "../")
	web := err == nil && strings.HasPrefix(u.Scheme, "http") && u.Host != "" && u.User == nil
	other := err == nil && a.Key == "href" && u.Opaque != ""
	proper := relative || err == nil && slices.Contains(board.Schemes(), u.Scheme) && (web || other)
	if !proper || len(a.Val) > 2048 || strings.ContainsAny(a.Val, " \t\n\\<>\"") {
		t.Errorf("the address %q is outside the policy", a.Val)
	}
}

// oracle is bluemonday with the same policy: a second opinion that shares no
// code with the builder. It does not check addresses, which it would rewrite;
// checkAddress does.
var oracle = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for _, e := range board.Policy() {
		p.AllowNoAttrs().OnElements(e.Name)
		p.AllowAttrs(e.Attributes...).OnElements(e.Name)
	}
	return p
}()

// reparse parses HTML as the content of an element and serialises the tree, as
// reading innerHTML in a browser does.
func reparse(t *testing.T, context, source string) string {
	t.Helper()
	parent := &html.Node{Type: html.ElementNode, Data: context, DataAtom: atom.Lookup([]byte(context))}
	nodes, err := html.ParseFragment(strings.NewReader(source), parent)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestFingerprints: over random changes of posts, pictures, settings and the clock,
// a file whose fingerprint is the same as before has the same bytes as before.
func TestFingerprints(t *testing.T) {
	skipInEngine(t)
	for seed := range uint64(3) {
		c := newChangingBoard(seed)
		seen := make(map[[2]string]string) // contents, by name and fingerprint
		same := 0
		for step := range 40 {
			site, what := c.change(t)
			for name, content := range contents(t, site) {
				sum := site.Fingerprint(name)
				if sum == "" {
					continue
				}
				key := [2]string{name, sum}
				before, known := seen[key]
				if known {
					same++
				}
				if known && before != content {
					t.Fatalf("seed %d, step %d, %s: %s has changed, its fingerprint has not:\n%s", seed, step, what, name, cmp.Diff(before, content))
				}
				seen[key] = content
			}
		}
		if same < len(seen)/10 {
			t.Errorf("seed %d: wanted many files to stay the same, found %d of %d", seed, same, len(seen))
		}
	}
}

// TestEarlierIndex: over random changes, a search index that takes over what the one
// before has is the same, byte for byte, as one from nothing.
func TestEarlierIndex(t *testing.T) {
	skipInEngine(t)
	c, earlier, indexes := newChangingBoard(5), make(fstest.MapFS), 0
	for i := range 30 {
		c.write(60 + i) // enough for an index
	}
	for step := range 60 {
		site, what := c.change(t)
		want := searchFiles(t, site)
		r := c.renderer
		r.Earlier = earlier
		again, err := r.Publish(c.board)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, searchFiles(t, again)); diff != "" {
			t.Fatalf("step %d, %s: -from nothing +from the index before\n%s", step, what, diff)
		}
		earlier = want
		if len(want) > 0 {
			indexes++
		}
	}
	if indexes < 30 {
		t.Errorf("wanted an index in most steps, found %d", indexes)
	}
}

// searchFiles are the files of the search index of a site.
func searchFiles(t *testing.T, site fs.FS) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(site, "search/*")
	if err != nil {
		t.Fatal(err)
	}
	files := make(fstest.MapFS)
	for _, name := range names {
		content, err := fs.ReadFile(site, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: content}
	}
	return files
}

// TestFingerprintsOfNeighbors: a change in one post is in the fingerprints of all
// files that show it.
func TestFingerprintsOfNeighbors(t *testing.T) {
	skipInEngine(t)
	tests := []struct {
		why, file, before, after string
		changes                  string // a file that must change
	}{
		{"the title of a translation", "p3", "SUBJECT Post", "SUBJECT Beitrag", "posts/p2.json"},
		{"the reason of a withdrawal", "p4", "wrong", "not right", "page-1/atom.xml"},
		{"the language of an old post counts on the front page", "p5", "LANG de", "LANG ar", "index.html"},
		{"the tag of an old post counts on the front page", "p6", "TAGS visits", "TAGS budget", "index.html"},
		{"the folder of a tag is that of the oldest post with it", "p7", "TAGS Émile", "TAGS E\u0301mile", "posts/p8/index.html"},
		{"a page becomes full", "p79", "DRAFT", "X-NOTE", "page-2/index.html"},
		{"the subject of the post beside it", "p20", "SUBJECT Post", "SUBJECT Visit", "posts/p21/index.html"},
		{"a new month", "p79", "DRAFT\nDATE 2026-03", "DATE 2026-05", "archive/2026/index.html"},
	}
	for _, tt := range tests {
		files := make(fstest.MapFS)
		for i := range 80 {
			special := map[int]string{2: "LANG en", 3: "TRANSLATES p2\nLANG de", 4: "WITHDRAWN 2026-11-01 It was wrong.", 5: "LANG de", 6: "TAGS visits", 7: "TAGS Émile", 8: "TAGS Émile, E\u0301mile", 79: "DRAFT"}[i]
			files[fmt.Sprint("p", i, ".txt")] = &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Post %d\nID p%d\n%s\nDATE 2026-%02d-%02d\n\nWords.\n", i, i, stdcmp.Or(special, "X-NOTE none"), 1+i/28, 1+i%28)}
		}
		f := files[tt.file+".txt"]
		board1 := withURL(t, files)
		before := contents(t, board1)
		if !bytes.Contains(f.Data, []byte(tt.before)) {
			t.Fatalf("%s: wanted %q in the post, found\n%s", tt.why, tt.before, f.Data)
		}
		f.Data = bytes.Replace(f.Data, []byte(tt.before), []byte(tt.after), 1)
		board2 := withURL(t, files)
		after := contents(t, board2)
		if before[tt.changes] == after[tt.changes] {
			t.Errorf("%s: wanted %s to change, found it the same", tt.why, tt.changes)
		}
		for _, name := range changes(before, after) {
			if sum := board1.Fingerprint(name); sum != "" && sum == board2.Fingerprint(name) {
				t.Errorf("%s: %s has changed, its fingerprint has not", tt.why, name)
			}
		}
	}
}

func withURL(t *testing.T, files fs.FS) board.FingerprintFS {
	t.Helper()
	b, _ := board.Load(files)
	b.URL, b.Now = boardHome, func() time.Time { return november }
	return publish(t, b).(board.FingerprintFS)
}

// A changingBoard is a directory of posts, and settings, that change at random.
type changingBoard struct {
	random   *rand.Rand
	files    fstest.MapFS
	now      time.Time
	renderer board.Renderer
	set      func(*board.Board) // by the program
	board    *board.Board       // that was published last
	settings []string           // of the directory
}

func newChangingBoard(seed uint64) *changingBoard {
	c := &changingBoard{random: rand.New(rand.NewPCG(seed, 20)), files: make(fstest.MapFS), now: november, set: func(*board.Board) {}}
	for i := range 45 {
		c.write(i)
	}
	c.files["a.png"] = &fstest.MapFile{Data: pngOf(400, 300)}
	return c
}

func (c *changingBoard) one(of ...string) string { return of[c.random.IntN(len(of))] }

// write writes a post, with some of the fields that matter to other posts' files.
func (c *changingBoard) write(i int) {
	text := fmt.Sprintf("SUBJECT %s %d\nDATE 2026-%02d-%02d%s\nID p%d\n", c.one("Fair", "Visit", "[Nov 2] Talks", "<b>"), i, 1+i%12, 1+i%27, c.one("", " 10:00"), i)
	for range c.random.IntN(4) {
		text += c.one("TAGS visits", "TAGS Visits, budget", "TAGS budget", "LANG de", "LANG ar", "PINNED", "UPDATED 2026-12-01", "URL https://other.example/",
			"WITHDRAWN 2026-11-28 It was wrong.", "EXPIRES 2026-11-30", "EMBARGO 2026-12-01", "DRAFT", "TRANSLATES p1", "TRANSLATES p2", "ALIAS old"+fmt.Sprint(i), "X-ROOM 7") + "\n"
	}
	text += "\n" + c.one("Words.", "Other words.", "![A](a.png)", "![B](<b 1.png>) and [a document](c.pdf)", "PHOTO: A stall\n![A stall](a.png)", strings.Repeat("Long. ", 500)) + "\n"
	text += c.one("", "\nBY Press Office (press@board.example)\n")
	c.remove(i)
	c.files[fmt.Sprintf("%s%03d.txt", c.one("", "2026/"), i)] = &fstest.MapFile{Data: []byte(text)}
}

func (c *changingBoard) remove(i int) {
	delete(c.files, fmt.Sprintf("%03d.txt", i))
	delete(c.files, fmt.Sprintf("2026/%03d.txt", i))
}

// change makes a change, and publishes the board.
func (c *changingBoard) change(t *testing.T) (site board.FingerprintFS, what string) {
	t.Helper()
	n := c.random.IntN(60)
	switch c.random.IntN(8) {
	case 0, 1:
		what = fmt.Sprint("another post ", n)
		c.write(n)
	case 2:
		what = fmt.Sprint("without the post ", n)
		c.remove(n)
	case 3:
		c.now = c.now.Add(time.Duration(c.random.IntN(72)-24) * time.Hour).In([]*time.Location{time.UTC, time.FixedZone("", 9*60*60)}[c.random.IntN(2)])
		what = c.now.String()
	case 4:
		name := c.one("a.png", "2026/a.png", "b 1.png", "c.pdf", "logo.png", "style.css")
		what = "another " + name
		c.files[name] = &fstest.MapFile{Data: pngOf(100+c.random.IntN(3)*900, 300)}
		if c.random.IntN(3) == 0 {
			delete(c.files, name)
		}
	case 5:
		what = c.one("TITLE News", "TITLE Board", "DESCRIPTION What happens.", "URL https://board.example/news/", "URL https://board.example/", "FIRST-URL https://first.example/", "LANG en", "LANG ar",
			"ZONE Asia/Ulaanbaatar", "LOGO logo.png", "ICON logo.png", "STYLE style.css", "DIRECTORY-URLS", "FILE c.pdf", "LINK [Imprint](https://board.example/imprint) foot")
		c.settings = append(c.settings, what)
		if c.random.IntN(2) == 0 {
			c.settings = nil
		}
		c.files["_board.txt"] = &fstest.MapFile{Data: []byte(strings.Join(c.settings, "\n"))}
	case 6:
		r := &c.renderer
		what = "other settings of the renderer"
		*r = board.Renderer{Images: r.Images, Policy: r.Policy, Sizes: r.Sizes, HeadingLevel: c.random.IntN(3), UGC: c.random.IntN(2) == 0}
		switch c.random.IntN(3) {
		case 0:
			r.Images = []board.ImagePolicy{board.ImagesBoard, board.ImagesAny, board.ImagesOff}[c.random.IntN(3)]
		case 1:
			r.Policy = []board.Level{board.Full, board.Basic, board.Text}[c.random.IntN(3)]
		case 2:
			if r.Sizes == nil {
				r.Sizes = newCopies
			} else {
				r.Sizes = nil
			}
		}
	case 7:
		what = "other settings of the program"
		title, frame := c.one("", "News"), c.random.IntN(4) == 0
		c.set = func(b *board.Board) {
			b.Title += title
			if frame {
				b.Frame = func(w io.Writer, p *board.WebPage) error { _, err := io.WriteString(w, string(p.Content)); return err }
			}
		}
	}
	b, _ := board.Load(c.files)
	now := c.now
	b.Now = func() time.Time { return now }
	c.set(b)
	c.board = b
	r := c.renderer
	made, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return made.(board.FingerprintFS), what
}

// TestFingerprintOfLargeBoard: bodies that are not in memory count as well.
func TestFingerprintOfLargeBoard(t *testing.T) {
	skipInEngine(t)
	files := make(fstest.MapFS)
	for i := range 8 {
		files[fmt.Sprint(i, ".txt")] = &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Post %d\nID p%d\nDATE 2026-01-01\n\n%s\n", i, i, strings.Repeat("word ", 200_000))}
	}
	before := fingerprints(t, files)
	files["7.txt"].Data[len(files["7.txt"].Data)-3] = 't'
	after := fingerprints(t, files)
	for _, name := range []string{"index.html", "feed.json", "posts/p7/index.html", "posts/p7.json", "posts/p7.txt"} {
		if before[name] == after[name] || before[name] == "" {
			t.Errorf("%s: wanted another fingerprint, found %q twice", name, before[name])
		}
	}
	if name := "posts/p3/index.html"; before[name] != after[name] {
		t.Errorf("%s: wanted the same fingerprint, found another", name)
	}
}

func fingerprints(t *testing.T, files fs.FS) map[string]string {
	t.Helper()
	b, _ := board.Load(files)
	site := publish(t, b).(board.FingerprintFS)
	all := make(map[string]string)
	for _, name := range fileNames(t, site) {
		all[name] = site.Fingerprint(name)
	}
	return all
}
