//go:build unix

package confinedfs

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"testing"
)

// TestRandomLinks: whatever links a directory has, nothing outside of it is read,
// and what os.Root opens is opened, too. All names are tried: those of the
// directory, those below links, and those outside.
func TestRandomLinks(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 5))
	opened, refused := 0, 0
	for range 100 {
		outer := t.TempDir()
		dir := filepath.Join(outer, "dir")
		if err := os.WriteFile(filepath.Join(outer, "b"), []byte("outside"), 0o666); err != nil {
			t.Fatal(err)
		}
		makeLinks(t, random, dir)
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		files := New(os.DirFS(dir))
		for _, name := range allNames(3) {
			content, err := fs.ReadFile(files, name)
			want, wantErr := root.ReadFile(name)
			switch {
			case err == nil && (wantErr != nil || string(content) != string(want)):
				t.Errorf("%s: got %q, os.Root has %q, %v", name, content, want, wantErr)
			case err == nil:
				opened++
			case wantErr == nil:
				t.Errorf("%s: got %v, os.Root has %q", name, err, want)
			default:
				refused++
			}
		}
		root.Close()
		if t.Failed() {
			out, _ := filepath.Glob(dir + "/*")
			t.Fatal(out)
		}
	}
	t.Logf("%d opened, %d refused", opened, refused)
	if opened < 200 || refused < 1000 {
		t.Errorf("%d opened, %d refused: the trees are too simple", opened, refused)
	}
}

var parts = []string{"a", "b", "c"}

// makeLinks makes a tree of two levels, of folders, files and links.
func makeLinks(t *testing.T, random *rand.Rand, dir string) {
	t.Helper()
	targets := []string{"a", "b", "c", "a/b", "b/a", "../a", "../b", "../c", "../../b", "../c/b", ".", "..", "../dir/b", "../dir/a/b", "a/../b", "b/../c", dir + "/b", "/etc/passwd"}
	var fill func(dir string, depth int)
	fill = func(dir string, depth int) {
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		for _, name := range parts {
			at := filepath.Join(dir, name)
			var err error
			switch n := random.IntN(4); {
			case n == 0 && depth > 1:
				fill(at, depth-1)
			case n < 2:
				err = os.WriteFile(at, []byte(at), 0o666)
			default:
				err = os.Symlink(targets[random.IntN(len(targets))], at)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	fill(dir, 2)
}

// allNames lists all paths of a number of parts.
func allNames(depth int) (names []string) {
	if depth == 0 {
		return []string{"."}
	}
	for _, name := range parts {
		for _, rest := range allNames(depth - 1) {
			names = append(names, path.Join(name, rest))
		}
	}
	if depth > 1 {
		names = append(names, allNames(depth-1)...)
	}
	return names
}
