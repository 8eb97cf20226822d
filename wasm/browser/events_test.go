package browser

import "testing"

// Events bubble out of shadow roots. Only "open" is cancelable, so that a page can
// show the post itself; the widget then opens nothing.
func TestEvents(t *testing.T) {
	board := publish(t, many(45))
	page := board.embed(t, table+"<section></section>", `
globalThis.seen = {};
for (const type of ["load", "error", "open", "close", "page"]) document.addEventListener(type, (e) => {
	if (e.detail) seen[type] = [e.bubbles, e.composed, e.cancelable, e.target.localName, Object.keys(e.detail).join("+")].join();
	if (type === "open" && globalThis.takesOver) e.preventDefault();
});`)
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.run(`(() => { document.querySelector("section").attachShadow({ mode: "open" }).append(el); globalThis.inner = document.querySelector("section").shadowRoot.firstChild; })()`)
	page.run(`(globalThis.takesOver = true, inner.shadowRoot.querySelector('[part~="subject"]').click(), pause(300))`)
	page.wants(`!!inner.shadowRoot.querySelector("article")`, "false")
	page.wants(`await inner.open(inner.posts[0].id)`, "false")
	page.run(`(globalThis.takesOver = false, inner.open(inner.posts[0].id))`)
	page.run(`(inner.close(), inner.shadowRoot.querySelectorAll('[part~="page"]')[1].click())`)
	page.wait(`seen.page`)
	page.run(`inner.reload()`)
	board.instead("/feed.json", broken)
	page.run(`inner.reload()`)
	for event, want := range map[string]string{
		"load": "false,section,src+count", "open": "true,section,id+post", "close": "false,section,id",
		"page": "false,section,page", "error": "false,section,src+reason+error",
	} {
		page.wants(`seen.`+event, "true,true,"+want)
	}
}
