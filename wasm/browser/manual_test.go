package browser

import (
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/examples/manual"
)

// withManual publishes a board and serves the manual next to it.
func withManual(t testing.TB) *publisher {
	t.Helper()
	p := publish(t, os.DirFS("../../testdata/posts"))
	p.serveManual(t, os.DirFS(widget))
	return p
}

// serveManual serves the manual of a widget next to the board.
func (p *publisher) serveManual(t testing.TB, widget fs.FS) {
	t.Helper()
	handler, err := manual.Handler(widget)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := fs.Glob(manual.Files, "*")
	for _, name := range append(files, "") {
		p.instead("/manual/"+name, http.StripPrefix("/manual", handler).ServeHTTP)
	}
}

// manualUnder serves a page of the manual under a different policy.
func (p *publisher) manualUnder(t testing.TB, policy, name string) {
	t.Helper()
	source := served(t, p, name)
	p.instead("/manual/"+name, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		io.WriteString(w, source)
	})
}

// manualPages lists the pages of the manual except the index.
func manualPages() []string {
	files, _ := fs.Glob(manual.Files, "*.html")
	return slices.DeleteFunc(files, func(name string) bool { return name == "index.html" })
}

// Each page of the manual works as it describes, shows the code that it runs,
// takes its place in the order of the index, and passes axe-core.
func TestManual(t *testing.T) {
	want := slices.Sorted(maps.Keys(lessons))
	if got := manualPages(); !slices.Equal(got, want) {
		t.Fatalf("the manual has the pages %q,\nwant one for each of the lessons %q", got, want)
	}
	board := withManual(t)
	road := readIndex(t, board)
	for _, name := range want {
		t.Run(strings.TrimSuffix(name, ".html"), func(t *testing.T) { teach(t, board, road, name) })
	}
}

func teach(t *testing.T, board *publisher, road []link, name string) {
	lesson := lessons[name]
	page := newPage(t, append(lesson.scripts, axe(t))...)
	page.open(board.URL + "/manual/" + name)
	page.wait(lesson.state)
	page.wants(`boards().every(b => b.shadowRoot)`, "true")
	page.fits(name)
	page.onTheRoad(road, name)
	page.showsItsCode(board, name)
	page.keepsToItself(board)
	lesson.does(page, board)
	page.complainsOf(lesson.complaint)
}

// fits runs axe-core on a narrow light page and a wide dark one, and fails
// the test if the page overflows the window.
func (p *page) fits(what string) {
	p.Helper()
	for _, scheme := range []string{"light", "dark"} {
		p.looks(map[string]int64{"light": 360, "dark": 1200}[scheme], scheme)
		p.blameless(what + " " + scheme)
		p.wants(`document.documentElement.scrollWidth - innerWidth`, "0")
	}
}

// A link is an entry of the index: its target and its text.
type link struct{ Name, Title string }

// readIndex returns the links of the index, in reading order.
func readIndex(t *testing.T, board *publisher) []link {
	t.Helper()
	page := newPage(t)
	page.open(board.URL + "/manual/")
	road := eval[[]link](page, `all(".pages a", document).map(a => ({ Name: a.getAttribute("href"), Title: text(a) }))`)
	var names []string
	for _, l := range road {
		names = append(names, l.Name)
	}
	slices.Sort(names)
	if want := manualPages(); !slices.Equal(names, want) {
		t.Errorf("the index leads to %q,\nwant %q", names, want)
	}
	return road
}

