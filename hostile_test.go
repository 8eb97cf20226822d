package board_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// TestAttacks renders attacks and checks every promise about the output. In
// wasm/browser, browsers judge the same attacks.
func TestAttacks(t *testing.T) {
	t.Parallel()
	r := &board.Renderer{BaseURL: "https://board.example/feed.json"}
	count := 0
	for a := range hostile.Attacks {
		post, _ := board.Parse("a.txt", []byte(a.Source))
		checkTree(t, r, article(t, r, post))
		if t.Failed() {
			t.Fatalf("%s:\n%s", a.Name, a.Source)
		}
		count++
	}
	for _, p := range hostile.Payloads() {
		checkTree(t, r, sanitize(t, r, p))
	}
	if count < 5000 {
		t.Errorf("wanted at least 5000 attacks, found %d", count)
	}
}

// TestFeeds reads hostile feeds. A payload or a value of the wrong type must hide
// no post, except in the two fields that decide if it is shown, and the output
// must stay inside the policy.
func TestFeeds(t *testing.T) {
	t.Parallel()
	r := &board.Renderer{BaseURL: "https://board.example/feed.json"}
	for f := range hostile.Feeds {
		b, _ := board.ReadFeed("feed.json", f.JSON)
		undecided := strings.Contains(f.Name, "[_board date]") || strings.Contains(f.Name, "[_board expires]")
		heldBack := 0
		for _, item := range f.Items {
			post, _ := board.ReadItem(item)
			if undecided && post.HeldBack() {
				heldBack++
			}
			out := article(t, r, post)
			checkPolicy(t, out)
			if again := sanitize(t, r, out); again != out {
				t.Errorf("sanitising again changes the output:\n%s", gocmp.Diff(out, again))
			}
			if t.Failed() {
				t.Fatalf("%s:\n%s", f.Name, item)
			}
		}
		if n := b.Page(1, 0).Total; n != len(f.Items)-heldBack {
			t.Errorf("%s: wanted %d posts, found %d", f.Name, len(f.Items)-heldBack, n)
		}
	}
}

// TestSoup renders random markup and checks every promise about the output.
// BOARD_SOUP=N sets how many seeds are tried.
func TestSoup(t *testing.T) {
	t.Parallel()
	r := &board.Renderer{BaseURL: "https://board.example/feed.json"}
	for seed := range seeds(t, "BOARD_SOUP", "1000") {
		body := hostile.Soup(seed)
		checkTree(t, r, article(t, r, &board.Post{Subject: "x", Body: body}))
		checkTree(t, r, sanitize(t, r, body))
		if t.Failed() {
			t.Fatalf("seed %d:\n%q", seed, body)
		}
	}
}

// seeds is a number from the environment, or the usual one.
func seeds(t *testing.T, variable, usual string) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(cmp.Or(os.Getenv(variable), usual), 10, 64)
	if err != nil || n == 0 {
		t.Fatalf("wanted a number in %s, found %q", variable, os.Getenv(variable))
	}
	return n
}

// checkTree: the output keeps every promise, and an HTML parser builds exactly
// the tree of it that was written.
func checkTree(t *testing.T, r *board.Renderer, out string) {
	t.Helper()
	checkOutput(t, r, out)
	written := tokens(out)
	for _, context := range []string{"div", "td", "li", "template"} {
		if diff := gocmp.Diff(written, tokens(reparse(t, context, out))); diff != "" {
			t.Errorf("in <%s>, a parser builds another tree of the output (-written +parsed):\n%s", context, diff)
		}
	}
}

// tokens gives the tags and texts of HTML, with <br/> as <br> and with sorted
// attributes: x/net/html serialises them in another order than we do.
func tokens(source string) (all []string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		if t.Type == html.SelfClosingTagToken {
			t.Type = html.StartTagToken
		}
		slices.SortFunc(t.Attr, func(a, b html.Attribute) int { return cmp.Compare(a.Key, b.Key) })
		all = append(all, t.String())
	}
	return all
}

// Bounds on what a post of pathologySize bytes may cost.
const (
	pathologySize = 64 << 10
	maxGrowth     = 16       // bytes of HTML for each byte of source
	maxAllocated  = 64 << 20 // bytes in total, most of which are garbage soon
)

