package browser

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until an element that matches the selector has the focus.
func (p *page) tabTo(selector string) {
	p.Helper()
	for range 100 {
		p.press(kb.Tab)
		if eval[bool](p, "!!root.activeElement?.matches(`"+selector+"`)") {
			return
		}
		if _, ok := p.driver.(firefoxTab); ok && !eval[bool](p, `document.hasFocus()`) {
			skipHere(p, "from the end of a page Tab leads to the browser's own window")
		}
	}
	p.Fatalf("Tab does not lead to %s in\n%s", selector, p.shows())
}

// equipped is a board with a post that offers every action.
func equipped() fstest.MapFS {
	posts := many(65)
	posts["gallery.txt"] = &fstest.MapFile{Data: []byte("ID gallery\nSUBJECT Gallery\nDATE 2022-01-02\nLANG en\nTAGS visits\nATTACHMENT [The programme](programme.pdf)\n\n" +
		"PHOTO: The first photo\n![One](one.webp)\n\n![Two](two.webp) ![Far](https://elsewhere.example/far.webp)\n")}
	posts["korean.txt"] = &fstest.MapFile{Data: []byte("ID korean\nSUBJECT 갤러리\nDATE 2022-01-01\nLANG ko\nTRANSLATES gallery\n\nx\n")}
	return posts
}

// A reader can use every control of the list with the keyboard alone.
func TestKeyboardInList(t *testing.T) {
	board := publish(t, equipped())
	page := board.embedUnder(t, "", script+strings.Replace(element, "<board-view", `<board-view load="click" refresh="1m" search layout="table"`, 1), hasty)
	page.wait(`shown(part("load"))`)
	page.tabTo(`[part~=load]`)
	page.press(kb.Enter)
	page.wait(`focused() === "Gallery" && shown(part("pages")) && shown(part("year"))`)
	page.tabTo(`[part~=page]`)
	page.tabTo(`[part~=page]`) // the second page
	page.press(kb.Enter)
	page.wait(`focused() === "Post 47." && text(part("current")) === "2"`)
	page.tabTo(`[part~=next]`)
	page.press(" ")
	page.wait(`focused() === "Post 27."`)
	page.tabTo(`[part~=search]`)
	page.press("text of post 3")
	page.wait(`text(part("status")) === "1 of 67 posts"`)
	page.tabTo(`[part~=tag]`)
	page.press("visits") // selects the option by its first letters
	page.wait(`text(part("status")) === "0 of 67 posts"`)
	page.press(kb.ArrowUp)
	page.wait(`text(part("status")) === "1 of 67 posts"`)
	page.tabTo(`[part~=year]`)
	page.press("2021")
	page.wait(`part("year").value === "2021"`)
	page.tabTo(`[part~=subject]`)
	page.press(kb.Enter)
	page.wait(`opened()?.contains(root.activeElement) && focused() === "Post 3."`)
	page.tabTo(`[part~=back]`)
	page.press(kb.Enter)
	page.wait(`!opened() && focused() === "Post 3." && part("search").value === "text of post 3"`)
	board.instead("/feed.json", broken)
	page.wait(`shown(part("retry"))`)
	page.run(`(el.refresh = "", true)`) // a refresh could come before the reader's retry
	board.instead("/feed.json", nil)
	page.tabTo(`[part~=retry]`)
	page.press(kb.Enter)
	page.wait(`el.state === "ready"`)
	page.run(`(el.refresh = "1m", true)`)
	board.become(t, fstest.MapFS{"a.txt": {Data: []byte("SUBJECT Fresh\nDATE 2023-01-01\n\nx\n")}})
	page.wait(`shown(part("news"))`)
	page.tabTo(`[part~=news]`)
	page.press(kb.Enter)
	page.wait(`el.posts[0].subject === "Fresh"`)
}

