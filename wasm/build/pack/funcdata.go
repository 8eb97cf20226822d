package main

import "errors"

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
	const dataField = 40 // words before it in runtime.firstmoduledata
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
	calls, err := t.inlined(f)
	end := at + inlineSize*calls
	if err != nil || end > len(d) {
		return errors.Join(err, errors.New("wanted the inlined calls of a function in memory"))
	}
	if f[funcID] != wrapperID {
		clear(d[at:end])
		setNumber(offset, 0, noData)
		return nil
	}
	for ; at < end; at += inlineSize {
		setNumber(d, at+inlineName, 0)
		setNumber(d, at+inlineLine, 0)
	}
	return nil
}

// inlined is how many calls were inlined into a function.
func (t *funcTable) inlined(f []byte) (int, error) {
	if number(f, funcPCData) <= inlinedCalls || number(f, funcSize+4*inlinedCalls) == 0 {
		return 0, nil
	}
	last, _, err := readPCTable(t.b[t.pcTable+number(f, funcSize+4*inlinedCalls) : t.pcLines])
	return last + 1, err
}
