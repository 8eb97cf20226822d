package browser

import (
	"strings"
	"testing"
)

// With load="click" no request is made before the reader clicks; the fallback
// and a button are shown.
func TestLoadClick(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, `<board-view load="click" search deep-links keep="local" refresh="1m" layout="table" src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`, recorder)
	page.wait(`shown(part("load"))`)
	page.wants(`text(part("load")) + ", " + el.state + ", " + shown(el.querySelector("a"))`, "Show the posts, idle, true")
	page.run(`pause(700)`)
	for _, address := range page.asked()[1:] {
		if !strings.HasSuffix(address, "/widget/board-view.js") {
			t.Errorf("asked for %s before the click", address)
		}
	}
	page.wants(`document.head.querySelectorAll("link").length`, "0") // not even a preconnect
	page.run(`(part("load").focus(), part("load").click())`)
	page.wait(`el.state === "ready"`)
	page.wait(`focused() === "The newer post"`)
	page.wants(`rows().length + ", " + shown(part("load")) + ", " + shown(el.querySelector("a"))`, "3, false, false")
	page.wants(`events.map(e => e.type).join()`, "load")
	page.quiet()
}

// A click loads one address: if the address changes, the element waits for
// another click. Moving the element does not.
func TestLoadClickAgain(t *testing.T) {
	board, other := publish(t, three(t)), publish(t, many(1))
	page := board.embedUnder(t, "", script+strings.Replace(element, "<board-view", `<board-view load="click"`, 1)+"<section></section>")
	page.wait(`shown(part("load"))`)
	page.run(`part("load").click()`)
	page.wait(`el.state === "ready"`)
	page.run(`(document.querySelector("section").append(el), pause(100))`)
	page.wants(`rows().length + el.state`, "3ready")
	page.run(`el.src = "` + other.URL + `/feed.json"`)
	page.wait(`shown(part("load")) && el.state === "idle" && rows().length === 0`)
	if n := other.asked("feed"); n > 0 {
		t.Errorf("%d requests at the other address before the click", n)
	}
	page.run(`part("load").click()`)
	page.wait(`el.state === "ready" && rows().length === 1`)
	page.quiet()
}

// A page with its own button sets load, or calls reload.
func TestLoadClickByPage(t *testing.T) {
	board := publish(t, three(t))
	waiting := strings.Replace(element, "<board-view", `<board-view load="later"`, 1)
	for _, does := range []string{`el.load = "auto"`, `el.removeAttribute("load")`, `el.reload()`} {
		page := board.embed(t, waiting)
		page.wait(`shown(part("load"))`)
		page.wants(`el.load`, "click") // an unknown value requests nothing
		page.run(does)
		page.wait(`el.state === "ready" && rows().length === 3 && !shown(part("load"))`)
		page.run(`el.load = "click"`)
		page.wants(`el.state`, "ready")
		page.quiet()
	}
}

// A failure after the click is reported in the reader's language, with a
// button to try again.
func TestLoadClickFails(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", broken)
	page := board.embed(t, strings.Replace(element, "<board-view", `<board-view load="click" lang="ko"`, 1))
	page.wait(`shown(part("load"))`)
	page.wants(`text(part("load"))`, "글 보기")
	page.run(`part("load").click()`)
	page.wait(`el.state === "error"`)
	page.wants(`text(part("status")) + shown(el.querySelector("a")) + shown(part("load"))`, "글을 불러오지 못했습니다(HTTP 500).truefalse")
	board.instead("/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "ready"`)
}
