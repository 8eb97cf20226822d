package slim

import "fmt"

// readSegments returns the memory that the active data segments fill.
func readSegments(section []byte) ([]byte, error) {
	var memory []byte
	r := reader{b: section}
	for range r.uint() {
		if kind, op := r.byte(), r.byte(); kind != 0 || op != opI32Const {
			return nil, fmt.Errorf("wanted an active data segment at a constant address, found %d, %#x", kind, op)
		}
		at := r.int()
		if r.byte() != opEnd || at < 0 || at > maxModule {
			return nil, fmt.Errorf("wanted a data segment at an address up to %d, found %d", maxModule, at)
		}
		data := r.take(r.uint())
		if grow := at + len(data) - len(memory); grow > 0 {
			memory = append(memory, make([]byte, grow)...)
		}
		copy(memory[at:], data)
	}
	return memory, r.err
}

// maxZeros is the longest run of zeros inside a segment. Go's linker starts a
// new segment after eight zeros, which makes 90,000 segments whose addresses
// compress badly.
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
	return append(appendUint(nil, count), segments...)
}

// extent returns how many bytes of b belong in one segment, and how many
// zeros follow them.
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
	segments = append(segments, 0, opI32Const)
	segments = append(appendInt(segments, at), opEnd)
	return appendSized(segments, data)
}
