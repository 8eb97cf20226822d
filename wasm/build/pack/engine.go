package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/boardview/board/wasm/build/pack/slim"
	"github.com/boardview/board/wasm/internal/toolchain"
)

// An engine is the board package as a WebAssembly module.
type engine struct {
	compiler *toolchain.Go
	compiled []byte // as the linker wrote it, with the names of functions
	wasm     []byte // what browsers get
	plain    error  // why wasm is compiled, unchanged; nil if it is slimmed
}

// A program is what an engine is compiled of.
type program struct {
	name, module, dir string   // "the engine", and its folder in the module
	flags             []string // besides those of all
}

var widgetEngine = program{"the engine", root, "./wasm", nil}

func newEngine(p program) (*engine, error) {
	started := time.Now()
	compiler, err := toolchain.Find()
	if err != nil {
		return nil, err
	}
	fmt.Printf("  compiling %s with %s …\n", p.name, compiler.Version) // a whole line: go may report what it downloads
	compiled, err := compile(compiler, p)
	if err != nil {
		return nil, err
	}
	fmt.Printf("  compiled in %s\n\n", seconds(started))
	return slimmed(compiler, compiled)
}

func compile(compiler *toolchain.Go, p program) ([]byte, error) {
	temp, err := os.MkdirTemp("", "boardview")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	file := filepath.Join(temp, "board-view.wasm")
	args := append([]string{"build", "-o", file}, toolchain.BuildFlags...)
	cmd := compiler.Command(p.module, append(append(args, p.flags...), p.dir)...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go build %s: %w", p.dir, err)
	}
	return os.ReadFile(file)
}

// slimmed makes an engine of a compiled module. If the layout of the module
// is not known, the engine is the module as it is, which is larger and works.
func slimmed(compiler *toolchain.Go, compiled []byte) (*engine, error) {
	e := &engine{compiler: compiler, compiled: compiled}
	e.wasm, e.plain = slim.Slim(compiled)
	if errors.Is(e.plain, slim.ErrUnknownLayout) {
		e.wasm = compiled
		return e, nil
	}
	return e, e.plain
}

// pinned reports whether the engine is the one that everybody gets.
func (e *engine) pinned() bool { return e.plain == nil && e.compiler.Version == toolchain.Pinned }

// remark tells in a sentence how the engine differs from the pinned one, and
// what to do about it.
func (e *engine) remark() string {
	const larger = "it works the same and is about 60 % larger to download"
	version := e.compiler.Version
	switch {
	case e.pinned():
		return ""
	case e.plain == nil:
		return fmt.Sprintf("%s compiled the engine, so its file names and hashes are not those of other builds; %s.", version, e.compiler.Remedy)
	case version == toolchain.Pinned:
		return fmt.Sprintf("The engine could not be made smaller (%v); %s.", e.plain, larger)
	}
	return fmt.Sprintf("%s compiled the engine, whose output is not known here well enough to make it smaller: %s; %s, which makes the small one.",
		version, larger, e.compiler.Remedy)
}
