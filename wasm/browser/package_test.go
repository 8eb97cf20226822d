package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The installed package contains the files that a bundler needs, and no
// others.
func TestPackageFiles(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(packed(t).dir, "node_modules", "board-view"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, regexp.MustCompile(`\.[0-9a-f]{12}\.`).ReplaceAllString(e.Name(), ".HASH."))
	}
	want := strings.Fields(`LICENSE README.md board-view-class.js board-view.HASH.wasm board-view.d.ts board-view.js
		custom-elements.json engine.HASH.js finder.HASH.js package.json react.d.ts reader.HASH.js search-page.HASH.js search-page.js search.HASH.js verifier.HASH.js vue.d.ts`)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The standard package linters report no problems.
func TestPackageTools(t *testing.T) {
	p := packed(t)
	p.tool(t, "publint", "--strict", "node_modules/board-view")
	p.tool(t, "attw", p.archive, "--profile", "esm-only")
	if _, err := runIn(p.dir, "node", "--input-type=module", "--eval", `import 'board-view'; import 'board-view/class';`); err != nil {
		t.Errorf("on a server: %v", err)
	}
}

// The types accept correct code and reject the errors marked in the samples.
func TestPackageTypes(t *testing.T) {
	p := packed(t)
	if err := os.CopyFS(filepath.Join(p.dir, "types"), os.DirFS("testdata/npm/types")); err != nil {
		t.Fatal(err)
	}
	react, err := os.ReadFile("../../examples/react/main.tsx")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "types", "example.tsx"), react, 0o666); err != nil {
		t.Fatal(err)
	}
	p.tool(t, "tsc", "--project", "types")
}

// The manifest that the build generates from the types equals the output of
// the custom elements analyzer.
func TestPackageManifest(t *testing.T) {
	p := packed(t)
	dir := filepath.Join(p.dir, "manifest")
	types, err := os.ReadFile(filepath.Join(widget, "board-view.d.ts"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "board-view.ts"), types, 0o666); err != nil { // the analyzer ignores .d.ts files
		t.Fatal(err)
	}
	p.tool(t, "cem", "analyze", "--globs", "manifest/board-view.ts", "--outdir", "manifest")
	if diff := cmp.Diff(firstElement(t, filepath.Join(dir, "custom-elements.json")), firstElement(t, filepath.Join(widget, "custom-elements.json"))); diff != "" {
		t.Errorf("custom-elements.json (-analyzer +ours):\n%s", diff)
	}
}

// firstElement returns the declaration of the first element in a manifest.
func firstElement(t *testing.T, name string) any {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Modules []struct{ Declarations []any }
	}
	if err := json.Unmarshal(b, &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Modules) == 0 || len(manifest.Modules[0].Declarations) == 0 {
		t.Fatalf("%s: wanted an element, found none", name)
	}
	return manifest.Modules[0].Declarations[0]
}
