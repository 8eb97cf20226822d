package main

import "fmt"

// slim makes the engine smaller to download, and leaves what it does as it
// is. It knows how one version of Go lays a module out, and refuses others.
func slim(wasm []byte) ([]byte, error) {
	m, err := readModule(wasm)
	if err == nil {
		err = m.slim()
	}
	if err != nil {
		return nil, fmt.Errorf("this Go toolchain lays the engine out in a way that is not known here: %w", err)
	}
	return m.bytes(), nil
}

func (m *module) slim() error {
	memory, err := readSegments(m[dataSection])
	if err != nil {
		return err
	}
	t, err := findTable(memory)
	if err != nil {
		return err
	}
	if err := m.slimFunctions(t); err != nil {
		return err
	}
	m.addStart(t.takeApart())
	m[dataSection] = writeSegments(memory)
	return nil
}

// slimFunctions does the code, then its table, which the code's places are
// in.
func (m *module) slimFunctions(t *funcTable) error {
	entries, err := t.entries()
	if err != nil {
		return err
	}
	if err := m.shortenFunctions(entries); err != nil {
		return err
	}
	if err := t.blank(); err != nil {
		return err
	}
	return t.blankIndex()
}
