package browser

import "testing"

// What the page's author has written on the element stays as it is, and is
// respected.
func TestAuthorsAttributes(t *testing.T) {
	page := publish(t, three(t)).embed(t, `<board-view id="n" class="a b" role="region" aria-label="News" dir="rtl" tabindex="-1" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready"`)
	const written = `[...el.attributes].map(({ name, value }) => name + "=" + value).slice(0, 6).join(" ") + " " + el.attributes.length`
	page.wants(written, "id=n class=a b role=region aria-label=News dir=rtl tabindex=-1 7")
	page.openRow("Secretary")
	page.wants(written, "id=n class=a b role=region aria-label=News dir=rtl tabindex=-1 7")
	page.run(`(el.close(), true)`)
	page.wants(`getComputedStyle(el).display + " " + getComputedStyle(part("board")).direction`, "block rtl")
	page.run(`(el.hidden = true)`)
	page.wants(`getComputedStyle(el).display`, "none")
}
