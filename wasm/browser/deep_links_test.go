package browser

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// linked is an element with deep links.
const linked = `<board-view id="news" search deep-links src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`

// place is the fragment of the address and what is shown.
const place = `location.hash + " " + (opened() ? text(part("body").querySelector("h2")) : "list")`

// Without deep-links the page's address and history never change.
func TestAddressLeftAlone(t *testing.T) {
	board := publish(t, many(66))
	page := board.embed(t, `<board-view id="news" search layout="table" src="{{board}}/feed.json"></board-view>`,
		`for (const name of ["pushState", "replaceState", "back", "go"]) history[name] = () => { throw new Error(name) };`)
	page.wait(`el.state === "ready"`)
	const address = `location.href + history.length + history.state`
	before := eval[string](page, address)
	page.turn("2")
	page.wait(`row("Post 30.")`)
	page.openRow("Post 30.")
	page.run(`el.close()`)
	page.seek("text 3")
	page.wait(`text(part("status")).includes("of 66")`)
	page.wants(address, before)
	page.run(`(() => { location.hash = "news=" + el.posts[0].id; })()`)
	page.run(`pause(200)`)
	page.wants(`!!opened()`, "false") // nor does the address do anything
	page.quiet()
}

// An open post is in the address: going back and forward in the history closes
// and opens it.
func TestDeepLinks(t *testing.T) {
	page := publish(t, three(t)).embed(t, linked, recorder)
	page.wait(`el.state === "ready"`)
	page.wants(place, " list")
	page.openRow("newer")
	page.wait(place + ` === "#news=2020-02-01-the-newer-post The newer post"`)
	page.wait(`part("older")`)
	page.run(`part("older").click()`)
	page.wait(`text(part("body").querySelector("h2")).includes("Secretary")`)
	page.run(`part("back").click()`)
	page.wait(place + ` === " list"`)
	page.run(`history.back()`)
	page.wait(`location.hash.startsWith("#news=2019-11-26-") && text(opened()).includes("Secretary")`)
	page.run(`history.back()`)
	page.wait(place + ` === "#news=2020-02-01-the-newer-post The newer post"`)
	page.run(`history.back()`)
	page.wait(place + ` === " list"`)
	page.wants(`focused()`, "The newer post") // whose row it is
	page.run(`history.forward()`)
	page.wait(place + ` === "#news=2020-02-01-the-newer-post The newer post"`)
	page.wants(`events.filter(e => e.type === "open").length + ", " + events.filter(e => e.type === "close").length`, "5, 2")
	page.quiet()
}

// Following a link opens the post, also one in an archive, and scrolls to the
// board; going back shows the list.
func TestLinkFollowed(t *testing.T) {
	board := publish(t, many(66))
	page := newPage(t)
	address := servePage(t, "", board.at(script+`<div style="height: 3000px">The partner's</div>`+linked))
	page.open(address + "#top&news=2021-01-02-post-2")
	page.wait(`opened() && text(opened().querySelector("h2")) === "Post 2."`)
	page.wait(`focused() === "Post 2." && el.getBoundingClientRect().top < innerHeight`)
	page.wants(`location.hash`, "#top&news=2021-01-02-post-2")
	page.wait(`part("back")`)
	page.run(`part("back").click()`)
	page.wait(`!opened() && rows().some(shown)`)
	page.wants(`location.hash`, "#top") // that is the page's
	page.run(`document.body.insertAdjacentHTML("beforeend", '<a id="inside" href="#news=2021-01-03-post-3">three</a>')`)
	page.run(`document.querySelector("#inside").click()`)
	page.wait(`opened() && text(opened().querySelector("h2")) === "Post 3."`)
	page.quiet()
}

