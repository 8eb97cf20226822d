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
// bytes. The list is the script with its styles; the hashes that it carries move
// its size by up to 60 bytes. The engine's holds for the pinned version of Go.
var budgets = map[string]int{
	"board-view.js":       13_500, // a sixth of it are words in 13 languages, and 5 % names and hashes of other files
	"board-view-class.js": 13_500,
	"reader.js":           14_000,
	"finder.js":           8_000,
	"search.js":           8_000,
	"search-page.js":      9_500,
	"verifier.js":         7_850, // a third of it are words; 800 came with what a review of the format found
	"engine.js":           3_220,
	wasmName:              726_780, // 730,000 with engine.js
}

const (
	wasmName    = "board-view.wasm"
	plainBudget = 1_250_000 // for an engine that another Go compiled
)

// TestSizes holds the files that are sent against the budgets, and against
// what they were: testdata/sizes.json has the files with brotli, and the
// machine code of each package in the engine, so that growth has a name.
func TestSizes(t *testing.T) {
	e, err := newEngine(widgetEngine)
	if err != nil {
		t.Fatal(err)
	}
	sizes := fileSizes(t, e)
	maps.Copy(sizes, packageSizes(e.compiled))
	if !e.pinned() {
		t.Logf("not measured: the small engine. %s", e.remark())
		sizes = otherEngine(t, sizes)
	}
	for name, size := range sizes {
		if budget, ok := budgets[name]; ok && size > budget {
			t.Errorf("%s has %d bytes with brotli, want at most %d", name, size, budget)
		}
	}
	if *update {
		updateSizes(t, e, sizes)
	}
	compareSizes(t, sizes)
}

// otherEngine checks the size of an engine that is not the pinned one, and
// leaves the sizes that do not depend on the engine.
func otherEngine(t *testing.T, sizes map[string]int) map[string]int {
	t.Helper()
	if size := sizes[wasmName]; size < budgets[wasmName]/2 || size > plainBudget {
		t.Errorf("%s has %d bytes with brotli, want %d to %d of this engine", wasmName, size, budgets[wasmName]/2, plainBudget)
	}
	maps.DeleteFunc(sizes, func(name string, _ int) bool { return name == wasmName || strings.HasPrefix(name, "package ") })
	return sizes
}

const sizesFile = "testdata/sizes.json"

func updateSizes(t *testing.T, e *engine, sizes map[string]int) {
	t.Helper()
	if !e.pinned() {
		t.Fatalf("wanted the engine of the pinned Go to update %s: %s", sizesFile, e.remark())
	}
	list, err := json.MarshalIndent(sizes, "", "\t")
	if err == nil {
		err = os.WriteFile(sizesFile, append(list, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// compareSizes finds what has grown since testdata/sizes.json was written.
func compareSizes(t *testing.T, sizes map[string]int) {
	t.Helper()
	var before map[string]int
	if err := json.Unmarshal([]byte(read(t, sizesFile)), &before); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		const tolerated = 2000 // bytes
		if now, then := sizes[name], before[name]; now > then+then/20 && now > then+tolerated {
			t.Errorf("%s has grown from %d to %d bytes; if that is meant: go test -run Sizes -update", name, then, now)
		}
	}
}

// fileSizes measures the files that a build writes, with brotli.
func fileSizes(t *testing.T, e *engine) map[string]int {
	t.Helper()
	out, err := newOutput(t.TempDir(), true)
	if err == nil {
		err = build(out, e)
	}
	if err != nil {
		t.Fatal(err)
	}
	sizes := make(map[string]int)
	for name := range out.made {
		base, _, _ := strings.Cut(name, ".") // the hash follows
		if ext := filepath.Ext(name); ext == ".js" || ext == ".wasm" {
			sizes[base+ext] = compressedSize(t, []byte(read(t, out.path(name))))
		}
	}
	for name := range budgets {
		if sizes[name] == 0 {
			t.Errorf("wanted a file %s, found none", name)
		}
	}
	return sizes
}

func compressedSize(t *testing.T, data []byte) int {
	t.Helper()
	b, err := compressors[0].compress(data)
	if err != nil {
		t.Fatal(err)
	}
	return len(b)
}