// TestPathologies bounds the size of the output and the bytes allocated to
// make it. Allocation measures the work done on any machine, however busy;
// TestFindings: no source makes many findings, or long ones.
func TestFindings(t *testing.T) {
	const most, longest = 200 + 1, 2000
	for name, src := range manyMistakes(1 << 18) {
		for way, read := range readings {
			err := read(src)
			list, _ := err.(board.ErrorList)
			if len(list) > most {
				t.Errorf("%s, read as %s: %d findings, want at most %d", name, way, len(list), most)
			}
			if err != nil && len(err.Error()) > (len(list)+1)*longest {
				t.Errorf("%s, read as %s: an error of %d bytes for %d findings", name, way, len(err.Error()), len(list))
			}
		}
	}
}

// readings are the functions that have findings.
var readings = map[string]func(string) error{
	"a post":  func(src string) error { _, err := board.Parse("a.md", []byte(src)); return err },
	"a feed":  func(src string) error { _, err := board.ReadFeed("a.json", []byte(src)); return err },
	"an item": func(src string) error { _, err := board.ReadItem([]byte(src)); return err },
	"a board": func(src string) error { _, err := board.Load(fstest.MapFS{"a.md": {Data: []byte(src)}}); return err },
	"a check": func(src string) error { return new(board.Renderer).Check("a.md", []byte(src)) },
}

// manyMistakes are sources of a size with many mistakes, or a long one.
func manyMistakes(size int) map[string]string {
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	different := "SUBJECT a\n"
	for i := 0; len(different) < size/4; i++ {
		different += fmt.Sprintf("a%d: b\n", i)
	}
	return map[string]string{
		"unknown fields":       "SUBJECT a\n" + repeat("A: b\n"),
		"different fields":     different,
		"dates that are none":  "SUBJECT a\n" + repeat("DATE x\n"),
		"drafts that are none": "SUBJECT a\n" + repeat("DRAFT x\n"),
		"a long date":          "DATE " + repeat("x"),
		"a long name":          repeat("x") + ": a\n",
		"a long language":      "LANG " + repeat("\x01"),
		"a long subject":       "LABEL Nov 26\nDATE 2024-01-01\nSUBJECT " + repeat("x"),
		"a long key":           "---\n" + strings.Repeat("x", 200<<10) + ": a\n---\n",
		"a long alias of YAML": "---\na: *" + strings.Repeat("x", 200<<10) + "\n---\n",
		"photos without end":   repeat("PHOTO:\n\n"),
		"images without end":   "SUBJECT a\n\nPHOTO: ![a](" + repeat("![a](b"),
		"a long number":        `{"id":` + repeat("1") + "}",
		"a number in a feed":   `{"items":[{"id":` + repeat("1") + "}]}",
		"a total of a feed":    `{"_board":{"total":` + repeat("1") + "}}",
		"a long version":       `{"version":"` + repeat("x") + `","items":[]}`,
		"a long home page":     `{"home_page_url":"` + repeat("x") + `","items":[]}`,
		"wrong items":          `{"items":[` + repeat(`{"id":[],"tags":[[]]},`) + `1]}`,
		"a long name of meta":  `{"items":[{"_board":{"body":"","meta":{"` + repeat("<") + `":1}}}]}`,
		"tags":                 repeat("<script>x</script>\n\n"),
		"long addresses":       "a\n\n" + repeat("[a](x:"+strings.Repeat("b", 5000)+") "),
	}
}

// TestFindingsCounted: what is not listed is counted, and what holds a post back
// is listed however many others there are.
func TestFindingsCounted(t *testing.T) {
	const mistakes = 500
	source := strings.Repeat("LANG ?\n", mistakes)
	_, err := board.Parse("a.txt", []byte("SUBJECT a\nDATE 2024-01-01\n"+source))
	if list, _ := err.(board.ErrorList); len(list) != 101 || !strings.Contains(err.Error(), "found 400 more") {
		t.Errorf("wanted 100 findings and the number of the others, found %d:\n%v", len(list), err)
	}
	_, err = board.Parse("a.txt", []byte(source+"DRAFT x\n"))
	list, _ := err.(board.ErrorList)
	if !slices.ContainsFunc(list, func(e *board.Error) bool { return e.Kind == board.HeldBack }) {
		t.Errorf("wanted what holds the post back among the findings, found %v", err)
	}
}

