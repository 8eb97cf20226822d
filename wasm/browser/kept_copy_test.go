package browser

import (
	"strings"
	"testing"
	"time"
)

// keeping returns an element that stores the last good copy.
func keeping(where string) string {
	return `<board-view keep="` + where + `" src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`
}

// When the publisher is down, the widget shows the last good copy and its date.
func TestKeep(t *testing.T) {
	for _, where := range []string{"session", "local"} {
		board := publish(t, three(t))
		page := newPage(t, recorder)
		address := servePage(t, "", board.at(script+keeping(where)))
		page.open(address)
		page.wait(`el.state === "ready"`)
		page.wait(where + `Storage.length === 1`)
		page.wants(`localStorage.length + sessionStorage.length`, "1")
		board.instead("/feed.json", broken)
		page.reload()
		page.wait(`el?.state === "stale" && rows().filter(shown).length === 3`)
		page.wants(`/^The posts could not be loaded \(HTTP 500\)\. Last updated: \w+ \d+, 20\d\d at /.test(text(part("status")))`, "true")
		page.wants(`shown(part("retry")) + ", " + shown(el.querySelector("a")) + ", " + events.map(e => e.type).join()`, "true, false, error")
		page.openRow("Secretary")
		page.wait(`all("article > p").length === 6`)
		page.run(`el.close()`)
		board.instead("/feed.json", nil)
		page.run(`part("retry").click()`)
		page.wait(`el.state === "ready" && text(part("status")) === "3 posts"`)
	}
}

// Without keep, the widget stores nothing, whatever other attributes are set.
func TestNothingIsKept(t *testing.T) {
	board := publish(t, three(t))
	for _, attributes := range []string{``, `keep="forever"`, `keep="off" search deep-links refresh="1m" layout="table"`} {
		page := board.embed(t, strings.Replace(element, "<board-view", "<board-view "+attributes, 1))
		page.wait(`el.state === "ready"`)
		page.openRow("Secretary")
		page.run(`pause(200)`)
		page.wants(`localStorage.length + sessionStorage.length`, "0")
	}
}

// Each URL has a separate copy; the size and number of copies are limited.
func TestKeepIsBounded(t *testing.T) {
	board := publish(t, three(t))
	large := `{"items": [` + strings.Repeat(`{"id": "x`+strings.Repeat("y", 2000)+`", "title": "x"},`, 150)
	large = strings.ReplaceAll(large, `{"id": "x`, `{"id": "`) // the loop below makes the ids unique
	var feed strings.Builder
	for i, part := range strings.SplitAfter(large, "},") {
		feed.WriteString(strings.Replace(part, `"id": "`, `"id": "`+itoa(i), 1))
	}
	board.instead("/large.json", plain(strings.TrimSuffix(feed.String(), ",")+`]}`))
	page := board.embedUnder(t, "", script+`<board-view keep="local" src="{{board}}/large.json"></board-view>`)
	page.wait(`el.state === "ready" && localStorage.length === 1`)
	page.wants(`rows().length + ", " + (Object.values(localStorage)[0].length < 3e5)`, "150, true")
	page.wants(`JSON.parse(JSON.parse(Object.values(localStorage)[0]).text).items.length > 100`, "true")
	for i := range 8 {
		page.run(`(async () => { localStorage.own = 1; el.src = "` + board.URL + `/feed.json?` + itoa(i) + `"; await pause(5); while (el.state !== "ready") await pause(10); })()`)
	}
	page.wants(`Object.keys(localStorage).map(k => k.split("?")[1] ?? k).sort().join()`, "3,4,5,6,7,own")
	page.quiet()
}

