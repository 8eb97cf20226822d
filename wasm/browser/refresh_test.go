package browser

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

// hasty shortens a minute to a third of a second.
const hasty = `{
	const { setTimeout } = globalThis;
	globalThis.setTimeout = (f, ms, ...args) => setTimeout(f, ms >= 60000 ? ms / 200 : ms, ...args);
}`

// refreshing is an element that checks for new posts.
const refreshing = `<board-view refresh="1m" src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`

// become replaces the board's feed with the feed of other posts.
func (p *publisher) become(t testing.TB, posts fs.FS) {
	t.Helper()
	feed, err := fs.ReadFile(publish(t, posts).site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	p.instead("/feed.json", plain(string(feed)))
}

// withMore returns the three posts and n newer ones.
func withMore(t testing.TB, n int) fstest.MapFS {
	posts := three(t).(fstest.MapFS)
	for i := range n {
		posts[fmt.Sprintf("more%d.txt", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Fresh %d\nDATE 2021-01-0%d\n\nx\n", i+1, i+1)}
	}
	return posts
}

// New posts are announced, and nothing moves until the reader clicks.
func TestRefresh(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, refreshing, hasty, recorder, shifts)
	page.wait(`el.state === "ready"`)
	page.wants(`shown(part("news"))`, "false")
	board.become(t, withMore(t, 2))
	page.wait(`shown(part("news"))`)
	page.wants(`text(part("news")) + ", " + text(root.querySelector("[role=status]"))`, "2 new posts, 2 new posts")
	page.wants(`rows().length + el.state + events.length`, "3ready1")
	page.wants(`moved.join()`, "")
	page.run(`part("news").click()`)
	page.wait(`rows().length === 5 && focused() === "Fresh 2"`)
	page.wants(`shown(part("news")) + text(root.querySelector("[role=status]"))`, "false5 posts")
	board.become(t, withMore(t, 3))
	page.wait(`text(part("news")) === "1 new post"`)
	page.quiet()
}

// New posts do not disturb an open post; they are announced in the list.
func TestRefreshWhileReading(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, refreshing, hasty)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`globalThis.article = opened()`)
	board.become(t, withMore(t, 1))
	page.wait(`shown(part("news"))`)
	page.run(`pause(500)`)
	page.wants(`article === opened() && article.contains(root.activeElement)`, "true")
	page.wait(`part("back")`)
	page.run(`part("back").click()`)
	page.run(`part("news").click()`)
	page.wait(`rows().length === 4`)
	page.quiet()
}

// Corrected and withdrawn posts are announced, too.
func TestRefreshCorrections(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, refreshing, hasty)
	page.wait(`el.state === "ready"`)
	posts := three(t).(fstest.MapFS)
	delete(posts, "older.txt")
	board.become(t, posts)
	page.wait(`text(part("news")) === "Posts have changed"`)
	page.wants(`rows().length`, "3")
	page.run(`part("news").click()`)
	page.wait(`rows().length === 2 && !shown(part("news"))`)
	page.quiet()
}

// The feed is requested conditionally: an unchanged one is not sent again, and
// nothing is announced.
func TestRefreshIsConditional(t *testing.T) {
	board := publish(t, three(t))
	feed, err := fs.ReadFile(board.site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	var unchanged, sent atomic.Int32
	board.instead("/feed.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Cache-Control", "max-age=3600")
		if r.Header.Get("If-None-Match") == `"one"` {
			unchanged.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent.Add(1)
		w.Write(feed)
	})
	page := board.embed(t, refreshing, hasty, recorder)
	page.wait(`el.state === "ready"`)
	for deadline := time.Now().Add(patience); unchanged.Load() < 3 && time.Now().Before(deadline); {
		time.Sleep(30 * time.Millisecond)
	}
	page.wants(`rows().length + el.state + shown(part("news")) + events.map(e => e.type).join()`, "3readyfalseload")
	if sent.Load() != 1 || unchanged.Load() < 3 {
		t.Errorf("the feed was sent %d times, and %d times not", sent.Load(), unchanged.Load())
	}
	page.quiet()
}

// While the list is out of view, no request is made; an overdue request is
// made when the list comes into view again.
func TestRefreshPaused(t *testing.T) {
	const hide = `(Object.defineProperty(document, "hidden", { value: %t, configurable: true }), document.dispatchEvent(new Event("visibilitychange")))`
	for name, change := range map[string][2]string{
		"hidden":       {fmt.Sprintf(hide, true), fmt.Sprintf(hide, false)},
		"off screen":   {`(document.querySelector("div").style.height = "5000px", pause(100))`, `el.scrollIntoView()`},
		"not rendered": {`(el.hidden = true, pause(100))`, `(el.hidden = false)`},
	} {
		t.Run(name, func(t *testing.T) {
			board := publish(t, three(t))
			page := board.embedUnder(t, "", script+"<div></div>"+refreshing, hasty)
			page.wait(`el.state === "ready"`)
			page.run(change[0])
			n := board.asked("/feed.json")
			page.run(`pause(900)`)
			if now := board.asked("/feed.json"); now > n {
				t.Errorf("%d requests while nobody can see it", now-n)
			}
			board.become(t, withMore(t, 1))
			page.run(change[1])
			page.wait(`text(part("news")) === "1 new post"`)
			page.quiet()
		})
	}
}

