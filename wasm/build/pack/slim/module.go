package slim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// A module holds the sections of a WebAssembly module by their ids
// (WebAssembly Core § 5.5). Custom sections, which only debuggers read, are
// left out.
type module [12][]byte

// knownGo is the start of the compiler's version, without which a module is
// refused. Before another version may stand here, the layouts in this package
// have to be compared with the sources of that version, and the tests have to
// pass with it: a module can look right and crash.
const knownGo = "go1.26."

const header = "\x00asm\x01\x00\x00\x00"

const (
	customSection   = 0
	typeSection     = 1
	importSection   = 2
	functionSection = 3
	startSection    = 8
	codeSection     = 10
	dataSection     = 11
)

func readModule(b []byte) (*module, error) {
	m := new(module)
	compiler := ""
	r := reader{b: b}
	if string(r.take(len(header))) != header {
		return nil, errors.New("wanted a WebAssembly module")
	}
	for len(r.b) > 0 {
		id := r.byte()
		body := r.take(r.uint())
		switch {
		case id == customSection:
			compiler += compilerVersion(body)
		case int(id) >= len(m) || m[id] != nil:
			return nil, fmt.Errorf("wanted each known section once, found section %d", id)
		default:
			m[id] = body
		}
	}
	if r.err == nil && !strings.HasPrefix(compiler, knownGo) {
		return nil, fmt.Errorf("wanted a module compiled by %sx, found %q", knownGo, compiler)
	}
	return m, r.err
}

// compilerVersion is the version of Go's compiler that a custom section
// names, if it is the section of producers (WebAssembly tool conventions,
// ProducersSection.md).
func compilerVersion(section []byte) string {
	r := reader{b: section}
	if r.name() != "producers" {
		return ""
	}
	version := ""
	for range r.uint() {
		field := r.name()
		for range r.uint() {
			producer, v := r.name(), r.name()
			if field == "processed-by" && producer == "Go cmd/compile" {
				version = v
			}
		}
	}
	return version
}

func (m *module) bytes() []byte {
	out := []byte(header)
	for id, body := range m {
		if body != nil {
			out = binary.AppendUvarint(append(out, byte(id)), uint64(len(body)))
			out = append(out, body...)
		}
	}
	return out
}