// BenchmarkPathologies measures the time.
func TestPathologies(t *testing.T) {
	skipUnderRace(t)
	for _, p := range hostile.Pathologies {
		t.Run(p.Name, func(t *testing.T) {
			for _, size := range []int{pathologySize / 4, pathologySize / 2, pathologySize} {
				source := p.Make(size)
				for _, way := range ways {
					out, allocated := cost(func() []byte { return way.run(source) })
					if len(out) > maxGrowth*size+1<<10 {
						t.Errorf("%s: %d bytes of source became %d bytes of HTML, want at most %d for each", way.name, size, len(out), maxGrowth)
					}
					if allocated > maxAllocated {
						t.Errorf("%s: %d bytes of source allocated %d bytes, want at most %d", way.name, size, allocated, maxAllocated)
					}
				}
			}
		})
	}
}

// ways are all the ways from a source to HTML.
var ways = []struct {
	name string
	run  func(source string) []byte
}{
	{"a post", func(source string) []byte {
		p, _ := board.Parse("a.txt", []byte(source))
		return render(p)
	}},
	{"a body", func(source string) []byte { return render(&board.Post{Body: source}) }},
	{"HTML", func(source string) []byte {
		var b bytes.Buffer
		(&board.Renderer{}).Sanitize(&b, source)
		return b.Bytes()
	}},
}

func render(p *board.Post) []byte {
	var b bytes.Buffer
	(&board.Renderer{Images: board.ImagesAny, BaseURL: "https://b.example/"}).Article(&b, p)
	return b.Bytes()
}

// cost runs f and counts the bytes that it allocates.
func cost(f func() []byte) (out []byte, allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	out = f()
	runtime.ReadMemStats(&after)
	return out, after.TotalAlloc - before.TotalAlloc
}

// BenchmarkPathologies measures each pathology at two sizes. The second is
// four times the first, and must take about four times as long.
func BenchmarkPathologies(b *testing.B) {
	for _, p := range hostile.Pathologies {
		for _, size := range []int{pathologySize / 4, pathologySize} {
			source := p.Make(size)
			b.Run(p.Name, func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					ways[0].run(source)
					ways[1].run(source)
					ways[2].run(source)
				}
			})
		}
	}
}

// TestHostileBoard: posts that all are pinned, and all are translations of one
// post, make no page or feed longer than others.
func TestHostileBoard(t *testing.T) {
	posts := manyPosts(1000)
	for _, p := range posts {
		p.Pinned, p.Translates = true, "post-1"
	}
	b := board.New(posts...)
	b.URL = "https://board.example/"
	site := publish(t, b)
	for _, name := range []string{"index.html", "feed.json", "feed.xml", "posts/post-1/index.html", "posts/post-999.json", "tags/odd/feed.json"} {
		src, err := fs.ReadFile(site, name)
		if err != nil || len(src) > 100*2000 {
			t.Errorf("%s has %d bytes (%v)", name, len(src), err)
		}
	}
}

// TestValues fills all fields of posts, boards and renderers with hostile values,
// and checks every promise about what is published of them. BOARD_VALUES=N sets
// how many seeds are tried.
func TestValues(t *testing.T) {
	t.Parallel()
	texts, published, compared := readValues(t), 0, 0
	for seed := range seeds(t, "BOARD_VALUES", "300") {
		files, again := checkValues(t, seed, texts)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		for name := range files {
			if strings.HasPrefix(name, "posts/") {
				published++
			}
		}
		if again {
			compared++
		}
	}
	if published < 1000 || compared < 50 {
		t.Errorf("wanted at least 1000 files of posts, and 50 boards to compare; found %d and %d: these values hide too much", published, compared)
	}
}

// FuzzValues: the promises that TestValues checks hold for any text.
func FuzzValues(f *testing.F) {
	for i, text := range readValues(f) {
		f.Add(uint64(i), text)
	}
	f.Fuzz(func(t *testing.T, seed uint64, text string) {
		checkValues(t, seed, slices.Repeat([]string{text}, 200))
	})
}

