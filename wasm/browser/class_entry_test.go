package browser

import "testing"

// The class-only entry registers nothing until it is told to, and under what
// name.
func TestClassOnly(t *testing.T) {
	board := publish(t, three(t))
	page := board.embedUnder(t, "", "<news-board src={{board}}/feed.json></news-board>")
	page.run(`import("` + board.URL + `/widget/board-view-class.js").then((module) => { globalThis.BoardView = module.BoardView; })`)
	page.wants(`customElements.get("board-view")`, "undefined")
	page.run(`BoardView.define("news-board")`)
	page.wait(`document.querySelector("news-board").state === "ready"`)
	page.wants(`document.querySelector("news-board").shadowRoot.querySelectorAll("li").length`, "3")
	page.quiet()
}
