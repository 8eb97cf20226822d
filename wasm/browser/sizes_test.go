package browser

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/chromedp/cdproto/emulation"
)

// blank is a picture of a size.
func blank(w, h int) *fstest.MapFile {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)))
	return &fstest.MapFile{Data: b.Bytes()}
}

// pictured is a board of one post with a large photo, and a large picture in its
// text, with copies of both.
func pictured(t testing.TB) *publisher {
	posts := fstest.MapFS{
		"fair/index.txt": {Data: []byte("SUBJECT Fair\nDATE 2026-01-01\nID fair\n\nPHOTO: A stall\n![A stall](photo.png)\n\nWords.\n\n![The, hall](hall,1.png)\n\n![An icon](icon.png)\n")},
		"fair/photo.png": blank(2400, 1800), "fair/hall,1.png": blank(2400, 1800), "fair/icon.png": blank(20, 10),
	}
	return publishAs(t, posts, &board.Renderer{Widget: os.DirFS(widget), Sizes: func(pictures fs.FS) (fs.FS, error) {
		copies := make(fstest.MapFS)
		for _, name := range []string{"fair/photo.png", "fair/hall,1.png"} {
			for file, c := range map[string]*fstest.MapFile{"480.png": blank(480, 360), "960.png": blank(960, 720), "1600.png": blank(1600, 1200)} {
				copies[name+"/"+file] = c
			}
		}
		return copies, nil
	}})
}

// loaded are the files that the pictures of a page or an element show.
const loaded = `JSON.stringify(Array.from(PICTURES, (img) => decodeURIComponent(img.currentSrc).split("/").pop()))`

// TestSizes: a browser loads the smallest copy that is sharp, on the board's pages
// and in the widget, narrow with a high resolution and wide with the usual one. The
// picture itself is never loaded, and nothing changes its place for another size.
func TestSizes(t *testing.T) {
	board := pictured(t)
	for name, c := range map[string]struct {
		width, density             float64
		front, post, list, article string
	}{
		"telephone": {360, 3, "photo.960.png", "photo.1600.png hall,1.1600.png icon.png", "photo.960.png", "photo.960.png hall,1.960.png icon.png"},
		"desktop":   {1200, 1, "photo.480.png", "photo.960.png hall,1.960.png icon.png", "photo.480.png", "photo.960.png hall,1.960.png icon.png"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPage(t)
			command(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(c.width), Height: 800, DeviceScaleFactor: c.density})
			shows := func(where, pictures, want string) {
				t.Helper()
				want = `["` + strings.ReplaceAll(want, " ", `","`) + `"]`
				p.wait(`Array.from(` + pictures + `, (img) => img.complete && img.currentSrc !== "").every(Boolean)`)
				if got := eval[string](p, strings.Replace(loaded, "PICTURES", pictures, 1)); got != want {
					t.Errorf("%s: wanted %s, found %s", where, want, got)
				}
			}
			p.open(board.URL + "/index.html")
			shows("the front page", "document.images", c.front)
			p.open(board.URL + "/posts/fair/index.html")
			shows("the page of the post", "document.images", c.post)
			p.open(servePage(t, "", board.at(script+`<meta name="viewport" content="width=device-width">`+strings.Replace(element, "<board-view", `<board-view layout="cards"`, 1))))
			p.wait(`el.state === "ready" && part("picture")`)
			shows("the list", `all("[part=picture] img")`, c.list)
			p.openRow("Fair")
			p.wait(`all("article img").length === 3`)
			shows("the post", `all("article img")`, c.article)
			p.wants(`all("article img").map((img) => img.getAttribute("width") + "x" + img.getAttribute("height")).join()`, "2400x1800,2400x1800,20x10")
			p.run(`part("photo").click()`)
			p.wants(`part("viewer").querySelector("img").sizes`, "min(2400px, 100vw)")
			p.quiet()
		})
	}
	if n := board.asked("/fair/photo.png") + board.asked("/fair/hall,1.png"); n > 0 {
		t.Errorf("the pictures themselves were loaded %d times", n)
	}
}
