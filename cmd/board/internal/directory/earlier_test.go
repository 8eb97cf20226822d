package directory

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

// TestEarlier: a directory that an earlier version published is taken over,
// with its log; only the files that differ are written. See the case.
func TestEarlier(t *testing.T) {
	c, err := txtar.ParseFile("testdata/earlier.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir, board, want := t.TempDir(), make(fstest.MapFS), ""
	for _, f := range c.Files {
		if name, old := strings.CutPrefix(f.Name, "old/"); old {
			write(t, filepath.Join(dir, name), f.Data)
			if !strings.HasPrefix(name, ".board/") && !strings.HasSuffix(name, ".br") && !strings.HasSuffix(name, ".gz") {
				board[name] = &fstest.MapFile{Data: f.Data}
			}
		} else if name, ok := strings.CutPrefix(f.Name, "new/"); ok {
			board[name] = &fstest.MapFile{Data: f.Data}
		} else {
			want = string(f.Data)
		}
	}
	const engine = "widget/engine.0123456789ab.js"
	delete(board, engine)
	plan, err := Publish(board, dir, Options{Now: time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if got := plan.Names() + plan.String() + "\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	expected := maps.Clone(board)
	expected[engine] = &fstest.MapFile{Data: []byte("engine\n")}
	for name, f := range expected {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(content) != string(f.Data) {
			t.Errorf("%s: got %q, %v", name, content, err)
		}
	}
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o666); err != nil {
		t.Fatal(err)
	}
}