// An element that is removed or loses its refresh attribute stops checking;
// an invalid or very short interval does no harm.
func TestRefreshEnds(t *testing.T) {
	for _, does := range []string{`el.remove()`, `el.removeAttribute("refresh")`, `el.refresh = "soon"`, `el.refresh = "-1m"`, `el.refresh = "1e9m"`, `el.refresh = "0"`} {
		board := publish(t, three(t))
		page := board.embed(t, refreshing, hasty)
		page.wait(`el.state === "ready"`)
		page.run(`(` + does + `, pause(100))`)
		n := board.asked("/feed.json")
		page.run(`pause(500)`)
		if now := board.asked("/feed.json"); now > n {
			t.Errorf("%s: %d more requests", does, now-n)
		}
		page.quiet()
	}
}

// An element that is inserted again resumes checking.
func TestRefreshAgain(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, refreshing, hasty)
	page.wait(`el.state === "ready"`)
	page.run(`(globalThis.gone = el, el.remove(), pause(50))`)
	page.run(`document.body.append(gone)`)
	board.become(t, withMore(t, 1))
	page.wait(`text(part("news")) === "1 new post"`)
	page.quiet()
}

// The interval is at least a minute and at most a day.
func TestRefreshPeriod(t *testing.T) {
	const timers = `
globalThis.timers = new Set();
{
	const { setTimeout } = globalThis;
	globalThis.setTimeout = (f, ms, ...args) => (timers.add(ms), setTimeout(f, ms, ...args));
}`
	page := publish(t, three(t)).embed(t, refreshing, timers)
	page.wait(`el.state === "ready" && timers.has(60000)`)
	for period, want := range map[string]string{"1s": "60000", "90s": "90000", " 1.5 M ": "90000", "2h": "7200000", "1e9m": "", "99999999999h": "86400000"} {
		page.run(`(el.refresh = "", timers.clear(), el.refresh = "` + period + `")`)
		page.wants(`[...timers].filter(ms => ms > 30000 || ms === 1000).join()`, want) // 30 s is the engine's start timeout
	}
}

// While the publisher is down, the list stays and is marked as stale.
func TestRefreshFails(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, refreshing, hasty, recorder)
	page.wait(`el.state === "ready"`)
	board.instead("/feed.json", broken)
	page.wait(`el.state === "stale"`)
	page.wants(`text(part("status")).startsWith("The posts could not be loaded (HTTP 500). Last updated: ") && rows().filter(shown).length`, "3")
	page.wants(`events.at(-1).type + events.at(-1).detail.reason`, "errorHTTP 500")
	board.instead("/feed.json", nil)
	page.wait(`el.state === "ready" && text(part("status")) === "3 posts" && !shown(part("retry"))`)
}

// A list that could not be loaded is loaded once the publisher is back.
func TestRefreshAfterError(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", broken)
	page := board.embed(t, refreshing, hasty)
	page.wait(`el.state === "error" && text(part("status")) === "The posts could not be loaded (HTTP 500)."`)
	board.instead("/feed.json", nil)
	page.wait(`el.state === "ready" && rows().length === 3`)
}

// Showing new posts keeps the search and the page.
func TestRefreshKeepsWhatIsSought(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, strings.Replace(refreshing, "<board-view", "<board-view search", 1), hasty)
	page.seek("older")
	page.wait(`text(part("status")) === "1 of 3 posts"`)
	board.become(t, withMore(t, 2))
	page.wait(`shown(part("news"))`)
	page.run(`part("news").click()`)
	page.wait(`text(part("status")) === "1 of 5 posts" && rows().length === 1`)
	page.quiet()
}

// In a table, showing new posts goes to the first page.
func TestRefreshOfTable(t *testing.T) {
	board := publish(t, many(45))
	page := board.embed(t, strings.Replace(refreshing, "<board-view", `<board-view layout="table"`, 1), hasty)
	page.turn("2")
	page.wait(`row("Post 20.")`)
	posts := many(45)
	posts["new.txt"] = &fstest.MapFile{Data: []byte("SUBJECT Fresh\nDATE 2022-01-01\n\nx\n")}
	board.become(t, posts)
	page.wait(`text(part("news")) === "1 new post"`)
	page.wants(`!!row("Post 20.")`, "true")
	page.run(`part("news").click()`)
	page.wait(`text(part("current")) === "1" && focused() === "Fresh" && rows().length === 20`)
	page.quiet()
}

// If src changes while the feed is being read again, the response is
// discarded.
func TestRefreshAnotherSource(t *testing.T) {
	board, other := publish(t, three(t)), publish(t, many(2))
	page := board.embedUnder(t, "", script+refreshing, hasty)
	page.wait(`el.state === "ready"`)
	board.slowly("/feed.json", 500*time.Millisecond)
	n := board.asked("/feed.json")
	for deadline := time.Now().Add(patience); board.asked("/feed.json") == n && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	page.run(`el.src = "` + other.URL + `/feed.json"`)
	page.wait(`el.state === "ready" && rows().length === 2`)
	page.run(`pause(800)`)
	page.wants(`rows().length + el.state + shown(part("news"))`, "2readyfalse")
	page.quiet()
}
