package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Builds are reproducible, so that anybody who pins a hash can verify it.
func TestBuildTwice(t *testing.T) {
	wantBrowser(t)
	again := filepath.Join(t.TempDir(), "widget")
	if err := buildWidget(again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files(t, widget), files(t, again)); diff != "" {
		t.Errorf("another build gives other files:\n%s", diff)
	}
}

// A build deletes the files of an earlier one and keeps unrelated files.
func TestBuildAgain(t *testing.T) {
	wantBrowser(t)
	dir := t.TempDir()
	old := map[string]string{
		"board-view.000000000000.js":    "old",
		"board-view.000000000000.js.br": "old",
		"index.html":                    "not ours",
		"integrity.json":                `{"board-view.000000000000.js": "sha256-x"}`,
	}
	for name, content := range old {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := buildWidget(dir); err != nil {
		t.Fatal(err)
	}
	want := files(t, widget)
	want["index.html"] = "not ours"
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(b)
	}
	return all
}
