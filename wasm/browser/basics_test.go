package browser

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp/kb"
)

// The list shows subject, date and author, and loads no WebAssembly.
func TestList(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element, saveData)
	page.wait(`el.state === "ready"`)
	page.wants(`rows().length`, "3")
	page.wants(`text(part("status"))`, "3 posts")
	page.wants(`shown(el.querySelector("a"))`, "false") // the fallback is replaced
	page.wants(`text(row("Secretary").querySelector('[part~="label"]'))`, "Nov 26")
	page.wants(`text(row("Secretary").querySelector('[part~="subject"] bdi:last-child'))`, realSubject)
	page.wants(`row("Secretary").querySelector("time").dateTime`, "2019-11-26")
	page.wait(`text(row("Secretary").querySelector("time")) === "Nov 26, 2019"`)
	page.wants(`text(row("Secretary").querySelector('[part~="by"]'))`, "MSEAP Cyber Secretariat")
	if n := board.asked(".wasm") + board.asked("engine."); n > 0 {
		t.Errorf("the list took %d requests for the engine, want none", n)
	}
	page.quiet()
}

// The list shows every field as text, whatever it contains.
func TestListIsText(t *testing.T) {
	const hostile = `<img src=x onerror=document.title=1> & <b>bold</b>`
	board := publish(t, fstest.MapFS{"a.txt": {Data: []byte("SUBJECT [" + hostile + "] " + hostile + "\nDATE 2020-01-01\n\nx\n\nBY " + hostile + " (a@b.example)\n")}})
	page := board.embed(t, element)
	page.wait(`rows().length === 1`)
	page.wants(`text(part("subject")).includes("`+hostile+`")`, "true")
	page.wants(`all("img, b").length`, "0")
	page.wants(`document.title`, "A partner")
	page.quiet()
}

// Opening the real post shows its whole text, rendered by the engine.
func TestOpen(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element, recorder)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.wants(`all("article > p").length`, "6")
	page.wants(`text(all("article > p")[0]).slice(0, 21)`, "On November 25, 2019,")
	page.wants(`text(all("article > p")[5]).slice(-5)`, "here:")
	page.wants(`text(root.querySelector("article figcaption"))`, "Secretary-General of SCO and head of the EU delegation to Mongolia hold a meeting at the SCO Secretariat.")
	page.wants(`text(root.querySelector("article h2"))`, "[Nov 26] "+realSubject)
	page.wants(`text(root.querySelector("article address"))`, "MSEAP Cyber Secretariat")
	page.wants(`focused()`, "[Nov 26] "+realSubject)
	page.wants(`events.filter(e => e.type === "open").map(e => e.detail.post.subject).join()`, realSubject)
	page.wants(`rows().some(shown)`, "false")
	page.quiet()
}

// The page contacts only the board's server, and the widget adds no names to
// the global scope.
func TestNothingLeaks(t *testing.T) {
	const listNames = `Reflect.ownKeys(globalThis).map(String)`
	board := publish(t, three(t))
	before := eval[[]string](board.embed(t, ""), listNames)
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	for _, name := range eval[[]string](page, listNames) {
		if !slices.Contains(before, name) {
			t.Errorf("the page has a new name: %s", name)
		}
	}
	for _, address := range page.asked()[1:] { // the first is the page itself
		if !strings.HasPrefix(address, board.URL) && !strings.HasPrefix(address, "blob:") {
			t.Errorf("asked for %s, want the board only", address)
		}
	}
	page.wants(`document.cookie + localStorage.length + sessionStorage.length`, "00")
}

