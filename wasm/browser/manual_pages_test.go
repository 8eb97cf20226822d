package browser

import (
	"fmt"
	"net/http"
	"strings"
)

// A lesson describes how to test a page of the manual.
type lesson struct {
	scripts   []string // run before the page's own
	state     string   // expression that becomes true without interaction
	does      func(*page, *publisher)
	complaint string // part of the expected error in the console, if any
}

const ready = `boards().length && boards().every(b => b.state === "ready")`

// lessons are the tests of examples/manual, keyed by file name.
var lessons = map[string]lesson{
	"start.html":         {state: ready, does: readsPost},
	"fallback.html":      {state: ready, does: fallsBack},
	"source.html":        {state: ready + ` && opened()`, does: showsSource},
	"feeds.html":         {state: ready, does: showsOthers},
	"table.html":         {state: ready, does: showsTable},
	"cards.html":         {state: ready, does: showsCards},
	"tiles.html":         {state: ready, does: showsTiles},
	"latest.html":        {state: ready, does: showsMore(5, 10)},
	"limit.html":         {state: ready, does: showsMore(3, 6)},
	"search.html":        {state: ready + ` && shown(part("search"))`, does: finds},
	"deep-links.html":    {state: ready, does: linksDeep},
	"several.html":       {state: ready, does: sharesEngine},
	"theme.html":         {state: ready, does: changesTheme},
	"inherit.html":       {state: ready, does: inherits},
	"variables.html":     {state: ready, does: setsVariables},
	"parts.html":         {state: ready, does: dressesParts},
	"lang.html":          {state: ready, does: speaks},
	"strings.html":       {state: ready, does: rewords},
	"policy.html":        {state: ready + ` && boards().every(b => at(b, "body"))`, does: narrows},
	"images.html":        {state: `boards().map(b => b.state).join() === "ready,idle,ready"`, does: choosesPictures, complaint: "https://pictures.example/"},
	"heading-level.html": {state: ready + ` && opened()`, does: setsHeading},
	"states.html":        {state: `boards().map(b => b.state).join() === "empty,error"`, does: triesAgain, complaint: "/manual/missing.json"},
	"keep.html":          {state: ready, does: keeps, complaint: "/feed.json"},
	"refresh.html":       {scripts: []string{hasty}, state: ready, does: announces},
	"click.html":         {state: `shown(part("load"))`, does: waitsForClick},
	"events.html":        {state: ready, does: takesOver},
	"methods.html":       {state: ready, does: isDriven},
	"csp.html":           {state: ready, does: isStrict, complaint: "Security"},
	"pinned.html":        {state: ready, does: isPinned},
}

func readsPost(p *page, _ *publisher) {
	p.openRow("Winter session")
	p.wait(`part("back")`)
	p.run(`part("back").click()`)
	p.wait(`!opened() && shown(part("list"))`)
}

func fallsBack(p *page, _ *publisher) {
	p.wants(`shown(el.querySelector("a"))`, "false")
	board := withManual(p.TB)
	board.manualUnder(p, "script-src 'none'", "fallback.html")
	later := newPage(p.TB, axe(p))
	later.open(board.URL + "/manual/fallback.html")
	later.wait(`document.readyState === "complete"`)
	later.wants(`!root && shown(el.querySelector("a"))`, "true")
	later.fits("without scripts")
}

func showsSource(p *page, _ *publisher) {
	p.wants(`text(opened().querySelector("h2"))`, "[Dec 1] Ferry times in winter")
	p.wants(`opened().querySelectorAll("tr").length`, "4")
	p.wants(`shown(part("back"))`, "false")
}

func showsOthers(p *page, _ *publisher) {
	p.wants(`rows().length`, "3")
	p.openRow("old crane")
	p.wants(`text(opened().querySelector("strong"))`, "five tons")
}

func showsTable(p *page, _ *publisher) {
	p.looks(360, "light")
	p.wants(`shown(root.querySelector("th")) && getComputedStyle(part("head")).position`, "absolute") // only for screen readers
	p.looks(1200, "light")
	p.wants(`all("th").map(text).join()`, "No.,Subject,By,Date")
	p.wants(`new Set(all("td", rows()[0]).map(c => c.getBoundingClientRect().left)).size`, "4")
	p.openRow("Visiting hours")
}

func showsCards(p *page, _ *publisher) {
	p.looks(1200, "light")
	p.wants(besides, "true")
	p.wants(`shown(row("Winter session").querySelector("img")) && shown(row("Winter session").querySelector('[part="summary"]'))`, "true")
	p.openRow("Winter session")
}

