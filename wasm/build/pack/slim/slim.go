// Package slim makes a WebAssembly module that Go's compiler made smaller to
// download. The module does afterwards what it did before.
//
// The packer calls Slim for the widget's engine. The package must not know
// the engine or the widget: it works on any program, and its tests run it on
// several. It must not know either which Go compiles the engine; it knows the
// layout of one minor version of Go, checks every part of a module that it
// relies on, and refuses modules that it does not understand.
//
// A module goes through these steps. The savings are those of the engine,
// after brotli:
//
//   - stack addresses become offsets of loads and stores (stackaccess.go, 11 kB)
//   - jumps become branches out of blocks and back to loops (controlflow.go, loops.go, emit.go, 27 kB)
//   - return addresses are computed from the one before (resume.go, 98 kB)
//   - what only tracebacks read is cleared (pclntab.go, funcdata.go, findfunctab.go, 246 kB)
//   - the function table is stored as differences (functab.go, 29 kB)
//   - data segments are merged across short runs of zeros (datasegments.go, 67 kB)
package slim

import (
	"errors"
	"fmt"
	"runtime"
)

// ErrUnknownLayout is what every error of Slim wraps: the module is not laid
// out as Go 1.26 does it, or is no module at all.
var ErrUnknownLayout = errors.New("unknown layout of the WebAssembly module")

// Slim returns a smaller module that behaves as the given one, which it
// leaves unchanged.
func Slim(wasm []byte) (slimmed []byte, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case runtime.Error: // an index out of range: the module is not what it should be
			slimmed, err = nil, fmt.Errorf("%w: %w", ErrUnknownLayout, p)
		default:
			panic(p)
		}
	}()
	m, err := readModule(wasm)
	if err == nil {
		err = m.slim()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknownLayout, err)
	}
	return m.bytes(), nil
}

func (m *module) slim() error {
	memory, err := readSegments(m[dataSection])
	if err != nil {
		return err
	}
	t, err := findTable(memory)
	if err != nil {
		return err
	}
	if err := m.slimFunctions(t); err != nil {
		return err
	}
	if err := m.addStart(t.deltaEncode()); err != nil {
		return err
	}
	m[dataSection] = writeSegments(memory)
	return nil
}

// slimFunctions rewrites the code before it clears the function table, which
// says where the runtime enters the code.
func (m *module) slimFunctions(t *funcTable) error {
	entries, err := t.entryPoints()
	if err != nil {
		return err
	}
	if err := m.rewriteFunctions(entries); err != nil {
		return err
	}
	if err := t.clearTracebacks(); err != nil {
		return err
	}
	return t.clearFindFuncTab()
}
