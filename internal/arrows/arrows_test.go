package arrows_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/internal/arrows"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the reports that are found into the cases")

const goMod = "module example\n\ngo 1.26\n"

// TestCases holds what is found in the module of each file of testdata/cases
// against what the file says. Views that a case does not have are not looked
// at.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted testdata/cases/*.txtar, found none (%v)", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { checkCase(t, name) })
	}
}

func checkCase(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Comment) == 0 {
		t.Error("wanted why the case exists above its first file, found nothing")
	}
	dir := t.TempDir()
	write(t, dir, "go.mod", goMod)
	for _, f := range archive.Files {
		write(t, dir, f.Name, string(f.Data))
	}
	packages, err := arrows.Load(dir, nil, "./...")
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]string{"view: findings": findings(packages), "view: no introduction": withoutIntroduction(packages)}
	seen := 0
	for i, f := range archive.Files {
		got, ok := views[f.Name]
		if !ok {
			continue
		}
		seen++
		archive.Files[i].Data = []byte(got)
		if diff := cmp.Diff(string(f.Data), got); diff != "" && !*update {
			t.Errorf("%s%s (-want +got):\n%s", archive.Comment, f.Name, diff)
		}
	}
	if seen == 0 {
		t.Error("wanted a view to compare, found none")
	}
	if *update {
		write(t, ".", name, string(txtar.Format(archive)))
	}
}

func findings(packages []*arrows.Package) (s string) {
	for _, finding := range arrows.Findings(packages) {
		s += finding + "\n"
	}
	return s
}

func withoutIntroduction(packages []*arrows.Package) (s string) {
	for _, p := range packages {
		for _, f := range p.Files {
			if arrows.Introduction(f) == "" {
				s += p.Path + " " + p.Name(f) + "\n"
			}
		}
	}
	return s
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestLoadFails: a check of no packages, or of packages that do not compile,
// is an error rather than a success.
func TestLoadFails(t *testing.T) {
	for _, c := range []struct{ want, name, source string }{
		{"wanted packages that match", "a/readme.txt", ""},
		{"undefined: b", "a/a.go", "package a\n\nvar a = b\n"},
		{"no required module provides", "a/a.go", "package a\n\nimport _ \"example.org/b\"\n"},
	} {
		dir := t.TempDir()
		write(t, dir, "go.mod", goMod)
		write(t, dir, c.name, c.source)
		if _, err := arrows.Load(dir, nil, "./a/..."); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("wanted an error with %q, found %v", c.want, err)
		}
	}
}
