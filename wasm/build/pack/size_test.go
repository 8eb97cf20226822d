package main

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the sizes into testdata/sizes.json")

// budgets are what files may weigh as servers send them, with brotli, in
// bytes. The list is the script with its styles.
var budgets = map[string]int{
	"board-view.js":       12_000,
	"board-view-class.js": 12_000,
	"reader.js":           14_000,
	"finder.js":           8_000,
	"engine.js":           3_500,
	"board-view.wasm":     716_000,
}

// TestSizes holds what is sent against the budgets, and against what it was:
// testdata/sizes.json has the files with brotli, and the machine code of
// each package in the engine, so that a growth has a name.
func TestSizes(t *testing.T) {
	sizes := measure(t)
	for name, budget := range budgets {
		if sizes[name] == 0 || sizes[name] > budget {
			t.Errorf("%s has %d bytes with brotli, want at most %d", name, sizes[name], budget)
		}
	}
	const record = "testdata/sizes.json"
	if *update {
		list, _ := json.MarshalIndent(sizes, "", "\t")
		if err := os.WriteFile(record, append(list, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var before map[string]int
	list, err := os.ReadFile(record)
	if err == nil {
		err = json.Unmarshal(list, &before)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		const some = 2000 // bytes: less is no growth worth a word
		if now, then := sizes[name], before[name]; now > then+then/20 && now > then+some {
			t.Errorf("%s has grown from %d to %d bytes; if that is meant: go test -run Sizes -update", name, then, now)
		}
	}
}

func measure(t *testing.T) map[string]int {
	t.Helper()
	compiled, err := compile()
	if err != nil {
		t.Fatal(err)
	}
	sizes := packages(compiled)
	out, err := newOutput(t.TempDir(), true)
	if err == nil {
		err = build(out)
	}
	if err != nil {
		t.Fatal(err)
	}
	for name := range out.made {
		base, _, _ := strings.Cut(name, ".") // what follows is the hash
		if ext := filepath.Ext(name); ext == ".js" || ext == ".wasm" {
			sizes[base+ext] = packed(t, []byte(read(t, out.path(name))))
		}
	}
	return sizes
}

func packed(t *testing.T, data []byte) int {
	t.Helper()
	b, err := compressors[0].compress(data)
	if err != nil {
		t.Fatal(err)
	}
	return len(b)
}

// packages sums up the machine code of each package, by the names that the
// linker leaves in a custom section (WebAssembly Core, appendix "Name
// Section") and slim takes out.
func packages(module []byte) map[string]int {
	sections := make(map[int]*reader)
	for r := (reader{b: module[len(header):]}); len(r.b) > 0; {
		id := int(r.byte())
		body := &reader{b: r.take(r.uint())}
		if id != customSection || string(body.take(body.uint())) == "name" {
			sections[id] = body
		}
	}
	const importSection, codeSection = 2, 10
	code, names := sections[codeSection], functionNames(sections[customSection])
	sizes := make(map[string]int)
	imported := sections[importSection].uint()
	for i := range code.uint() {
		size := code.uint()
		code.take(size)
		sizes["package "+packageOf(names[imported+i])] += size
	}
	maps.DeleteFunc(sizes, func(_ string, size int) bool { return size < 20_000 })
	return sizes
}

func functionNames(section *reader) map[int]string {
	names := make(map[int]string)
	const functions = 1
	for len(section.b) > 0 {
		kind := section.byte()
		r := reader{b: section.take(section.uint())}
		for n := r.uint(); kind == functions && n > 0; n-- {
			i := r.uint()
			names[i] = string(r.take(r.uint()))
		}
	}
	return names
}

// packageOf reads github.com_boardview_board.__Post_.fill: only the first
// element of an import path may have a dot.
func packageOf(name string) string {
	domain, rest, found := strings.Cut(name, ".")
	if top, rest, inPath := strings.Cut(rest, "_"); found && inPath && (top == "com" || top == "org") {
		path, _, _ := strings.Cut(rest, ".")
		return domain + "." + top + "/" + path
	}
	return domain
}
