// Package browser has the widget's tests: headless Chromium, driven from Go,
// a board and a partner's page that are really of two origins.
//
// go test ./... in the root runs them. Here, run go test -count=1: it does
// not see that the widget's sources changed, and would show an old result.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var (
	chromium context.Context // the browser that all tests share; nil if there is none
	widget   string          // the directory of the widget's files
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	path := findChromium()
	if path == "" {
		return m.Run() // every test says that it was skipped
	}
	dir, err := os.MkdirTemp("", "boardview")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(dir)
	widget = filepath.Join(dir, "widget")
	if err := buildWidget(widget); err != nil {
		return failed(err)
	}
	stop, err := startChromium(path, filepath.Join(dir, "user"))
	if err != nil {
		return failed(err)
	}
	defer stop()
	return m.Run()
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, "wasm/browser:", err)
	return 1
}

// findChromium finds a browser of the Chromium family; $CHROMIUM names
// another one.
func findChromium() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func startChromium(path, userData string) (stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(userData),
		chromedp.NoSandbox, // it takes privileges that containers do not have
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup"), // which are two more pages to each tab
	)
	allocator, wait := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, quit := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		return nil, fmt.Errorf("%s did not start: %w", path, err)
	}
	chromium = ctx
	return func() { quit(); wait() }, nil
}

// buildWidget builds the widget as go run ./wasm/build does.
func buildWidget(dir string) error {
	cmd := exec.Command("go", "run", "./wasm/build", "-o", dir, "-quick")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}
