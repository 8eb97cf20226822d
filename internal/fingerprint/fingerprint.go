// Package fingerprint identifies what a file is made of, so that nobody has to
// make the file to know that it is the same as before. Publish calls it. It does
// not know what files are made of.
package fingerprint

import (
	"encoding/binary"
)

// Of returns the print of values. The same bytes as other values have another
// print.
func Of(values ...string) Print {
	h := New()
	h.Add(values...)
	return h.Sum()
}

// A Hash collects values.
type Hash struct{ content []byte }

// New returns a Hash of these prints.
func New(prints ...Print) *Hash {
	h := &Hash{make([]byte, 0, 512)}
	for _, p := range prints {
		h.AddPrint(p)
	}
	return h
}

// Add adds values, each with its length.
func (h *Hash) Add(values ...string) {
	for _, v := range values {
		h.content = binary.AppendUvarint(h.content, uint64(len(v)))
		h.content = append(h.content, v...)
	}
}

// AddInt adds a number.
func (h *Hash) AddInt(n int) { h.content = binary.AppendVarint(h.content, int64(n)) }

// AddPrint adds a print.
func (h *Hash) AddPrint(p Print) { h.content = append(h.content, p[:]...) }

// Sum returns the print of what was added.
func (h *Hash) Sum() Print { return OfBytes(h.content) }
