package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// The index from program counters to functions (findfunctab in
// runtime/symtab.go) has a bucket for each 4,096 program counters. On
// WebAssembly each function has 65,536, which is 16 buckets, and the runtime
// reads the start of the first only. So the other buckets are cleared, and
// the first names a lower function that it shares with its neighbours: the
// runtime searches on from there, past at most indexStep functions.
const (
	bucketSize         = 4 + 16 // bytes
	bucketsPerFunction = 16
	indexStep          = 16
)

func (t *funcTable) clearFindFuncTab() error {
	index, err := t.findFuncTab()
	if err != nil {
		return err
	}
	for i := range t.count {
		bucket := index[i*bucketsPerFunction*bucketSize:]
		if i < t.count-1 {
			bucket = bucket[:bucketsPerFunction*bucketSize]
		} else {
			bucket = bucket[:bucketSize]
		}
		function := number(bucket, 0) + int(bucket[4])
		if function != i {
			return errors.New("wanted the index to name each function by its number")
		}
		clear(bucket)
		setNumber(bucket, 0, function/indexStep*indexStep)
	}
	return nil
}

// findFuncTab returns the index, which stands behind the function table.
func (t *funcTable) findFuncTab() ([]byte, error) {
	const findfunctab = 19 // word of runtime.firstmoduledata
	size := (t.count-1)*bucketsPerFunction*bucketSize + bucketSize
	at, err := t.moduleData(findfunctab)
	if err != nil || at < len(t.memory)-len(t.b) || at+size > len(t.memory) {
		return nil, errors.Join(err, errors.New("wanted the index of functions behind their table"))
	}
	return t.memory[at : at+size], nil
}

// moduleData returns a word of runtime.firstmoduledata, which begins with the
// addresses of the function table and of the names in it.
func (t *funcTable) moduleData(word int) (int, error) {
	at := len(t.memory) - len(t.b)
	start := binary.LittleEndian.AppendUint64(nil, uint64(at))
	start = binary.LittleEndian.AppendUint64(start, uint64(at+t.names))
	i := bytes.Index(t.memory, start)
	if i < 0 || i+8*word+8 > len(t.memory) {
		return 0, errors.New("wanted the addresses of the function table")
	}
	return int(binary.LittleEndian.Uint64(t.memory[i+8*word:])), nil
}
