package browser

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestPublishedPages: the pages that Publish writes pass axe-core and do not
// overflow the window, narrow and wide, light and dark.
func TestPublishedPages(t *testing.T) {
	modules, err := tools()
	if err != nil {
		skip(t, "the pages were not looked at: that takes npm: "+err.Error())
	}
	axe, err := os.ReadFile(filepath.Join(modules, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	page := newPage(t, string(axe))
	page.open(servePage(t, "", `<img src="x.png"><p style="color: #ddd">pale`))
	if found := eval[[]violation](page, complaints); len(found) < 2 {
		t.Errorf("the judge overlooks a picture without words and a text that is too pale: %v", found)
	}
	checkPages(page, publish(t, os.DirFS("../../testdata/posts")))
	checkPages(page, publish(t, withSettings(t)))
}

// withSettings are the sample posts on a board with everything that pages may show.
func withSettings(t *testing.T) fs.FS {
	posts := make(fstest.MapFS)
	if err := fs.WalkDir(os.DirFS("../../testdata/posts"), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			content, err := os.ReadFile(filepath.Join("../../testdata/posts", name))
			posts[name] = &fstest.MapFile{Data: content}
			return err
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	posts["_board.txt"] = &fstest.MapFile{Data: []byte(`TITLE News of the Secretariat
LOGO arms.svg
STYLE house.css
LINK [Home](https://parliament.example/) menu
LINK [أعضاء](https://parliament.example/members) menu
LINK [Committees, working groups and delegations](https://parliament.example/groups) menu
LINK [Imprint](https://parliament.example/imprint) foot
LINK [Accessibility](https://parliament.example/accessibility) foot
`)}
	posts["arms.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 48"><path d="M2 2h396v22z"/></svg>`)}
	posts["house.css"] = &fstest.MapFile{Data: []byte(`:root { --board-accent: light-dark(#705, #f9c); --board-logo: 4rem }`)}
	return posts
}

func checkPages(page *page, board *publisher) {
	t := page.TB
	t.Helper()
	for _, name := range publishedExamples {
		for _, width := range []int64{320, 1600} {
			for _, scheme := range []string{"light", "dark"} {
				page.looks(width, scheme)
				page.open(board.URL + "/" + name)
				found := eval[[]violation](page, complaints)
				if len(found) > 0 {
					list, _ := json.MarshalIndent(found, "", "  ")
					t.Errorf("%s, %d wide, %s:\n%s", name, width, scheme, list)
				}
				if over := eval[int](page, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s, %d wide: %d pixels stand over", name, width, over)
				}
			}
		}
	}
}

type violation struct{ ID, Help, Where string }

const complaints = `axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => ({ ID: id, Help: help, Where: nodes[0].html })))`

// publishedExamples includes each kind of page, and both text directions.
var publishedExamples = []string{
	"index.html", "404.html", "archive/index.html", "archive/2026/index.html", "lang/ar/index.html", "tags/culture/index.html",
	"posts/2019-11-26-secretary-general-of-sco-meets-with-head-of-the-eu-delegation-to-mongolia/index.html",
	"posts/2026-10-14-the-parliamentary-library-lends-its-first-ten-thousand-books/index.html",
	"posts/2025-10-22-הארכיון-המשותף-נפתח-לציבור/index.html",
}

// A printed page shows the post, dark on light, and the addresses of its
// links, but no controls.
func TestPublishedPagePrinted(t *testing.T) {
	board := publish(t, three(t))
	page := newPage(t)
	print := emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(page.needsCDP("to look as if printed"), emulation.SetEmulatedMedia, print); err != nil {
		t.Fatal(err)
	}
	page.open(board.URL + "/posts/2019-11-26-secretary-general-of-sco-meets-with-head-of-the-eu-delegation-to-mongolia/index.html")
	page.wants(`Array.from(document.querySelectorAll("nav, .foot"), (e) => e.checkVisibility()).join()`, "false,false,false")
	page.wants(`document.querySelector("article").checkVisibility()`, "true")
	page.wants(`getComputedStyle(document.documentElement).colorScheme`, "light")
	page.quiet()
}
