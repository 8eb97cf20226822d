package main

import (
	"encoding/binary"
	"errors"
)

// A function of Go's has data besides code (internal/abi: FUNCDATA_). Of it,
// only tracebacks read which calls were inlined and what arguments there are:
// 56 kB less to download.
const (
	inlineTree = 3
	argsInfo   = 5
	argsLive   = 6
	wrapInfo   = 7

	inlineSize = 16 // bytes of an inlined call (runtime.inlinedCall)
	inlineName = 4
	inlineLine = 12
	noData     = 1<<32 - 1
)

// funcsData is the memory that offsets of such data are into.
type funcsData []byte

func (t *funcTable) findData() (funcsData, error) {
	const dataField = 40
	at, err := t.moduleField(dataField)
	if err != nil || at < 0 || at > len(t.memory) {
		return nil, errors.Join(err, errors.New("wanted the data of functions in memory"))
	}
	return t.memory[at:], nil
}

// blank takes such data away from a function.
func (d funcsData) blank(t *funcTable, f []byte) error {
	offsets := f[funcSize+4*number(f, funcPCData):]
	if len(offsets) > 4*inlineTree {
		if err := d.blankInlined(t, f, offsets[4*inlineTree:]); err != nil {
			return err
		}
	}
	for _, i := range []int{argsInfo, argsLive, wrapInfo} {
		if len(offsets) > 4*i {
			setNumber(offsets, 4*i, noData)
		}
	}
	return nil
}

// blankInlined takes the inlined calls away. A recover counts those in a
// generated method: of these the names and lines go.
func (d funcsData) blankInlined(t *funcTable, f, offset []byte) error {
	at := number(offset, 0)
	if at == noData {
		return nil
	}
	calls := t.inlined(f)
	if at+inlineSize*calls > len(d) {
		return errors.New("wanted the inlined calls of a function in memory")
	}
	for ; calls > 0; calls-- {
		if f[funcID] != wrapperID {
			clear(d[at : at+inlineSize])
		}
		setNumber(d, at+inlineName, 0)
		setNumber(d, at+inlineLine, 0)
		at += inlineSize
	}
	if f[funcID] != wrapperID {
		setNumber(offset, 0, noData)
	}
	return nil
}

// inlined is how many calls were inlined into a function.
func (t *funcTable) inlined(f []byte) int {
	if number(f, funcPCData) <= inlinedCalls || number(f, funcSize+4*inlinedCalls) == 0 {
		return 0
	}
	return 1 + highest(t.b[t.pcTable+number(f, funcSize+4*inlinedCalls):t.pcLines])
}

// highest is the highest number that a table by program counter has: it
// begins with -1 and says how much more each is than the one before.
func highest(table []byte) (most int) {
	most, value := -1, -1
	for first := true; ; first = false {
		delta, size := binary.Uvarint(table)
		if size <= 0 || delta == 0 && !first {
			return most
		}
		_, more := binary.Uvarint(table[size:])
		table = table[size+max(more, 0):]
		value += int(delta>>1) ^ -int(delta&1)
		most = max(most, value)
	}
}