// checkValues publishes a board of hostile values, and returns its files; again
// tells whether it could be compared with what Parse reads.
func checkValues(t *testing.T, seed uint64, texts []string) (files map[string]string, again bool) {
	t.Helper()
	b, r, posts := hostileBoard(seed, texts)
	for _, p := range posts {
		checkOutput(t, r, article(t, r, p))
		item, err := r.Item(p)
		if again, err2 := board.ReadItem(item); err != nil || err2 != nil && again == nil {
			t.Errorf("the item of %+v: %v, %v", p, err, err2)
		}
	}
	site, err := r.Publish(b)
	if err != nil {
		if proper := folderRE.MatchString(b.URL) && folderRE.MatchString(b.FirstURL); proper || !strings.HasPrefix(err.Error(), "board: Board.") {
			t.Errorf("%q, %q: wanted a site, or an error about these addresses; found %v", b.URL, b.FirstURL, err)
		}
		return nil, false
	}
	files = checkSite(t, site)
	checkAddresses(t, b, files)
	checkHidden(t, files)
	_, _, before := hostileBoard(seed, texts)
	if diff := gocmp.Diff(before, posts); diff != "" {
		t.Errorf("Publish changes the program's posts (-before +after):\n%s", diff)
	}
	return files, checkReadAgain(t, r, b, posts, files)
}

// TestFormatValues: what a program has put into a post is written as Parse reads
// it, and a value that the format cannot express leaves the others as they are.
func TestFormatValues(t *testing.T) {
	for _, c := range []struct {
		why  string
		post board.Post
		want string // of the text
	}{
		{"a line end begins no field", board.Post{Subject: "a\nDRAFT yes"}, "SUBJECT a DRAFT yes\n\n"},
		{"nor does the body of a post without any", board.Post{Body: "DRAFT yes"}, "SUBJECT \n\nDRAFT yes\n"},
		{"nor one in a name", board.Post{Subject: "a", Meta: map[string][]string{"b\nDRAFT": {"yes"}}}, "b-draft: yes\n"},
		{"a name without a letter becomes one", board.Post{Subject: "a", Meta: map[string][]string{"1": {"b"}}}, "x-: b\n"},
		{"a size that no file has is left out", board.Post{Subject: "a", Attachments: []board.Attachment{{URL: "a.pdf", Size: 1 << 62}}}, "ATTACHMENT [](<a.pdf>)\n"},
		{"so is an invalid media type", board.Post{Subject: "a", Attachments: []board.Attachment{{URL: "a.pdf", Type: "PDF", Size: 3}}}, "ATTACHMENT [](<a.pdf>) 3\n"},
		{"so is a width that no picture has", board.Post{Subject: "a", Photos: []board.Photo{{URL: "a.png", Width: -1, Height: 1 << 20}}}, "![](<a.png>)\n"},
		{"angle brackets end no address", board.Post{Subject: "a", Photos: []board.Photo{{URL: "a>b.png"}}}, "![](<a%3Eb.png>)\n"},
		{"nor do parentheses end an author's", board.Post{Subject: "a", By: board.Author{Name: "B", URL: "https://c.example/(d)"}}, "BY B (https://c.example/%28d%29)\n"},
		{"a byte that is no UTF-8 holds nothing back", board.Post{Subject: "a\xffb"}, "SUBJECT a\ufffdb\n"},
		{"a zone of another planet becomes UTC", board.Post{Subject: "a", Date: board.Date{Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.FixedZone("", 30*3600)), HasTime: true}}, "DATE 2023-12-30T18:00:00Z\n"},
		{"aliases with commas are not several", board.Post{Subject: "a", Aliases: []string{"b, c"}}, "ALIAS \"b, c\"\n"},
	} {
		got := string(board.Format(&c.post))
		again, _ := board.Parse("", []byte(got))
		if !strings.Contains(got+"\n", c.want) || again.Draft || again.HeldBack() {
			t.Errorf("%s: wanted %q and a post that is shown, found\n%s", c.why, c.want, got)
		}
	}
}

// TestNewTakesOnce: New takes each post once and leaves nil out, and no two posts
// have IDs that are one file on some disk.
func TestNewTakesOnce(t *testing.T) {
	a, b, c := &board.Post{ID: "\u00e9cole"}, &board.Post{ID: "e\u0301cole"}, &board.Post{ID: "ecole"}
	if n := board.New(a, nil, a, b, c).Page(1, 0).Total; n != 3 {
		t.Errorf("wanted 3 posts, found %d", n)
	}
	if a.ID != "\u00e9cole" || c.ID != "ecole" || b.ID != "e\u0301cole-2" && runtime.GOOS != "js" {
		t.Errorf("wanted a number for the second of two IDs, found %q, %q, %q", a.ID, b.ID, c.ID)
	}
}

