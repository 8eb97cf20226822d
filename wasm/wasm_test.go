//go:build !js

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/boardview/board/wasm/internal/modtest"
	"github.com/boardview/board/wasm/internal/toolchain"
)

// TestGOOSJS runs the library's own tests as WebAssembly, compiled by the Go
// that compiles the engine: what holds in Go holds in the partner's page. The
// engine does not publish, its cost grows as it does in Go, and the attacks are
// tried on itself in the browser: these tests, most of the time, are left out. What
// documents tell is not known to it either.
func TestGOOSJS(t *testing.T) {
	t.Parallel() // the browser's tests mostly wait
	node := findNode(t)
	modtest.LookAtSources(t)
	compiler, err := toolchain.Find()
	if err != nil {
		t.Fatal(err)
	}
	runner := filepath.Join(compiler.Root, "lib", "wasm", "go_js_wasm_exec")
	modtest.RunCommand(t, compiler.Command("..", "test", modtest.Timeout(t), "-skip", "Publish|Pathologies|Values|Attacks|Soup|Sites/metadata", "-exec", smallEnv(node)+" '"+runner+"'", "."))
}

// TestBrowser runs the widget's tests, which are a module of their own.
func TestBrowser(t *testing.T) {
	t.Parallel()
	modtest.Run(t, "browser")
}

// smallEnv is a command that empties the environment: Go's WebAssembly has
// 8 kB for arguments and environment, and does not start if they are larger.
func smallEnv(node string) string {
	path := filepath.Dir(node) + ":/usr/local/bin:/usr/bin:/bin"
	return "env -i 'PATH=" + path + "' 'HOME=" + os.TempDir() + "'"
}

// findNode finds Node.js 18 or later.
func findNode(t *testing.T) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		modtest.Missing(t, "the library was not tested as WebAssembly: that takes Node.js 18 or later, and there is no node on the PATH")
	}
	version, err := exec.Command(node, "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(string(version), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 18 {
		modtest.Missing(t, "the library was not tested as WebAssembly: that takes Node.js 18 or later, and this is "+string(version))
	}
	return node
}
