package slim

import "errors"

// FUNCDATA tables (internal/abi/symtab.go) that only tracebacks read: the
// calls that were inlined, and the arguments.
const (
	funcdataInlTree     = 3
	funcdataArgInfo     = 5
	funcdataArgLiveInfo = 6
	funcdataWrapInfo    = 7

	// Offsets in an entry of the tree of inlined calls (inlinedCall in
	// runtime/symtabinl.go), in bytes.
	inlinedName = 4
	inlinedLine = 12
	inlinedSize = 16

	noFuncData = 1<<32 - 1
)

// funcsData is the memory that the offsets of FUNCDATA tables start at
// (go:func.*).
type funcsData []byte

func (t *funcTable) funcData() (funcsData, error) {
	const gofunc = 40 // word of runtime.firstmoduledata
	at, err := t.moduleData(gofunc)
	if err != nil || at < 0 || at > len(t.memory) {
		return nil, errors.Join(err, errors.New("wanted the FUNCDATA tables in memory"))
	}
	return t.memory[at:], nil
}

// clear removes these tables from a function.
func (d funcsData) clear(t *funcTable, f []byte) error {
	offsets := f[funcSize+4*number(f, funcPCDataCount):]
	if len(offsets) > 4*funcdataInlTree {
		if err := d.clearInlined(t, f, offsets[4*funcdataInlTree:]); err != nil {
			return err
		}
	}
	for _, i := range []int{funcdataArgInfo, funcdataArgLiveInfo, funcdataWrapInfo} {
		if len(offsets) > 4*i {
			setNumber(offsets, 4*i, noFuncData)
		}
	}
	return nil
}

// clearInlined removes the inlined calls. In a generated method, recover
// counts them, so only their names and lines are cleared there.
func (d funcsData) clearInlined(t *funcTable, f, offset []byte) error {
	at := number(offset, 0)
	if at == noFuncData {
		return nil
	}
	calls, err := t.inlinedCalls(f)
	end := at + inlinedSize*calls
	if err != nil || end > len(d) {
		return errors.Join(err, errors.New("wanted the inlined calls of a function in memory"))
	}
	if f[funcID] != funcIDWrapper {
		clear(d[at:end])
		setNumber(offset, 0, noFuncData)
		return nil
	}
	for ; at < end; at += inlinedSize {
		setNumber(d, at+inlinedName, 0)
		setNumber(d, at+inlinedLine, 0)
	}
	return nil
}

// inlinedCalls counts the calls that were inlined into a function.
func (t *funcTable) inlinedCalls(f []byte) (int, error) {
	if number(f, funcPCDataCount) <= pcdataInlTreeIndex || number(f, funcSize+4*pcdataInlTreeIndex) == 0 {
		return 0, nil
	}
	last, _, err := readPCTable(t.b[t.pctab+number(f, funcSize+4*pcdataInlTreeIndex) : t.pcln])
	return last + 1, err
}
