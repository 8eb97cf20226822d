package browser

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A chromium is a browser of the Chromium family, driven by the DevTools
// protocol.
type chromium struct{ ctx context.Context }

func startChromium(path, userData string) (b browser, stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(userData),
		chromedp.NoSandbox, // the sandbox needs privileges that containers lack
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"), // the popups add two pages to each tab
	)
	allocator, wait := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, quit := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		return nil, nil, err
	}
	return chromium{ctx}, func() { quit(); wait() }, nil
}

func (c chromium) newTab(p *page) (tab, error) {
	ctx, closeTab := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext())
	p.Cleanup(closeTab)
	t := chromiumTab{p, ctx}
	return t, chromedp.Listen(ctx, t.listen) // opens the tab; a context with a time limit would close it at its end
}

type chromiumTab struct {
	page *page
	ctx  context.Context // outlives single calls: chromedp stores the tab in it
}

func (t chromiumTab) listen(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.page.ask(e.Request.URL)
	case *runtime.EventExceptionThrown:
		t.page.complain(exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		icon := strings.HasSuffix(e.Entry.URL, "/favicon.ico") // Chromium requests it unasked
		if e.Entry.Level == log.EntryLevelError && !icon {
			t.page.complain(e.Entry.Text + " " + e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			t.page.complain(arguments(e.Args))
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

// within returns the tab's context with the deadline of limit.
func (t chromiumTab) within(limit context.Context) (context.Context, context.CancelFunc) {
	deadline, _ := limit.Deadline()
	return context.WithDeadline(t.ctx, deadline)
}

func (t chromiumTab) do(limit context.Context, steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := t.within(limit)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

func (t chromiumTab) navigate(ctx context.Context, address string) error {
	return t.do(ctx, chromedp.Navigate(address))
}

func (t chromiumTab) press(ctx context.Context, keys string) error {
	return t.do(ctx, chromedp.KeyEvent(keys))
}

func (t chromiumTab) evaluate(limit context.Context, expression string) (string, error) {
	ctx, cancel := t.within(limit)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
}

func (t chromiumTab) screenshot(limit context.Context) ([]byte, error) {
	ctx, cancel := t.within(limit)
	defer cancel()
	return chromedp.Run(ctx, chromedp.FullScreenshot(100))
}

func (t chromiumTab) beforeLoad(ctx context.Context, source string) error {
	return call(ctx, t, pages.AddScriptToEvaluateOnNewDocument, pages.AddScriptToEvaluateOnNewDocumentParams{Source: source})
}

func (t chromiumTab) point(ctx context.Context, pointer string, x, y float64) error {
	if pointer == "touch" {
		return call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{
			Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}},
		})
	}
	return call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
}

func (t chromiumTab) look(ctx context.Context, width int, scheme string) error {
	if err := t.do(ctx, chromedp.EmulateViewport(int64(width), 800)); err != nil {
		return err
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	return call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

func (t chromiumTab) inZone(ctx context.Context, zone string) error {
	return call(ctx, t, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})
}

func (t chromiumTab) offline(ctx context.Context, is bool) error {
	return call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: is, DownloadThroughput: -1, UploadThroughput: -1})
}

func (t chromiumTab) collectGarbage(ctx context.Context) error {
	return call(ctx, t, heapprofiler.CollectGarbage, cdp.Empty{})
}

// call sends a DevTools protocol command to the tab.
func call[P, R any](limit context.Context, t chromiumTab, c cdp.Command[P, R], params P) error {
	ctx, cancel := t.within(limit)
	defer cancel()
	_, err := chromedp.Call(ctx, c, params)
	return err
}

// needsCDP returns the tab's context for the DevTools protocol. It skips the
// test in other browsers than Chromium, and names what needs the protocol.
func (p *page) needsCDP(what string) context.Context {
	p.Helper()
	t, ok := p.driver.(chromiumTab)
	if !ok {
		skipHere(p, what+" takes Chromium's DevTools protocol")
	}
	return t.ctx
}

// command sends a DevTools protocol command, and fails the test on an error.
func command[P, R any](p *page, c cdp.Command[P, R], params P) {
	p.Helper()
	if _, err := chromedp.Call(p.needsCDP(fmt.Sprintf("%T", params)), c, params); err != nil {
		p.Fatal(err)
	}
}

// do runs chromedp actions, and fails the test on an error.
func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.needsCDP("chromedp"), evalLimit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.Fatal(err)
	}
}
