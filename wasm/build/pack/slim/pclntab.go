package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// The function table (pclntab), as pcHeader in runtime/symtab.go and _func in
// runtime/runtime2.go of Go 1.26 lay it out. All offsets are in bytes.
const (
	pcHeaderMagic = "\xf1\xff\xff\xff\x00\x00\x01\x08" // Go 1.20 and later; instructions of 1 byte, pointers of 8
	pcHeaderSize  = 72

	// Offsets in a _func.
	funcNameOff     = 4
	funcDeferReturn = 12
	funcPCSP        = 16
	funcPCFile      = 20
	funcPCLine      = 24
	funcPCDataCount = 28
	funcCUOffset    = 32
	funcStartLine   = 36
	funcID          = 40
	funcDataCount   = 43
	funcSize        = 44 // the offsets of PCDATA and FUNCDATA tables follow

	// PCDATA tables (internal/abi/symtab.go) that only preemption by signals,
	// which WebAssembly does not have, and tracebacks read.
	pcdataUnsafePoint  = 0
	pcdataInlTreeIndex = 2
	pcdataArgLiveIndex = 3

	funcIDGoexit  = 8
	funcIDWrapper = 23 // a generated method; runtime.panicwrap reads its name
)

// A funcTable is the function table and the offsets of its parts from the
// header.
type funcTable struct {
	memory                           []byte
	b                                []byte // memory from the header on
	count                            int    // of functions
	names, units, files, pctab, pcln int
}

// findTable finds the function table in memory by the magic number of its
// header.
func findTable(memory []byte) (*funcTable, error) {
	at := bytes.Index(memory, []byte(pcHeaderMagic))
	if at < 0 || bytes.Contains(memory[at+1:], []byte(pcHeaderMagic)) {
		return nil, errors.New("wanted one function table")
	}
	b := memory[at:]
	if len(b) < pcHeaderSize {
		return nil, errors.New("wanted a whole function table")
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(b[8*i:])) }
	t := &funcTable{memory: memory, b: b, count: word(1), names: word(4), units: word(5), files: word(6), pctab: word(7), pcln: word(8)}
	ordered := pcHeaderSize <= t.names && t.names < t.units && t.units < t.files && t.files < t.pctab && t.pctab < t.pcln && t.pcln < len(b)
	if !ordered || t.count < 1 || t.count > (len(b)-t.pcln)/8 {
		return nil, errors.New("wanted the parts of the function table one after another")
	}
	return t, nil
}

// function returns the _func of function i.
func (t *funcTable) function(i int) ([]byte, error) {
	pcln := t.b[t.pcln:]
	entry, at := number(pcln, 8*i), number(pcln, 8*i+4)
	if at < 8*t.count || at+funcSize > len(pcln) || number(pcln, at) != entry {
		return nil, fmt.Errorf("wanted the record of function %d at its offset", i)
	}
	f := pcln[at:]
	size := funcSize + 4*number(f, funcPCDataCount) + 4*int(f[funcDataCount])
	if size > len(f) || number(f, funcNameOff) >= t.units-t.names {
		return nil, fmt.Errorf("wanted the record of function %d within the table", i)
	}
	return f[:size], nil
}

func number(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }

// entryPoints returns, by the number of the function, the resume points where
// the runtime enters it apart from its start and the returns of calls: at the
// deferred calls, after a panic, and at the second resume point of goexit.
func (t *funcTable) entryPoints() (map[int][]int, error) {
	points := make(map[int][]int)
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return nil, err
		}
		at := number(f, 0)
		if resume := number(f, funcDeferReturn); resume > 0 {
			points[at] = append(points[at], resume)
		}
		if f[funcID] == funcIDGoexit {
			points[at] = append(points[at], 1)
		}
	}
	return points, nil
}

// clearTracebacks clears what only a traceback would print: the names, files
// and lines of functions. The garbage collector and panics need the rest, such
// as stack maps.
func (t *funcTable) clearTracebacks() error {
	needed := newNeeded(t)
	data, err := t.funcData()
	if err != nil {
		return err
	}
	for i := range t.count {
		f, err := t.function(i)
		if err == nil {
			err = data.clear(t, f)
		}
		if err != nil {
			return err
		}
		if err := needed.keep(f); err != nil {
			return err
		}
		for _, field := range []int{funcPCFile, funcPCLine, funcCUOffset, funcStartLine} {
			clear(f[field : field+4])
		}
	}
	needed.clearRest()
	clear(t.b[t.units:t.pctab]) // compilation units and files
	return nil
}

// needed marks the bytes of names and of tables by program counter that stay.
type needed struct {
	names, tables         []byte
	keepNames, keepTables []bool
}

func newNeeded(t *funcTable) *needed {
	names, tables := t.b[t.names:t.units], t.b[t.pctab:t.pcln]
	return &needed{names, tables, make([]bool, len(names)), make([]bool, len(tables))}
}

// keep marks what the runtime needs of a function, and clears the function's
// references to the rest.
func (n *needed) keep(f []byte) error {
	name := n.names[number(f, funcNameOff):]
	name = name[:bytes.IndexByte(name, 0)+1]
	if readsName(f, string(name)) {
		at := number(f, funcNameOff)
		for i := range name {
			n.keepNames[at+i] = true
		}
	} else {
		clear(f[funcNameOff : funcNameOff+4])
	}
	if err := n.keepTable(number(f, funcPCSP)); err != nil {
		return err
	}
	for i := range number(f, funcPCDataCount) {
		table := f[funcSize+4*i:]
		if i == pcdataUnsafePoint || i == pcdataArgLiveIndex || i == pcdataInlTreeIndex && f[funcID] != funcIDWrapper {
			clear(table[:4])
		}
		if err := n.keepTable(number(table, 0)); err != nil {
			return err
		}
	}
	return nil
}

// readsName reports whether the runtime reads a function's name: for two
// functions it does to find their arguments (runtime/stkframe.go).
func readsName(f []byte, name string) bool {
	return f[funcID] == funcIDWrapper || name == "reflect.makeFuncStub\x00" || name == "reflect.methodValueCall\x00"
}

// keepTable marks the table at an offset. Offset 0 means no table.
func (n *needed) keepTable(at int) error {
	if at == 0 {
		return nil
	}
	_, size, err := readPCTable(n.tables[min(at, len(n.tables)):])
	for i := range size {
		n.keepTables[at+i] = true
	}
	return err
}

// readPCTable reads a table by program counter: pairs of numbers, up to a
// pair that begins with 0 and is not the first. The first number of a pair is
// the difference to the value before, which is -1 at the start; the second is
// for how many program counters it holds.
func readPCTable(b []byte) (highest, size int, err error) {
	highest = -1
	for value, first := -1, true; ; first = false {
		delta, n := binary.Uvarint(b[size:])
		if n <= 0 {
			return 0, 0, errors.New("wanted the end of a table by program counter")
		}
		size += n
		if delta == 0 && !first {
			return highest, size, nil
		}
		_, n = binary.Uvarint(b[size:])
		size += max(n, 0)
		value += int(delta>>1) ^ -int(delta&1)
		highest = max(highest, value)
	}
}

func (n *needed) clearRest() {
	clearUnless(n.names, n.keepNames)
	clearUnless(n.tables, n.keepTables)
}

func clearUnless(b []byte, keep []bool) {
	for i := range b {
		if !keep[i] {
			b[i] = 0
		}
	}
}
