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
// the toolchain only, not on the place or the commit it is built from.
var BuildFlags = append([]string{"-trimpath", "-buildvcs=false", "-ldflags=-w"}, WithoutInlining(
	"bytes", "errors", "fmt", "internal/strconv", "io", "net/url", "reflect", "regexp", "regexp/syntax", "sort", "strconv",
	"strings", "syscall/js", "time", "unicode",
	"github.com/boardview/board",
	"github.com/boardview/board/internal/bodytext",
	"github.com/boardview/board/internal/dates",
	"github.com/boardview/board/internal/frontmatter",
	"github.com/boardview/board/internal/locale",
	"github.com/boardview/board/internal/markdown",
	"github.com/boardview/board/internal/markup",
	"github.com/boardview/board/internal/plaintext",
	"github.com/boardview/board/internal/safehtml",
	"github.com/boardview/board/internal/weburl",
	"github.com/boardview/board/wasm",
	"github.com/gorilla/css/scanner",
	"github.com/microcosm-cc/bluemonday",
	"github.com/yuin/goldmark/ast",
	"github.com/yuin/goldmark/extension",
	"github.com/yuin/goldmark/extension/ast",
	"github.com/yuin/goldmark/parser",
	"github.com/yuin/goldmark/text",
	"github.com/yuin/goldmark/util",
	"golang.org/x/net/html",
	"golang.org/x/net/html/atom",
)...)

// WithoutInlining returns the flags that keep the compiler from inlining calls
// in some packages (-l). With these, the engine has 26 kB less to download, and
// rendering a post takes about a tenth more time in Node.js.
func WithoutInlining(packages ...string) (flags []string) {
	for _, name := range packages {
		flags = append(flags, "-gcflags="+name+"=-l")
	}
	return flags
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
