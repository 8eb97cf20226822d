package phone

import (
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/webserver"
)

//go:embed probe.js
var probe string

// settle is how long a page is observed after everything has arrived, so that
// late layout shifts and tasks are counted.
const settle = 1500 * time.Millisecond

// A pageLoad holds what was measured in one load of a page. Times are in
// milliseconds, and sizes in bytes.
type pageLoad struct {
	Seen  float64                            // time to the frame that shows the list or the post
	Paint float64                            // time to the page's first contentful paint
	Cost  struct{ Requests, Code, Data int } // before Seen
	Shift float64                            // cumulative layout shift
	Moved []string                           // names of the elements that shifted
	Open  float64                            // time from a click to the post
	Task  chrome.Task                        // the longest one of the main thread
}

// load loads a contestant's page on a slow phone.
func load(b *chrome.Browser, c contestant, board, partner *webserver.Server, film string) (l pageLoad, err error) {
	partner.Put("", []byte(strings.ReplaceAll(c.page(), "{{board}}", board.URL)))
	p, err := b.NewPage()
	if err != nil {
		return l, err
	}
	defer p.Close()
	if err := prepare(p, c, film); err != nil {
		return l, err
	}
	trace, err := p.Trace()
	if err != nil {
		return l, err
	}
	if err := p.Open(partner.URL + "/"); err != nil {
		return l, err
	}
	if err := p.Eval(`bench.seen.then((seen) => ({ seen, paint: bench.paint(), cost: bench.cost(seen) }))`, &l); err != nil {
		return l, err
	}
	if c.hasEngine {
		if err := openPost(p, &l); err != nil {
			return l, err
		}
	}
	time.Sleep(settle)
	if err := p.Eval(`{ shift: bench.shift, moved: [...bench.moved] }`, &l); err != nil {
		return l, err
	}
	l.Task, err = trace.Longest()
	return l, err
}

func prepare(p *chrome.Page, c contestant, film string) error {
	if err := p.BeforeLoad(strings.ReplaceAll(probe, "{{isShown}}", c.isShown)); err != nil {
		return err
	}
	if film != "" {
		if err := p.Film(film); err != nil {
			return err
		}
	}
	return p.SlowPhone()
}

// openPost clicks on the first row, and waits for the post and for the engine.
func openPost(p *chrome.Page, l *pageLoad) error {
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
		return errors.New("the engine was not loaded within a minute")
	}
	return p.Eval(`bench.opened`, &l.Open)
}
