package browser

import (
	"testing"
	"testing/fstest"
)

// illustrated is a post with a picture on the board's server and one on
// another server.
func illustrated(elsewhere string) fstest.MapFS {
	return fstest.MapFS{"a.txt": {Data: []byte("SUBJECT Illustrated\nDATE 2020-01-01\n\n" +
		"![ours](ours.png) ![theirs](" + elsewhere + "/theirs.png) and **words**.\n")}}
}

// The images attribute decides where pictures may come from; a reader can
// load the others. An unknown value allows none.
func TestImages(t *testing.T) {
	elsewhere := publish(t, three(t)).withPictures()
	board := publish(t, illustrated(elsewhere.URL)).withPictures()
	for images, want := range map[string]string{"board": "ours", "off": "", "ANY": "ours", "all": ""} {
		page := board.embedUnder(t, "", script+`<board-view src="{{board}}/feed.json" images="`+images+`"></board-view>`)
		page.wait(`el.state === "ready"`)
		page.openRow("Illustrated")
		page.wants(`all("article img").map(({ alt }) => alt).join()`, want)
	}
	if n := elsewhere.asked("theirs.png"); n > 0 {
		t.Errorf("%d requests for a picture from elsewhere, want none: it is not even https", n)
	}
}

// By default only the board's server is contacted, until the reader requests
// other pictures.
func TestShowPictures(t *testing.T) {
	const elsewhere = "https://elsewhere.example"
	board := publish(t, illustrated(elsewhere)).withPictures()
	page := board.embedUnder(t, "", script+element)
	page.wait(`el.state === "ready"`)
	page.openRow("Illustrated")
	page.wait(`text(part("pictures")) === "Show pictures from elsewhere.example"`)
	if n := foreign(page, board.URL+"/", page.asked()[0]); n > 0 {
		t.Errorf("%d foreign requests before the reader asked, want none", n)
	}
	page.run(`part("pictures").click()`)
	page.wait(`all("article img").length === 2`)
	page.run(`all("article img").forEach(img => img.loading = "eager")`)
	page.run(`pause(300)`)
	if n := foreign(page, board.URL+"/", page.asked()[0]); n != 1 {
		t.Errorf("%d foreign requests once the reader asked, want 1", n)
	}
}

// The policy attribute decides how much formatting is shown.
func TestLevels(t *testing.T) {
	board := publish(t, illustrated("https://elsewhere.example")).withPictures()
	for level, want := range map[string]string{"full": "button,img,a,strong", "basic": "strong", "text": "", "everything": ""} {
		page := board.embedUnder(t, "", script+`<board-view src="{{board}}/feed.json" policy="`+level+`"></board-view>`)
		page.wait(`el.state === "ready"`)
		page.openRow("Illustrated")
		page.wait(`all("article > p *").map(({ localName }) => localName).join() === "` + want + `"`)
	}
}
