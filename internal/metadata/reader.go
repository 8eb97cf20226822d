package metadata

import "errors"

var errEnd = errors.New("its end too early")

// A reader takes bytes off the start of b. After an error it returns zeros.
type reader struct {
	b   []byte
	at  int
	err error
}

// take returns the next n bytes.
func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.b)-r.at {
		r.err = errEnd
		return make([]byte, n)
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// uint reads a number of n bytes, at most 8, the highest first.
func (r *reader) uint(n int) (v uint64) {
	for _, c := range r.take(n) {
		v = v<<8 | uint64(c)
	}
	return v
}

// beginsWith compares the start of b, in which a dot stands for any byte.
func beginsWith(b []byte, start string) bool {
	if len(b) < len(start) {
		return false
	}
	for i := range len(start) {
		if start[i] != '.' && start[i] != b[i] {
			return false
		}
	}
	return true
}