// TestChangedAfterNew: a program that keeps its posts may change them. What it
// then publishes is as proper as before, and its posts stay as it left them.
func TestChangedAfterNew(t *testing.T) {
	a, b := &board.Post{ID: "a", Subject: "A"}, &board.Post{ID: "b", Subject: "B"}
	all := board.New(a, b)
	a.ID, b.ID, b.Aliases = "b", "b", []string{"/", "old"}
	files := contents(t, publish(t, all))
	for _, name := range []string{"posts/b/index.html", "posts/b-2/index.html", "posts/old/index.html", "posts/post/index.html"} {
		if _, ok := files[name]; !ok {
			t.Errorf("wanted %s, found none", name)
		}
	}
	if a.ID != "b" || b.ID != "b" || b.Aliases[0] != "/" {
		t.Errorf("Publish has changed the program's posts: %+v, %+v", a, b)
	}
	b.Meta = map[string][]string{"expires": {""}} // HeldBack holds it back, though Parse ignores such a field
	if files := contents(t, publish(t, all)); !b.HeldBack() || files["posts/old/index.html"] != "" {
		t.Error("a post is published that is held back")
	}
}

// TestTagsOfOneFile: tags whose folders are one on some disk have one list, and
// the posts with either lead to it.
func TestTagsOfOneFile(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("the engine writes no files")
	}
	files := published(t, []*board.Post{
		{ID: "old", Date: board.Date{Time: november.AddDate(-1, 0, 0)}, Subject: "A", Tags: []string{"\u00e9cole"}},
		{ID: "new", Date: board.Date{Time: november.AddDate(-1, 0, 1)}, Subject: "B", Tags: []string{"e\u0301cole", "\u017f", "S"}},
	})
	for _, link := range []string{"tags/%C3%A9cole/index.html", "tags/%C5%BF/index.html"} {
		file, _ := url.PathUnescape(link)
		if !strings.Contains(files["posts/new/index.html"], `href="../../`+link+`"`) || !strings.Contains(files[file], "posts/new/") {
			t.Errorf("wanted a link to %s, and the post there", link)
		}
	}
	if _, ok := files["tags/s/index.html"]; ok {
		t.Error("wanted no list of s beside that of \u017f, found one")
	}
}

// TestLongBody: a body that no source file has room for loses its end, but the
// post not its author, and the site is still a finite tree.
func TestLongBody(t *testing.T) {
	p := &board.Post{ID: "long", Subject: "Long", By: board.Author{Name: "Office"}, Body: strings.Repeat("Some words. ", board.MaxSource/8)}
	for range 500 {
		p.Aliases = append(p.Aliases, fmt.Sprint("alias-", len(p.Aliases)))
	}
	files := published(t, []*board.Post{p})
	source := files["posts/long.txt"]
	if len(source) > board.MaxSource || !strings.HasSuffix(source, "\n\nBY Office\n") {
		t.Errorf("the source has %d bytes and ends with %q", len(source), source[len(source)-20:])
	}
	if _, ok := files["posts/alias-9/index.html"]; !ok || len(files) > 130 {
		t.Errorf("wanted at most 130 files and 10 aliases, found %d files", len(files))
	}
}

