// Package browser tests the widget in a headless browser driven from Go. The
// board and the partner's page have different origins.
//
// go test ./... in the root runs these tests in Chromium. In this folder, run go
// test -count=1: go test does not notice changes to the widget's sources, and
// would show a cached result. BOARD_BROWSER_NAME=firefox selects Firefox.
package browser

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var (
	wanted program // the selected browser
	driven browser // shared by all tests; nil if no browser was found
	widget string  // the directory of the widget's files
)

// A browser opens tabs.
type browser interface {
	newTab(*page) (tab, error)
}

// A program is a supported browser: how to find and start it.
type program struct {
	variable string   // environment variable that overrides commands
	commands []string // looked up on the PATH
	start    func(path, userData string) (b browser, stop func(), err error)
}

// programs are keyed by the value of $BOARD_BROWSER_NAME.
var programs = map[string]program{
	"chromium": {"CHROMIUM", []string{"chromium", "chromium-browser", "google-chrome"}, startChromium},
	"firefox":  {"FIREFOX", []string{"firefox-esr", "firefox"}, startFirefox},
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	name := cmp.Or(os.Getenv("BOARD_BROWSER_NAME"), "chromium")
	var known bool
	if wanted, known = programs[name]; !known {
		return failed(fmt.Errorf("wanted chromium or firefox in $BOARD_BROWSER_NAME, found %s", name))
	}
	path := wanted.find()
	if path == "" {
		return m.Run() // each test reports that it is skipped
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
	var stop func()
	if driven, stop, err = wanted.start(path, filepath.Join(dir, "user")); err != nil {
		return failed(fmt.Errorf("%s did not start: %w", path, err))
	}
	defer stop()
	defer listSkipped()
	return m.Run()
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, "wasm/browser:", err)
	return 1
}

func (p program) find() string {
	for _, name := range append([]string{os.Getenv(p.variable)}, p.commands...) {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (p program) names() string { return strings.Join(p.commands, ", ") }

// skipped records the tests that this browser cannot run, with the reasons.
var skipped struct {
	sync.Mutex
	reasons []string
}

// skipHere skips a test that runs in Chromium only.
func skipHere(t testing.TB, why string) {
	t.Helper()
	if _, ok := driven.(chromium); ok {
		t.Fatal(why)
	}
	skipped.Lock()
	skipped.reasons = append(skipped.reasons, t.Name()+": "+why)
	skipped.Unlock()
	t.Skip(why)
}

// listSkipped prints the skipped tests, even without go test -v.
func listSkipped() {
	slices.Sort(skipped.reasons)
	for _, reason := range skipped.reasons {
		fmt.Println("not in this browser:", reason)
	}
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

func onFirefox() bool { return os.Getenv("BOARD_BROWSER_NAME") == "firefox" }