// A link to a missing post shows the list and a message.
func TestLinkToNothing(t *testing.T) {
	board := publish(t, many(45))
	page := newPage(t)
	address := servePage(t, "", board.at(script+linked))
	for _, id := range []string{"no-such-post", "%E0%A4%A", "%00", strings.Repeat("x", 5000)} {
		page.open("about:blank")
		page.open(address + "#news=" + id)
		page.wait(`el?.state === "ready" && rows().length > 0 && !opened()`)
		if !strings.HasPrefix(id, "%E0") { // which is no id at all
			page.wait(`text(part("status")) === "This post is no longer here." && text(root.querySelector("[role=status]")) === text(part("status"))`)
		}
		page.openRow("Post 45.")
		page.wait(place + ` === "#news=2021-02-17-post-45 Post 45."`)
		for _, e := range page.complaints() {
			if !strings.Contains(e, "404") { // the file of the post
				t.Errorf("the console shows: %s", e)
			}
		}
	}
}

// A link to a post takes one request, however old the post is, and so do its
// neighbors. An old ID leads to the post, too.
func TestLinkInOneRequest(t *testing.T) {
	posts := many(1200)
	posts["000.txt"] = &fstest.MapFile{Data: append([]byte("ALIAS first\n"), posts["000.txt"].Data...)}
	for _, id := range []string{"2021-01-01-post-1", "first"} {
		board := publish(t, posts)
		page := newPage(t)
		page.open(servePage(t, "", board.at(script+linked)) + "#news=" + id)
		page.wait(`opened() && text(opened().querySelector("h2")) === "Post 1."`)
		page.wants(`location.hash`, "#news=2021-01-01-post-1")
		page.wait(`part("newer") && !part("older")`)
		page.run(`part("newer").click()`)
		page.wait(`text(opened().querySelector("h2")) === "Post 2." && part("older")`)
		page.run(`part("older").click()`)
		page.wait(`text(opened().querySelector("h2")) === "Post 1."`)
		if got := board.fetched(); got != "feed.json posts/"+id+".json posts/2021-01-02-post-2.json posts/2021-01-01-post-1.json" {
			t.Errorf("link to %s: the board was asked for %s", id, got)
		}
		page.quiet()
	}
}

// Where the file of a post cannot be had, for the server is broken or the board is
// another program's, the pages are read until the post comes, and the reader is
// told how far they go.
func TestLinkInTurn(t *testing.T) {
	board := publish(t, many(66))
	board.instead("/posts/2021-01-02-post-2.json", broken)
	page := newPage(t)
	page.open(servePage(t, "", board.at(script+linked)) + "#news=2021-01-02-post-2")
	page.wait(`opened() && text(opened().querySelector("h2")) === "Post 2."`)

	board.instead("/feed.json", plain(`{"items": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}`))
	page.open("about:blank")
	page.open(servePage(t, "", board.at(script+linked)) + "#news=c")
	page.wait(`text(part("status")) === "This post is not among the newest 2 posts."`)
	page.wants(`el.posts.length`, "2")
}

// The open post, the search and the page survive a reload.
func TestReload(t *testing.T) {
	board := publish(t, many(66))
	page := newPage(t)
	page.open(servePage(t, "", board.at(script+strings.Replace(linked, "search", `search layout="table"`, 1))))
	page.turn("2")
	page.turn("3")
	page.wait(`row("Post 20.")`)
	page.reload()
	page.wait(`el?.state === "ready" && row("Post 20.") && text(part("current")) === "3"`)
	page.openRow("Post 20.")
	page.reload()
	page.wait(`el && opened() && text(opened().querySelector("h2")) === "Post 20."`)
	page.wait(`part("back")`)
	page.run(`part("back").click()`)
	page.wait(`!opened() && row("Post 20.") && text(part("current")) === "3" && focused() === "Post 20."`)
	page.seek("text 3")
	page.wait(`text(part("status")) === "1 of 66 posts"`)
	page.choose("year", "2021")
	page.reload()
	page.wait(`el && text(part("status")) === "1 of 66 posts" && part("search").value === "text 3" && part("year").value === "2021"`)
	page.quiet()
}

