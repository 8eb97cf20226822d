package main

import "testing"

// editorBudget is what the editor's engine and its script may weigh with brotli, in
// bytes. It is loaded by who writes posts, never on a partner's page.
const editorBudget = 1_300_000

// TestEditorSize holds the editor's engine against its budget.
func TestEditorSize(t *testing.T) {
	e, err := newEngine(editorEngine)
	if err != nil {
		t.Fatal(err)
	}
	script, err := engineScript(e.compiler, "editor/operations.js")
	if err != nil {
		t.Fatal(err)
	}
	size := compressedSize(t, e.wasm) + compressedSize(t, script)
	t.Logf("%d bytes, of which the compiled module has %d uncompressed", size, len(e.compiled))
	if size > editorBudget && e.pinned() || size < editorBudget/3 {
		t.Errorf("the editor's engine has %d bytes with brotli, want at most %d", size, editorBudget)
	}
}
