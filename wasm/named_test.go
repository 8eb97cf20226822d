//go:build !js

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNamed: every test that the documents name exists, and each feature that
// they say yes to names one.
func TestNamed(t *testing.T) {
	tests := testNames(t)
	for _, name := range []string{"FEATURES.md", "ACCESSIBILITY.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(text), -1)
		if len(found) < 20 {
			t.Errorf("%s names %d tests, wanted 20 at least", name, len(found))
		}
		for _, f := range found {
			if !tests[f[1]] {
				t.Errorf("%s names %s, which is no test", name, f[1])
			}
		}
		for row := range strings.Lines(string(text)) {
			if strings.Contains(row, "| yes") && !strings.Contains(row, "`Test") {
				t.Errorf("%s says yes and names no test: %s", name, row)
			}
		}
	}
}

// testNames are the names of the tests in all modules of the repository.
func testNames(t *testing.T) map[string]bool {
	names := make(map[string]bool)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, f := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(source), -1) {
			names[f[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