// Who goes back before the rows of that page have come gets the focus on the row
// when it comes, unless the focus is elsewhere by then.
func TestBackBeforeTheRows(t *testing.T) {
	board := publish(t, many(66))
	page := newPage(t)
	page.open(servePage(t, "", board.at(script+strings.Replace(linked, "search", `layout="table"`, 1)+`<input id="other">`)))
	page.turn("2")
	page.turn("3")
	page.wait(`row("Post 20.")`)
	page.openRow("Post 20.")
	for _, name := range []string{"/page-1/feed.json", "/page-2/feed.json"} {
		board.slowly(name, time.Second)
	}
	for _, elsewhere := range []bool{false, true} {
		page.reload()
		page.wait(`el && part("back") && !row("Post 20.")`)
		page.run(`part("back").click()`)
		if elsewhere {
			page.run(`document.querySelector("#other").focus()`)
		}
		page.wait(`!opened() && row("Post 20.") && text(part("current")) === "3" && document.activeElement.id === "other" === ` + fmt.Sprint(elsewhere))
		if !elsewhere {
			page.wait(`focused() === "Post 20."`)
		}
		page.run(`history.back()`)
		page.wait(`opened() && part("back")`)
	}
	page.quiet()
}

// reload reloads the page, and waits until that has begun.
func (p *page) reload() {
	p.Helper()
	p.run(`(() => { globalThis.old = true; setTimeout(() => location.reload()); })()`)
	p.wait(`!globalThis.old`)
}

// Each page of a table is an entry in the history.
func TestPagesInHistory(t *testing.T) {
	page := publish(t, many(66)).embed(t, strings.Replace(linked, "search", `layout="table"`, 1))
	page.turn("2")
	page.wait(`row("Post 30.")`)
	page.turn("3")
	page.wait(`row("Post 20.")`)
	page.openRow("Post 20.")
	page.run(`history.back()`)
	page.wait(`!opened() && row("Post 20.")`)
	page.run(`history.back()`)
	page.wait(`row("Post 30.") && text(part("current")) === "2"`)
	page.run(`history.back()`)
	page.wait(`row("Post 66.")`)
	page.run(`history.go(2)`)
	page.wait(`row("Post 20.") && text(part("current")) === "3"`)
	page.quiet()
}

// Several boards on a page have separate parts of the address, and keep what others
// have there and in the history.
func TestLinksOfSeveral(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, linked+strings.ReplaceAll(linked, `"news"`, `"a&amp;b"`)+strings.ReplaceAll(linked, `id="news" `, "")+strings.ReplaceAll(linked, `id="news" `, ""),
		`document.addEventListener("readystatechange", () => location.hash || history.replaceState({ own: 7 }, "", "#page"), { once: true })`)
	const boards = `[...document.querySelectorAll("board-view")]`
	page.wait(boards + `.every(b => b.state === "ready")`)
	page.run(`(async () => { for (const b of ` + boards + `) { await b.open(b.posts[0].id); await pause(50); } })()`)
	const id = "2020-02-01-the-newer-post"
	page.wants(`location.hash`, "#page&news="+id+"&a%26b="+id+"&board-view="+id+"&board-view-2="+id)
	page.wants(`history.state.own`, "7")
	page.reload()
	page.wait(boards + `.length === 4 && ` + boards + `.every(b => b.shadowRoot?.querySelector("article h2")?.checkVisibility())`)
	page.run(boards + `[1].close()`)
	page.wait(`location.hash === "#page&news=` + id + `&board-view=` + id + `&board-view-2=` + id + `"`)
	page.run(`history.back()`)
	page.wait(boards + `[1].shadowRoot.querySelector("article h2").checkVisibility()`)
	page.quiet()
}

// Cancelling the event open cancels links, too.
func TestLinkCancelled(t *testing.T) {
	board := publish(t, three(t))
	page := newPage(t, `globalThis.taken = []; addEventListener("open", e => { e.preventDefault(); taken.push(e.detail.id); });`)
	page.open(servePage(t, "", board.at(script+linked)) + "#news=2020-02-01-the-newer-post")
	page.wait(`taken.length > 0`)
	page.run(`pause(200)`)
	page.wants(`taken.join() + !!opened() + location.hash`, "2020-02-01-the-newer-postfalse#news=2020-02-01-the-newer-post")
	page.quiet()
}

