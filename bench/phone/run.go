package phone

import (
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/web"
)

//go:embed probe.js
var probe string

// settle is how long a page is watched after the last thing that comes.
const settle = 1500 * time.Millisecond

// A run is what one page load gave.
type run struct {
	Seen  float64 // ms to the frame that has all rows
	Paint float64 // ms to the page's own first paint
	Cost  struct{ Requests, Code, Data int }
	Shift float64
	Moved []string    // the names of what the layout shifted
	Open  float64     // ms from a click to the post
	Task  chrome.Task // the longest of the main thread
}

// load opens a contestant's page on a slow phone.
func load(b *chrome.Browser, c contestant, board, partner *web.Server, film string) (r run, err error) {
	partner.Put("", []byte(strings.ReplaceAll(c.page(board.URL), "{{board}}", board.URL)))
	p, err := b.NewPage()
	if err != nil {
		return r, err
	}
	defer p.Close()
	if err := prepare(p, c, film); err != nil {
		return r, err
	}
	trace, err := p.Trace()
	if err != nil {
		return r, err
	}
	if err := p.Open(partner.URL + "/"); err != nil {
		return r, err
	}
	if err := p.Eval(`bench.seen.then((seen) => ({ seen, paint: bench.paint(), cost: bench.cost(seen) }))`, &r); err != nil {
		return r, err
	}
	if c.engine {
		if err := open(p, &r); err != nil {
			return r, err
		}
	}
	time.Sleep(settle)
	if err := p.Eval(`{ shift: bench.shift, moved: [...bench.moved] }`, &r); err != nil {
		return r, err
	}
	r.Task, err = trace.Longest()
	return r, err
}

func prepare(p *chrome.Page, c contestant, film string) error {
	if err := p.BeforeLoad(strings.ReplaceAll(probe, "{{look}}", c.look)); err != nil {
		return err
	}
	if film != "" {
		if err := p.Film(film); err != nil {
			return err
		}
	}
	return p.SlowPhone()
}

// open opens the first post as a reader does, and waits for the engine.
func open(p *chrome.Page, r *run) error {
	const row = `document.querySelector("board-view").shadowRoot.querySelector('[part~="subject"]')`
	var at struct{ X, Y float64 }
	if err := p.Eval(`(() => { const { x, y } = `+row+`.getBoundingClientRect(); return { x: x + 5, y: y + 5 }; })()`, &at); err != nil {
		return err
	}
	const shown = `bench.shows(document.querySelector("board-view").shadowRoot.querySelector('[part~="post"] article'))`
	var ignored any
	if err := p.Eval(`(() => {
		addEventListener('click', ({ timeStamp }) => { bench.opened = bench.painted(() => `+shown+`).then((at) => at - timeStamp); }, true);
	})()`, &ignored); err != nil {
		return err
	}
	if err := p.Click(at.X, at.Y); err != nil {
		return err
	}
	if !p.WaitFor(".wasm", time.Minute) {
		return errors.New("waited in vain for the engine")
	}
	return p.Eval(`bench.opened`, &r.Open)
}
