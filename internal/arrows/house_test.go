package arrows_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/internal/arrows"
)

const root = "github.com/boardview/board"

var js = []string{"GOOS=js", "GOARCH=wasm"}

// TestHouse: in every package of the root module the arrows from file to file
// form no circle, and a package comment says what the package is.
func TestHouse(t *testing.T) { arrows.Check(t, "../..", nil, "./...") }

// TestEngine: the same for the files that only the engine is compiled of.
func TestEngine(t *testing.T) { arrows.Check(t, "../..", js, "./wasm") }

// TestRoot: whoever opens the repository sees few files, each of which says at
// its head what it is, who calls it and what it must not know.
func TestRoot(t *testing.T) {
	const most = 15
	p := load(t, nil, ".")[0]
	if len(p.Files) > most {
		t.Errorf("wanted at most %d files besides tests in the root folder, found %d", most, len(p.Files))
	}
	var silent []string
	for _, f := range p.Files {
		if arrows.Introduction(f) == "" {
			silent = append(silent, p.Name(f))
		}
	}
	if len(silent) > 0 {
		t.Errorf("wanted below the imports a paragraph of two lines or more (what the file is, who calls it, what it must not know), found none in %s", strings.Join(silent, ", "))
	}
}

// TestPackages holds the arrows between the packages that make up the library
// and the engine against testdata/packages.txt, which is what they may be.
func TestPackages(t *testing.T) {
	allowed, found := readAllowed(t), imports(t)
	for name, list := range found {
		if _, ok := allowed[name]; !ok {
			t.Errorf("wanted a line for %s, which imports %q, in testdata/packages.txt, found none", name, list)
			continue
		}
		for _, to := range list {
			if !slices.Contains(allowed[name], to) {
				t.Errorf("%s imports %s, which testdata/packages.txt does not allow: move what it needs into a package that it may import, or allow it", name, to)
			}
		}
	}
	for name, list := range allowed {
		if _, ok := found[name]; !ok {
			t.Errorf("wanted the package %s, which has a line in testdata/packages.txt, found none", name)
			continue
		}
		for _, to := range list {
			if !slices.Contains(found[name], to) {
				t.Errorf("testdata/packages.txt allows %s to import %s, which it does not: take it out of the line", name, to)
			}
		}
	}
}

// TestMechanisms: what the root package is built on works on plain values,
// and does not know the root package, directly or through others.
func TestMechanisms(t *testing.T) {
	found := imports(t)
	for _, name := range []string{"plaintext", "weburl", "markup", "frontmatter", "safehtml", "markdown", "locale", "dates", "lazyfs"} {
		name = "internal/" + name
		if _, ok := found[name]; !ok {
			t.Errorf("wanted the package %s, found none", name)
		}
		if path := way(found, name, "."); path != nil {
			t.Errorf("wanted no way from %s to the root package, found %s", name, strings.Join(path, " → "))
		}
	}
}

// imports gives the packages of this module that each of its packages imports,
// on any platform.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	for _, p := range append(load(t, nil, ".", "./signed", "./internal/...", "./wasm/..."), load(t, js, "./wasm")...) {
		name := short(p.Path)
		found[name] = append(found[name], ours(p.Imports)...)
	}
	return found
}

// way gives the packages on a way from one package to another, nil if there is
// none.
func way(imports map[string][]string, from, to string) []string {
	if from == to {
		return []string{to}
	}
	for _, next := range imports[from] {
		if path := way(imports, next, to); path != nil {
			return append([]string{from}, path...)
		}
	}
	return nil
}

func load(t *testing.T, env []string, patterns ...string) []*arrows.Package {
	t.Helper()
	packages, err := arrows.Load("../..", env, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// readAllowed reads lines "package: imported imported"; paths start at the
// root of the module, which itself is ".".
func readAllowed(t *testing.T) map[string][]string {
	t.Helper()
	f, err := os.Open("testdata/packages.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	allowed := make(map[string][]string)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if name, list, ok := strings.Cut(line, ":"); ok {
			allowed[name] = strings.Fields(list)
		} else if strings.TrimSpace(line) != "" {
			t.Errorf(`wanted "package: imported packages" in testdata/packages.txt, found %q`, line)
		}
	}
	if err := lines.Err(); err != nil || len(allowed) == 0 {
		t.Fatalf("wanted packages in testdata/packages.txt, found none (%v)", err)
	}
	return allowed
}

// ours gives the imported packages of this module.
func ours(paths []string) (list []string) {
	for _, path := range paths {
		if path == root || strings.HasPrefix(path, root+"/") {
			list = append(list, short(path))
		}
	}
	return list
}

func short(path string) string {
	if path == root {
		return "."
	}
	return strings.TrimPrefix(path, root+"/")
}
