package browser

import (
	"testing"
	"time"
)

// shifts notes what moves on the page (web.dev/articles/cls), unless the
// reader has just done something.
const shifts = `
globalThis.moved = [];
new PerformanceObserver((list) => {
	for (const { value, hadRecentInput, sources } of list.getEntries())
		if (!hadRecentInput) moved.push([value, ...sources.map(({ node, previousRect: a, currentRect: b }) => [node?.localName, a.y, b.y])].join(" "));
}).observe({ type: "layout-shift", buffered: true });
`

// Nothing moves when the list comes in the place of the partner's words, nor
// when the engine comes while a post is read.
func TestNothingMoves(t *testing.T) {
	board := publish(t, three(t))
	release := board.holdBack(t)
	board.slowly("/feed.json", 400*time.Millisecond)
	page := board.embed(t, element, shifts, answered)
	page.wait(`shown(part("status")) && el.state === "loading"`)
	page.wait(`el.state === "ready"`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
	page.openRow("Secretary")
	page.run(`pause(300)`)
	page.run(`moved.splice(0)`) // a script's click is no reader's
	close(release)
	page.wait(`answers === 1`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
}
