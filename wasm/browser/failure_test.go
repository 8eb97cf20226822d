package browser

import (
	"testing"
	"time"
)

// When the publisher fails, the partner's own words stay and the reader can
// try again.
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

// A feed that cannot be read is a failure too.
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

// A list that was read is better than none.
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

// A page of the list that fails can be asked for again.
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

// A board without posts says so, and leaves the partner's words.
func TestEmpty(t *testing.T) {
	page := publish(t, many(0)).embed(t, element)
	page.wait(`el.state === "empty"`)
	page.wants(`text(part("status"))`, "No posts yet.")
	page.wants(`shown(el.querySelector("a"))`, "true")
	page.quiet()
}

// The answer for an old src is thrown away, however late it comes.
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

// An element that is moved stays as it is; one that is removed is quiet.
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

// An engine that does not answer is given up after two seconds: its post is
// text from then on, and the next post gets an engine of its own.
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

// What other elements had asked an engine that does not answer, they ask the
// next one.
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

// deaf are engines that hang when they are asked for a post.
const deaf = `
globalThis.unheard = 0;
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message) {
	if (JSON.stringify(message).includes("The newer post")) this.hangs = ++unheard;
	if (!this.hangs) postMessage.call(this, message);
};`

// An element that is there before the script is, with properties set, is
// taken over; a script that comes twice does nothing the second time.
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
