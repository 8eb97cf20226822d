package browser

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp/kb"
)

// A firefox is driven by WebDriver BiDi. Scripts in the browser's own window do
// what BiDi cannot.
type firefox struct {
	*bidi
	window string // browsing context of the browser's own window

	mu    sync.Mutex
	pages map[string]*page // by user context (a profile) and by browsing context (a document)
}

// preferences supplements the ones that BiDi sets.
const preferences = `
user_pref("dom.w3c_touch_events.enabled", 1);
user_pref("browser.chrome.site_icons", false);
user_pref("ui.useOverlayScrollbars", 1);
`

func startFirefox(path, profile string) (b browser, stop func(), err error) {
	if err := prefer(profile); err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(path, "--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-system-access", "--profile", profile)
	cmd.Env = append(os.Environ(), "MOZ_DISABLE_CONTENT_SANDBOX=1") // the sandbox needs privileges that containers lack
	out, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, nil, err
	}
	stop = func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() }
	f, err := connect(out)
	if err != nil {
		stop()
		return nil, nil, err
	}
	return f, stop, nil
}

// prefer creates a profile with our preferences.
func prefer(profile string) error {
	if err := os.MkdirAll(profile, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o666)
}

// connect reads Firefox's address from its output. It then drains the output, so
// that Firefox does not block on a full pipe.
func connect(out io.Reader) (*firefox, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
			go io.Copy(io.Discard, out)
			return newFirefox(address)
		}
	}
	return nil, errors.New("it does not say where it listens")
}

func newFirefox(address string) (*firefox, error) {
	ctx, cancel := context.WithTimeout(context.Background(), evalLimit)
	defer cancel()
	f := &firefox{pages: make(map[string]*page)}
	var err error
	if f.bidi, err = dial(ctx, address, f.hear); err != nil {
		return nil, err
	}
	events := []string{"browsingContext.contextCreated", "log.entryAdded", "network.beforeRequestSent", "network.responseCompleted", "network.fetchError"}
	if err := f.call(ctx, "session.subscribe", params{"events": events}, nil); err != nil {
		return nil, err
	}
	var tree struct{ Contexts []struct{ Context string } }
	if err := f.call(ctx, "browsingContext.getTree", params{"moz:scope": "chrome", "maxDepth": 0}, &tree); err != nil {
		return nil, err
	}
	f.window = tree.Contexts[0].Context
	return f, nil
}

// bullets is the prefix of the URL of Firefox's font for list markers.
const bullets = "data:font/woff2;"

// An event holds the fields that we read, of any kind of event.
type event struct {
	Context, UserContext, Level, Text, ErrorText string

	Source   struct{ Context string }
	Request  struct{ URL, Destination string }
	Response struct{ Status int }
}

// hear passes an event on to the page that it concerns.
func (f *firefox) hear(method string, params json.RawMessage) {
	var e event
	if json.Unmarshal(params, &e) != nil {
		return
	}
	if p := f.pageOf(e); p != nil {
		p.note(method, e)
	}
}

// pageOf returns the page that an event concerns. A document belongs to the page
// whose profile it was opened in.
func (f *firefox) pageOf(e event) *page {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p := f.pages[e.UserContext]; p != nil {
		f.pages[e.Context] = p
	}
	return f.pages[cmp.Or(e.Context, e.Source.Context)]
}

// note records requests, and as errors what Chromium's console logs as one.
func (p *page) note(method string, e event) {
	switch {
	case method == "network.beforeRequestSent" && !strings.HasPrefix(e.Request.URL, bullets):
		p.ask(e.Request.URL)
	case method == "network.responseCompleted" && e.Response.Status >= 400 && e.Request.Destination != "image": // Firefox loads lazy images earlier
		p.complain(fmt.Sprint("HTTP ", e.Response.Status, " ", e.Request.URL))
	case method == "network.fetchError" && e.ErrorText != "NS_BINDING_ABORTED":
		p.complain(e.ErrorText + " " + e.Request.URL)
	case method == "log.entryAdded" && e.Level == "error":
		p.complain(e.Text)
	}
}

func (f *firefox) newTab(p *page) (tab, error) {
	ctx, cancel := context.WithTimeout(context.Background(), evalLimit)
	defer cancel()
	var profile struct{ UserContext string }
	if err := f.call(ctx, "browser.createUserContext", params{}, &profile); err != nil {
		return nil, err
	}
	f.assign(profile.UserContext, p)
	p.Cleanup(func() { f.forget(profile.UserContext, p) })
	var document struct{ Context string }
	err := f.call(ctx, "browsingContext.create", params{"type": "tab", "userContext": profile.UserContext}, &document)
	return firefoxTab{f, p, document.Context}, err
}

func (f *firefox) assign(profile string, p *page) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pages[profile] = p
}

