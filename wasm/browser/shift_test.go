package browser

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/examples/partner"
	"github.com/chromedp/chromedp"
)

// shifts records layout shifts (web.dev/articles/cls) without recent input.
const shifts = `
globalThis.moved = [];
new PerformanceObserver((list) => {
	for (const { value, hadRecentInput, sources } of list.getEntries())
		if (!hadRecentInput) moved.push([value, ...sources.map(({ node, previousRect: a, currentRect: b }) => [node?.localName, a.y, b.y])].join(" "));
}).observe({ type: "layout-shift", buffered: true });
`

// Nothing moves when the list replaces the fallback, nor when the engine loads
// while a post is open.
func TestNothingMoves(t *testing.T) {
	board := publish(t, three(t))
	release := board.holdBack(t)
	board.slowly("/feed.json", 400*time.Millisecond)
	page := board.embed(t, element, shifts, answered)
	page.needs("reports of layout shifts", `PerformanceObserver.supportedEntryTypes.includes("layout-shift")`)
	page.wait(`shown(part("status")) && el.state === "loading"`)
	page.wait(`el.state === "ready"`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
	page.openRow("Secretary")
	page.run(`pause(300)`)
	page.run(`moved.splice(0)`) // a script's click is no reader's
	close(release)
	page.wait(`answers === 1`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
}

// Nothing moves when the reader's script replaces the plain text that was shown
// until then.
func TestNothingMovesAfterTheWords(t *testing.T) {
	board := publish(t, three(t))
	board.slowly("/"+board.file(t, "reader.*.js"), time.Second)
	page := newPage(t, shifts)
	page.do(chromedp.EmulateViewport(412, 823))
	page.open(servePage(t, "", board.at(advised(t)+element+"<p>What stands below.</p>")))
	page.wait(`el.state === "ready" && rows().length`)
	page.run(`rows()[0].querySelector("[part~=subject]").click()`)
	page.wait(`shown(part("post")) && part("post").firstChild.localName === "article"`)
	page.run(`pause(300)`)
	page.run(`moved.splice(0)`) // a script's click is no reader's
	page.wait(`shown(part("toolbar"))`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
}

// On a partner's page with the README's lines nothing moves from loading to
// ready, in any layout, narrow or wide, however late the feed and what comes
// after the list are; nor where the parent shrinks to fit.
func TestNothingMovesInAnyLayout(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	board.slowly("/"+board.file(t, "finder.*.js"), 300*time.Millisecond)
	for _, layout := range layouts {
		for _, width := range []int64{360, 1200} {
			for _, parent := range []string{"", "display: flex"} {
				release := make(chan struct{})
				board.instead("/feed.json", func(w http.ResponseWriter, r *http.Request) {
					<-release
					http.FileServerFS(board.site).ServeHTTP(w, r)
				})
				page := newPage(t, shifts)
				page.do(chromedp.EmulateViewport(width, 800))
				page.open(servePage(t, "", board.at(advised(t)+"<h1>A partner</h1><div style=\""+parent+"\">"+
					strings.Replace(element, "<board-view", `<board-view search layout="`+layout+`"`, 1)+"</div><p>What stands below.</p>")))
				page.wait(`shown(part("placeholder")) && el.state === "loading"`)
				page.run(`pause(100)`)
				close(release)
				page.wait(`el.state === "ready" && shown(part("search"))`)
				page.run(`pause(300)`)
				page.wants(`moved.map((what) => "`+layout+` `+itoa(int(width))+` `+parent+` " + what).join()`, "")
			}
		}
	}
}

// Nothing moves when dates are formatted, which makes them nearly twice as long in
// Portuguese. Before the formatter is ready, dates appear as published in layouts
// where they have a line to themselves; other layouts wait.
func TestNothingMovesWhenDatesTurnIntoWords(t *testing.T) {
	board := publish(t, fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT On top\nDATE 2019-11-26\nPINNED yes\nBY The Secretariat\n\nText.")},
		"b.txt": {Data: []byte("SUBJECT At a time and by nobody\nDATE 2019-11-25T10:00:00+09:00\n\nText.")},
		"c.txt": {Data: []byte("SUBJECT By an office whose name takes a line\nDATE 2019-11-24\nBY The Department of Long Names and Titles\n\nText.")},
	})
	for _, layout := range layouts {
		for _, width := range []int64{360, 1200} {
			page := newPage(t, shifts, busy)
			page.looks(width, "light")
			page.open(servePage(t, "", board.at(advised(t)+strings.Replace(element, "<board-view", `<board-view lang="pt-BR" layout="`+layout+`"`, 1)+"<p>What stands below.</p>")))
			page.wait(`idle.length`)
			page.run(`pause(500)`)
			page.wants(`dates().join()`, map[string]string{"list": "2019-11-26,2019-11-25,2019-11-24", "cards": "2019-11-26,2019-11-25,2019-11-24"}[layout])
			page.run(`free()`)
			page.wait(`el.state === "ready" && dates().length === 3 && dates().every((date) => date.endsWith(" de nov. de 2019"))`)
			page.run(`pause(300)`)
			page.wants(`moved.map((what) => "`+layout+` `+itoa(int(width))+` " + what).join()`, "")
		}
	}
}

// busy is a browser that is never idle until free is called.
const busy = `
globalThis.idle = [];
globalThis.requestIdleCallback = (run) => idle ? idle.push(run) : setTimeout(run);
globalThis.free = () => { for (const run of idle) run(); idle = null; };
globalThis.dates = () => [...document.querySelector("board-view").shadowRoot.querySelectorAll("time")].map((time) => time.textContent);
`

// Nothing moves on the example of a partner's page, however late its script and its
// feed are.
func TestNothingMovesOnTheExample(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	board.slowly("/widget/board-view.js", 300*time.Millisecond)
	board.slowly("/feed.json", 600*time.Millisecond)
	site := httptest.NewServer(partner.Handler(board.URL))
	t.Cleanup(func() { site.CloseClientConnections(); site.Close() })
	for _, width := range []int64{360, 1200} {
		page := newPage(t, shifts)
		page.do(chromedp.EmulateViewport(width, 800))
		page.open(site.URL)
		page.wait(`el?.state === "ready" && rows().length`)
		page.run(`pause(300)`)
		page.wants(`moved.join()`, "")
	}
}

// The expected number of rows takes exactly the reserved space, even if the page
// reserves none.
func TestRoomIsKept(t *testing.T) {
	board := publish(t, many(45))
	board.slowly("/feed.json", 300*time.Millisecond)
	for _, c := range []struct {
		layout string
		rows   int
		width  int64
	}{{"latest", 5, 360}, {"latest", 5, 1200}, {"table", 20, 1200}} {
		page := newPage(t, shifts)
		page.do(chromedp.EmulateViewport(c.width, 2000))
		page.open(servePage(t, "", board.at(script+strings.Replace(element, "<board-view", `<board-view layout="`+c.layout+`"`, 1)+"<p>What stands below.</p>")))
		page.wait(`el.state === "loading" && shown(part("placeholder")) && document.querySelector("p").getBoundingClientRect().top < innerHeight`)
		page.run(`pause(100)`)
		page.run(`moved.splice(0)`) // it was nothing before its script was there
		page.wait(`el.state === "ready" && rows().length === ` + itoa(c.rows))
		page.run(`pause(300)`)
		page.wants(`moved.map((what) => "`+c.layout+` " + what).join()`, "")
	}
}

// advised returns the lines for a page's head from the README, for this test's
// board.
func advised(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(readme), "```html\n<style>board-view {")
	lines, _, ok := strings.Cut("<style>board-view {"+lines, "```")
	if !ok || strings.Count(lines, "\n") != 3 {
		t.Fatalf("wanted three lines for the head in README.md, found %q", lines)
	}
	return strings.ReplaceAll(lines, "https://secretariat.example/news", "{{board}}")
}
