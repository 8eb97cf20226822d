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

// limit ends what never would end.
const limit = 2 * time.Minute

// A Page is a tab with a profile of its own, so that its cache is empty.
type Page struct {
	ctx   context.Context
	close func()

	mu       sync.Mutex
	errors   []error
	asked    map[network.RequestID]string
	finished []string
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

// Close closes the tab and forgets its profile.
func (p *Page) Close() { p.close() }

// BeforeLoad runs a script in every document before its own.
func (p *Page) BeforeLoad(source string) error {
	_, err := chromedp.Call(p.ctx, pages.AddScriptToEvaluateOnNewDocument, pages.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	return err
}

// Open goes to an address.
func (p *Page) Open(address string) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(address))
}

// Click clicks as a finger does.
func (p *Page) Click(x, y float64) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, chromedp.MouseClickXY(x, y))
}

// Eval decodes the value of a JavaScript expression, once its promises are
// kept.
func (p *Page) Eval(expression string, value any) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	source := "(async () => JSON.stringify(await (" + expression + ") ?? null))()"
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](source, chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("%.200s: %w", expression, errors.Join(err, p.complaints()))
	}
	return json.Unmarshal([]byte(text), value)
}

// WaitFor waits until a file whose address contains the text has come.
func (p *Page) WaitFor(text string, patience time.Duration) bool {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if p.has(text) {
			return true
		}
	}
	return false
}

func (p *Page) has(text string) bool {
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

func (p *Page) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errors = append(p.errors, err)
}

// complaints are the exceptions that nobody caught, and our own failures.
func (p *Page) complaints() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return errors.Join(p.errors...)
}