// The widget treats storage that fails as missing.
func TestKeepWithoutStorage(t *testing.T) {
	board := publish(t, three(t))
	for _, fault := range []string{
		`Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })`,
		`Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		`Object.defineProperty(globalThis, "localStorage", { value: null })`,
	} {
		board.instead("/feed.json", broken)
		page := board.embed(t, keeping("local"), fault, `globalThis.thrown = []; addEventListener("error", e => thrown.push(e.message)); addEventListener("unhandledrejection", e => thrown.push(String(e.reason)));`)
		page.wait(`el.state === "error" && shown(el.querySelector("a"))`)
		board.instead("/feed.json", nil)
		page.run(`part("retry").click()`)
		page.wait(`el.state === "ready"`)
		page.run(`pause(100)`)
		page.wants(`thrown.filter(message => typeof message === "string").join()`, "")
	}
}

// Stored content is as untrusted as a feed.
func TestHostileStorage(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", broken)
	page := board.embed(t, keeping("local"))
	page.wait(`el.state === "error"`)
	const store = `localStorage["board-view {{board}}/feed.json"] = `
	for _, copy := range []string{
		`""`, `"null"`, `"{"`, `"[]"`, `JSON.stringify({ time: 1, url: "{{board}}/feed.json", text: 3 })`,
		`JSON.stringify({ time: 1, url: "{{board}}/feed.json", text: "{}" })`,
		`JSON.stringify({ time: 1e300, url: "{{board}}/feed.json", text: '{"items":[{"id":"1"}]}' })`,
		`JSON.stringify({ time: "x", url: "{{board}}/feed.json", text: '{"items":[{"id":"1"}]}' })`,
		`JSON.stringify({ time: 1, url: "https://evil.example/", text: '{"items":[{"id":"1"}]}' })`,
		`JSON.stringify({ time: 1, url: "javascript:alert(1)", text: '{"items":[{"id":"1"}]}' })`,
		`JSON.stringify({ time: 1, url: null, text: '{"items":[{"id":"1"}]}' })`,
	} {
		page.run(`(` + board.at(store+copy) + `, el.reload())`)
		page.wants(`el.state`, "error")
		page.wants(`rows().length + ", " + shown(el.querySelector("a"))`, "0, true")
	}
	page = board.embedUnder(t, "", script+keeping("local"), alarm, board.at(store+`JSON.stringify({ time: 1, url: "{{board}}/feed.json", text: JSON.stringify({ items: [
		{ id: "1", title: "<img src=x onerror=alert(1)>", url: "javascript:alert(2)", content_html: "<img src=x onerror=alert(3)><a href='javascript:alert(4)'>x</a><script>alert(5)</scr" + "ipt>" }], next_url: "https://evil.example/" }) })`))
	page.wait(`el.state === "stale"`)
	page.wants(`text(part("subject")) + all("a, img").length`, "<img src=x onerror=alert(1)>0")
	page.run(`el.open("1")`)
	page.wait(`opened()`)
	page.run(`pause(300)`)
	page.wants(`alerts + ", " + all("script, [onerror], [href^=javascript]").length`, "0, 0")
	page.asksOnly(board.URL)
}

// Once the publisher is back, the current list replaces the copy and older posts
// load again.
func TestCopyGivesWay(t *testing.T) {
	board := publish(t, many(45))
	page := newPage(t, hasty)
	page.open(servePage(t, "", board.at(script+strings.Replace(keeping("local"), "keep", `refresh="1m" keep`, 1))))
	page.wait(`el.state === "ready" && localStorage.length === 1`)
	board.instead("/feed.json", broken)
	page.reload()
	page.wait(`el?.state === "stale" && rows().length > 20 && !shown(part("more"))`)
	board.instead("/feed.json", nil)
	page.wait(`el.state === "ready" && shown(part("more")) && !shown(part("news"))`)
	page.run(`part("more").click()`)
	page.wait(`el.state === "ready" && rows().length === 45`)
}

// The widget also stores a copy of a post's source file.
func TestKeepSource(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/note.md", plain("---\nsubject: A note\n---\n\nOne **bold** word.\n"))
	page := newPage(t)
	page.open(servePage(t, "", board.at(script+strings.Replace(keeping("local"), "feed.json", "note.md", 1))))
	page.wait(`el.state === "ready" && text(root.querySelector("article strong")) === "bold"`)
	board.instead("/note.md", broken)
	page.reload()
	page.wait(`el?.state === "stale" && text(root.querySelector("article strong")) === "bold"`)
	page.wants(`text(part("status")).includes("Last updated")`, "true")
}

// Old versions of Prototype.js define toJSON for every array, and other scripts for
// every object. What the widget stores, compares and sends to its engine is plain
// JSON all the same.
func TestToJSON(t *testing.T) {
	for _, extended := range []string{
		`Array.prototype.toJSON = function () { return "[" + this.join() + "]"; }`,
		`Object.prototype.toJSON = function () { return "{}"; }`,
	} {
		board := publish(t, three(t))
		page := newPage(t, extended, answered, hasty)
		page.open(servePage(t, "", board.at(script+strings.Replace(keeping("local"), "keep", `refresh="1m" deep-links keep`, 1))))
		page.wait(`el.state === "ready" && localStorage.length === 1`)
		page.openRow("Secretary")
		page.wait(`answers === 1 && location.hash.includes("secretary")`)
		before := board.asked("/feed.json")
		for board.asked("/feed.json") < before+2 {
			time.Sleep(30 * time.Millisecond)
		}
		page.wants(`shown(part("news"))`, "false")
		page.run(`history.replaceState(null, "", "#")`)
		board.instead("/feed.json", broken)
		page.reload()
		page.wait(`el?.state === "stale" && rows().length === 3 && rows().every(shown)`)
	}
}