func showsTiles(p *page, _ *publisher) {
	p.looks(360, "light")
	p.wants(besides, "true")
	p.wants(`rows().filter(r => r.querySelector("img")).length > 2`, "true")
	p.openRow("Winter session")
}

// besides is true if some rows are side by side.
const besides = `new Set(rows().map(r => r.getBoundingClientRect().top)).size < rows().length`

// showsMore wants a number of posts, and a larger number after a click on
// "Older posts".
func showsMore(before, after int) func(*page, *publisher) {
	return func(p *page, _ *publisher) {
		p.wants(`rows().length`, itoa(before))
		p.run(`part("more").click()`)
		p.wait(`rows().length === ` + itoa(after))
		p.wants(`rows()[`+itoa(before)+`].contains(root.activeElement)`, "true")
	}
}

func finds(p *page, _ *publisher) {
	p.seek("ten thousand books")
	p.wait(`rows().length === 1 && row("library")`)
	p.seek("")
	p.choose("year", "2019")
	p.wait(`rows().length === 1 && row("Secretary-General")`)
}

func linksDeep(p *page, _ *publisher) {
	p.run(`boards()[1].open(boards()[1].posts[0].id)`)
	p.openRow("Winter session")
	p.wait(`/^#harbour=.+&news=.+/.test(location.hash)`)
	p.reload()
	p.wait(`boards().length === 2 && boards().every(b => at(b, "body")?.querySelector("article"))`)
	p.run(`history.back()`)
	p.wait(`!opened() && at(boards()[1], "body").checkVisibility()`)
}

func sharesEngine(p *page, _ *publisher) {
	p.run(`Promise.all(boards().map(b => b.open(b.posts[0].id)))`)
	p.wait(`boards().every(b => at(b, "body")?.querySelector("article p"))`)
	if n := strings.Count(strings.Join(p.asked(), " "), "/widget/engine."); n != 1 {
		p.Errorf("%d engines for two boards", n)
	}
	p.looks(1200, "light")
	p.wants(`new Set(boards().map(b => b.getBoundingClientRect().top)).size`, "1")
}

func changesTheme(p *page, _ *publisher) {
	p.looks(1200, "light")
	const background = `getComputedStyle(el).backgroundColor`
	const change = `((theme) => { const select = document.querySelector("#theme"); select.value = theme; select.dispatchEvent(new Event("change")); })`
	p.wants(background, "rgb(255, 255, 255)")
	for theme, want := range map[string]string{"dark": "rgb(22, 26, 31)", "light": "rgb(255, 255, 255)", "inherit": "rgba(0, 0, 0, 0)"} {
		p.run(change + `("` + theme + `")`)
		p.wants(background, want)
	}
}

func inherits(p *page, _ *publisher) {
	p.wants(`boards().map(b => getComputedStyle(at(b, "subject")).color).join("; ")`, "rgb(34, 34, 34); rgb(238, 238, 238); rgb(255, 255, 255)")
	p.wants(`boards().every(b => getComputedStyle(b).fontFamily.startsWith("Georgia"))`, "true")
}

func setsVariables(p *page, _ *publisher) {
	p.looks(1200, "light")
	p.wants(`getComputedStyle(el).backgroundColor + getComputedStyle(part("subject")).fontFamily.slice(0, 7)`, "rgb(255, 250, 240)Georgia")
	p.looks(1200, "dark")
	p.wants(`getComputedStyle(el).backgroundColor`, "rgb(36, 27, 20)")
	p.lists("cssProperties")
}

func dressesParts(p *page, _ *publisher) {
	p.wants(`getComputedStyle(part("button")).fontWeight + getComputedStyle(part("by")).fontStyle`, "600italic")
	p.lists("cssParts")
}

// lists checks that the page lists every item of a kind in the manifest.
func (p *page) lists(kind string) {
	p.Helper()
	p.wants(`all("dt", document).map(text).join()`, eval[string](p, `await fetch("../widget/custom-elements.json").then(r => r.json()).then(({ modules }) => modules[0].declarations[0].`+kind+`.map(e => e.name).join())`))
}

func speaks(p *page, _ *publisher) {
	p.wants(`boards().map(b => text(at(b, "more"))).join()`, "이전 글 더 보기,أخبار أقدم")
	p.wants(`boards().map(b => getComputedStyle(b).direction).join()`, "ltr,rtl")
}

func rewords(p *page, _ *publisher) {
	p.wants(`text(part("more")) + ", " + text(part("pin"))`, "Earlier announcements, Important")
	p.openRow("Visiting hours")
	p.wait(`text(part("back")).includes("All announcements")`)
}

