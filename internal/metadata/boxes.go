package metadata

import (
	"encoding/binary"
	"fmt"
)

// A box is a part of src: its header from start to body, its content to end.
type box struct {
	kind             string
	start, body, end int
}

// boxesIn reads the boxes that follow each other in a part of src.
func boxesIn(src []byte, from, to int) (all []box, err error) {
	for at := from; at < to; {
		r := reader{b: src[at:to]}
		size, kind := r.uint(4), string(r.take(4))
		switch size {
		case 0:
			size = uint64(to - at)
		case 1:
			size = r.uint(8)
		}
		if r.err != nil || size < uint64(r.at) || size > uint64(to-at) {
			return nil, fmt.Errorf("a box (%q) that is longer than what it is in", kind)
		}
		all = append(all, box{kind, at, at + r.at, at + int(size)})
		at += int(size)
	}
	return all, nil
}

// A boxWriter writes boxes and the numbers of what is in them.
type boxWriter struct{ b []byte }

func (w *boxWriter) copy(b []byte) { w.b = append(w.b, b...) }

func (w *boxWriter) uint(v uint64, size int) {
	w.b = append(w.b, binary.BigEndian.AppendUint64(nil, v)[8-size:]...)
}

func (w *boxWriter) box(kind string, content func()) {
	start := len(w.b)
	w.copy(append(make([]byte, 4), kind...))
	content()
	binary.BigEndian.PutUint32(w.b[start:], uint32(len(w.b)-start))
}

// count writes the number zero, and returns what adds one to it.
func (w *boxWriter) count(size int) (add func()) {
	at, n := len(w.b), uint64(0)
	w.uint(0, size)
	return func() {
		n++
		copy(w.b[at:at+size], binary.BigEndian.AppendUint64(nil, n)[8-size:])
	}
}
