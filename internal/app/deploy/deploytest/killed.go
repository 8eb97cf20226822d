package deploytest

import (
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// ManyFiles returns the nth of several boards. It has so many files that a
// deployment can be killed while it writes them.
func ManyFiles(n int) fs.FS {
	site := fstest.MapFS{"index.html": {Data: []byte(strings.Repeat("number "+strconv.Itoa(n)+"\n", 10_000))}}
	for i := range 400 {
		site["posts/"+strconv.Itoa(n%2*100+i)+".txt"] = &fstest.MapFile{Data: []byte(strconv.Itoa(i * n))}
	}
	return site
}

// CheckWhole checks that each file is one of the boards up to the nth, and
// that none of the files is missing that all of these boards have.
func CheckWhole(t *testing.T, there map[string]string, n int) {
	t.Helper()
	possible := make(map[string]map[string]bool)
	for i := range n + 1 {
		for name, content := range Files(t, ManyFiles(i)) {
			if possible[name] == nil {
				possible[name] = make(map[string]bool)
			}
			possible[name][content] = true
		}
	}
	for name, content := range there {
		if !possible[name][content] {
			t.Errorf("board %d: %s is no file of a board that was published: %.60q", n, name, content)
		}
	}
	for name, of := range Files(t, ManyFiles(0)) {
		if _, ok := there[name]; !ok && len(name) == len("posts/100.txt") {
			t.Errorf("board %d: %s is missing: %.20q", n, name, of)
		}
	}
}
