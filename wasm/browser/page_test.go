package browser

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to get where a test wants it;
// evalLimit ends what never would.
const (
	patience  = 20 * time.Second
	evalLimit = 90 * time.Second
)

// A page is a tab of its own, with a profile of its own.
type page struct {
	testing.TB
	ctx context.Context

	mu       sync.Mutex
	errors   []string // what the console shows as errors, uncaught exceptions among them
	requests []string // addresses; those that a worker asks for are in the server's log only
}

// newPage opens an empty tab, or skips the test if there is no browser. The
// scripts run in every document before its own.
func newPage(t testing.TB, scripts ...string) *page {
	t.Helper()
	if chromium == nil {
		missing(t)
	}
	ctx, closeTab := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)
	p := &page{TB: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil { // opens the tab: with a time limit, it would close when that is over
		t.Fatal(err)
	}
	for _, source := range scripts {
		p.beforeLoad(source)
	}
	return p
}

func missing(t testing.TB) {
	t.Helper()
	skip(t, "the widget was not tested: that takes a browser, and there is no chromium, chromium-browser or google-chrome on the PATH, nor is $CHROMIUM one")
}

// skip skips the test, or fails it where nothing may be skipped.
func skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func (p *page) beforeLoad(source string) {
	p.Helper()
	_, err := chromedp.Call(p.ctx, pages.AddScriptToEvaluateOnNewDocument, pages.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	if err != nil {
		p.Fatal(err)
	}
}

func (p *page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		icon := strings.HasSuffix(e.Entry.URL, "/favicon.ico") // which Chromium asks for of itself
		if e.Entry.Level == log.EntryLevelError && !icon {
			p.errors = append(p.errors, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			p.errors = append(p.errors, arguments(e.Args))
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		words = append(words, strings.Trim(string(a.Value), `"`)+a.Description)
	}
	return strings.Join(words, " ")
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, evalLimit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

func (p *page) open(address string) {
	p.Helper()
	p.do(chromedp.Navigate(address))
}

func (p *page) press(keys string) {
	p.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// names are what every expression of a test may use: the first element of
// the page, its shadow root, and the parts of it, by their documented names.
const names = `
const el = document.querySelector("board-view"), root = el?.shadowRoot;
const all = (selector, from = root) => [...from.querySelectorAll(selector)];
const boards = () => all("board-view", document);
const at = (board, name) => board.shadowRoot.querySelector('[part~="' + name + '"]');
const part = (name) => at(el, name);
const rows = () => all('[part~="row"]');
const text = (node) => node?.textContent.trim() ?? "";
const shown = (node) => !!node?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const opened = () => shown(part("post")) && part("post").querySelector("article");
const row = (subject) => rows().find((r) => text(r).includes(subject));
const focused = () => text(root.activeElement);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`

// eval gives the value of a JavaScript expression, once its promises are
// kept.
func eval[T any](p *page, expression string) T {
	p.Helper()
	v, err := try[T](p, expression)
	if err != nil {
		p.Fatalf("%s\n%v", expression, err)
	}
	return v
}

func try[T any](p *page, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, evalLimit)
	defer cancel()
	source := "(async () => {" + names + "return (" + expression + ")})()"
	return chromedp.Run(ctx, chromedp.Evaluate[T](source, chromedp.EvalAwaitPromise))
}

// wait waits until an expression is true.
func (p *page) wait(expression string) {
	p.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(30 * time.Millisecond) {
		ok, err := try[bool](p, "!!("+expression+")")
		if ok {
			return
		}
		if time.Now().After(deadline) {
			p.Fatalf("waited in vain for %s (%v)\nerrors: %q\nthe element shows:\n%s", expression, err, p.complaints(), p.shows())
		}
	}
}

// shows is what is in the shadow root, for messages of failed tests.
func (p *page) shows() string {
	html, err := try[string](p, `root?.innerHTML ?? document.documentElement.outerHTML`)
	if err != nil {
		return err.Error()
	}
	return html
}

func (p *page) complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.errors...)
}

// quiet fails the test if the console has errors; a violation of the page's
// policy is one.
func (p *page) quiet() {
	p.Helper()
	for _, e := range p.complaints() {
		p.Errorf("the console shows: %s", e)
	}
}

// asked are the addresses that the page asked for.
func (p *page) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// run evaluates a statement, and what it promises.
func (p *page) run(statement string) {
	p.Helper()
	eval[bool](p, "(await ("+statement+"), true)")
}

// wants compares what an expression gives, as text.
func (p *page) wants(expression, want string) {
	p.Helper()
	if got := eval[string](p, "String("+expression+")"); got != want {
		p.Errorf("%s: got %q, want %q\nthe element shows:\n%s", expression, got, want, p.shows())
	}
}

// openRow opens the post whose subject has these words.
func (p *page) openRow(subject string) {
	p.Helper()
	p.run(`row("` + subject + `").querySelector('[part~="subject"]').click()`)
	p.wait(`opened()?.contains(root.activeElement)`)
}

// recorder keeps the element's events in the page, as events.
const recorder = `
globalThis.events = [];
for (const type of ["load", "error", "open", "close", "page"])
	document.addEventListener(type, e => e.target.localName === "board-view" && events.push({ type, detail: e.detail }));
`

func itoa(n int) string { return strconv.Itoa(n) }

// inZone puts the reader into a time zone.
func (p *page) inZone(zone string) {
	p.Helper()
	command(p, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})
}
