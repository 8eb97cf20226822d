package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/boardview/board"
)

// A publisher serves the board of a directory, as it was when it could last
// be read.
type publisher struct {
	dir      string
	url      string
	renderer board.Renderer
	site     atomic.Pointer[http.Handler]
}

func newPublisher(dir, url string, widget fs.FS) *publisher {
	return &publisher{dir: dir, url: url, renderer: board.Renderer{Widget: widget}}
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*p.site.Load()).ServeHTTP(w, r)
}

// publish reads the directory and puts its board in the place of the one
// before. Findings in posts are told; they stop nothing.
func (p *publisher) publish() error {
	if _, err := os.ReadDir(p.dir); err != nil {
		return err
	}
	renderer := p.renderer
	renderer.BaseURL = p.url // what posts of the board may show there
	b, findings := renderer.Load(os.DirFS(p.dir))
	b.Title, b.URL = "News of the Secretariat", p.url
	b.Description = "The posts of " + p.dir
	site, err := p.renderer.Publish(b)
	if err != nil {
		return err
	}
	handler := siteHandler(site)
	p.site.Store(&handler)
	fmt.Printf("\n  %s: %d posts\n", p.dir, b.Page(1, 0).Total)
	if findings != nil {
		fmt.Println("    " + strings.ReplaceAll(findings.Error(), "\n", "\n    "))
	}
	return nil
}

// watch publishes again when something in the directory has changed.
func (p *publisher) watch() {
	seen := snapshot(p.dir)
	for range time.Tick(time.Second) {
		now := snapshot(p.dir)
		if now == seen {
			continue
		}
		seen = now
		if err := p.publish(); err != nil {
			fmt.Printf("\n  not published, the last good board stays: %v\n", err)
		}
	}
}