// forget closes a page's tab and every tab that it opened.
func (f *firefox) forget(profile string, p *page) {
	ctx, cancel := context.WithTimeout(context.Background(), evalLimit)
	defer cancel()
	if err := f.call(ctx, "browser.removeUserContext", params{"userContext": profile}, nil); err != nil {
		p.Error(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, of := range f.pages {
		if of == p {
			delete(f.pages, name)
		}
	}
}

type firefoxTab struct {
	*firefox
	page     *page
	document string
}

// tell calls a method on the tab.
func (t firefoxTab) tell(ctx context.Context, method string, p params) error {
	p["context"] = t.document
	return t.call(ctx, method, p, nil)
}

// emulate calls a method of BiDi's emulation module on the tab.
func (t firefoxTab) emulate(ctx context.Context, method string, p params) error {
	p["contexts"] = []string{t.document}
	return t.call(ctx, "emulation."+method, p, nil)
}

func (t firefoxTab) navigate(ctx context.Context, address string) error {
	return t.tell(ctx, "browsingContext.navigate", params{"url": address, "wait": "complete"})
}

func (t firefoxTab) evaluate(ctx context.Context, expression string) (string, error) {
	return t.evaluateIn(ctx, t.document, expression)
}

// evaluateIn awaits an expression's promise and returns its string.
func (f *firefox) evaluateIn(ctx context.Context, document, expression string) (string, error) {
	var answer struct {
		Result           struct{ Value string }
		ExceptionDetails *struct{ Text string }
	}
	err := f.call(ctx, "script.evaluate", params{"expression": expression, "awaitPromise": true, "target": params{"context": document}}, &answer)
	if err == nil && answer.ExceptionDetails != nil {
		err = errors.New(answer.ExceptionDetails.Text)
	}
	return answer.Result.Value, err
}

func (t firefoxTab) beforeLoad(ctx context.Context, source string) error {
	return t.call(ctx, "script.addPreloadScript", params{"functionDeclaration": "() => {" + source + "\n}", "contexts": []string{t.document}}, nil)
}

// keys maps keys from package kb to WebDriver, where the two differ.
var keys = map[string]string{
	kb.Enter: "\ue007", kb.Escape: "\ue00c", kb.Tab: "\ue004", kb.Delete: "\ue017",
	kb.ArrowLeft: "\ue012", kb.ArrowUp: "\ue013", kb.ArrowRight: "\ue014", kb.ArrowDown: "\ue015",
}

func (t firefoxTab) press(ctx context.Context, pressed string) error {
	var actions []params
	for _, r := range pressed {
		key := string(r)
		if name, ok := keys[key]; ok {
			key = name
		}
		actions = append(actions, params{"type": "keyDown", "value": key}, params{"type": "keyUp", "value": key})
	}
	return t.act(ctx, params{"type": "key", "id": "keyboard", "actions": actions})
}

func (t firefoxTab) act(ctx context.Context, input params) error {
	return t.tell(ctx, "input.performActions", params{"actions": []params{input}})
}

func (t firefoxTab) point(ctx context.Context, pointer string, x, y float64) error {
	actions := []params{{"type": "pointerMove", "x": int(x), "y": int(y)}}
	if pointer == "touch" {
		actions = append(actions, params{"type": "pointerDown", "button": 0})
	}
	return t.act(ctx, params{"type": "pointer", "id": pointer, "parameters": params{"pointerType": pointer}, "actions": actions})
}

func (t firefoxTab) look(ctx context.Context, width int, scheme string) error {
	if err := t.tell(ctx, "browsingContext.setViewport", params{"viewport": params{"width": width, "height": 800}}); err != nil {
		return err
	}
	t.page.Cleanup(func() { t.wish(context.Background(), "") }) // the preference applies to all tabs
	return t.wish(ctx, scheme)
}

// wish sets the preferred colour scheme; "" is the system's.
func (f *firefox) wish(ctx context.Context, scheme string) error {
	value := map[string]int{"dark": 0, "light": 1, "": 2}[scheme]
	return f.own(ctx, fmt.Sprintf(`Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", %d)`, value))
}

// own runs a privileged script in the browser's own window.
func (f *firefox) own(ctx context.Context, script string) error {
	_, err := f.evaluateIn(ctx, f.window, script)
	return err
}

func (t firefoxTab) screenshot(ctx context.Context) ([]byte, error) {
	var image struct{ Data []byte }
	err := t.call(ctx, "browsingContext.captureScreenshot", params{"context": t.document, "origin": "document"}, &image)
	return image.Data, err
}

func (t firefoxTab) inZone(ctx context.Context, zone string) error {
	return t.emulate(ctx, "setTimezoneOverride", params{"timezone": zone})
}

func (t firefoxTab) offline(ctx context.Context, is bool) error {
	var conditions params
	if is {
		conditions = params{"type": "offline"}
	}
	return t.emulate(ctx, "setNetworkConditions", params{"networkConditions": conditions})
}

// collectGarbage requests a collection in every content process.
func (t firefoxTab) collectGarbage(ctx context.Context) error {
	return t.own(ctx, `for (const topic of ["child-gc-request", "child-cc-request"]) Services.obs.notifyObservers(null, topic)`)
}