// A reader can use every control of a post with the keyboard alone.
func TestKeyboardInPost(t *testing.T) {
	board := publish(t, equipped())
	page := board.embedUnder(t, "", script+strings.Replace(element, "<board-view", `<board-view limit="10"`, 1), printed,
		`Object.defineProperty(navigator, "clipboard", { value: { writeText: async (words) => { globalThis.copied = words; } } })`)
	page.wait(`el.state === "ready"`)
	page.tabTo(`[part~=more]`)
	page.press(kb.Enter)
	page.wait(`rows().length === 20 && focused() === "Post 57."`)
	page.press(kb.Tab)
	page.wants(`focused()`, "Post 56.")
	page.tabTo(`li:first-child [part~=subject]`)
	page.press(kb.Enter)
	page.wait(`opened()?.contains(root.activeElement) && focused() === "Gallery" && part("pictures")`)
	for _, part := range []string{"pictures", "photo"} { // the controls after the heading
		page.tabTo(`[part~=` + part + `]`)
		if part == "pictures" {
			page.press(" ")
			page.wait(`all("article img").length === 3`)
		}
	}
	page.press(kb.Enter)
	page.wait(`part("viewer").open`)
	page.press(kb.ArrowRight)
	page.wait(`part("viewer").querySelector("img").alt === "Two"`)
	page.press(kb.Escape)
	page.wait(`!part("viewer").open && root.activeElement.matches('[part~="photo"]')`)
	page.tabTo(`footer a`)
	page.wants(`focused()`, "The programme")
	page.tabTo(`[part~=older]`)
	page.press(" ")
	page.wait(`focused() === "갤러리"`)
	page.tabTo(`[part=translations] a`)
	page.press(kb.Enter)
	page.wait(`focused() === "Gallery"`)
	page.tabTo(`[part~=original]`)
	page.tabTo(`[part~=copy]`)
	page.press(kb.Enter)
	page.wait(`globalThis.copied === part("original").href && root.activeElement.matches('[part~="copy"]')`)
	page.tabTo(`[part~=print]`)
	page.press(" ")
	page.wait(`papers.length === 1`)
	page.tabTo(`[part~=back]`)
	page.press(kb.Enter)
	page.wait(`!opened() && focused() === "Gallery"`)
}

// Every element that Tab reaches is in view and shows a focus outline.
func TestFocusIsSeen(t *testing.T) {
	board := publish(t, equipped())
	page := board.embedUnder(t, "", script+strings.Replace(element, "<board-view", `<board-view refresh="1m" search`, 1), hasty)
	page.wait(`el.state === "ready" && shown(part("search"))`)
	board.become(t, withMore(t, 2))
	page.wait(`shown(part("news"))`)
	for range 30 {
		page.press(kb.Tab)
		page.wants(`(() => {
			const node = root.activeElement;
			if (!node) return "";
			const { left, top, bottom, width } = node.getBoundingClientRect();
			const outline = [getComputedStyle(node), getComputedStyle(node, "::after")].some(({ outlineStyle }) => outlineStyle !== "none");
			const seen = root.elementFromPoint(left + Math.min(width / 2, 20), (top + bottom) / 2);
			return outline && top >= 0 && bottom <= innerHeight && node.contains(seen) ? "" : [outline, top, bottom, seen?.outerHTML];
		})()`, "")
	}
}

// The keyboard scrolls a table or code that is too wide, in browsers that do not do so
// unasked, too; what is not too wide is no stop for Tab.
func TestKeyboardScrolls(t *testing.T) {
	board := publish(t, fstest.MapFS{"wide.txt": {Data: []byte("SUBJECT Wide\nDATE 2020-01-01\n\n| " + strings.Repeat("unbreakable | ", 4) + "\n|" + strings.Repeat("---|", 4) +
		"\n\n| a | b |\n|---|---|\n\n```\n" + strings.Repeat("unbreakable_", 12) + "\n```\n")}})
	page := board.embed(t, element)
	page.looks(360, "light")
	page.wait(`el.state === "ready"`)
	page.openRow("Wide")
	page.wait(`part("tools")`)
	page.wait(`all("article :is(table, pre)").map((box) => box.tabIndex).join() === "0,-1,0"`)
	page.tabTo(`table`)
	page.wants(`getComputedStyle(root.activeElement).outlineStyle`, "solid")
	page.looks(1200, "light")
	page.wait(`all("article table").every((box) => box.tabIndex === -1)`)
}
