//go:build !js

package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// layers are the sources of the widget from top to bottom: folders, and files
// at the top of js. A file imports files of its own folder and of lower layers.
var layers = []string{
	"editor",
	"board-view.js", "element.js",
	"opening.js", "loading.js",
	"find", "search", "post", "engine", "signed",
	"list", "feed",
	"loader.js", "properties.js", "sheet.js", "strings.js", "dom.js", "idle.js", "storage.js", "json.js",
}

// later are the folders whose scripts come after the list: an import would
// bring them along with it.
var later = []string{"find", "search", "post", "engine", "signed"}

// importRE finds what a source imports or exports again, but not import(…).
var importRE = regexp.MustCompile(`(?m)^(?:import\b(?:[^'";]*\bfrom)?|export\b[^'"\n]*\bfrom)\s*['"]([^'"\n]+)['"]`)

// TestImports holds the imports of the widget's sources against the layers,
// and finds circles.
func TestImports(t *testing.T) {
	imports := importsOf(t, os.DirFS("js"))
	edges := 0
	for _, from := range slices.Sorted(maps.Keys(imports)) {
		for _, to := range imports[from] {
			edges++
			folder, other := path.Dir(from), path.Dir(to)
			if folder == other && folder != "." {
				continue
			}
			if layer(t, to) <= layer(t, from) {
				t.Errorf("js/%s imports %s, which is not below it", from, to)
			}
			if slices.Contains(later, other) && (folder != "post" || other != "engine") && folder != "editor" {
				t.Errorf("js/%s imports %s, which is in a script that comes later", from, to)
			}
		}
	}
	if edges < 50 {
		t.Errorf("wanted the imports of all sources, found %d in %d files", edges, len(imports))
	}
	for _, file := range slices.Sorted(maps.Keys(imports)) {
		if circle := findCircle(imports, []string{file}); circle != nil {
			t.Errorf("js: a circle of imports: %s", strings.Join(circle, " → "))
		}
	}
}

// importsOf is what each source imports, as paths below js.
func importsOf(t *testing.T, sources fs.FS) map[string][]string {
	t.Helper()
	imports := make(map[string][]string)
	err := fs.WalkDir(sources, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".js" {
			return err
		}
		source, err := fs.ReadFile(sources, name)
		imports[name] = nil
		for _, m := range importRE.FindAllSubmatch(source, -1) {
			to := path.Join(path.Dir(name), string(m[1]))
			if _, err := fs.Stat(sources, to); err != nil {
				t.Errorf("js/%s imports %s: %v", name, m[1], err)
			} else if path.Ext(to) == ".js" {
				imports[name] = append(imports[name], to)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

// layer is the place of a file's folder, or of the file, in layers.
func layer(t *testing.T, name string) int {
	t.Helper()
	top, _, _ := strings.Cut(name, "/")
	i := slices.Index(layers, top)
	if i < 0 {
		t.Fatalf("wanted js/%s in layers, found it in none", name)
	}
	return i
}

// findCircle follows imports from the end of a path until it comes back to
// the path's start.
func findCircle(imports map[string][]string, way []string) []string {
	for _, to := range imports[way[len(way)-1]] {
		if to == way[0] {
			return append(way, to)
		}
		if slices.Contains(way, to) {
			continue // a circle that does not go through the start
		}
		if circle := findCircle(imports, append(slices.Clone(way), to)); circle != nil {
			return circle
		}
	}
	return nil
}