// hostileBoard is a board of a few posts. Most of its values are hostile, but most
// posts have dates that let them be published.
func hostileBoard(seed uint64, texts []string) (b *board.Board, r *board.Renderer, posts []*board.Post) {
	g := hostile.NewValues(seed, texts)
	for i := range 1 + seed%12 {
		p := new(board.Post)
		g.Fill(p)
		if !g.Chance(4) {
			p.Draft, p.Embargo, p.Expires, p.Withdrawn = false, board.Date{}, board.Date{}, board.Withdrawal{}
			p.Date, _ = board.ParseDate([]string{"2019-11-26", "2024-01-01T10:00:00+02:00"}[i%2])
		}
		posts = append(posts, p)
	}
	b = board.New(posts...)
	g.Fill(b)
	if !g.Chance(4) {
		b.URL, b.FirstURL = boardHome, ""
	}
	now := november
	b.Now, b.Location = func() time.Time { return now }, g.Zone()
	r = &board.Renderer{Held: func(string) {}}
	g.Fill(r)
	if r.Headers = nil; g.Chance(2) { // another name is an error
		r.Headers = []string{"apache", "iis", "netlify", "nginx"}
	}
	if g.Chance(2) {
		r.Widget = fstest.MapFS{"board-view.js": {}}
	}
	for _, p := range posts {
		if g.Chance(4) { // as a program might that keeps what it gave to New
			g.Fill(p)
		}
		if isHidden(p) {
			p.Subject += " " + secret
		}
		if w := p.Withdrawn.Date; !w.IsZero() && isPast(w) {
			p.Body, p.By.Name, p.Tags = p.Body+"\n\n"+secret, secret, append(p.Tags, secret) // below a heading, which may be the title
		}
	}
	return b, r, posts
}

// readValues reads testdata/values.txt: a Go string and a reason on each line.
func readValues(t testing.TB) (texts []string) {
	t.Helper()
	src, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(src), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		quoted, err := strconv.QuotedPrefix(line)
		text, _ := strconv.Unquote(quoted)
		if err != nil || strings.TrimSpace(line[len(quoted):]) == "" {
			t.Fatalf("testdata/values.txt:%d: wanted a string and a reason, found %s", n+1, line)
		}
		texts = append(texts, text)
	}
	if len(texts) < 50 {
		t.Fatalf("testdata/values.txt: wanted at least 50 values, found %d", len(texts))
	}
	return texts
}

// checkSite: the site is a finite tree, all files of which can be read, have names
// that every file system takes for different names, and are what their names say.
func checkSite(t *testing.T, site fs.FS) map[string]string {
	t.Helper()
	const most = 5000 // files and folders
	files, keys := make(map[string]string), make(map[string]string)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		checkFileName(t, name)
		key := nameKey(name)
		if other, ok := keys[key]; ok && runtime.GOOS != "js" {
			t.Errorf("%q and %q differ only in case or normalisation", name, other)
		}
		if keys[key] = name; len(keys) > most {
			return fmt.Errorf("more than %d files and folders", most)
		}
		if !d.IsDir() {
			files[name] = string(readFile(t, site, name))
			checkFormat(t, name, files[name])
		}
		return nil
	})
	if err == nil {
		err = fstest.TestFS(site, "index.html", "feed.json", "robots.txt")
	}
	if err != nil {
		t.Error(err)
	}
	return files
}

// nameKey is a second opinion on which names are one: all of CaseFolding.txt, where
// the package has a short list.
func nameKey(name string) string {
	return norm.NFD.String(cases.Fold().String(norm.NFD.String(name)))
}

