package main

import (
	"strings"
	"testing"
)

// budget is what the list may weigh: its script with its styles, as servers
// send it, in bytes.
const budget = 12_000

func TestElementSize(t *testing.T) {
	hashed := func(name string) file { return file{name, "sha384-" + strings.Repeat("x", 64)} }
	for _, e := range entries {
		script, err := elementScript(e.source, hashed("engine.0123456789ab.js"), hashed("board-view.0123456789ab.wasm"))
		if err != nil {
			t.Fatal(err)
		}
		packed, err := compressors[0].compress(script)
		if err != nil {
			t.Fatal(err)
		}
		if t.Logf("%s: %d bytes, %d with brotli", e.name, len(script), len(packed)); len(packed) > budget {
			t.Errorf("%s has %d bytes with brotli, want at most %d", e.name, len(packed), budget)
		}
	}
}
