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

// A feed that cannot be parsed is a failure, too.
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

// An older page that fails can be requested again.
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

// A board without posts says so, and the fallback stays.
func TestEmpty(t *testing.T) {
	page := publish(t, many(0)).embed(t, element)
	page.wait(`el.state === "empty"`)
	page.wants(`text(part("status"))`, "No posts yet.")
	page.wants(`shown(el.querySelector("a"))`, "true")
	page.quiet()
}

// A late answer for an old src is discarded.
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

// Moving an element does not change it; a removed one does nothing.
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

// An engine that does not answer is stopped after two seconds: its post is shown as
// plain text from then on, and the next post starts a new engine.
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

// Requests of other elements to an engine that does not answer are repeated with
// the next engine.
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

// deaf replaces the engine by one that hangs when it renders a post.
const deaf = `
globalThis.unheard = 0;
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message) {
	if (JSON.stringify(message).includes("The newer post")) this.hangs = ++unheard;
	if (!this.hangs) postMessage.call(this, message);
};`

// An element that exists before the script, with properties set, is upgraded; a
// second copy of the script does nothing.
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
