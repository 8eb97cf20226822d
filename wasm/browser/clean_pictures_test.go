package browser

import (
	"net/http"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/cases"
)

// shownPicture decodes a picture, turns it as its orientation says, and describes
// what is seen.
const shownPicture = `globalThis.shownPicture = async (url) => {
	const picture = Object.assign(new Image(), { crossOrigin: "anonymous", src: url });
	await picture.decode();
	const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight), to = canvas.getContext("2d");
	to.drawImage(picture, 0, 0);
	return [picture.width, picture.height, ...to.getImageData(0, 0, picture.width, picture.height).data].join();
};`

// TestCleanPictures: without metadata, a browser shows a picture of each format as
// before. None shows HEIC everywhere.
func TestCleanPictures(t *testing.T) {
	posts := fstest.MapFS{}
	source := "SUBJECT A\nDATE 2020-01-01\n\n"
	shown := slices.DeleteFunc(slices.Clone(cases.Formats), func(ext string) bool { return ext == ".heic" })
	for _, ext := range shown {
		posts["a"+ext] = &fstest.MapFile{Data: cases.NewPicture(ext)}
		source += "[a](a" + ext + ") "
	}
	posts["a.txt"] = &fstest.MapFile{Data: []byte(source)}
	board := publish(t, posts)
	page := board.embed(t, element, shownPicture)
	for _, ext := range shown {
		board.instead("/was"+ext, func(w http.ResponseWriter, _ *http.Request) { w.Write(cases.NewPicture(ext)) })
		was, is := eval[string](page, `shownPicture("`+board.URL+`/was`+ext+`")`), eval[string](page, `shownPicture("`+board.URL+`/a`+ext+`")`)
		if was != is || len(was) < 12*16 {
			t.Errorf("%s: the picture\n%s\nbecame\n%s", ext, was, is)
		}
	}
}
