package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// The index from program counters to functions (findfunctab, as
// runtime/symtab.go has it) counts on functions of many bytes. A WebAssembly
// function takes 16 buckets of it, of which the runtime reads the start of
// the first. This leaves the others empty, and has the first point a little
// lower: the runtime goes on from there, at most coarse functions.
const (
	bucketSize  = 4 + 16
	bucketsEach = 16
	coarse      = 16
)

func (t *funcTable) blankIndex() error {
	index, err := t.findIndex()
	if err != nil {
		return err
	}
	for i := range t.count {
		bucket := index[i*bucketsEach*bucketSize:]
		if i < t.count-1 {
			bucket = bucket[:bucketsEach*bucketSize]
		} else {
			bucket = bucket[:bucketSize]
		}
		function := number(bucket, 0) + int(bucket[4])
		if function != i {
			return errors.New("wanted the index to give each function its number")
		}
		clear(bucket)
		setNumber(bucket, 0, function/coarse*coarse)
	}
	return nil
}

// findIndex finds the index, which stands behind the table.
func (t *funcTable) findIndex() ([]byte, error) {
	const indexField = 19 // words before it in runtime.firstmoduledata
	size := (t.count-1)*bucketsEach*bucketSize + bucketSize
	at, err := t.moduleField(indexField)
	if err != nil || at < len(t.memory)-len(t.b) || at+size > len(t.memory) {
		return nil, errors.Join(err, errors.New("wanted the index of functions behind their table"))
	}
	return t.memory[at : at+size], nil
}

// moduleField is a word of runtime.firstmoduledata, which begins with the
// addresses of the table and of its parts.
func (t *funcTable) moduleField(word int) (int, error) {
	at := len(t.memory) - len(t.b)
	start := binary.LittleEndian.AppendUint64(nil, uint64(at))
	start = binary.LittleEndian.AppendUint64(start, uint64(at+t.names))
	i := bytes.Index(t.memory, start)
	if i < 0 || i+8*word+8 > len(t.memory) {
		return 0, errors.New("wanted the addresses of the table of functions")
	}
	return int(binary.LittleEndian.Uint64(t.memory[i+8*word:])), nil
}
