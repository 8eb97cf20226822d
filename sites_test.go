package board_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestSites publishes the directory in each file of testdata/sites, and holds
// the files of the tree that the case names against what it says.
func TestSites(t *testing.T) {
	names, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted testdata/sites/*.txtar, found none (%v)", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { checkSite(t, name) })
	}
}

func checkSite(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const views = "view: "
	sources := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return strings.HasPrefix(f.Name, views) })
	comment := string(archive.Comment)
	files, found := publishCase(t, directory(sources), comment)
	tree := strings.Join(slices.Sorted(maps.Keys(files)), "\n")
	files["findings"], files["tree"] = findings(found), tree
	for i, f := range archive.Files {
		view, ok := strings.CutPrefix(f.Name, views)
		if !ok {
			continue
		}
		got, there := files[view]
		if !there {
			t.Fatalf("wanted the file %s in the tree, found only\n%s", view, tree)
		}
		archive.Files[i].Data = []byte(got)
	}
	compareArchive(t, name, archive)
	if words := setting(comment, "nowhere"); words != "" {
		delete(files, "findings")
		for name, content := range files {
			if strings.Contains(strings.ToLower(content), words) {
				t.Errorf("%s has the words %q:\n%s", name, words, content)
			}
		}
	}
}

// publishCase publishes a directory as the settings above it say.
func publishCase(t *testing.T, dir fstest.MapFS, settings string) (files map[string]string, findings error) {
	t.Helper()
	r := &board.Renderer{BaseURL: "./"}
	b, findings := r.Load(dir)
	b.Title, b.URL, b.FirstURL = setting(settings, "title"), setting(settings, "url"), setting(settings, "first url")
	now := clock(t, settings)
	b.Now = func() time.Time { return now }
	site, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(site, "index.html"); err != nil {
		t.Error(err)
	}
	return contents(t, site), findings
}

// setting reads a line "name: value".
func setting(settings, name string) string {
	for line := range strings.Lines(settings) {
		if value, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// compareArchive holds a case against its file.
func compareArchive(t *testing.T, name string, got *txtar.Archive) {
	t.Helper()
	if *update {
		write(t, name, txtar.Format(got))
		return
	}
	want, err := os.ReadFile(name)
	if diff := cmp.Diff(string(want), string(txtar.Format(got))); err != nil || diff != "" {
		t.Errorf("(-want +got) %v:\n%s", err, diff)
	}
}

// TestSameBytes: the same board at the same time gives the same bytes, in
// whatever order its files are read, and whether it holds their bodies.
func TestSameBytes(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	publish := func(dir fs.FS) map[string]string {
		b, _ := board.Load(dir)
		b.URL, b.Now = "https://board.example/", func() time.Time { return now }
		site, err := new(board.Renderer).Publish(b)
		if err != nil {
			t.Fatal(err)
		}
		return contents(t, site)
	}
	dir := os.DirFS("testdata/posts")
	want := publish(dir)
	if diff := cmp.Diff(want, publish(dir)); diff != "" {
		t.Errorf("published again (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(want, publish(reversed{dir})); diff != "" {
		t.Errorf("read in another order (-first +again):\n%s", diff)
	}
}

// reversed lists folders from the end.
type reversed struct{ fs.FS }

func (r reversed) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(r.FS, name)
	slices.Reverse(list)
	return list, err
}
