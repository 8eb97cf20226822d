package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// A WebAssembly module is a header and sections (WebAssembly Core § 5.5).
const (
	header        = "\x00asm\x01\x00\x00\x00"
	customSection = 0
	dataSection   = 11
)

// overData changes the module's initial memory. Custom sections, which only
// debuggers read, are left out.
func overData(module []byte, change func(memory []byte) error) ([]byte, error) {
	rest, ok := bytes.CutPrefix(module, []byte(header))
	if !ok {
		return nil, errors.New("wanted a WebAssembly module")
	}
	out := []byte(header)
	for r := (reader{b: rest}); len(r.b) > 0; {
		id := r.byte()
		body := r.take(r.uint())
		if id == dataSection && r.err == nil {
			memory, err := readSegments(body)
			if err == nil {
				err = change(memory)
			}
			if err != nil {
				return nil, err
			}
			body = writeSegments(memory)
		}
		if r.err != nil {
			return nil, r.err
		}
		if id != customSection {
			out = binary.AppendUvarint(append(out, id), uint64(len(body)))
			out = append(out, body...)
		}
	}
	return out, nil
}

// Opcodes of the offset of a data segment: i32.const n end.
const (
	i32Const = 0x41
	end      = 0x0b
)

// maxMemory bounds what data segments may fill, in bytes.
const maxMemory = 64 << 20

// readSegments gives the memory that active segments fill.
func readSegments(section []byte) ([]byte, error) {
	var memory []byte
	r := reader{b: section}
	for range r.uint() {
		if kind, op := r.byte(), r.byte(); kind != 0 || op != i32Const {
			return nil, fmt.Errorf("wanted an active data segment at a constant place, found %d, %#x", kind, op)
		}
		at := r.int()
		if r.byte() != end || at < 0 || at > maxMemory {
			return nil, fmt.Errorf("wanted a data segment at a place up to %d, found %d", maxMemory, at)
		}
		data := r.take(r.uint())
		if grow := at + len(data) - len(memory); grow > 0 {
			memory = append(memory, make([]byte, grow)...)
		}
		copy(memory[at:], data)
	}
	return memory, r.err
}

// maxZeros is how many zeros stand inside a segment. Go's linker starts
// another segment after eight: there are then 90,000, and their places
// compress badly. 67 kB less to download.
const maxZeros = 64

func writeSegments(memory []byte) []byte {
	count, segments := 0, []byte(nil)
	for at := 0; at < len(memory); {
		size, zeros := extent(memory[at:])
		if size > 0 {
			segments = appendSegment(segments, at, memory[at:at+size])
			count++
		}
		at += size + zeros
	}
	return append(binary.AppendUvarint(nil, uint64(count)), segments...)
}

// extent is how many bytes of b belong in one segment, and how many zeros
// follow them.
func extent(b []byte) (size, zeros int) {
	for i, c := range b {
		switch {
		case c == 0:
			zeros++
		case zeros > maxZeros || size == 0 && zeros > 0:
			return size, zeros
		default:
			size, zeros = i+1, 0
		}
	}
	return size, zeros
}

func appendSegment(segments []byte, at int, data []byte) []byte {
	segments = append(segments, 0, i32Const)
	segments = append(appendInt(segments, at), end)
	segments = binary.AppendUvarint(segments, uint64(len(data)))
	return append(segments, data...)
}

// appendInt writes a signed LEB128 number (WebAssembly Core § 5.2.2).
func appendInt(b []byte, n int) []byte {
	for n < -64 || n > 63 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(b, byte(n)&0x7f)
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

// uint reads an unsigned LEB128 number.
func (r *reader) uint() int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > maxMemory {
		r.take(len(r.b) + 1)
		return 0
	}
	r.take(size)
	return int(n)
}

// int reads a signed LEB128 number of 32 bits.
func (r *reader) int() int {
	n := 0
	for shift := 0; shift < 35; shift += 7 {
		c := r.byte()
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			return n << (57 - shift) >> (57 - shift) // the sign is the seventh bit
		}
	}
	r.take(len(r.b) + 1)
	return 0
}
