//go:build !js

package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/wasm/internal/toolchain"
)

// TestGOOSJS runs the library's own tests as WebAssembly, compiled by the Go
// that compiles the engine: what holds in Go holds in the partner's page.
func TestGOOSJS(t *testing.T) {
	t.Parallel() // the browser's tests mostly wait
	node := findNode(t)
	lookAtSources(t)
	compiler, err := toolchain.Find()
	if err != nil {
		t.Fatal(err)
	}
	runner := filepath.Join(compiler.Root, "lib", "wasm", "go_js_wasm_exec")
	run(t, compiler.Command("..", "test", timeout(t), "-exec", smallEnv(node)+" '"+runner+"'", "."))
}

// TestBrowser runs the widget's tests, which are a module of their own.
func TestBrowser(t *testing.T) {
	t.Parallel()
	testModule(t, "browser")
}

// TestBuild runs the tests of the packer, which is another module.
func TestBuild(t *testing.T) {
	t.Parallel()
	testModule(t, "build/pack")
}

func testModule(t *testing.T, dir string) {
	t.Helper()
	lookAtSources(t)
	args := []string{"test", "-count=1", timeout(t)}
	if os.Getenv("BOARD_BROWSER") != "required" {
		args = append(args, "-short") // CI tries all attacks: that takes minutes
	}
	if testing.Verbose() {
		args = append(args, "-v") // go test tells the reason of a skip only then
	}
	cmd := exec.Command("go", append(args, "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	run(t, cmd)
}

// timeout passes our own time limit on to a go test that we start, which
// would stop after 10 minutes. A tenth of it is for compiling, which that
// limit does not count.
func timeout(t *testing.T) string {
	deadline, ok := t.Deadline()
	if !ok {
		return "-timeout=0"
	}
	return fmt.Sprint("-timeout=", time.Until(deadline)*9/10)
}

// smallEnv is a command that empties the environment: Go's WebAssembly has
// 8 kB for arguments and environment, and fails to start if they are more.
func smallEnv(node string) string {
	path := filepath.Dir(node) + ":/usr/local/bin:/usr/bin:/bin"
	return "env -i 'PATH=" + path + "' 'HOME=" + os.TempDir() + "'"
}

// findNode finds Node.js 18 or later.
func findNode(t *testing.T) string {
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "the library was not tested as WebAssembly: that takes Node.js 18 or later, and there is no node on the PATH")
	}
	version, err := exec.Command(node, "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(string(version), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 18 {
		missing(t, "the library was not tested as WebAssembly: that takes Node.js 18 or later, and this is "+string(version))
	}
	return node
}

// missing skips the test, or fails it where nothing may be skipped.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// lookAtSources lists every folder of the module. go test keeps the result
// of a test while the files it looked at stay as they are, and does not see
// which files our child processes read.
func lookAtSources(t *testing.T) {
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v", strings.Join(cmd.Args, " "), err)
	}
}
