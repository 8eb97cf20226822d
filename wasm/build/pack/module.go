package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// A module is a WebAssembly module: a header and sections (WebAssembly Core
// § 5.5), here by their ids. Custom sections, which only debuggers read, are
// left out.
type module [12][]byte

// knownGo is what a custom section of the module names as its maker: whose
// layout is known here. With another, the tests of slim must pass before it
// may stand here.
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
	known := false
	r := reader{b: b}
	if string(r.take(len(header))) != header {
		return nil, errors.New("wanted a WebAssembly module")
	}
	for len(r.b) > 0 {
		id := r.byte()
		body := r.take(r.uint())
		switch {
		case id == customSection:
			known = known || bytes.Contains(body, []byte(knownGo))
		case int(id) >= len(m) || m[id] != nil:
			return nil, fmt.Errorf("wanted each known section once, found section %d", id)
		default:
			m[id] = body
		}
	}
	if r.err == nil && !known {
		return nil, errors.New("wanted a module made by " + knownGo)
	}
	return m, r.err
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

// A reader reads a module from the front. After an error it gives zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.err = errors.New("wanted more of the WebAssembly module, found its end")
		r.b = nil
		return nil
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// maxModule bounds a module, its memory and whatever is counted in it.
const maxModule = 64 << 20

// uint reads an unsigned LEB128 number that counts something.
func (r *reader) uint() int { return r.upTo(maxModule) }

func (r *reader) upTo(most int) int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > uint64(most) {
		r.take(len(r.b) + 1)
		return 0
	}
	r.take(size)
	return int(n)
}

// int reads a signed LEB128 number of at most 64 bits.
func (r *reader) int() int {
	n := 0
	for shift := 0; shift < 70; shift += 7 {
		c := r.byte()
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			unused := max(57-shift, 0)
			return n << unused >> unused // the sign is the seventh bit
		}
	}
	r.take(len(r.b) + 1)
	return 0
}

func appendUint(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

// appendInt writes a signed LEB128 number (WebAssembly Core § 5.2.2).
func appendInt(b []byte, n int) []byte {
	for n < -64 || n > 63 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(b, byte(n)&0x7f)
}

// appendSized writes a vector of bytes: how many there are, then these.
func appendSized(b, sized []byte) []byte { return append(appendUint(b, len(sized)), sized...) }
