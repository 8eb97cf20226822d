package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// looked opens a page on which axe-core checks the element.
func looked(t *testing.T, board *publisher, body, lang, dir string) *page {
	t.Helper()
	page := newPage(t, axe(t))
	page.open(servePage(t, "", board.at(script+`<style>html { color-scheme: light dark; background: Canvas }</style>
		<body lang="`+lang+`" dir="`+dir+`"><main><h1>A partner</h1>`+body+`</main>`)))
	return page
}

// axe returns the source of axe-core.
func axe(t testing.TB) string {
	t.Helper()
	modules, err := tools()
	if err != nil {
		skip(t, "access was not tested: that takes npm: "+err.Error())
	}
	source, err := os.ReadFile(filepath.Join(modules, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// blameless fails the test if axe-core reports a violation.
func (p *page) blameless(what string) {
	p.Helper()
	if found := eval[[]violation](p, complaints); len(found) > 0 {
		list, _ := json.MarshalIndent(found, "", "  ")
		p.Errorf("%s:\n%s", what, list)
	}
}

// The list and a post pass axe-core in every layout, theme and direction.
func TestAccess(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	for lang, dir := range map[string]string{"en": "ltr", "ar": "rtl"} {
		page := looked(t, board, `<board-view search src="{{board}}/feed.json"></board-view>`, lang, dir)
		page.wait(`el.state === "ready" && part("search")`)
		for _, theme := range []string{"light", "dark", "inherit"} {
			page.looks(400, map[string]string{"dark": "dark"}[theme])
			page.run(`el.theme = "` + theme + `"`)
			for _, layout := range []string{"list", "table", "cards", "tiles", "latest"} {
				page.run(`el.layout = "` + layout + `"`)
				page.blameless(layout + " " + theme + " " + dir)
			}
			page.openRow("Secretary")
			page.blameless("a post " + theme + " " + dir)
			page.run(`el.close()`)
		}
	}
}

// Every state of the element passes axe-core.
func TestAccessOfStates(t *testing.T) {
	board := publish(t, three(t))
	page := looked(t, board, `<board-view refresh="1m" src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`, "en", "ltr")
	page.beforeLoad(hasty)
	page.open(eval[string](page, "location.href"))
	page.wait(`el.state === "ready"`)
	board.become(t, withMore(t, 2))
	page.wait(`shown(part("news"))`)
	page.blamelessAnyhow("news")
	page.run(`(el.refresh = "", true)`)
	board.instead("/feed.json", broken)
	page.run(`el.reload()`)
	page.wait(`el.state === "stale"`)
	page.blamelessAnyhow("stale")
	page.open(eval[string](page, "location.href"))
	page.wait(`el.state === "error"`)
	page.blamelessAnyhow("error")
	board.instead("/feed.json", plain(`{"items": []}`))
	page.run(`el.reload()`)
	page.wait(`el.state === "empty"`)
	page.blamelessAnyhow("empty")
	board.instead("/feed.json", withheld)
	page.open(eval[string](page, "location.href"))
	page.wait(`el.state === "loading"`)
	page.blamelessAnyhow("loading")
	page = looked(t, board, `<board-view load="click" src="{{board}}/feed.json"></board-view>`, "en", "ltr")
	page.wait(`shown(part("load"))`)
	page.blamelessAnyhow("waiting for a click")
}

// blamelessAnyhow checks a state in every theme and direction.
func (p *page) blamelessAnyhow(state string) {
	p.Helper()
	for _, theme := range []string{"light", "dark", "inherit"} {
		for _, dir := range []string{"ltr", "rtl"} {
			p.run(`(el.theme = "` + theme + `", document.body.dir = "` + dir + `", true)`)
			p.blameless(state + " " + theme + " " + dir)
		}
	}
}

// The viewer of an enlarged photo passes axe-core.
func TestAccessOfPhotos(t *testing.T) {
	page := looked(t, publish(t, gallery()).withPictures(), element, "en", "ltr")
	page.wait(`el.state === "ready"`)
	page.openRow("Gallery")
	page.run(`part("photo").click()`)
	page.wait(`part("viewer").open`)
	page.blameless("a photo")
}

// Controls are at least 24 pixels high and wide, or far enough from others
// (WCAG 2.2, 2.5.8).
func TestTargets(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := looked(t, board, `<board-view search src="{{board}}/feed.json"></board-view>`, "en", "ltr")
	page.looks(320, "light")
	page.wait(`el.state === "ready" && part("search")`)
	const small = `all("button, input, select").filter(shown).filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24).map((e) => e.outerHTML).join()`
	page.wants(small, "")
	page.openRow("Secretary")
	page.wants(small, "")
}
