package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// connection replaces navigator.connection.
func connection(is string) string {
	return `Object.defineProperty(Navigator.prototype, "connection", { value: ` + is + ` });`
}

// saveData simulates a reader who has turned on data saving.
var saveData = connection(`{ saveData: true, effectiveType: "4g" }`)

// The engine loads after the list, without a click.
func TestWarmUp(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	board.waitFor(t, ".wasm")
	page.quiet()
	if feed, engine := board.place("/feed.json"), board.place("/widget/engine."); engine < feed {
		t.Errorf("the engine was request %d, and the feed request %d", engine, feed)
	}
}

// An empty list does not load the engine.
func TestNoWarmUp(t *testing.T) {
	board := publish(t, many(0))
	page := board.embed(t, element)
	page.wait(`el.state === "empty"`)
	page.run(`pause(800)`)
	if n := board.asked("/engine."); n > 0 {
		t.Errorf("%d requests for an engine that has nothing to do", n)
	}
}

// On a slow or metered connection the engine loads when the reader points at or
// focuses a row.
func TestApproach(t *testing.T) {
	for name, slow := range map[string]string{"Save-Data": saveData, "3g": connection(`{ effectiveType: "3g" }`)} {
		for sign, come := range map[string]func(*page){"pointer": (*page).hover, "focus": (*page).tab, "touch": (*page).touch} {
			t.Run(name+" "+sign, func(t *testing.T) {
				board := publish(t, three(t))
				page := board.embed(t, element, slow)
				page.wait(`el.state === "ready"`)
				page.run(`pause(800)`)
				if n := board.asked("/engine."); n > 0 {
					t.Errorf("%d requests for an engine before the reader came near a post", n)
				}
				come(page)
				board.waitFor(t, ".wasm")
			})
		}
	}
}

func (p *page) tab() {
	p.Helper()
	p.press(kb.Tab)
}

func (p *page) hover() {
	p.Helper()
	p.point("mouse")
}

func (p *page) touch() {
	p.Helper()
	p.point("touch")
}

// point moves the pointer to the second row, or touches it.
func (p *page) point(pointer string) {
	p.Helper()
	x, y := p.secondRow()
	p.does(func(ctx context.Context) error { return p.driver.point(ctx, pointer, x, y) })
}

// secondRow returns the centre of the second row.
func (p *page) secondRow() (x, y float64) {
	p.Helper()
	box := eval[map[string]float64](p, `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(rows()[1].getBoundingClientRect())`)
	return box["x"], box["y"]
}

// waitFor waits for a request for a path that contains a text.
func (p *publisher) waitFor(t testing.TB, text string) {
	t.Helper()
	for deadline := time.Now().Add(patience); p.asked(text) == 0; time.Sleep(30 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("nobody asked for %s", text)
		}
	}
}

// place returns the number of the first request for a path with this prefix.
func (p *publisher) place(start string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, path := range p.requests {
		if strings.HasPrefix(path, start) {
			return i
		}
	}
	return -1
}
