// Package arrows checks the structure of Go packages in tests: which file
// uses declarations of which other file, and which package has no
// documentation. A package can be read from one end to the other only if the
// arrows from file to file form no circle.
//
// A file uses another file of its package where it names something that is
// declared there. Methods count as declarations of the file they stand in;
// struct fields and interface methods belong to the file of their type. Test
// files do not count.
//
// Tests of any module of this repository call [Check]. The package knows
// nothing about boards, and reads only what the go command tells it.
package arrows

import (
	"io/fs"
	"path/filepath"
	"testing"
)

// Check loads the packages that the patterns match in a directory, as "go
// list" does, and fails t for each of their [Findings]. Environment variables
// in env ("GOOS=js") are set for the go command. Check returns the packages,
// for what else the caller wants of them.
func Check(t testing.TB, dir string, env []string, patterns ...string) []*Package {
	t.Helper()
	lookAtFolders(t, dir)
	packages, err := Load(dir, env, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range Findings(packages) {
		t.Error(finding)
	}
	return packages
}

// Findings says what is wrong with the packages: each set of files that need
// each other, with the uses that make it so, and each package whose
// documentation is shorter than two sentences.
func Findings(packages []*Package) (list []string) {
	for _, p := range packages {
		for _, circle := range p.Circles() {
			list = append(list, circle.String())
		}
		if n := sentences(p.Doc()); n < 2 && len(p.Files) > 0 { // a package of tests alone has no documentation
			list = append(list, p.Path+": wanted a package comment of two sentences or more, which says what the package is and who calls it; found "+plural(n, "sentence"))
		}
	}
	return list
}

// lookAtFolders lists every folder below dir. go test repeats a passed test
// only when a file or folder that it opened has changed, and does not see
// which of them the go command opens.
func lookAtFolders(t testing.TB, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
