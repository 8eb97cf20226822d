package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestShots takes pictures for people to look at: each layout and a post,
// light and dark, left-to-right and right-to-left, narrow and wide.
//
//	BOARD_SHOTS=DIR go test -run Shots
func TestShots(t *testing.T) {
	dir := os.Getenv("BOARD_SHOTS")
	if dir == "" {
		t.Skip("no pictures were taken: $BOARD_SHOTS names no directory for them")
	}
	board := publish(t, os.DirFS("../../testdata/posts"))
	for _, direction := range []string{"ltr", "rtl"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1200} {
				look(t, board, dir, direction, scheme, width)
			}
		}
	}
}

func look(t *testing.T, board *publisher, dir, direction, scheme string, width int64) {
	t.Helper()
	lang := map[string]string{"ltr": "en", "rtl": "ar"}[direction]
	page := newPage(t)
	page.looks(width, scheme)
	page.open(servePage(t, "", board.at(script+`<style>:root { color-scheme: light dark; background: light-dark(#fff, #161a1f) }</style><body lang="`+lang+`" dir="`+direction+`">`+element)))
	page.wait(`el.state === "ready"`)
	for _, layout := range []string{"list", "table", "cards", "tiles", "latest"} {
		page.run(`el.layout = "` + layout + `"`)
		page.shot(dir, layout+"-"+direction, width, scheme)
	}
	page.openRow("Secretary")
	page.shot(dir, "post-"+direction, width, scheme)
}

// looks sets the width of the window and the reader's colour scheme.
func (p *page) looks(width int64, scheme string) {
	p.Helper()
	p.do(chromedp.EmulateViewport(width, 800))
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		p.Fatal(err)
	}
}

func (p *page) shot(dir, what string, width int64, scheme string) {
	p.Helper()
	p.run(`Promise.all([...document.images, ...all("img")].map(i => (i.loading = "eager", i.complete || new Promise(r => i.onload = i.onerror = r))))`)
	image, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.Fatal(err)
	}
	name := filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", what, width, scheme))
	if err := os.WriteFile(name, image, 0o666); err != nil {
		p.Fatal(err)
	}
}
