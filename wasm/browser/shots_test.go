package browser

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/boardview/board/examples/partner"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestShots takes pictures for people to look at:
//
//	BOARD_SHOTS=DIR go test -run Shots
func TestShots(t *testing.T) {
	dir := os.Getenv("BOARD_SHOTS")
	if dir == "" {
		t.Skip("no pictures were taken: $BOARD_SHOTS names no directory for them")
	}
	board := publish(t, os.DirFS("../../testdata/posts"))
	site := httptest.NewServer(partner.Handler(board.URL))
	t.Cleanup(site.Close)
	rtl := servePage(t, "", board.at(script+`<body lang="ar" dir="rtl">`+element))
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1200} {
			page := newPage(t)
			page.looks(width, scheme)
			page.open(site.URL)
			page.wait(`el.state === "ready"`)
			page.shot(dir, "list", width, scheme)
			page.openRow("Secretary")
			page.shot(dir, "post", width, scheme)
			page.open(rtl)
			page.wait(`el.state === "ready"`)
			page.shot(dir, "rtl", width, scheme)
		}
	}
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
	p.run(`Promise.all([...document.images, ...all("img")].map(i => i.complete || new Promise(r => i.onload = i.onerror = r)))`)
	image, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.Fatal(err)
	}
	name := filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", what, width, scheme))
	if err := os.WriteFile(name, image, 0o666); err != nil {
		p.Fatal(err)
	}
}
