package browser

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/chromedp"
)

// An element removed while loading loads again when it is reinserted.
func TestRemovedAndPutBack(t *testing.T) {
	board := publish(t, three(t))
	board.slowly("/feed.json", 400*time.Millisecond)
	page := board.embed(t, element, recorder)
	page.wait(`el.state === "loading"`)
	page.run(`(async () => { globalThis.kept = el; el.remove(); await pause(800); })()`)
	page.wants(`kept.state + events.length`, "loading0")
	page.run(`(() => { document.body.append(kept); })()`)
	page.wait(`el.state === "ready"`)
	page.wants(`events.map(e => e.type).join()`, "load")
	page.quiet()
}

// An element removed with a post open shows the same post when it is reinserted,
// without a new request.
func TestPutBackOpen(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`(async () => { const kept = el; kept.remove(); await pause(100); document.body.append(kept); })()`)
	page.wait(`text(opened().querySelector("h2")).includes("Secretary")`)
	if n := board.asked("/feed.json"); n != 1 {
		t.Errorf("the feed was asked for %d times, want 1", n)
	}
	page.quiet()
}

// A clone copies the attributes, but not the open post.
func TestClone(t *testing.T) {
	page := publish(t, three(t)).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`(() => { globalThis.clone = el.cloneNode(true); document.body.append(clone); })()`)
	page.wait(`clone.state === "ready"`)
	page.wants(`all('[part~="row"]', clone.shadowRoot).filter(shown).length`, "3")
	page.wants(`!!opened()`, "true")
	page.quiet()
}

// A page can move the element into another shadow root, where it adopts the
// language of its new ancestors.
func TestAnotherShadowRoot(t *testing.T) {
	page := publish(t, three(t)).embed(t, element+`<section lang="fr"></section>`, recorder)
	page.wait(`el.state === "ready"`)
	page.run(`(() => {
		globalThis.inner = el;
		document.querySelector("section").attachShadow({ mode: "closed" }).append(el);
	})()`)
	page.wait(`text(inner.shadowRoot.querySelector('[part="status"]')) === "3 annonces"`)
	page.wants(`events.map(e => e.type).join()`, "load")
	page.quiet()
}

// Element.moveBefore does not restart anything.
func TestMoveBefore(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element+`<section lang="ru"></section>`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`(() => { document.querySelector("section").moveBefore(el, null); })()`)
	page.wait(`text(part("back")).includes("Все")`)
	page.wants(`text(opened().querySelector("h2")).includes("Secretary")`, "true")
	if n := board.asked("/feed.json"); n != 1 {
		t.Errorf("the feed was asked for %d times, want 1", n)
	}
	page.quiet()
}

// Adding and removing an element a hundred times leaks no nodes, with or without a
// finder.
func TestNoLeak(t *testing.T) {
	for _, properties := range []string{`{}`, `{ search: true, deepLinks: true, refresh: "1m", keep: "session", layout: "table" }`} {
		board := publish(t, three(t))
		page := board.embed(t, "")
		turns := func(n int) int64 {
			t.Helper()
			page.run(board.at(comeAndGo) + "(" + itoa(n) + ", " + properties + ")")
			return page.nodes()
		}
		before := turns(3)
		if after := turns(100); after > before+50 {
			t.Errorf("%s: after 100 elements there are %d nodes more than after 3", properties, after-before)
		}
		page.quiet()
	}
}

const comeAndGo = `(async (n, properties) => {
	for (let i = 0; i < n; i++) {
		const element = Object.assign(document.createElement("board-view"), properties, { src: "{{board}}/feed.json" });
		document.body.append(element);
		while (element.state !== "ready") await pause(5);
		await element.open(element.posts[0].id);
		element.remove();
	}
	await pause(500); // the engine may still be at the last ones
})`

// nodes counts the page's nodes after a garbage collection.
func (p *page) nodes() int64 {
	p.Helper()
	ctx := p.needsCDP("counting nodes")
	command(p, heapprofiler.CollectGarbage, cdp.Empty{})
	counters, err := chromedp.Call(ctx, memory.GetDOMCounters, cdp.Empty{})
	if err != nil {
		p.Fatal(err)
	}
	return counters.Nodes
}

// The widget sends no cookies and no referrer.
func TestNoCookieNoReferrer(t *testing.T) {
	board := publish(t, three(t))
	told := make(chan string, 100)
	watch := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" {
			told <- r.URL.Path + ": " + r.Header.Get("Cookie") + r.Header.Get("Referer")
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "reader", Path: "/"})
		http.FileServerFS(board.site).ServeHTTP(w, r)
	}
	names := []string{"/feed.json"}
	for _, pattern := range []string{"reader.*.js", "finder.*.js", "engine.*.js", "*.wasm"} {
		names = append(names, "/"+board.file(t, pattern))
	}
	for _, name := range names {
		board.instead(name, watch)
	}
	for range 2 { // the second time, the browser has a cookie to send
		page := board.embed(t, search)
		page.wait(`el.state === "ready" && shown(part("search"))`)
		page.openRow("Secretary")
		board.waitFor(t, ".wasm")
		page.run(`el.reload()`)
	}
	close(told)
	for words := range told {
		t.Errorf("the board was told %s", words)
	}
}
