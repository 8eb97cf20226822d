// Package chrome drives headless Chromium through the DevTools protocol, at
// full speed or as a slow phone.
package chrome

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// A Browser is a running browser.
type Browser struct {
	Version string
	ctx     context.Context
	stop    func()
}

// Start starts $CHROMIUM, or else the Chromium or Chrome on the PATH.
func Start() (*Browser, error) {
	path := find()
	if path == "" {
		return nil, fmt.Errorf("wanted a browser as $CHROMIUM, or chromium, chromium-browser or google-chrome on the PATH; found none")
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	allocator, wait := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(dir),
		chromedp.NoSandbox, // the sandbox needs privileges that containers lack
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"), // the latter two open pages in addition to each tab
	)...)
	ctx, quit := chromedp.NewContext(allocator)
	b := &Browser{ctx: ctx, stop: func() { quit(); wait(); os.RemoveAll(dir) }}
	v, err := chromedp.CallBrowser(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		b.stop()
		return nil, fmt.Errorf("%s did not start: %w", path, err)
	}
	b.Version = v.Product
	return b, nil
}

func find() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Close ends the browser.
func (b *Browser) Close() { b.stop() }
