package browser

import (
	"testing"
	"time"
)

// When the publisher fails, the fallback stays and the reader can try again.
func TestRetry(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", broken)
	page := board.embed(t, element, recorder)
	page.wait(`el.state === "error"`)
	page.wants(`shown(el.querySelector("a"))`, "true")
	page.wants(`text(part("status"))`, "The posts could not be loaded (HTTP 500).")
	page.wants(`events.map(e => e.type).join()`, "error")
	board.instead("/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "ready"`)
	page.wants(`rows().length`, "3")
	page.wants(`shown(part("retry"))`, "false")
	page.wants(`shown(el.querySelector("a"))`, "false")
}

// A feed that cannot be parsed counts as a failure, too.
func TestBadFeed(t *testing.T) {
	for _, feed := range []string{``, `{`, `null`, `[]`, `{"items": 3}`, `<html></html>`} {
		board := publish(t, three(t))
		board.instead("/feed.json", plain(feed))
		page := board.embed(t, element)
		page.wait(`el.state === "error"`)
		page.wants(`shown(el.querySelector("a"))`, "true")
		page.quiet()
	}
}

// A list that has loaded stays when a reload fails.
func TestStale(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	board.instead("/feed.json", broken)
	page.run(`el.reload()`)
	page.wait(`el.state === "stale"`)
	page.wants(`rows().filter(shown).length`, "3")
	page.wants(`shown(part("retry"))`, "true")
}

// If a page of older posts fails, the reader can request it again.
func TestRetryMore(t *testing.T) {
	board := publish(t, many(45))
	board.instead("/page-1/feed.json", broken)
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.run(`part("more").click()`)
	page.wait(`el.state === "stale"`)
	board.instead("/page-1/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "ready" && rows().length === 45`)
}

// An empty board shows a message, and the fallback stays.
func TestEmpty(t *testing.T) {
	page := publish(t, many(0)).embed(t, element)
	page.wait(`el.state === "empty"`)
	page.wants(`text(part("status"))`, "No posts yet.")
	page.wants(`shown(el.querySelector("a"))`, "true")
	page.quiet()
}

// A late response for a previous src is discarded.
func TestLateAnswer(t *testing.T) {
	board := publish(t, three(t))
	other := publish(t, many(1))
	board.slowly("/feed.json", 700*time.Millisecond)
	policy := "default-src * blob: 'wasm-unsafe-eval'"
	page := board.embedUnder(t, policy, script+element, recorder)
	page.wait(`el.state === "loading"`)
	page.run(`el.src = "` + other.URL + `/feed.json"`)
	page.wait(`el.state === "ready"`)
	page.run(`pause(1000)`)
	page.wants(`rows().map(r => text(r.querySelector('[part~="subject"]'))).join()`, "Post 1.")
	page.wants(`events.map(e => e.type).join()`, "load")
	if board.asked("/feed.json") != 1 {
		t.Error("the first src was never asked for, so nothing came late")
	}
	page.quiet()
}

// Moving an element neither resets it nor reloads its feed.
func TestMove(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element+`<section></section>`, recorder)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`document.querySelector("section").append(el)`)
	page.run(`pause(200)`)
	page.wants(`text(opened().querySelector("h2")).includes("Secretary")`, "true")
	if n := board.asked("/feed.json"); n != 1 {
		t.Errorf("the feed was asked for %d times, want 1: a move is not a reset", n)
	}
	page.quiet()
}

// The widget stops an engine that does not answer within two seconds. It shows that
// post as plain text from then on, and starts a new engine for the next post.
func TestHangingEngine(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element, deaf)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wait(`part("note")`)
	page.run(`part("older").click()`)
	page.wait(`text(opened()).includes("Secretary")`)
	page.run(`part("newer").click()`)
	page.wait(`text(opened()).includes("It is newer.") && part("note")`)
	page.wants(`unheard`, "1")
}

// When an engine hangs, the next engine receives the pending requests of other
// elements.
func TestHangingEngineOfOthers(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element+element+element, deaf, answered)
	const all = `[...document.querySelectorAll("board-view")]`
	page.wait(all + `.every(e => e.state === "ready")`)
	page.run(`Promise.all(` + all + `.map((e, i) => e.open(e.posts[i].id)))`)
	page.wait(`answers === 2`)
	page.wants(all+`.map(e => text(e.shadowRoot.querySelector("article h2"))).join("; ")`, "The newer post; "+"[Nov 26] "+realSubject+"; The older post")
	page.wants(all+`.map(e => e.shadowRoot.querySelectorAll("[part=note]").length).join()`, "1,0,0")
	page.wants(`unheard`, "1")
	page.quiet()
}

// deaf makes an engine appear to hang once it is asked for the newer post.
const deaf = `
globalThis.unheard = 0;
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message) {
	if (JSON.stringify(message).includes("The newer post")) this.hangs = ++unheard;
	if (!this.hangs) postMessage.call(this, message);
};`

// An element created before the script loads is upgraded and keeps the properties
// set on it; a second copy of the script does nothing.
func TestLateUpgrade(t *testing.T) {
	board := publish(t, three(t))
	page := board.embedUnder(t, "", `<board-view></board-view>`)
	page.run(`Object.assign(el, { src: "` + board.URL + `/feed.json", headingLevel: 4, strings: { back: "Back home" } })`)
	page.run(`import("` + board.URL + `/widget/board-view.js")`)
	page.run(`import("` + board.URL + "/" + board.file(t, "board-view.?*.js") + `")`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.wants(`all("article > header > h4").length`, "1")
	page.wait(`text(part("back")).includes("Back home")`)
	page.quiet()
}
