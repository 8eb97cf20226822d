// Package toolchain chooses the Go that compiles the widget's engine, and
// runs its go command. The packer calls it, and the tests that compile what
// the engine is made of. It must not know what is compiled.
package toolchain

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Pinned is the version of Go that compiles the engine, whichever Go runs the
// packer: the go command fetches it by itself. So everybody gets the same
// bytes and hashes. Another version would also make a larger engine, or one
// that does not run: with nothing but the check of the version changed, the
// packer makes programs of Go 1.27.3's output that crash, and its engine has
// 749,476 bytes with brotli instead of 714,572. The layout of another version
// has to be learned first: see slim.ErrUnknownLayout.
const Pinned = "go1.26.8"

// experiment selects the garbage collector before Green Tea, which is made
// for many processors: 6 kB less to download, and 0.8 MB less memory.
const experiment = "nogreenteagc"

// BuildFlags make the engine small, and its bytes depend on the sources and
// the toolchain only, not on the place or the commit it is built from. In
// packages that matter little for a post, calls are not inlined (-l): 8 kB
// less to download. In all others inlining takes a third off the time of a
// post, for 34 kB.
var BuildFlags = []string{
	"-trimpath", "-buildvcs=false", "-ldflags=-w",
	"-gcflags=fmt=-l", "-gcflags=time=-l", "-gcflags=net/url=-l", "-gcflags=github.com/microcosm-cc/bluemonday=-l",
}

// A Go is an installed version of Go.
type Go struct {
	Version string // go1.26.8
	Root    string // GOROOT
	Remedy  string // if it is not the pinned version: what to do to get that
	env     []string
}

// Find returns the pinned version of Go. If the user's GOTOOLCHAIN forbids
// the go command to fetch it, or it cannot be fetched, Find returns the Go
// that is there. While it fetches, the go command reports that on os.Stderr.
func Find() (*Go, error) { return find(Pinned, experiment) }

func find(pinned, experiment string) (*Go, error) {
	setting, err := exec.Command("go", "env", "GOTOOLCHAIN").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	remedy := "set GOTOOLCHAIN=auto to let Go fetch " + pinned
	if mayFetch(strings.TrimSpace(string(setting))) {
		fetched := &Go{env: []string{"GOTOOLCHAIN=" + pinned, "GOEXPERIMENT=" + experiment}}
		if fetched.identify(os.Stderr) == nil {
			return fetched, nil
		}
		remedy = "run this again where Go can fetch " + pinned
	}
	return findLocal(pinned, experiment, remedy)
}

// mayFetch reports whether a GOTOOLCHAIN setting allows the go command to
// fetch other versions (https://go.dev/doc/toolchain, "GOTOOLCHAIN").
func mayFetch(setting string) bool {
	return setting != "local" && setting != "path" && !strings.HasSuffix(setting, "+path")
}

// findLocal returns the Go that is there, without the experiment if that is
// not known to it: then every go command would fail.
func findLocal(pinned, experiment, remedy string) (*Go, error) {
	g := &Go{env: []string{"GOEXPERIMENT=" + experiment}}
	if g.identify(io.Discard) != nil {
		g.env = []string{"GOEXPERIMENT="}
		if err := g.identify(os.Stderr); err != nil {
			return nil, err
		}
	}
	if g.Version != pinned {
		g.Remedy = remedy
	}
	return g, nil
}

// identify asks the go command for its version. It fails if the version
// cannot be fetched, or does not know the experiment.
func (g *Go) identify(stderr io.Writer) error {
	cmd := g.Command(".", "env", "GOVERSION", "GOROOT")
	cmd.Stderr = stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 2 {
		return fmt.Errorf("wanted GOVERSION and GOROOT from go env, found %q", out)
	}
	g.Version, g.Root = lines[0], lines[1]
	return nil
}

// Command returns a go command that runs in dir and compiles for WebAssembly.
func (g *Go) Command(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWORK=off")
	cmd.Env = append(cmd.Env, g.env...)
	return cmd
}
