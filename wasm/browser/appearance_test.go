package browser

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// prefers sets the reader's preferences: pairs of a media feature and its
// value.
func (p *page) prefers(pairs ...string) {
	p.Helper()
	var features []*emulation.MediaFeature
	for pair := range slices.Chunk(pairs, 2) {
		features = append(features, &emulation.MediaFeature{Name: pair[0], Value: pair[1]})
	}
	command(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

var layouts = []string{"list", "table", "cards", "tiles", "latest"}

// on embeds the element in a box, on a page with these colours.
func on(board *publisher, style, body string) string {
	return board.at(script + `<style>` + style + `</style><main>` + body + `</main>`)
}

// With theme="auto" the element is light or dark as its page is: as the page's
// color-scheme says, which may leave it to the reader's system, and light where it
// says nothing. Page and reader can switch at any time, without a new rendering.
func TestThemes(t *testing.T) {
	board := publish(t, three(t))
	page := newPage(t)
	page.prefers("prefers-color-scheme", "light")
	page.open(servePage(t, "", on(board, `main { color: rgb(60, 40, 20); background: rgb(255, 230, 200) }`, element)))
	page.wait(`el.state === "ready"`)
	page.run(`(globalThis.first = rows()[0], true)`)
	const light, dark = "rgb(29, 35, 41) rgb(255, 255, 255)", "rgb(228, 232, 236) rgb(22, 26, 31)"
	const colours = `(({ color, backgroundColor }) => color + " " + backgroundColor)(getComputedStyle(el))`
	for _, c := range []struct{ page, reader, want string }{
		{"", "light", light}, {"", "dark", light}, {"light", "dark", light}, {"only light", "dark", light}, {"dark", "light", dark},
		{"light dark", "light", light}, {"light dark", "dark", dark},
	} {
		page.prefers("prefers-color-scheme", c.reader)
		for _, where := range []string{"document.documentElement", `document.querySelector("main")`} {
			page.run(`(` + where + `.style.colorScheme = "` + c.page + `", true)`)
			page.wants(colours, c.want)
			page.run(`(` + where + `.style.colorScheme = "", true)`)
		}
		page.run(`document.head.insertAdjacentHTML("beforeend", '<meta name="color-scheme" content="` + c.page + `">')`)
		page.wants(colours, c.want)
		page.run(`document.querySelector("meta[name=color-scheme]").remove()`)
	}
	page.run(`(document.documentElement.style.colorScheme = "light dark", true)`)
	for theme, want := range map[string]string{"light": light, "DARK": dark, "inherit": "rgb(60, 40, 20) rgba(0, 0, 0, 0)", "auto": dark, "mauve": dark} {
		page.run(`(el.theme = "` + theme + `", true)`)
		page.wants(colours, want)
	}
	page.wants(`first === rows()[0]`, "true")
}

// The element is readable on white, dark and coloured pages, in its own colours
// and in the page's.
func TestColouredPages(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := looked(t, board, `<board-view search src="{{board}}/feed.json"></board-view>`, "en", "ltr")
	page.wait(`el.state === "ready" && part("search")`)
	for _, colours := range []string{"#fff, #000", "#111, #eee", "#ffd54f, #222", "#0b3d91, #fff", "#f4e3d7, #3b1d0f"} {
		background, text, _ := strings.Cut(colours, ", ")
		page.run(`(() => { Object.assign(document.body.style, { background: "` + background + `", color: "` + text + `" }); })()`)
		for _, theme := range []string{"auto", "inherit"} {
			page.run(`(el.theme = "` + theme + `", true)`)
			page.blameless("the list, " + theme + " on " + colours)
		}
		page.openRow("Winter")
		page.blameless("a post on " + colours)
		page.run(`(el.close(), true)`)
	}
}

// Every declared variable has the effect that its description states.
func TestVariables(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := board.embedUnder(t, "", script+`<div style="width: 1000px">`+strings.Replace(element, "<board-view", `<board-view layout="cards"`, 1)+`</div>`)
	page.wait(`el.state === "ready"`)
	page.openRow("Winter")
	page.run(`(part("body").append(document.createElement("code")), true)`)
	page.run(`(el.close(), true)`)
	checks := map[string][3]string{ // value, expression to check, expected result
		"--board-font":       {"20px/2 serif", `of(part("summary")).fontFamily`, "serif"},
		"--board-font-mono":  {"fantasy", `of(part("body").querySelector("code")).fontFamily`, "fantasy"},
		"--board-text":       {"rgb(1, 2, 3)", `of(part("subject")).color`, "rgb(1, 2, 3)"},
		"--board-muted":      {"rgb(1, 2, 4)", `of(part("date")).color`, "rgb(1, 2, 4)"},
		"--board-accent":     {"rgb(1, 2, 5)", `of(part("more")).color`, "rgb(1, 2, 5)"},
		"--board-border":     {"rgb(1, 2, 6)", `of(part("row")).borderBottomColor`, "rgb(1, 2, 6)"},
		"--board-soft":       {"rgb(1, 2, 7)", `of(part("pinned")).backgroundColor`, "rgb(1, 2, 7)"},
		"--board-background": {"rgb(1, 2, 8)", `of(el).backgroundColor`, "rgb(1, 2, 8)"},
		"--board-card":       {"400px", `of(part("list")).gridTemplateColumns.split(" ").length`, "2"},
		"--board-space":      {"31px", `of(part("placeholder") ?? (el.layout = "list", part("row"))).paddingTop`, "31px"},
		"--board-gap":        {"7px", `of((el.layout = "cards", part("list"))).columnGap`, "7px"},
		"--board-radius":     {"13px", `of(part("more")).borderTopLeftRadius`, "13px"},
	}
	for _, v := range declared(t).CSSProperties {
		check := checks[v.Name]
		look := `((of) => ` + check[1] + `)(getComputedStyle)`
		if before := eval[string](page, "String("+look+")"); before == check[2] {
			t.Errorf("%s: %s is %s before it is set", v.Name, check[1], before)
		}
		page.run(`(el.style.setProperty("` + v.Name + `", "` + check[0] + `"), true)`)
		page.wants(look, check[2])
	}
}

// With forced colours all text uses the reader's colours, buttons have a
// border, the focus has an outline, and the current page number differs by
// more than its colour.
func TestForcedColors(t *testing.T) {
	page := newPage(t)
	page.prefers("forced-colors", "active", "prefers-color-scheme", "dark")
	page.open(servePage(t, "", publish(t, many(66)).at(script+table)))
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.run(`(() => {
		const probe = document.body.appendChild(document.createElement("i"));
		globalThis.system = ["CanvasText", "LinkText", "ButtonText", "FieldText", "GrayText"].map((name) => (probe.style.color = name, getComputedStyle(probe).color));
	})()`)
	const strangers = `all("*").filter((n) => shown(n) && !n.children.length && text(n) && !system.includes(getComputedStyle(n).color)).map((n) => n.outerHTML + getComputedStyle(n).color)`
	page.wants(`matchMedia("(forced-colors: active)").matches && system.length`, "5")
	page.wants(strangers, "")
	page.wants(`all("button").filter(shown).every((b) => getComputedStyle(b).borderTopStyle === "solid" && getComputedStyle(b).borderTopColor !== "rgba(0, 0, 0, 0)")`, "true")
	page.wants(`[part("current"), part("page")].map((b) => getComputedStyle(b).fontWeight).join()`, "700,700")
	page.wants(`[...part("pages").querySelectorAll('[part~="page"]:not([part~="current"])')].map((b) => getComputedStyle(b).fontWeight)[0]`, "400")
	page.press(kb.Tab)
	page.wants(`getComputedStyle(root.activeElement, "::after").outlineStyle + getComputedStyle(root.activeElement, "::after").outlineWidth`, "solid2px")
	page.openRow("Post 66.")
	page.wants(strangers, "")
	page.press(kb.Tab)
	page.wants(`getComputedStyle(root.activeElement).outlineStyle + getComputedStyle(root.activeElement).outlineWidth`, "solid2px")
}

// Nothing is animated, for readers who prefer reduced motion and for others: what is
// waited for is dimmed.
func TestReducedMotion(t *testing.T) {
	page := publish(t, three(t)).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.run(`(part("subject").ariaBusy = "true", true)`)
	page.wants(`getComputedStyle(part("subject")).opacity < 1`, "true")
	const moving = `all("*").filter((n) => { const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(n); return animationName !== "none" || transitionDuration !== "0s" || scrollBehavior !== "auto"; }).length`
	for _, motion := range []string{"no-preference", "reduce"} {
		page.prefers("prefers-reduced-motion", motion)
		page.wants(moving, "0")
	}
}

// sticksOut lists the parts that overflow the element; wide content in a post
// has its own scroll container.
const sticksOut = `(() => {
	const { left, right } = el.getBoundingClientRect();
	return all("*").filter((n) => shown(n) && !n.closest("pre *, article table *")).filter((n) => n.getBoundingClientRect().left < left - 1 || n.getBoundingClientRect().right > right + 1).map((n) => n.outerHTML.slice(0, 200));
})()`

// cutOff lists texts that are cut off without an ellipsis.
const cutOff = `all("*").filter((n) => shown(n) && getComputedStyle(n).overflowY !== "visible" && getComputedStyle(n).webkitLineClamp === "none"
	&& n.scrollHeight > n.clientHeight + 1 && !/auto|scroll/.test(getComputedStyle(n).overflowY) && n.localName !== "select").map((n) => n.outerHTML.slice(0, 200))`

// isWhole fails the test if something overflows or is cut off in any layout
// or in a post.
func (p *page) isWhole() {
	p.Helper()
	for _, layout := range layouts {
		p.run(`(el.layout = "` + layout + `", true)`)
		p.wants(sticksOut+`.concat(`+cutOff+`).map((what) => "`+layout+` " + what)`, "")
	}
	p.openRow("Winter")
	p.wait(`part("back")`)
	p.wants(sticksOut+`.concat(`+cutOff+`)`, "")
}

// Text at twice the size is not cut off, and overlaps nothing.
func TestLargeText(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	for _, width := range []int64{320, 640, 1280} {
		page := newPage(t)
		page.do(chromedp.EmulateViewport(width, 800))
		page.open(servePage(t, "", on(board, `:root { font-size: 200% } body { margin: 0 }`, `<board-view search src="{{board}}/feed.json"></board-view>`)))
		page.wait(`el.state === "ready" && shown(part("search"))`)
		page.wants(`getComputedStyle(part("subject")).fontSize + getComputedStyle(part("search")).fontSize`, "34px32px")
		page.isWhole()
	}
}

// The width of the element, not of the window, decides its layout: from 280
// to 1,600 pixels nothing overflows.
func TestWidths(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := newPage(t)
	page.do(chromedp.EmulateViewport(1700, 800))
	page.open(servePage(t, "", on(board, ``, `<board-view search src="{{board}}/feed.json"></board-view>`)))
	page.wait(`el.state === "ready" && shown(part("search"))`)
	columns := map[string]string{}
	for _, width := range []int{280, 320, 400, 575, 577, 768, 1000, 1280, 1600} {
		page.run(fmt.Sprintf(`(el.style.inlineSize = "%dpx", true)`, width))
		for _, layout := range layouts {
			page.run(`(el.layout = "` + layout + `", true)`)
			page.wants(sticksOut+`.concat(`+cutOff+`).map((what) => "`+layout+` `+itoa(width)+` " + what)`, "")
			columns[layout] += " " + eval[string](page, `new Set(rows().map((r) => Math.round(r.getBoundingClientRect().left))).size + (getComputedStyle(part("head") ?? el).position === "absolute" ? "stacked" : "")`)
		}
		page.openRow("Winter")
		page.wait(`part("back")`)
		page.wants(sticksOut+`.concat(`+cutOff+`)`, "")
		page.run(`(el.close(), true)`)
	}
	for layout, want := range map[string]string{
		"list": " 1 1 1 1 1 1 1 1 1", "latest": " 1 1 1 1 1 1 1 1 1", "table": " 1stacked 1stacked 1stacked 1stacked 1 1 1 1 1",
		"cards": " 1 1 1 2 2 2 3 3 4", "tiles": " 2 2 2 3 3 4 5 5 7",
	} {
		if columns[layout] != want {
			t.Errorf("%s has columns%s, want%s", layout, columns[layout], want)
		}
	}
}

// Text with wider spacing is not cut off (WCAG 1.4.12).
func TestTextSpacing(t *testing.T) {
	page := publish(t, os.DirFS("../../testdata/posts")).embed(t, `<div style="width: 320px"><board-view search src="{{board}}/feed.json"></board-view></div>`)
	page.wait(`el.state === "ready" && shown(part("search"))`)
	page.run(`(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
		root.adoptedStyleSheets.push(sheet);
	})()`)
	page.isWhole()
}

// The borders of fields have a contrast of at least 3:1 (WCAG 1.4.11).
func TestEdgesOfFields(t *testing.T) {
	page := publish(t, os.DirFS("../../testdata/posts")).embed(t, search)
	page.wait(`el.state === "ready" && shown(part("search")) && shown(part("tag")) && shown(part("year"))`)
	page.run(`(() => {
		const paint = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
		const light = (...colours) => {
			for (const colour of colours) { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); }
			const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
			return .2126 * r + .7152 * g + .0722 * b + .05;
		};
		globalThis.contrast = (...colours) => (([a, b]) => Math.max(a, b) / Math.min(a, b))([light(colours[0]), light(...colours)]);
	})()`)
	page.wants(`contrast("white", "black")`, "21")
	for _, theme := range []string{"light", "dark"} {
		page.run(`(el.theme = "` + theme + `", true)`)
		page.wants(`["search", "tag", "year"].filter((name) => contrast(getComputedStyle(el).backgroundColor, getComputedStyle(part(name)).borderTopColor) < 3)`, "")
	}
}

// A printed page shows the posts without buttons, dark on white.
func TestPrintedPage(t *testing.T) {
	page := publish(t, many(45)).embed(t, `<board-view theme="dark" layout="table" search src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready" && shown(part("search")) && shown(part("pages"))`)
	command(page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	page.wants(`rows().filter(shown).length + ", " + all("button, input, select, nav").filter(shown).length`, "20, 0")
	page.wants(`(({ color, backgroundColor }) => color + backgroundColor)(getComputedStyle(el))`, "rgb(29, 35, 41)rgb(255, 255, 255)")
	page.openRow("Post 45.")
	page.wants(`shown(opened()) + ", " + all("button, nav, a[part]").filter(shown).length`, "true, 0")
}

// Text follows the rules of its script: Korean breaks between words, Han and
// kana anywhere, and Arabic runs from right to left; each post declares its
// language and direction.
func TestTypography(t *testing.T) {
	page := publish(t, os.DirFS("../../testdata/posts")).embed(t, `<div style="width: 320px">`+element+`</div>`)
	page.wait(`el.state === "ready"`)
	for subject, want := range map[string]string{
		"Winter": "en ltr normal", "의장단": "ko ltr keep-all", "Парламентарии": "ru ltr normal", "الأمانة": "ar rtl normal",
		"秘书处发布": "zh ltr normal", "Цагаан": "mn ltr normal", "הארכיון": "he rtl normal",
	} {
		const of = `((n) => [n.lang, getComputedStyle(n).direction, getComputedStyle(n).wordBreak].join(" "))`
		page.wants(of+`(row("`+subject+`").querySelector("bdi[lang]"))`, want)
		page.openRow(subject)
		page.wants(of+`(opened())`, want)
		page.wants(`["letterSpacing", "overflowWrap", "hyphens"].map((name) => getComputedStyle(opened())[name]).join()`, "normal,anywhere,manual")
		page.wants(`parseFloat(getComputedStyle(part("body")).lineHeight) / parseFloat(getComputedStyle(part("body")).fontSize) >= 1.5`, "true")
		page.run(`(el.close(), true)`)
	}
}