// deviceRE matches the names that Windows reserves, whatever stands behind a full
// stop (learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file).
var deviceRE = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?$`)

func checkFileName(t *testing.T, name string) {
	t.Helper()
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\<>:\"|?*\ufffd") || strings.ContainsFunc(name, unicode.IsControl) {
		t.Errorf("%q is no name of a file", name)
	}
	for part := range strings.SplitSeq(name, "/") {
		if deviceRE.MatchString(part) || len(part) > 255 || part != "." && strings.TrimRight(part, ". ") != part || strings.HasPrefix(part, "-") {
			t.Errorf("%q has a part that is no name of a file", name)
		}
	}
}

// checkFormat: parsers of other projects read the file.
func checkFormat(t *testing.T, name, src string) {
	t.Helper()
	switch path.Ext(name) {
	case ".json":
		if !json.Valid([]byte(src)) {
			t.Errorf("%s is not JSON: %s", name, src)
		}
	case ".xml":
		d := xml.NewDecoder(strings.NewReader(src))
		for {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%s: %v: %s", name, err, src)
			}
		}
	case ".html":
		checkPage(t, name, src)
	}
}

// checkPage: the page has no script but data, no handler, and no address that
// runs.
func checkPage(t *testing.T, name, src string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(src))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		if kind != html.StartTagToken {
			continue
		}
		for _, a := range token.Attr {
			runs := (a.Key == "href" || a.Key == "src") && runsRE.MatchString(a.Val)
			if strings.HasPrefix(a.Key, "on") || runs {
				t.Errorf("%s: %s", name, token)
			}
		}
		if token.Data == "script" {
			if z.Next(); token.Attr[0].Val != "application/ld+json" || !json.Valid(z.Raw()) {
				t.Errorf("%s: %s%s", name, token, z.Raw())
			}
		}
	}
}

var runsRE = regexp.MustCompile(`(?i)^[\s\x00-\x20]*(javascript|data|vbscript|blob|file):`)

// secret is in each part of a post that must not be published.
const secret = "not-to-be-published"

// isHidden reports whether a post must not be published, with a day to spare for
// the zones of its dates.
func isHidden(p *board.Post) bool {
	later := func(d board.Date) bool { return inUTC(d).After(november.AddDate(0, 0, 2)) }
	over := !p.Expires.IsZero() && isPast(p.Expires)
	return p.Draft || p.HeldBack() || later(p.Date) || later(p.Embargo) || over
}

func isPast(d board.Date) bool { return inUTC(d).Before(november.AddDate(0, 0, -2)) }

// inUTC is a moment, or the beginning of a day, which is the same in every zone.
func inUTC(d board.Date) time.Time {
	if d.HasTime && !d.Local {
		return d.Time
	}
	year, month, day := d.Time.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// checkHidden: no file has or names a post that must not be published, or what a
// withdrawn one said.
func checkHidden(t *testing.T, files map[string]string) {
	t.Helper()
	for name, src := range files {
		if strings.Contains(name+src, secret) {
			t.Errorf("%s has what is hidden", name)
		}
	}
}

// checkReadAgain: a board of what Parse reads from the posts' sources is published
// as the same files. It reports whether it could compare: of two posts with one
// ID, or one that only a field without a value holds back, Parse does not read
// the same again.
func checkReadAgain(t *testing.T, r *board.Renderer, b *board.Board, posts []*board.Post, want map[string]string) bool {
	t.Helper()
	var read []*board.Post
	ids := make(map[string]bool)
	for _, p := range posts {
		again, _ := board.Parse("", board.Format(p))
		read = append(read, again)
		if ids[nameKey(again.ID)] || p.HeldBack() != again.HeldBack() && !again.HeldBack() {
			return false
		}
		ids[nameKey(again.ID)] = true
		if again.Meta["x-injected"] != nil {
			t.Errorf("a value of this post has begun another field:\n%s", board.Format(p))
		}
	}
	other := board.New(read...)
	other.Title, other.Description, other.URL, other.FirstURL, other.Lang = b.Title, b.Description, b.URL, b.FirstURL, b.Lang
	other.DirectoryURLs, other.Logo, other.Icon, other.Style, other.Links = b.DirectoryURLs, b.Logo, b.Icon, b.Style, b.Links
	other.Now, other.Location = b.Now, b.Location
	site, err := r.Publish(other)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, contents(t, site)); diff != "" {
		t.Errorf("a site of what Parse reads differs (-posts +read):\n%s", diff)
	}
	return true
}

// folderRE matches addresses that are certainly those of a folder.
var folderRE = regexp.MustCompile(`^(https://board\.example/[a-z/]*)?$`)

// checkAddresses: robots.txt has three lines, and all addresses of the sitemaps
// are below the board's.
func checkAddresses(t *testing.T, b *board.Board, files map[string]string) {
	t.Helper()
	home := strings.TrimSuffix(b.URL, "/") + "/"
	robots := "User-agent: *\nAllow: /\n"
	if b.URL != "" {
		robots += "Sitemap: " + home + "sitemap.xml\n"
	}
	if files["robots.txt"] != robots {
		t.Errorf("robots.txt is %q, want %q", files["robots.txt"], robots)
	}
	for name, src := range files {
		if !strings.HasPrefix(name, "sitemap") {
			continue
		}
		for _, m := range locRE.FindAllStringSubmatch(src, -1) {
			file, ok := strings.CutPrefix(html.UnescapeString(m[1]), home)
			file, err := url.PathUnescape(file)
			if file == "" || strings.HasSuffix(file, "/") {
				file += "index.html"
			}
			if _, there := files[file]; !ok || err != nil || !there {
				t.Errorf("%s: %s is no file of the site", name, m[1])
			}
		}
	}
}

var locRE = regexp.MustCompile(`<loc>(.*)</loc>`)
