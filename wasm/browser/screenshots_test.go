package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestShots takes screenshots for visual review: each layout, state and view,
// and the pages that Publish writes, light and dark, left-to-right and
// right-to-left, narrow and wide.
//
//	BOARD_SHOTS=DIR go test -run Shots
func TestShots(t *testing.T) {
	dir := os.Getenv("BOARD_SHOTS")
	if dir == "" {
		t.Skip("no pictures were taken: $BOARD_SHOTS names no directory for them")
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1200} {
			camera := camera{dir, scheme, width}
			for lang, direction := range map[string]string{"en": "ltr", "ar": "rtl"} {
				for _, s := range sights {
					camera.shoot(t, s, lang, direction)
				}
			}
			camera.shootPublished(t)
		}
	}
}

// A camera takes screenshots with a window width and a colour scheme.
type camera struct {
	dir, scheme string
	width       int64
}

// A sight is an element and the steps before its screenshot.
type sight struct {
	name, attributes string
	posts            func(testing.TB) *publisher
	steps            func(*page, *publisher)
}

var sights = []sight{
	{"list", "", example, settled},
	{"table", `layout="table"`, example, settled},
	{"cards", `layout="cards"`, example, settled},
	{"tiles", `layout="tiles"`, example, settled},
	{"latest", `layout="latest"`, example, settled},
	{"post", "", example, opening("Winter")},
	{"post-without-photo", "", example, opening("Secretary")},
	{"words", "", late, clicked},
	{"photo", "", example, enlarged},
	{"search", "search", example, sought},
	{"pages", `layout="table" search`, long, turned},
	{"more", `limit="3"`, long, settled},
	{"waiting", `load="click"`, example, func(p *page, _ *publisher) { p.wait(`shown(part("load"))`) }},
	{"loading", "", hanging, func(p *page, _ *publisher) { p.wait(`el.state === "loading"`) }},
	{"empty", "", func(t testing.TB) *publisher { return publish(t, many(0)) }, func(p *page, _ *publisher) { p.wait(`el.state === "empty"`) }},
	{"error", "", failing, func(p *page, _ *publisher) { p.wait(`el.state === "error"`) }},
	{"stale", "", example, outdated},
	{"news", `refresh="1m"`, example, renewed},
}

func example(t testing.TB) *publisher { return publish(t, os.DirFS("../../testdata/posts")) }
func long(t testing.TB) *publisher    { return publish(t, many(66)) }

func hanging(t testing.TB) *publisher {
	board := example(t)
	board.instead("/feed.json", withheld)
	return board
}

func failing(t testing.TB) *publisher {
	board := example(t)
	board.instead("/feed.json", broken)
	return board
}

// late never delivers the script that shows posts.
func late(t testing.TB) *publisher {
	board := example(t)
	board.instead("/"+board.file(t, "reader.*.js"), withheld)
	return board
}

func clicked(p *page, board *publisher) {
	settled(p, board)
	p.run(`row("Secretary").querySelector("[part~=subject]").click()`)
	p.wait(`shown(part("post"))`)
}

func settled(p *page, _ *publisher) { p.wait(`el.state === "ready" && inWords()`) }

func opening(subject string) func(*page, *publisher) {
	return func(p *page, board *publisher) {
		settled(p, board)
		p.openRow(subject)
		p.wait(`part("back")`)
	}
}

func enlarged(p *page, board *publisher) {
	opening("Winter")(p, board)
	p.run(`part("photo").click()`)
}

func sought(p *page, board *publisher) {
	settled(p, board)
	p.seek("the")
	p.wait(`text(part("status")).includes(" 14 ") || text(part("status")).includes("14")`)
}

func turned(p *page, board *publisher) {
	settled(p, board)
	p.wait(`shown(part("pages"))`)
	p.run(`all('[part="pages"] button')[1].click()`)
	p.wait(`row("Post 30.")`)
}

func outdated(p *page, board *publisher) {
	settled(p, board)
	board.instead("/feed.json", broken)
	p.run(`el.reload()`)
}

func renewed(p *page, board *publisher) {
	settled(p, board)
	board.become(p, withMore(p, 2))
	p.wait(`shown(part("news"))`)
}

// shoot takes a screenshot of an element on an otherwise empty page.
func (c camera) shoot(t *testing.T, s sight, lang, direction string) {
	t.Helper()
	board := s.posts(t)
	p := newPage(t, hasty)
	p.looks(c.width, c.scheme)
	p.open(servePage(t, "", board.at(script+`<style>:root { color-scheme: light dark; background: light-dark(#fff, #161a1f) }</style>
		<body lang="`+lang+`" dir="`+direction+`">`+strings.Replace(element, "<board-view", "<board-view "+s.attributes, 1))))
	s.steps(p, board)
	c.shot(p, s.name+"-"+direction)
}

func (c camera) shootPublished(t *testing.T) {
	t.Helper()
	board := example(t)
	for _, name := range publishedExamples {
		p := newPage(t)
		p.looks(c.width, c.scheme)
		p.open(board.URL + "/" + name)
		c.shot(p, "published-"+strings.NewReplacer("/index.html", "", "/", "-", ".html", "").Replace(name))
	}
}

func (c camera) shot(p *page, what string) {
	p.Helper()
	p.run(`Promise.all([...document.images, ...root ? all("img") : []].map(i => (i.loading = "eager", i.decode().catch(() => {}))))`)
	time.Sleep(100 * time.Millisecond) // let the height adapt to the new content
	image := p.screenshot()
	name := filepath.Join(c.dir, fmt.Sprintf("%s-%d-%s.png", what, c.width, c.scheme))
	if err := os.WriteFile(name, image, 0o666); err != nil {
		p.Fatal(err)
	}
}
