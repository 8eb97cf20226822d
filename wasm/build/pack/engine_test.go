package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/wasm/build/pack/slim"
	"github.com/boardview/board/wasm/internal/toolchain"
)

// TestPlainEngine: what slim does not understand becomes the engine as it is,
// and the user is told which Go made it and how to get the small one.
func TestPlainEngine(t *testing.T) {
	compiler, err := toolchain.Find()
	if err != nil {
		t.Fatal(err)
	}
	unknown := &toolchain.Go{Version: "go1.99.0", Root: compiler.Root, Remedy: "set GOTOOLCHAIN=auto"}
	const module = "\x00asm\x01\x00\x00\x00 as another Go lays it out"
	e, err := slimmed(unknown, []byte(module))
	if err != nil {
		t.Fatal(err)
	}
	if !errors.Is(e.plain, slim.ErrUnknownLayout) || e.pinned() {
		t.Errorf("got a plain engine because of %v, want ErrUnknownLayout", e.plain)
	}
	for _, want := range []string{"go1.99.0", "60 % larger", "set GOTOOLCHAIN=auto"} {
		if !strings.Contains(e.remark(), want) {
			t.Errorf("wanted %q in %q", want, e.remark())
		}
	}
	out, err := newOutput(t.TempDir(), true)
	if err == nil {
		err = build(out, e)
	}
	if err != nil {
		t.Fatal(err)
	}
	wasm, _ := filepath.Glob(out.path("board-view.*.wasm"))
	if len(wasm) != 1 || read(t, wasm[0]) != module {
		t.Errorf("wanted the module unchanged in one file, found %v", wasm)
	}
	script, _ := filepath.Glob(out.path("engine.*.js"))
	if len(script) != 1 || !strings.Contains(read(t, script[0]), "compiled by go1.99.0;") {
		t.Errorf("wanted the version of Go in the engine's script, found %v", script)
	}
}

// TestRemark: nothing is said about the engine that everybody gets, and
// something about every other.
func TestRemark(t *testing.T) {
	pinned := &toolchain.Go{Version: toolchain.Pinned}
	other := &toolchain.Go{Version: "go1.26.0", Remedy: "set GOTOOLCHAIN=auto"}
	for _, c := range []struct {
		engine engine
		want   string
	}{
		{engine{compiler: pinned}, ""},
		{engine{compiler: other}, "go1.26.0 compiled the engine, so its file names and hashes"},
		{engine{compiler: pinned, plain: slim.ErrUnknownLayout}, "The engine could not be made smaller (unknown layout"},
		{engine{compiler: other, plain: slim.ErrUnknownLayout}, "go1.26.0 compiled the engine, whose output is not known"},
	} {
		if got := c.engine.remark(); !strings.HasPrefix(got, c.want) || got != "" && c.want == "" {
			t.Errorf("%s, %v: got %q, want %q", c.engine.compiler.Version, c.engine.plain, got, c.want)
		}
	}
}

// TestCompileError: an engine that does not compile is an error, not a plain
// engine.
func TestCompileError(t *testing.T) {
	compiler, err := toolchain.Find()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-modfile=missing.mod")
	if wasm, err := compile(compiler, widgetEngine); err == nil {
		t.Errorf("got an engine of %d bytes, want an error", len(wasm))
	}
}
