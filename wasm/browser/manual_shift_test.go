package browser

import (
	"testing"
	"time"
)

// Nothing moves on a page of the manual, however late its boards are: what it shows
// is in its HTML, and the space of its boards is reserved.
func TestNothingMovesInTheManual(t *testing.T) {
	board := withManual(t)
	board.slowly("/widget/board-view.js", 200*time.Millisecond)
	board.slowly("/feed.json", 400*time.Millisecond)
	for _, name := range append(manualPages(), "") {
		for _, width := range []int64{360, 1200} {
			page := newPage(t, shifts)
			page.looks(width, "light")
			page.open(board.URL + "/manual/" + name)
			page.wait(`boards().length && boards().every((b) => !["loading", undefined].includes(b.state)) && !document.querySelector(".copy button").disabled`)
			page.run(`pause(400)`)
			page.wants(`moved.map((what) => "`+name+` `+itoa(int(width))+` " + what).join()`, "")
		}
	}
}
