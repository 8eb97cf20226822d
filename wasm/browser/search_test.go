package browser

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// search is an element with a search field.
const search = `<board-view search src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`

// seek types a query.
func (p *page) seek(query string) {
	p.Helper()
	p.wait(`shown(part("search"))`)
	p.run(`(() => { part("search").value = "` + query + `"; part("search").dispatchEvent(new Event("input")); })()`)
}

// choose selects a value of a filter.
func (p *page) choose(filter, value string) {
	p.Helper()
	p.wait(`[...part("` + filter + `").options].some(o => o.value === "` + value + `")`)
	p.run(`(() => { part("` + filter + `").value = "` + value + `"; part("` + filter + `").dispatchEvent(new Event("change")); })()`)
}

// saying returns 65 posts and an older one with this subject, byline and
// text, which is on the last page of the feed.
func saying(subject, by, text string) fstest.MapFS {
	posts := many(65)
	posts["saying.txt"] = &fstest.MapFile{Data: []byte("SUBJECT " + subject + "\nDATE 2019-01-01\nTAGS rare\n\n" + text + "\n\nBY " + by + " (a@b.example)\n")}
	return posts
}

// withoutIndex publishes posts as another program does: the feed must be searched
// page by page.
func withoutIndex(t *testing.T, posts fstest.MapFS) *publisher {
	t.Helper()
	board := publish(t, posts)
	feed, err := fs.ReadFile(board.site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	board.instead("/feed.json", plain(strings.Replace(string(feed), `"search":`, `"other":`, 1)))
	return board
}

// The search covers subject, body and author of every post in the feed and its
// archives, and reports the number of matches.
func TestSearch(t *testing.T) {
	board := publish(t, saying("The Straße report", "Zoë Ångström", "It is of *emphatic* interest."))
	page := board.embed(t, search)
	page.wait(`el.state === "ready"`)
	for query, want := range map[string]string{
		"straße": "1 of 66 posts", "STRASSE": "1 of 66 posts", "zoe angstrom": "1 of 66 posts", "emphatic": "1 of 66 posts",
		"report emphatic zoë": "1 of 66 posts", "report absent": "0 of 66 posts", "post 65": "1 of 66 posts", "  text  OF  ": "65 of 66 posts",
	} {
		page.seek(query)
		page.wait(`el.state === "ready" && text(part("status")) === "` + want + `"`)
		page.wants(`text(root.querySelector("[role=status]"))`, want)
	}
	page.seek("")
	page.wait(`text(part("status")) === "66 posts" && rows().length === 26`)
	page.seek("emphatic")
	page.wait(`rows().length === 1`)
	page.run(`el.search = false`)
	page.wants(`rows().length + text(part("status")) + shown(part("search"))`, "2666 postsfalse")
	if n := board.asked("/page-"); n > 0 {
		t.Errorf("%d pages of the archive were read besides the index", n)
	}
	page.quiet()
}

// Words match regardless of case, width and accents, in every script.
func TestSearchUnicode(t *testing.T) {
	for text, queries := range map[string][]string{
		"국제협력 회의 개최":         {"국제", "협력 회의", "회의를"[:6], "\u1100\u116e\u11a8\u110c\u1166"},
		"أخبار الأُمَّة إلى": {"اخبار", "الامة", "الى", "الأمه"},
		"Ёлка и Йогурт":      {"елка", "ЙОГУРТ"},
		"İstanbul'da ışık":   {"istanbul", "ISIK"},
		"Ｆｕｌｌ ﬁne":           {"full", "fine"},
		"ΟΔΟΣ":               {"οδός"},
		"می‌خواهم ایران":     {"میخواهم", "ايران"},
		"東京で会議":              {"会議"},
	} {
		board := publish(t, fstest.MapFS{
			"a.txt": {Data: []byte("SUBJECT " + text + "\nDATE 2020-01-01\n\nx\n")},
			"b.txt": {Data: []byte("SUBJECT か и Another\nDATE 2020-01-01\n\nx\n")},
		})
		page := board.embed(t, search)
		for _, query := range queries {
			page.seek(query)
			page.wait(`text(part("status")) === "1 of 2 posts" && text(rows()[0]).includes("` + text + `")`)
		}
		for _, other := range []string{"が", "й1", "zz"} {
			page.seek(other)
			page.wait(`text(part("status")) === "0 of 2 posts"`)
		}
	}
}

// The archives are read only when a field has the focus or contains a query,
// and matches are shown as they arrive.
func TestSearchReadsArchives(t *testing.T) {
	board := withoutIndex(t, saying("Rare", "A", "x"))
	page := board.embed(t, search)
	page.wait(`shown(part("search")) && el.state === "ready"`)
	page.run(`pause(300)`)
	if n := board.asked("/page-"); n > 0 {
		t.Errorf("%d pages of the archive were read before the reader sought anything", n)
	}
	hold := make(chan struct{})
	board.instead("/page-1/feed.json", func(w http.ResponseWriter, r *http.Request) {
		<-hold
		http.FileServerFS(board.site).ServeHTTP(w, r)
	})
	page.seek("post 6")
	page.wait(`rows().length > 6`) // posts 60 to 65, 46 and 56; the others have not arrived yet
	page.wants(`text(rows()[0]).includes("Post 65.")`, "true")
	page.wants(`el.posts.length < 66`, "true")
	close(hold)
	page.wait(`text(part("status")) === "12 of 66 posts" && rows().length === 12`)
	page.quiet()
}

// When a field has the focus, the filters offer all years and tags.
func TestFilters(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	page := board.embed(t, search)
	page.wait(`shown(part("search")) && el.state === "ready"`)
	page.wants(`text(part("tag").options[0]) + "," + text(part("year").options[0])`, "All tags,All years")
	page.run(`part("year").focus()`)
	page.choose("year", "2019")
	page.wait(`text(part("status")) === "1 of 66 posts" && text(rows()[0]).includes("Rare")`)
	page.choose("year", "2021")
	page.wait(`text(part("status")) === "65 of 66 posts"`)
	page.choose("tag", "rare")
	page.wait(`text(part("status")) === "0 of 66 posts" && rows().length === 0`)
	page.choose("year", "")
	page.wait(`text(part("status")) === "1 of 66 posts"`)
	page.seek("absent")
	page.wait(`text(part("status")) === "0 of 66 posts"`)
	page.quiet()
}

// Closing a post restores the search, the matches and the scroll position.
func TestBackToWhatWasFound(t *testing.T) {
	page := publish(t, saying("Rare", "A", "x")).embed(t, search)
	page.seek("text of")
	page.wait(`el.state === "ready" && text(part("status")) === "65 of 66 posts"`)
	page.wants(`rows().length`, "50")
	page.run(`part("more").click()`)
	page.wait(`rows().length === 65`)
	page.run(`row("Post 30.").scrollIntoView({ block: "center" })`)
	place := eval[int](page, `Math.round(scrollY)`)
	page.openRow("Post 30.")
	page.wants(`shown(part("search"))`, "false")
	page.run(`part("back").click()`)
	page.wait(`!opened()`)
	page.wants(`part("search").value + ", " + text(part("status")) + ", " + rows().length + ", " + focused()`, "text of, 65 of 66 posts, 65, Post 30.")
	page.wants(`Math.round(scrollY)`, itoa(place))
	page.quiet()
}

// When an archive fails, the matches found so far stay; trying again finds
// the rest.
func TestSearchFails(t *testing.T) {
	board := withoutIndex(t, saying("Rare", "A", "x"))
	board.instead("/page-1/feed.json", broken)
	page := board.embed(t, search, recorder)
	page.seek("post 6")
	page.wait(`el.state === "stale"`)
	page.wants(`rows().length > 6 && shown(part("retry"))`, "true")
	board.instead("/page-1/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "ready" && text(part("status")) === "12 of 66 posts"`)
}

// If src changes while archives are being read, their posts are discarded.
func TestSearchAnotherSource(t *testing.T) {
	board, other := withoutIndex(t, saying("Rare", "A", "x")), publish(t, three(t))
	board.slowly("/page-1/feed.json", 500*time.Millisecond)
	page := board.embedUnder(t, "", script+search)
	page.seek("post 6")
	page.wait(`rows().length > 6`)
	page.run(`el.src = "` + other.URL + `/feed.json"`)
	page.wait(`el.state === "ready" && rows().length === 3`)
	page.run(`pause(700)`)
	page.wants(`rows().length + part("search").value + text(part("status"))`, "33 posts")
	page.quiet()
}

// An element that is removed during a search makes no more requests.
func TestSearchRemoved(t *testing.T) {
	board := withoutIndex(t, saying("Rare", "A", "x"))
	board.slowly("/page-2/feed.json", 300*time.Millisecond)
	page := board.embed(t, search)
	page.seek("rare")
	board.waitFor(t, "/page-2/feed.json")
	page.run(`(el.remove(), pause(600))`)
	if n := board.asked("/page-1/feed.json"); n > 0 {
		t.Errorf("%d requests after the element was removed", n)
	}
	page.quiet()
}

// The layout reserves space for the search fields: nothing moves when they
// appear, however late.
func TestSearchMovesNothing(t *testing.T) {
	for _, width := range []string{"320", "1000"} {
		board := publish(t, saying("Rare", "A", "x"))
		finder := "/" + board.file(t, "finder.*.js")
		board.slowly(finder, 600*time.Millisecond)
		board.slowly("/feed.json", 300*time.Millisecond)
		page := board.embed(t, fmt.Sprintf(`<div style="width: %spx">%s</div>`, width, search), shifts)
		page.wait(`el.state === "ready" && shown(part("search"))`)
		page.run(`pause(300)`)
		page.wants(`moved.join()`, "")
		page.wants(`part("search").getBoundingClientRect().height >= 24 && [...part("find").children].filter(shown).every(f =>
			f.getBoundingClientRect().bottom <= part("find").getBoundingClientRect().bottom)`, "true")
	}
}

// Tags and years in a feed are untrusted, and unlimited in number.
func TestHostileFilters(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(`{"items": [
		{"id": "1", "title": "a", "tags": ["<img src=x onerror=document.title=1>", 3, null, {"a": 1}, ""], "date_published": "2020-01-01T00:00:00Z"},
		{"id": "2", "title": "b", "tags": "none", "date_published": 7},
		{"id": "3", "title": "c", "tags": [`+manyTags(5000)+`]},
		{"id": "4", "title": "d", "content_html": 4, "authors": {"length": -1}}]}`))
	page := board.embed(t, search)
	page.wait(`el.state === "ready" && shown(part("tag"))`)
	page.wants(`all("img").length + document.title`, "0A partner")
	page.wants(`[...part("tag").options].some(o => text(o) === "<img src=x onerror=document.title=1>")`, "true")
	page.wants(`part("tag").options.length <= 301`, "true")
	page.wants(`[...part("year").options].map(text).join()`, "All years,2020")
	page.seek("d")
	page.wait(`text(part("status")) === "1 of 4 posts"`)
	page.quiet()
}

func manyTags(n int) string {
	tags := ""
	for i := range n {
		tags += fmt.Sprintf(`"t%d",`, i)
	}
	return tags + `"end"`
}

// What is typed into our fields is not a hotkey of the page, which sees all keys
// come from the element: letters, what edits, and what chooses in a filter. Keys
// that leave a field, and combinations, stay the page's.
func TestHotkeys(t *testing.T) {
	board := publish(t, saying("Session opens", "Ann", "Text."))
	page := newPage(t, `
globalThis.hotkeys = [];
for (const type of ["keydown", "keypress", "keyup"]) {
	addEventListener(type, (event) => {
		if (/^(input|select|textarea)$/i.test(event.target.tagName) || /Control|Shift/.test(event.key)) return;
		hotkeys.push(type + " " + event.key);
		if (event.key === "s") event.preventDefault();
	});
}`)
	page.open(servePage(t, "", board.at(script+search)))
	page.wait(`el.state === "ready" && shown(part("search"))`)
	page.run(`part("search").focus()`)
	page.press("sessions" + kb.ArrowLeft + kb.Delete + kb.Enter)
	page.wait(`text(part("status")) === "1 of 66 posts"`)
	page.wants(`part("search").value`, "session")
	page.wait(`shown(part("tag"))`)
	page.run(`part("tag").focus()`)
	page.press("rare" + kb.ArrowUp)
	page.wants(`hotkeys.join()`, "")
	page.run(`part("search").focus()`)
	page.press(kb.Escape)
	page.wants(`hotkeys.join()`, "keydown Escape,keyup Escape")
	page.run(`(() => {
		hotkeys.splice(0);
		for (const init of [{ key: "k", ctrlKey: true }, { key: "k", metaKey: true }, { key: "a", ctrlKey: true }, { key: "€", ctrlKey: true, altKey: true, modifierAltGraph: true }])
			part("search").dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, composed: true, ...init }));
	})()`)
	page.wants(`hotkeys.join()`, "keydown k,keydown k")
	page.run(`(hotkeys.splice(0), part("subject").focus())`)
	page.press("s") // on a link it is a hotkey, as on any link of the page
	page.wants(`hotkeys.includes("keydown s")`, "true")
}