// onTheRoad checks that a page has the title given in the index, and links to
// the previous page, the next page and the index.
func (p *page) onTheRoad(road []link, name string) {
	p.Helper()
	i := slices.IndexFunc(road, func(l link) bool { return l.Name == name })
	if i < 0 {
		return // already reported by readIndex
	}
	p.wants(`text(document.querySelector("h1"))`, road[i].Title)
	p.wants(`document.title`, road[i].Title+" · The board-view manual")
	p.wants(`document.querySelector("meta[name=description]").content.length > 10`, "true")
	p.wants(`document.querySelector("header a").pathname`, "/manual/")
	for rel, at := range map[string]int{"prev": i - 1, "next": i + 1} {
		var want link
		if at >= 0 && at < len(road) {
			want = road[at]
		}
		a := `document.querySelector("[rel=` + rel + `]")`
		p.wants(a+`?.getAttribute("href") ?? ""`, want.Name)
		p.wants(`text(`+a+` ?? document.createElement("a"))`, want.Title)
	}
}

// showsItsCode compares the code that a page displays with the page's source:
// every marked section, with the board's full address, and every file it
// includes.
func (p *page) showsItsCode(board *publisher, name string) {
	p.Helper()
	source := served(p, board, name)
	var want []string
	for _, m := range regexp.MustCompile(`(?s)<!-- code -->\n(.*?)\n<!-- /code -->|<pre data-file="(.*?)">`).FindAllStringSubmatch(source, -1) {
		code := m[1]
		if m[2] != "" {
			code = strings.TrimSpace(served(p, board, m[2]))
		}
		want = append(want, strings.ReplaceAll(code, `"../`, `"`+board.URL+`/`))
	}
	slices.Sort(want)
	got := eval[[]string](p, `all("pre", document).map(pre => pre.textContent)`)
	slices.Sort(got)
	if len(got) == 0 || !slices.Equal(got, want) {
		p.Errorf("the page shows the code\n%s\nwant that of its file:\n%s", strings.Join(got, "\n\n"), strings.Join(want, "\n\n"))
	}
	if elements, marked := strings.Count(source, "<board-view "), strings.Count(strings.Join(want, ""), "<board-view "); elements != marked {
		p.Errorf("the page has %d elements, and shows the code of %d", elements, marked)
	}
}

// served returns a file of the manual as the server sends it.
func served(t testing.TB, board *publisher, name string) string {
	t.Helper()
	response, err := http.Get(board.URL + "/manual/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// keepsToItself checks that the page contacted only the board's server.
func (p *page) keepsToItself(board *publisher) {
	p.Helper()
	for _, address := range p.asked() {
		if !strings.HasPrefix(address, board.URL+"/") && !strings.HasPrefix(address, "blob:"+board.URL+"/") {
			p.Errorf("asked for %s", address)
		}
	}
}

// complainsOf fails the test on any error in the console except the one that
// the page demonstrates, which must appear.
func (p *page) complainsOf(want string) {
	p.Helper()
	about := func(e string) bool { return want != "" && strings.Contains(e, want) }
	for deadline := time.Now().Add(patience); want != "" && !slices.ContainsFunc(p.complaints(), about); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.Fatalf("the console does not show: %s", want)
		}
	}
	for _, e := range p.complaints() {
		if !about(e) {
			p.Errorf("the console shows: %s", e)
		}
	}
}

// TestManualShots takes screenshots of the manual for visual review.
//
//	BOARD_SHOTS=DIR go test -run ManualShots
func TestManualShots(t *testing.T) {
	dir := os.Getenv("BOARD_SHOTS")
	if dir == "" {
		t.Skip("no pictures were taken: $BOARD_SHOTS names no directory for them")
	}
	board := withManual(t)
	for _, name := range append(manualPages(), "index.html") {
		t.Run(strings.TrimSuffix(name, ".html"), func(t *testing.T) { lookAt(t, board, dir, name) })
	}
}

func lookAt(t *testing.T, board *publisher, dir, name string) {
	for _, width := range []int64{360, 1200} {
		for _, scheme := range []string{"light", "dark"} {
			page := newPage(t)
			page.looks(width, scheme)
			page.open(board.URL + "/manual/" + name)
			page.wait(`boards().length && boards().every(b => b.state !== "loading")`)
			camera{dir, scheme, width}.shot(page, "manual-"+strings.TrimSuffix(name, ".html"))
		}
	}
}
