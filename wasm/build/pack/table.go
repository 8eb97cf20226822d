package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// The table of functions, as runtime/symtab.go (pcHeader) and
// runtime/runtime2.go (_func) of Go 1.26 have it.
const (
	tableMagic  = "\xf1\xff\xff\xff\x00\x00\x01\x08" // Go 1.20 and later; instructions of 1 byte, pointers of 8
	tableHeader = 72                                 // bytes

	// Offsets in a _func.
	funcName        = 4
	funcDeferReturn = 12
	funcPCSP        = 16
	funcPCFile      = 20
	funcPCLine      = 24
	funcPCData      = 28 // how many tables there are
	funcUnit        = 32
	funcStartLine   = 36
	funcID          = 40
	funcData        = 43 // how many there are
	funcSize        = 44

	// Tables by program counter that only preemption by signals and
	// tracebacks read (internal/abi: PCDATA_UnsafePoint, PCDATA_InlTreeIndex,
	// PCDATA_ArgLiveIndex).
	unsafePoints = 0
	inlinedCalls = 2
	argsAlive    = 3

	goexitID  = 8
	wrapperID = 23 // a generated method: runtime.panicwrap reads its name
)

// A funcTable is the table, from its header on, and where its parts begin.
type funcTable struct {
	memory                                []byte
	b                                     []byte // memory from the table on
	count                                 int
	names, units, files, pcTable, pcLines int
}

// entries are, by the numbers of functions, the places that the runtime
// enters them at apart from their start and where calls return to: after a
// panic at the deferred calls, and goexit at its second.
func (t *funcTable) entries() (map[int][]int, error) {
	entries := make(map[int][]int)
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return nil, err
		}
		at := number(f, 0)
		if place := number(f, funcDeferReturn); place > 0 {
			entries[at] = append(entries[at], place)
		}
		if f[funcID] == goexitID {
			entries[at] = append(entries[at], 1)
		}
	}
	return entries, nil
}

// blank takes out what only a traceback would print: the names, files and
// lines of functions. Stack maps, and what panics and the garbage collector
// need, stay as they are. 190 kB less to download, with fewer segments.
func (t *funcTable) blank() error {
	needed := newNeeded(t)
	data, err := t.findData()
	if err != nil {
		return err
	}
	for i := range t.count {
		f, err := t.function(i)
		if err == nil {
			err = data.blank(t, f)
		}
		if err != nil {
			return err
		}
		if err := needed.keep(f); err != nil {
			return err
		}
		for _, field := range []int{funcPCFile, funcPCLine, funcUnit, funcStartLine} {
			clear(f[field : field+4])
		}
	}
	needed.blankRest()
	clear(t.b[t.units:t.pcTable]) // units and files
	return nil
}

func findTable(memory []byte) (*funcTable, error) {
	at := bytes.Index(memory, []byte(tableMagic))
	if at < 0 || bytes.Contains(memory[at+1:], []byte(tableMagic)) {
		return nil, errors.New("wanted one table of functions")
	}
	b := memory[at:]
	if len(b) < tableHeader {
		return nil, errors.New("wanted a whole table of functions")
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(b[8*i:])) }
	t := &funcTable{memory: memory, b: b, count: word(1), names: word(4), units: word(5), files: word(6), pcTable: word(7), pcLines: word(8)}
	ordered := tableHeader <= t.names && t.names < t.units && t.units < t.files && t.files < t.pcTable && t.pcTable < t.pcLines && t.pcLines < len(b)
	if !ordered || t.count < 1 || t.count > (len(b)-t.pcLines)/8 {
		return nil, errors.New("wanted the parts of the table of functions one after another")
	}
	return t, nil
}

// function is the _func of function i.
func (t *funcTable) function(i int) ([]byte, error) {
	lines := t.b[t.pcLines:]
	entry, at := number(lines, 8*i), number(lines, 8*i+4)
	if at < 8*t.count || at+funcSize > len(lines) || number(lines, at) != entry {
		return nil, fmt.Errorf("wanted function %d at its place", i)
	}
	f := lines[at:]
	size := funcSize + 4*number(f, funcPCData) + 4*int(f[funcData])
	if size > len(f) || number(f, funcName) >= t.units-t.names {
		return nil, fmt.Errorf("wanted function %d of a proper size", i)
	}
	return f[:size], nil
}

func number(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }

// needed are the bytes of names and of tables by program counter that stay.
type needed struct {
	names, tables         []byte
	keepNames, keepTables []bool
}

func newNeeded(t *funcTable) *needed {
	names, tables := t.b[t.names:t.units], t.b[t.pcTable:t.pcLines]
	return &needed{names, tables, make([]bool, len(names)), make([]bool, len(tables))}
}

// keep keeps what the runtime needs of a function, and takes its name away
// if nothing but a traceback reads it.
func (n *needed) keep(f []byte) error {
	name := n.names[number(f, funcName):]
	name = name[:bytes.IndexByte(name, 0)+1]
	if isRead(f, string(name)) {
		at := number(f, funcName)
		for i := range name {
			n.keepNames[at+i] = true
		}
	} else {
		clear(f[funcName : funcName+4])
	}
	if err := n.keepTable(number(f, funcPCSP)); err != nil {
		return err
	}
	for i := range number(f, funcPCData) {
		table := f[funcSize+4*i:]
		if i == unsafePoints || i == argsAlive || i == inlinedCalls && f[funcID] != wrapperID {
			clear(table[:4])
		}
		if err := n.keepTable(number(table, 0)); err != nil {
			return err
		}
	}
	return nil
}

// isRead reports whether the runtime looks at a function's name: it does at
// two functions' to find their arguments (runtime/stkframe.go).
func isRead(f []byte, name string) bool {
	return f[funcID] == wrapperID || name == "reflect.makeFuncStub\x00" || name == "reflect.methodValueCall\x00"
}

// keepTable keeps the table at an offset. Offset 0 is no table.
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
// pair that begins with 0 and is not the first. They say how much more a
// value is than the one before, which for the first is -1, and for how long.
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

func (n *needed) blankRest() {
	blank(n.names, n.keepNames)
	blank(n.tables, n.keepTables)
}

func blank(b []byte, keep []bool) {
	for i := range b {
		if !keep[i] {
			b[i] = 0
		}
	}
}