// Changing src removes the post from the address.
func TestLinkAnotherSource(t *testing.T) {
	board, other := publish(t, three(t)), publish(t, many(3))
	page := board.embedUnder(t, "", script+linked)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wait(`location.hash.startsWith("#news=")`)
	page.run(`el.src = "` + other.URL + `/feed.json"`)
	page.wait(`el.state === "ready" && rows().length === 3 && !opened()`)
	page.wants(`location.hash`, "")
	page.openRow("Post 2.")
	page.wait(`location.hash === "#news=2021-01-02-post-2"`)
	page.quiet()
}

// Posts open also in a frame without an origin, where the history cannot be changed.
// Neither the page's <base> nor hostile ids mislead the links.
func TestLinksWithoutHistory(t *testing.T) {
	board := publish(t, three(t))
	page := board.embedUnder(t, "", `<base href="https://elsewhere.example/x/">`+script+linked)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wait(`location.hash.startsWith("#news=") && location.origin !== "https://elsewhere.example"`)
	page = board.embedUnder(t, "", script+linked, `History.prototype.pushState = History.prototype.replaceState = () => { throw new DOMException("no", "SecurityError") }`)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wants(`location.hash`, "")
	page.quiet()

	board.instead("/feed.json", plain(`{"items": [{"id": "\ud800&news=x#?", "title": "half"}, {"id": "a&b=c#d ü/%", "title": "whole"}]}`))
	page = board.embedUnder(t, "", script+linked)
	page.wait(`el.state === "ready"`)
	page.openRow("half")
	page.wait(`location.hash === "#news=%26news%3Dx%23%3F"`) // an incomplete escape is ignored
	page.run(`el.close()`)
	page.openRow("whole")
	page.wait(`location.hash === "#news=a%26b%3Dc%23d%20%C3%BC%2F%25"`)
	page.reload()
	page.wait(`el && opened() && text(opened().querySelector("h2")) === "whole"`)
	page.quiet()
}

// A removed element does not follow the address; inserted again, it does.
func TestLinksOfRemoved(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, linked, recorder)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wait(`location.hash !== ""`)
	page.run(`(globalThis.gone = el, el.remove(), pause(50))`)
	page.run(`(history.back(), pause(200))`)
	page.wants(`gone.shadowRoot.querySelector("article").checkVisibility !== undefined && events.filter(e => e.type === "close").length`, "0")
	page.run(`(document.body.append(gone), pause(100))`)
	page.run(`(history.forward(), pause(200))`)
	page.run(`(history.back(), pause(200))`)
	page.wait(`!opened() && location.hash === ""`)
	page.quiet()
}

// If the reader opens another post while that of the link is read, that one stays
// open.
func TestLinkLate(t *testing.T) {
	publish(t, many(66)).stays(t, "/posts/2021-01-02-post-2.json")
}

// The same holds for a post that was opened before the finder had loaded.
func TestLinkLater(t *testing.T) {
	board := publish(t, many(66))
	board.stays(t, "/"+board.file(t, "finder.*.js"))
}

// stays follows a link into an archive, opens another post while a file is late,
// and checks that this post stays open.
func (p *publisher) stays(t *testing.T, late string) {
	t.Helper()
	p.slowly(late, 500*time.Millisecond)
	page := newPage(t)
	page.open(servePage(t, "", p.at(script+linked)) + "#news=2021-01-02-post-2")
	page.wait(`row("Post 60.")`)
	page.openRow("Post 60.")
	page.run(`pause(900)`)
	page.wants(place, "#news=2021-03-04-post-60 Post 60.")
	page.quiet()
}

// While a reader searches, the address may name a post whose own file cannot be read.
// It is looked for on the pages of the feed. The index was read instead, again and
// again, and the page stood still.
func TestDeepLinkWhileSearching(t *testing.T) {
	board := publish(t, many(65))
	board.instead("/posts/2021-01-05-post-5.json", broken)
	page := board.embed(t, strings.Replace(element, "<board-view", "<board-view search deep-links", 1),
		`document.addEventListener("readystatechange", () => history.replaceState({ "board-view board-view": { query: "post" } }, ""), { once: true })`) // before, Firefox's tab crashes
	page.wait(`el.state === "ready" && text(part("status")).includes("65")`)
	page.run(`(location.hash = "board-view=2021-01-05-post-5", true)`)
	page.wait(`text(opened()).includes("Text of post 5.")`)
}
