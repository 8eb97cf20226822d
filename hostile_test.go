package board_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
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
	for seed := range soups(t) {
		body := hostile.Soup(seed)
		checkTree(t, r, article(t, r, &board.Post{Subject: "x", Body: body}))
		checkTree(t, r, sanitize(t, r, body))
		if t.Failed() {
			t.Fatalf("seed %d:\n%q", seed, body)
		}
	}
}

func soups(t *testing.T) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(cmp.Or(os.Getenv("BOARD_SOUP"), "1000"), 10, 64)
	if err != nil || n == 0 {
		t.Fatalf("wanted a number in BOARD_SOUP, found %q", os.Getenv("BOARD_SOUP"))
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
