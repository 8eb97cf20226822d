package chrome

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// limit is the timeout of a single operation.
const limit = 2 * time.Minute

// A Page is a tab with its own profile, so that its cache is empty.
type Page struct {
	ctx   context.Context
	close func()

	mu       sync.Mutex
	errors   []error
	asked    map[network.RequestID]string // URLs of requests
	finished []string                     // URLs of finished requests
	film     func(frame *pages.EventScreencastFrame)
}

// NewPage opens an empty tab.
func (b *Browser) NewPage() (*Page, error) {
	p := &Page{asked: make(map[network.RequestID]string)}
	p.ctx, p.close = chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	if err := chromedp.Do(p.ctx); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// Close closes the tab and discards its profile.
func (p *Page) Close() { p.close() }

// BeforeLoad runs a script in every document before the document's scripts.
func (p *Page) BeforeLoad(source string) error {
	_, err := chromedp.Call(p.ctx, pages.AddScriptToEvaluateOnNewDocument, pages.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	return err
}

// Open navigates to an address and waits for the load event.
func (p *Page) Open(address string) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(address))
}

// Click clicks at a point of the viewport, in CSS pixels.
func (p *Page) Click(x, y float64) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, chromedp.MouseClickXY(x, y))
}

// Type presses and releases the keys of a text.
func (p *Page) Type(text string) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, chromedp.KeyEvent(text))
}

// Eval evaluates a JavaScript expression, awaits it, and decodes its value
// from JSON.
func (p *Page) Eval(expression string, value any) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	source := "(async () => JSON.stringify(await (" + expression + ") ?? null))()"
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](source, chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("%.200s: %w", expression, errors.Join(err, p.failures()))
	}
	return json.Unmarshal([]byte(text), value)
}

// WaitFor waits until a file whose URL contains the text is loaded. It reports
// whether that happened before the timeout.
func (p *Page) WaitFor(text string, timeout time.Duration) bool {
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if p.hasLoaded(text) {
			return true
		}
	}
	return false
}

func (p *Page) hasLoaded(text string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, address := range p.finished {
		if strings.Contains(address, text) {
			return true
		}
	}
	return false
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.asked[e.RequestID] = e.Request.URL
	case *network.EventLoadingFinished:
		p.finished = append(p.finished, p.asked[e.RequestID])
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, errors.New(exception(e.ExceptionDetails)))
	case *target.EventAttachedToTarget:
		if e.WaitingForDebugger {
			go p.slowWorker(e.SessionID)
		}
	case *pages.EventScreencastFrame:
		if p.film != nil {
			go p.film(e)
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}

// fail records an error of a goroutine, for the next call of Eval.
func (p *Page) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errors = append(p.errors, err)
}

// failures returns the page's uncaught exceptions and the errors of our
// goroutines.
func (p *Page) failures() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return errors.Join(p.errors...)
}
