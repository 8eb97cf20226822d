package browser

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp/kb"
)

// builder opens the manual's index, which has a form for choosing options.
func builder(t *testing.T, board *publisher, scripts ...string) *page {
	t.Helper()
	page := newPage(t, scripts...)
	page.open(board.URL + "/manual/")
	page.wait(`el?.state === "ready" && !document.querySelector(".copy button").disabled`)
	return page
}

// set changes a control of the form, as a reader would.
func (p *page) set(option, value string) {
	p.Helper()
	p.run(fmt.Sprintf(`((control, value) => {
		if (control.type === "checkbox") control.checked = value === "true";
		else control.value = value;
		control.dispatchEvent(new Event("change", { bubbles: true }));
	})(document.querySelector("form").elements[%q], %q)`, option, value))
}

const (
	tag = `document.querySelector("#tag").value`
	// attributesOf formats an element's attributes as text.
	attributesOf = `((element) => [...element.attributes].map(a => a.name + "=" + a.value).join("; "))`
	// parsed is the element that the tag creates on another page.
	parsed = `new DOMParser().parseFromString(` + tag + `, "text/html").querySelector("board-view")`
)

// The tag contains only the options that were chosen, and creates the same
// element as the preview beside it.
func TestManualBuilder(t *testing.T) {
	board := withManual(t)
	board.manualUnder(t, "", "") // the manual's policy forbids the test to parse HTML
	page := builder(t, board)
	for _, c := range []struct{ option, value, want string }{
		{"", "", ""},
		{"layout", "cards", ` layout="cards"`},
		{"limit", "6", ` layout="cards" limit="6"`},
		{"search", "true", ` layout="cards" limit="6" search`},
		{"load", "click", ` layout="cards" limit="6" search load="click"`},
		{"lang", ` ko"<& `, ` layout="cards" limit="6" search load="click" lang="ko&quot;&lt;&amp;"`},
		{"lang", "", ` layout="cards" limit="6" search load="click"`},
		{"load", "auto", ` layout="cards" limit="6" search`},
		{"refresh", "15m", ` layout="cards" limit="6" search refresh="15m"`},
		{"search", "false", ` layout="cards" limit="6" refresh="15m"`},
	} {
		if c.option != "" {
			page.set(c.option, c.value)
		}
		page.wants(tag, board.at(script+"\n"+`<board-view src="{{board}}/feed.json"`+c.want+`>
  <a href="{{board}}/">News of the Secretariat</a>
</board-view>`))
		page.wants(attributesOf+`(el) === `+attributesOf+`(`+parsed+`)`, "true")
	}
	page.wait(`el.state === "ready" && rows().length === 6 && part("picture")`)
	page.set("name", "Board & Co. <3")
	page.set("home", "https://board.example/?a=1&b=2")
	page.wants(parsed+`.innerHTML.trim()`, `<a href="https://board.example/?a=1&amp;b=2">Board &amp; Co. &lt;3</a>`)
	page.quiet()
}

// The copied tag works on a page of another origin.
func TestManualTagWorks(t *testing.T) {
	board := withManual(t)
	page := builder(t, board)
	page.set("layout", "table")
	page.set("theme", "dark")
	copied := eval[string](page, tag)
	page = board.embed(t, strings.TrimPrefix(copied, board.at(script)))
	page.wait(`el.state === "ready" && shown(part("head")) && el.theme === "dark"`)
	page.quiet()
}

// Each attribute in the manifest has a control with a label and an
// explanation, including one that is new to the page.
func TestManualBuilderKnowsAll(t *testing.T) {
	board := withManual(t)
	manifest, err := fs.ReadFile(board.site, "widget/custom-elements.json")
	if err != nil {
		t.Fatal(err)
	}
	const sparkle = `"attributes": [{"name": "sparkle", "type": {"text": "'none' | 'some'"}, "default": "'none'", "description": "It sparkles."},`
	board.serveManual(t, overlaid{os.DirFS(widget), fstest.MapFS{"custom-elements.json": {Data: []byte(strings.Replace(string(manifest), `"attributes": [`, sparkle, 1))}}})
	board.manualUnder(t, "", "") // the manual's policy forbids the test to parse HTML
	page := builder(t, board)
	names := []string{"sparkle"}
	for _, a := range declared(t).Attributes {
		names = append(names, a.Name)
	}
	page.wants(`all("form [aria-describedby]", document).map(c => c.name)`, strings.Join(names, ","))
	page.wants(`all("form [aria-describedby]", document).map(c => text(c.labels[0]))`, strings.Join(names, ","))
	page.wants(`all("form [aria-describedby]", document).every(c => text(document.getElementById(c.getAttribute("aria-describedby"))))`, "true")
	page.set("sparkle", "some")
	page.wants(attributesOf+`(`+parsed+`)`, "sparkle=some; src="+board.URL+"/feed.json")
}

// overlaid is a file system some of whose files are replaced.
type overlaid struct {
	fs.FS
	replaced fstest.MapFS
}

func (o overlaid) Open(name string) (fs.File, error) {
	if _, ok := o.replaced[name]; ok {
		return o.replaced.Open(name)
	}
	return o.FS.Open(name)
}

// The form works with the keyboard alone, and the button copies the tag.
func TestManualBuilderByKeyboard(t *testing.T) {
	page := builder(t, withManual(t), `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (words) => { globalThis.copied = words; } } })`)
	const focus = `(document.activeElement.name || document.activeElement.id || text(document.activeElement))`
	page.run(`document.querySelector("form").elements.layout.focus()`)
	page.press(kb.ArrowDown)
	page.press(kb.Tab)
	page.press(kb.Tab)
	page.press(" ")
	page.wants(focus, "search")
	page.wants(attributesOf+`(el).split("; ").slice(1).join()`, "layout=table,search=")
	page.tabUntil(focus + ` === "tag"`)
	page.tabUntil(focus + ` === "Copy"`)
	page.press(kb.Enter)
	page.wait(`text(document.querySelector(".copy [role=status]")) === "Copied"`)
	page.wants(`copied === `+tag, "true")
	page.quiet()
}

// tabUntil presses Tab until the expression is true. Tab stops differ between
// browsers: Firefox also stops at scrollable elements.
func (p *page) tabUntil(expression string) {
	p.Helper()
	for range 20 {
		if p.press(kb.Tab); eval[bool](p, expression) {
			return
		}
	}
	p.Fatalf("tabbed in vain to %s", expression)
}

// Without access to the clipboard, the page explains how to copy the tag.
func TestManualBuilderWithoutClipboard(t *testing.T) {
	page := builder(t, withManual(t), `Object.defineProperty(navigator, "clipboard", { value: undefined })`)
	page.run(`document.querySelector(".copy button").click()`)
	page.wait(`text(document.querySelector(".copy [role=status]")).startsWith("Select the text")`)
}

// The index passes axe-core and does not overflow, in either text direction.
func TestManualIndex(t *testing.T) {
	page := builder(t, withManual(t), axe(t))
	for _, dir := range []string{"ltr", "rtl"} {
		page.run(`document.documentElement.dir = "` + dir + `"`)
		page.fits("the index " + dir)
	}
	page.wants(`getComputedStyle(document.querySelector("form label")).textAlign === "start" && document.querySelector("form label").getBoundingClientRect().right > innerWidth / 2`, "true")
	page.quiet()
}
