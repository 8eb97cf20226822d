package slim

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// section and name are a section and a name in WebAssembly's binary format.
func section(id byte, body string) string {
	return string(appendSized([]byte{id}, []byte(body)))
}

func name(s string) string { return string(appendSized(nil, []byte(s))) }

// compiledBy is a module with nothing but the section that names its
// compiler.
func compiledBy(version string) string {
	return header + section(customSection,
		name("producers")+"\x01"+name("processed-by")+"\x01"+name("Go cmd/compile")+name(version))
}

var empty = compiledBy(knownGo + "8")

// TestRefused: a module whose layout is not known is refused, and stays as it
// is.
func TestRefused(t *testing.T) {
	segment := func(data string) string {
		return empty + section(dataSection, "\x01\x00\x41\x08\x0b"+name(data))
	}
	for _, c := range []struct{ name, module, want string }{
		{"nothing", "", "a WebAssembly module"},
		{"another file", "GIF89a", "a WebAssembly module"},
		{"the next Go", compiledBy("go1.27.0"), `compiled by go1.26.x, found "go1.27.0"`},
		{"a later Go", compiledBy("go1.260.1"), `found "go1.260.1"`},
		{"a release candidate", compiledBy("go1.26rc1"), `found "go1.26rc1"`},
		{"a development version", compiledBy("devel go1.26.8-abc"), `found "devel go1.26.8-abc"`},
		{"another compiler", header + section(customSection, name("producers")+"\x01"+name("processed-by")+"\x01"+name("clang")+name("go1.26.8")), `found ""`},
		{"the version in another section", header + section(customSection, name("name")+"go1.26.8"), `found ""`},
		{"no data", empty, "its end"},
		{"no table", segment("some data"), "one function table"},
		{"two tables", segment(pcHeaderMagic + pcHeaderMagic), "one function table"},
		{"an older table", segment("\xf0\xff\xff\xff\x00\x00\x01\x08" + strings.Repeat("\x01", 70)), "one function table"},
		{"pointers of 4 bytes", segment("\xf1\xff\xff\xff\x00\x00\x01\x04" + strings.Repeat("\x01", 70)), "one function table"},
		{"a table out of order", segment(pcHeaderMagic + strings.Repeat("\x01\x00\x00\x00\x00\x00\x00\x00", 9)), "one after another"},
		{"a table cut off", segment(pcHeaderMagic + "\x01"), "a whole function table"},
		{"a passive segment", empty + section(dataSection, "\x01\x01\x01a"), "an active data segment"},
		{"a section cut off", header + "\x0b\x20\x01", "its end"},
		{"two sections of a kind", empty + section(typeSection, "\x00") + section(typeSection, "\x00"), "once"},
	} {
		given := []byte(c.module)
		got, err := Slim(given)
		if !errors.Is(err, ErrUnknownLayout) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want ErrUnknownLayout with %q", c.name, err, c.want)
		}
		if got != nil || string(given) != c.module {
			t.Errorf("%s: got a module, or the given one was changed", c.name)
		}
	}
}

// TestRefusedFunctions: code that Go's compiler does not emit is refused.
func TestRefusedFunctions(t *testing.T) {
	code := func(instructions string) string {
		return empty + section(typeSection, "\x01"+goFunction) + section(functionSection, "\x01\x00") +
			section(codeSection, "\x01"+name("\x00"+instructions))
	}
	for _, c := range []struct{ name, module, want string }{
		{"functions of another type", empty + section(typeSection, "\x01\x60\x00\x00"), "Go's functions"},
		{"another opcode", code("\xfd\x00\x0b"), "opcode 0xfd"},
		{"a branch to a place", code("\x02\x40\x02\x40\x20\x00\x0e\x00\x00\x0b\x0c\x01\x0b\x41\x01\x0b"), "a row of blocks"},
	} {
		m, err := readModule([]byte(c.module))
		if err != nil {
			t.Fatal(err)
		}
		if err := m.rewriteFunctions(nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestRefusedStart: a start function is only added where Go's linker leaves
// none, behind imports that are all functions.
func TestRefusedStart(t *testing.T) {
	for _, c := range []struct{ name, module, want string }{
		{"a start function", empty + section(importSection, "\x00") + section(startSection, "\x00"), "without a start function"},
		{"an imported memory", empty + section(importSection, "\x01"+name("env")+name("memory")+"\x02\x00\x01"), "functions only"},
	} {
		m, err := readModule([]byte(c.module))
		if err != nil {
			t.Fatal(err)
		}
		if err := m.addStart(deltaTable{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestDamaged: whatever the record of a function has in a field, the module
// is slimmed or refused. Slim must not panic: its caller then falls back to
// the module as it is.
func TestDamaged(t *testing.T) {
	compiler := knownCompiler(t)
	full := filepath.Join(t.TempDir(), "full.wasm")
	compile(t, compiler, ".", "build", "-o", full, "./testdata/jumps")
	program, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for field := 0; field < funcSize+4*(pcdataInlTreeIndex+1); field += 4 {
		_, err := Slim(damaged(t, program, field))
		if err != nil && !errors.Is(err, ErrUnknownLayout) {
			t.Errorf("byte %d: got error %v, want ErrUnknownLayout", field, err)
		}
		if err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no damage was found")
	}
}

// damaged overwrites 4 bytes in the record of a function that has inlined
// calls.
func damaged(t *testing.T, program []byte, field int) []byte {
	t.Helper()
	m, err := readModule(program)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := readSegments(m[dataSection])
	if err != nil {
		t.Fatal(err)
	}
	table, err := findTable(memory)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for i := 0; i < table.count && !found; i++ {
		f, err := table.function(i)
		if err != nil {
			t.Fatal(err)
		}
		if found = hasInlined(f); found {
			setNumber(f, field, 0x7ffffff0)
		}
	}
	if !found {
		t.Fatal("wanted a function with inlined calls")
	}
	m[dataSection] = writeSegments(memory)
	_, producers, _ := strings.Cut(empty, header)
	return append(m.bytes(), producers...)
}

func hasInlined(f []byte) bool {
	data := f[funcSize+4*number(f, funcPCDataCount):]
	return number(f, funcPCDataCount) > pcdataInlTreeIndex && len(data) > 4*funcdataInlTree && number(data, 4*funcdataInlTree) != noFuncData
}

// TestSegments: memory that is written as segments is read as it was.
func TestSegments(t *testing.T) {
	for _, text := range []string{
		"", "a", "\x00", "\x00\x00a", "a" + strings.Repeat("\x00", maxZeros) + "b", "a" + strings.Repeat("\x00", maxZeros+1) + "b",
		strings.Repeat("\x00", 100_000) + "far" + strings.Repeat("\x00", 1000) + "off\x00",
	} {
		memory, err := readSegments(writeSegments([]byte(text)))
		if want := bytes.TrimRight([]byte(text), "\x00"); err != nil || !bytes.Equal(memory, want) {
			t.Errorf("%.20q: got %.20q (%v)", want, memory, err)
		}
	}
}