// A keyboard user can open a post, go to the next one, and return to the row.
func TestKeyboard(t *testing.T) {
	page := publish(t, three(t)).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.press(kb.Tab + kb.Tab)
	page.wants(`focused()`, "Nov 26 "+realSubject)
	page.press(kb.Enter)
	page.wait(`opened() && part("older")`)
	page.run(`part("older").click()`)
	page.wait(`text(opened().querySelector("h2")) === "The older post"`)
	page.wait(`focused() === "The older post"`)
	page.wants(`shown(part("older"))`, "false")
	page.run(`part("newer").click()`)
	page.wait(`text(opened().querySelector("h2")).includes("Secretary")`)
	page.run(`part("newer").click()`)
	page.wait(`text(opened().querySelector("h2")) === "The newer post"`)
	page.run(`part("older").click()`)
	page.wait(`text(opened().querySelector("h2")).includes("Secretary") && focused().includes("Secretary")`)
	page.run(`part("back").focus()`)
	page.press(kb.Enter)
	page.wait(`!opened()`)
	page.wants(`focused()`, "Nov 26 "+realSubject)
	page.quiet()
}

// Closing a post restores the scroll position of the list.
func TestBackToTheSamePlace(t *testing.T) {
	page := publish(t, many(30)).embed(t, `<p style="height: 40px">Above</p>`+element)
	page.wait(`el.state === "ready"`)
	page.run(`row("Post 9.").scrollIntoView({ block: "center" })`)
	place := eval[int](page, `Math.round(scrollY)`)
	page.openRow("Post 9.")
	page.run(`part("back").click()`)
	page.wait(`!opened()`)
	page.wants(`focused()`, "Post 9.")
	if now := eval[int](page, `Math.round(scrollY)`); now != place || place == 0 {
		t.Errorf("the page is scrolled to %d, want %d as before", now, place)
	}
}

// "Older posts" reads page after page, and no post appears twice.
func TestPaging(t *testing.T) {
	posts := many(65)
	posts["pinned.txt"] = &fstest.MapFile{Data: []byte("SUBJECT Pinned.\nDATE 2020-01-01\nPINNED yes\n\nx\n")}
	page := publish(t, posts).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.wants(`text(rows()[0]).includes("Pinned.")`, "true")
	page.wants(`text(rows()[1]).includes("Post 65.")`, "true")
	for eval[bool](page, `shown(part("more"))`) {
		before := eval[int](page, `rows().length`)
		page.run(`part("more").click()`)
		page.wait(`el.state === "ready" && rows().length > ` + itoa(before))
		page.wants(`root.activeElement.closest("li") === rows()[`+itoa(before)+`]`, "true")
	}
	page.wants(`rows().length`, "66")
	page.wants(`new Set(rows().map(text)).size`, "66")
	page.wants(`text(part("status"))`, "66 posts")
	page.quiet()
}

// A post's source file is loaded as a board with one post.
func TestSourceFile(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/real.txt", plain(string(realSource(t))))
	board.instead("/note.md", plain("---\nsubject: A note\ndate: 2024-05-06\n---\n\nOne **bold** word.\n"))
	page := board.embed(t, `<board-view src="{{board}}/real.txt"></board-view>`)
	page.wait(`el.state === "ready"`)
	page.wants(`all("article > p").length`, "6")
	page.wants(`text(root.querySelector("article h2"))`, "[Nov 26] "+realSubject)
	page.run(`el.src = el.src.replace("real.txt", "note.md")`)
	page.wait(`text(root.querySelector("article h2")) === "A note"`)
	page.wants(`text(root.querySelector("article strong"))`, "bold")
	page.quiet()
}

// Two elements on a page share one engine.
func TestSharedEngine(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element+element, answered)
	const both = `[...document.querySelectorAll("board-view")]`
	page.wait(both + `.every(e => e.state === "ready")`)
	page.run(`Promise.all(` + both + `.map(e => e.open(e.posts[0].id)))`)
	page.wants(both+`.map(e => text(e.shadowRoot.querySelector("article h2"))).join()`, "The newer post,The newer post")
	page.wait(`answers === 2`)
	if n := board.asked(".wasm"); n != 1 {
		t.Errorf("the engine was asked for %d times, want 1", n)
	}
	page.quiet()
}
