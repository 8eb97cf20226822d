package slim

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The function table begins with two numbers for each function: its entry
// and the offset of its record (functab in runtime/symtab.go). The record
// begins with the entry once more. Both numbers always grow, so none is like
// another and they hardly compress. deltaEncode stores differences and
// clears the repeated entries; a function that runs when the module starts
// adds the differences up. Memory is then as Go's linker filled it.

// A deltaTable is the memory that has to be decoded, as addresses.
type deltaTable struct{ at, end, records int }

func (t *funcTable) deltaEncode() deltaTable {
	pcln := t.b[t.pcln:]
	entry1, offset1 := 0, 0
	for i := range t.count {
		f := pcln[8*i:]
		entry2, offset2 := number(f, 0), number(f, 4)
		setNumber(f, 0, entry2-entry1)
		setNumber(f, 4, offset2-offset1)
		setNumber(pcln, offset2, 0)
		entry1, offset1 = entry2, offset2
	}
	at := len(t.memory) - len(pcln)
	return deltaTable{at, at + 8*t.count, at}
}

func setNumber(b []byte, at, n int) { binary.LittleEndian.PutUint32(b[at:], uint32(n)) }

// addStart adds the start function, which decodes the table.
func (m *module) addStart(d deltaTable) error {
	imported, err := m.importedFunctions()
	if err != nil {
		return err
	}
	if m[startSection] != nil {
		return errors.New("wanted a module without a start function")
	}
	kind := m.extend(typeSection, []byte{0x60, 0, 0}) // no parameters, no results
	m.extend(functionSection, appendUint(nil, kind))
	function := m.extend(codeSection, appendSized(nil, d.decoder()))
	m[startSection] = appendUint(nil, imported+function)
	return nil
}

// importedFunctions counts the functions that come before the module's own.
// Go imports nothing else.
func (m *module) importedFunctions() (int, error) {
	r := reader{b: m[importSection]}
	count := r.uint()
	for range count {
		r.name() // of the module
		r.name() // of the function
		if kind := r.byte(); kind != 0 {
			return 0, fmt.Errorf("wanted imports of functions only, found one of kind %d", kind)
		}
		r.uint() // type
	}
	return count, r.err
}

// extend adds an item to a section that is a list, and returns its index.
func (m *module) extend(id int, item []byte) int {
	r := reader{b: m[id]}
	count := r.uint()
	m[id] = append(append(appendUint(nil, count+1), r.b...), item...)
	return count
}

// decoder is the body of the start function.
func (d deltaTable) decoder() []byte {
	const at, entry, offset = 0, 1, 2 // local variables
	code := []instr{
		i32Const(d.at), numbered(opLocalSet, at),
		opening(opLoop),
		numbered(opLocalGet, at), numbered(opLocalGet, at), access(opI32Load, 0),
		numbered(opLocalGet, entry), plain(opI32Add), numbered(opLocalTee, entry), access(opI32Store, 0),
		numbered(opLocalGet, at), numbered(opLocalGet, at), access(opI32Load, 4),
		numbered(opLocalGet, offset), plain(opI32Add), numbered(opLocalTee, offset), access(opI32Store, 4),
		numbered(opLocalGet, offset), numbered(opLocalGet, entry), access(opI32Store, d.records),
		numbered(opLocalGet, at), i32Const(8), plain(opI32Add), numbered(opLocalTee, at),
		i32Const(d.end), plain(opI32LtU), numbered(opBrIf, 0),
		plain(opEnd), plain(opEnd),
	}
	return appendCode([]byte{1, 3, typeI32}, code)
}
