package browser

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"
)

// patience is the timeout of wait; evalLimit is the timeout of any single
// command.
const (
	patience  = 20 * time.Second
	evalLimit = 90 * time.Second
)

// A page is a tab with a separate profile.
type page struct {
	testing.TB
	driver tab

	mu       sync.Mutex
	errors   []string // errors in the console and uncaught exceptions
	requests []string // addresses; requests of workers are only in the server's log
}

// A tab is the part of a browser that a page uses. It reports errors and
// requests to the page.
type tab interface {
	navigate(ctx context.Context, address string) error
	evaluate(ctx context.Context, expression string) (string, error) // awaits the expression, a promise of a string
	beforeLoad(ctx context.Context, source string) error             // runs in every document before its own scripts
	press(ctx context.Context, keys string) error                    // as defined in package kb
	point(ctx context.Context, pointer string, x, y float64) error   // pointer: "mouse" moves there, "touch" starts a touch
	look(ctx context.Context, width int, scheme string) error        // sets the window's width and the reader's colour scheme
	screenshot(ctx context.Context) ([]byte, error)                  // of the whole document
	inZone(ctx context.Context, zone string) error
	offline(ctx context.Context, is bool) error
	collectGarbage(ctx context.Context) error
}

// newPage opens an empty tab, or skips the test if there is no browser. The
// scripts run in every document before its own.
func newPage(t testing.TB, scripts ...string) *page {
	t.Helper()
	wantBrowser(t)
	p := &page{TB: t}
	var err error
	if p.driver, err = driven.newTab(p); err != nil {
		t.Fatal(err)
	}
	for _, source := range scripts {
		p.beforeLoad(source)
	}
	return p
}

// wantBrowser skips the test if there is no browser.
func wantBrowser(t testing.TB) {
	t.Helper()
	if driven == nil {
		skip(t, "the widget was not tested: that takes a browser, and there is no "+wanted.names()+" on the PATH, nor is $"+wanted.variable+" one")
	}
}

// skip skips the test, or fails it where skipping is not allowed.
func skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// needs skips the test in a browser that lacks a feature.
func (p *page) needs(what, expression string) {
	p.Helper()
	if !eval[bool](p, expression) {
		skipHere(p, "it has no "+what)
	}
}

// does runs a command of the tab, and fails the test on an error.
func (p *page) does(something func(ctx context.Context) error) {
	p.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), evalLimit)
	defer cancel()
	if err := something(ctx); err != nil {
		p.Fatal(err)
	}
}

func (p *page) beforeLoad(source string) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.beforeLoad(ctx, source) })
}

func (p *page) open(address string) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.navigate(ctx, address) })
}

func (p *page) press(keys string) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.press(ctx, keys) })
}

// inZone sets the reader's time zone.
func (p *page) inZone(zone string) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.inZone(ctx, zone) })
}

func (p *page) offline(is bool) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.offline(ctx, is) })
}

// looks sets the width of the window and the reader's colour scheme.
func (p *page) looks(width int64, scheme string) {
	p.Helper()
	p.does(func(ctx context.Context) error { return p.driver.look(ctx, int(width), scheme) })
}

func (p *page) screenshot() (image []byte) {
	p.Helper()
	p.does(func(ctx context.Context) (err error) {
		image, err = p.driver.screenshot(ctx)
		return err
	})
	return image
}

// complain and ask record errors and requests; the tab calls them.
func (p *page) complain(words string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errors = append(p.errors, words)
}

func (p *page) ask(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = append(p.requests, address)
}

// names are defined in every expression of a test: the first element of the
// page, its shadow root, and its parts by their documented names.
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
const inWords = () => all("time").every((time) => text(time) !== time.dateTime.slice(0, 10));
const focused = () => text(root.activeElement);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`

// eval returns the value of a JavaScript expression, after awaiting it.
func eval[T any](p *page, expression string) T {
	p.Helper()
	v, err := try[T](p, expression)
	if err != nil {
		p.Fatalf("%s\n%v", expression, err)
	}
	return v
}

func try[T any](p *page, expression string) (v T, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), evalLimit)
	defer cancel()
	source := "(async () => {" + names + "return JSON.stringify(await (" + expression + ")) ?? \"null\" })()"
	text, err := p.driver.evaluate(ctx, source)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(text), &v)
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

// shows returns the content of the shadow root, for failure messages.
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

// quiet fails the test if the console has errors, which include violations of
// the page's policy.
func (p *page) quiet() {
	p.Helper()
	for _, e := range p.complaints() {
		p.Errorf("the console shows: %s", e)
	}
}

// asked returns the addresses that the page has requested.
func (p *page) asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// run evaluates a statement and awaits it.
func (p *page) run(statement string) {
	p.Helper()
	eval[bool](p, "(await ("+statement+"), true)")
}

// wants compares the value of an expression, as text.
func (p *page) wants(expression, want string) {
	p.Helper()
	if got := eval[string](p, "String("+expression+")"); got != want {
		p.Errorf("%s: got %q, want %q\nthe element shows:\n%s", expression, got, want, p.shows())
	}
}

// openRow opens the post whose subject contains these words.
func (p *page) openRow(subject string) {
	p.Helper()
	p.run(`row("` + subject + `").querySelector('[part~="subject"]').click()`)
	p.wait(`opened()?.contains(root.activeElement)`)
}

// recorder records the element's events in the page's variable events.
const recorder = `
globalThis.events = [];
for (const type of ["load", "error", "open", "close", "page"])
	document.addEventListener(type, e => e.target.localName === "board-view" && events.push({ type, detail: e.detail }));
`

func itoa(n int) string { return strconv.Itoa(n) }