func narrows(p *page, _ *publisher) {
	p.wait(`boards().map(b => ["img", "table", "li", "strong", "p"].filter(name => at(b, "body").querySelector("article " + name)).join(" ")).join() === "img table li strong p,li strong p,p"`)
}

func choosesPictures(p *page, _ *publisher) {
	p.wants(`boards().map(b => [...b.shadowRoot.querySelectorAll("img")].length).join()`, "1,0,0")
	p.run(`at(boards()[1], "load").click()`)
	p.wait(`boards()[1].state === "ready"`)
	p.run(`pause(500)`)
	if got := strings.Join(p.asked(), " "); !strings.Contains(got, "https://pictures.example/lighthouse.webp") {
		p.Errorf("images=any asked for %s only", got)
	}
	p.openRow("another server")
	p.wait(`text(part("pictures")) === "Show pictures from pictures.example"`)
}

func setsHeading(p *page, _ *publisher) {
	p.wants(`text(opened().querySelector("h3"))`, "[Dec 1] Ferry times in winter")
}

func triesAgain(p *page, board *publisher) {
	p.wants(`boards().map(b => text(at(b, "status"))).join(" ")`, "No posts yet. The posts could not be loaded (HTTP 404).")
	p.wants(`boards().every(b => b.querySelector("a").checkVisibility())`, "true")
	board.instead("/manual/missing.json", plain(`{"items": [{"id": "1", "title": "It is back"}]}`))
	p.run(`at(boards()[1], "retry").click()`)
	p.wait(`boards()[1].state === "ready"`)
}

func keeps(p *page, board *publisher) {
	p.wait(`Object.keys(sessionStorage).length === 1`)
	board.instead("/feed.json", broken)
	defer board.instead("/feed.json", nil)
	p.run(`document.querySelector("#again").click()`)
	p.wait(`el.state === "stale" && rows().length === 4 && text(part("status")).includes("Last updated: ")`)
}

func announces(p *page, board *publisher) {
	defer board.instead("/feed.json", nil)
	board.become(p, withMore(p, 1))
	p.wait(`shown(part("news"))`)
	p.run(`part("news").click()`)
	p.wait(`row("Fresh 1")`)
}

func waitsForClick(p *page, _ *publisher) {
	if got := strings.Join(p.asked(), " "); strings.Contains(got, "feed.json") {
		p.Errorf("asked for %s before the click", got)
	}
	p.wants(`shown(el.querySelector("a"))`, "true")
	p.run(`part("load").click()`)
	p.wait(`el.state === "ready" && rows().length > 3`)
}

func takesOver(p *page, board *publisher) {
	p.wait(`text(document.querySelector("output")) === "14 posts have come. Open one."`)
	p.run(`row("Visiting hours").querySelector("a").click()`)
	p.wait(`text(document.querySelector("output")).startsWith("“Visiting hours and how to reach us” is at ` + board.URL + `/posts/")`)
	p.wants(`!!opened()`, "false")
	p.lists("events")
}

func isDriven(p *page, _ *publisher) {
	const press = `((id) => document.getElementById(id).click())`
	p.run(press + `("open")`)
	p.wait(`opened() && text(document.querySelector("output")) === "open: ready, 14 posts"`)
	p.run(press + `("close")`)
	p.wait(`!opened() && text(document.querySelector("output")) === "close: ready, 14 posts"`)
	p.run(press + `("reload")`)
	p.wait(`text(document.querySelector("output")) === "load: ready, 14 posts"`)
	p.lists("members")
}

// isStrict checks that the page has the policy that SECURITY.md documents for
// files on the page's own origin, and that the policy blocks other origins.
func isStrict(p *page, board *publisher) {
	policy := documented(p, board, "page's own origin `", "`")
	for _, line := range strings.Split(strings.ReplaceAll(policy, " "+board.URL, ""), "; ") {
		p.wants(fmt.Sprintf(`document.querySelector("meta[http-equiv]").content.replaceAll(/\s+/g, " ").split("; ").includes(%q)`, line), "true")
	}
	p.openRow("Winter session")
	p.wants(`await fetch("https://elsewhere.example/").catch(() => "refused")`, "refused")
}

// isPinned checks that a script with different content does not run.
func isPinned(p *page, board *publisher) {
	script := eval[string](p, `new URL(document.querySelector("script[integrity]").src).pathname`)
	board.instead(script, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `globalThis.forged = true`)
	})
	defer board.instead(script, nil)
	later := newPage(p.TB)
	later.open(board.URL + "/manual/pinned.html")
	later.wait(`!document.querySelector(".copy button").disabled`)
	later.wants(`!!globalThis.forged + String(!!root)`, "falsefalse")
	later.complainsOf("integrity")
}
