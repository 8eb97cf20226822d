package slim

import (
	"encoding/binary"
	"errors"
)

// A reader reads the values of WebAssembly's binary format (WebAssembly Core
// § 5.2) from the front. After an error it returns zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *reader) fail() {
	r.err = errors.New("wanted more of the WebAssembly module, found its end")
	r.b = nil
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) name() string { return string(r.take(r.uint())) }

// maxModule limits the size of a module, of its memory, and of every count in
// it, in bytes or items.
const maxModule = 64 << 20

// uint reads an unsigned LEB128 number that counts something.
func (r *reader) uint() int { return r.upTo(maxModule) }

func (r *reader) upTo(limit int) int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > uint64(limit) {
		r.fail()
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
			return n << unused >> unused // extends the sign, which is the seventh bit
		}
	}
	r.fail()
	return 0
}

func appendUint(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

// appendInt writes a signed LEB128 number.
func appendInt(b []byte, n int) []byte {
	for n < -64 || n > 63 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(b, byte(n)&0x7f)
}

// appendSized writes the number of bytes, then the bytes.
func appendSized(b, sized []byte) []byte { return append(appendUint(b, len(sized)), sized...) }
