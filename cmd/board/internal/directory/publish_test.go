package directory

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/boardview/board/cmd/internal/compressed"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// plain removes compressed copies from a list of files.
func plain(all map[string]string) map[string]string {
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") })
	return all
}

// publish publishes a board at the time of the editions.
func publish(site fs.FS, dir string) (*deploy.Plan, error) {
	return Publish(site, dir, Options{Now: deploytest.Now})
}

func mustPublish(t *testing.T, site fs.FS, dir string) *deploy.Plan {
	t.Helper()
	plan, err := publish(site, dir)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func check(t *testing.T, dir string, site fs.FS) {
	t.Helper()
	got, want := deploytest.Files(t, os.DirFS(dir)), deploytest.Files(t, site)
	checkCopies(t, got)
	plain(got)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: got %.60q, want %.60q", name, got[name], want[name])
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("these should not be there: %q", slices.Sorted(maps.Keys(got)))
	}
}

// checkCopies checks that each compressed copy has the content of the file
// beside it.
func checkCopies(t *testing.T, got map[string]string) {
	t.Helper()
	for name, packed := range got {
		var r io.Reader = brotli.NewReader(strings.NewReader(packed))
		of, ok := strings.CutSuffix(name, ".br")
		if !ok {
			if of, ok = strings.CutSuffix(name, ".gz"); !ok {
				continue
			}
			r, _ = gzip.NewReader(strings.NewReader(packed))
		}
		if content, err := io.ReadAll(r); err != nil || string(content) != got[of] {
			t.Errorf("%s has another content than the file beside it (%v)", name, err)
		}
	}
}

// TestPublish: the directory holds the board, a file that has not changed is
// not written again, and the plan lists the files that were.
func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	mustPublish(t, deploytest.Edition(t, 1), dir)
	check(t, dir, deploytest.Edition(t, 1))
	before := times(t, dir)
	if again := mustPublish(t, deploytest.Edition(t, 1), dir); len(again.Steps) != 0 {
		t.Errorf("the same board again: got %s", again.Names())
	}
	plan := mustPublish(t, deploytest.Edition(t, 2), dir)
	check(t, dir, deploytest.Edition(t, 2))
	changed := make(map[string]bool)
	for _, s := range plan.Steps {
		changed[s.Name] = true
	}
	for name, modified := range times(t, dir) {
		if old, ok := before[name]; ok && modified != old && !changed[strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")] {
			t.Errorf("%s was written, and is not in the plan", name)
		}
	}
	if len(plan.Steps) == 0 || len(plan.Steps) >= plan.Unchanged {
		t.Errorf("got %s", plan)
	}
}

func times(t *testing.T, dir string) map[string]string {
	all := make(map[string]string)
	for name := range deploytest.Files(t, os.DirFS(dir)) {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = fmt.Sprintf("%v %+v", info.ModTime(), info.Sys())
	}
	return all
}

// TestInterruptedAtEachStep: after each step all files are whole and no link is
// dead, not even on pages of the old board that readers have open. If Publish
// is interrupted there, the next call completes it.
func TestInterruptedAtEachStep(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	dir := dirWith(t, first)
	reader := deploytest.NewReader(deploytest.Files(t, first), deploytest.Files(t, second))
	steps := 0
	err := publishSlowly(second, dir, func() error {
		reader.Check(t, plain(deploytest.Files(t, os.DirFS(dir))))
		if steps++; steps%10 == 0 {
			goOn(t, dir, second)
		}
		if t.Failed() {
			t.Fatalf("after %d steps", steps)
		}
		return nil
	})
	if err != nil || steps < 40 {
		t.Errorf("got %d steps, %v", steps, err)
	}
	check(t, dir, second)
}

// goOn checks that the next call can continue from here.
func goOn(t *testing.T, broken string, site fs.FS) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(broken)); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, site, dir)
	check(t, dir, site)
	if plan := mustPublish(t, site, dir); len(plan.Steps) != 0 {
		t.Errorf("not all was done: %s", plan.Names())
	}
}

// TestFirstInterrupted: if the first call is interrupted, the next one
// recognizes its files.
func TestFirstInterrupted(t *testing.T) {
	dir, broken := t.TempDir(), errors.New("interrupted")
	steps := 0
	err := publishSlowly(deploytest.Edition(t, 1), dir, func() error {
		if steps++; steps == 60 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	mustPublish(t, deploytest.Edition(t, 2), dir)
	check(t, dir, deploytest.Edition(t, 2))
}

func dirWith(t *testing.T, site fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	mustPublish(t, site, dir)
	return dir
}

// publishSlowly calls look after each step, and stops there if look fails.
func publishSlowly(site fs.FS, dir string, look func() error) error {
	root, err := openDisk(dir)
	if err != nil {
		return err
	}
	d, err := open(root, dir)
	if err != nil {
		return err
	}
	if err := d.prepare(); err != nil {
		return err
	}
	plan, err := d.plan(site, Options{Now: deploytest.Now})
	if err != nil {
		return err
	}
	return d.log.Follow(plan, math.MaxInt, func(steps []deploy.Step) error {
		for _, s := range steps {
			if err := errors.Join(d.step(s), look()); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestTouched: a file that was removed or has another size is written again.
func TestTouched(t *testing.T) {
	site := deploytest.Edition(t, 1)
	dir := dirWith(t, site)
	if err := errors.Join(os.Remove(filepath.Join(dir, "feed.json")), os.Truncate(filepath.Join(dir, "index.html"), 0)); err != nil {
		t.Fatal(err)
	}
	if got, want := mustPublish(t, site, dir).Names(), "~ feed.json\n~ index.html\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	check(t, dir, site)
}

// TestForeignFiles: files that others have put into the directory are neither
// overwritten nor removed.
func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "tags", "own.html")
	robots := filepath.Join(dir, "robots.txt")
	for _, name := range []string{own, robots} {
		os.MkdirAll(filepath.Dir(name), 0o777)
		if err := os.WriteFile(name, []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	_, err := publish(deploytest.Edition(t, 1), dir)
	if err == nil || !strings.Contains(err.Error(), "robots.txt: wanted no file or one that was published here") || strings.Contains(err.Error(), "own.html") {
		t.Errorf("got %v, want an error that names robots.txt", err)
	}
	if got := deploytest.Files(t, os.DirFS(dir)); len(got) != 2 {
		t.Errorf("got %q, want only what was there", slices.Sorted(maps.Keys(got)))
	}
	os.Remove(robots)
	mustPublish(t, deploytest.Edition(t, 1), dir)
	mustPublish(t, fstest.MapFS{"index.html": {Data: []byte("empty")}}, dir)
	if got := plain(deploytest.Files(t, os.DirFS(dir))); len(got) != 2 || got["tags/own.html"] != "mine" {
		t.Errorf("got %q, want the front page and what was there before", slices.Sorted(maps.Keys(got)))
	}
}

// TestFolderGoes: a folder goes with the last file in it and its copies. Servers that
// list folders would show the ID of a post that was deleted.
func TestFolderGoes(t *testing.T) {
	dir := t.TempDir()
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2) // lacks p3 and p29
	mustPublish(t, first, dir)
	if entry := "posts/p3/index.html"; !hasFile(dir, entry+".gz") {
		t.Fatalf("%s has no copy: this tests nothing", entry)
	}
	mustPublish(t, second, dir)
	for _, gone := range []string{"posts/p3", "posts/p29"} {
		if hasFile(dir, gone) {
			t.Errorf("the folder %s is still there", gone)
		}
	}
}

func hasFile(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}

// TestFileBecomesFolder: a folder can replace a file, and a file a folder, also if
// the files in it have copies.
func TestFileBecomesFolder(t *testing.T) {
	long := []byte(strings.Repeat("long enough for a copy ", 500))
	a := fstest.MapFS{"a": {Data: []byte("1")}, "b/c/d": {Data: []byte("2")}, "e.html": {Data: long}, "f.html/index.html": {Data: long}}
	b := fstest.MapFS{"a/b": {Data: []byte("3")}, "b": {Data: []byte("4")}, "e.html/index.html": {Data: long}, "f.html": {Data: long}}
	dir := dirWith(t, a)
	for _, site := range []fs.FS{b, a} {
		mustPublish(t, site, dir)
		check(t, dir, site)
	}
}

// TestLinkOutside: a link in the directory does not lead out of it.
func TestLinkOutside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "posts")); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(deploytest.Edition(t, 1), dir); err == nil || !strings.Contains(err.Error(), "posts") {
		t.Errorf("got %v, want an error that names posts", err)
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("wrote %s outside", entries)
	}
}

// TestNamesOutside: a file whose name leads out of the directory is skipped.
func TestNamesOutside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	plan := mustPublish(t, evil{deploytest.Edition(t, 2)}, dir)
	if len(plan.Skipped) != 1 || plan.Skipped[0].Name != "../evil.html" {
		t.Errorf("skipped %v, want ../evil.html", plan.Skipped)
	}
	if _, err := os.Lstat(filepath.Join(dir, "../evil.html")); err == nil {
		t.Error("wrote the file outside of the directory")
	}
	check(t, dir, deploytest.Edition(t, 2))
}

// evil lists a file above itself.
type evil struct{ fs.FS }

func (e evil) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(e.FS, name)
	if name == "." {
		entries = append(entries, evilEntry{entries[len(entries)-1]})
	}
	return entries, err
}

type evilEntry struct{ fs.DirEntry }

func (evilEntry) Name() string { return "../evil.html" }
func (evilEntry) IsDir() bool  { return false }

// TestUnreadable: if a file cannot be made or read, nothing is changed.
func TestUnreadable(t *testing.T) {
	dir := dirWith(t, deploytest.Edition(t, 1))
	bad := failing{deploytest.Edition(t, 2)}
	if _, err := publish(bad, dir); !errors.Is(err, errBad) || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("got %v, want %v", err, errBad)
	}
	check(t, dir, deploytest.Edition(t, 1))
	if entries, _ := os.ReadDir(filepath.Join(dir, stagings)); len(entries) > 0 {
		t.Errorf("left %s", entries)
	}
}

var errBad = errors.New("bad disk")

// failing cannot read one file.
type failing struct{ fs.FS }

func (f failing) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "07.txt") || name == "sitemap.xml" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errBad}
	}
	return f.FS.Open(name)
}

// TestHashedStays: a file of the widget with a hash in its name is kept for a day after
// the board ceased to have it.
func TestHashedStays(t *testing.T) {
	dir := t.TempDir()
	a := fstest.MapFS{"widget/engine.0123456789ab.wasm": {Data: []byte("a")}, "index.html": {Data: []byte("a")}}
	b := fstest.MapFS{"widget/engine.ba9876543210.wasm": {Data: []byte("b")}, "index.html": {Data: []byte("a")}}
	for _, c := range []struct {
		site  fs.FS
		after time.Duration
		want  int
	}{{a, 0, 2}, {b, time.Hour, 3}, {b, 24 * time.Hour, 3}, {b, 26 * time.Hour, 2}} {
		if _, err := Publish(c.site, dir, Options{Now: deploytest.Now.Add(c.after)}); err != nil {
			t.Fatal(err)
		}
		if got := deploytest.Files(t, os.DirFS(dir)); len(got) != c.want {
			t.Errorf("after %v: got %q, want %d files", c.after, slices.Sorted(maps.Keys(got)), c.want)
		}
	}
}

// TestPlain: each file that is worth it has compressed copies, unless the
// board is published without them; either is changed by the next call.
func TestPlain(t *testing.T) {
	dir := t.TempDir()
	for _, plainly := range []bool{true, false, true} {
		if _, err := Publish(deploytest.Edition(t, 1), dir, Options{Now: deploytest.Now, Plain: plainly}); err != nil {
			t.Fatal(err)
		}
		check(t, dir, deploytest.Edition(t, 1))
		there := deploytest.Files(t, os.DirFS(dir))
		for name, content := range plain(deploytest.Files(t, deploytest.Edition(t, 1))) {
			for _, packed := range compressed.Copies(name, []byte(content)) {
				if got := there[name+packed.Suffix] != ""; got == plainly {
					t.Errorf("Plain is %v, and %s%s exists: %v", plainly, name, packed.Suffix, got)
				}
			}
		}
	}
}

// TestCompare: Compare returns the plan that Publish carries out, and changes
// nothing, not even in a directory that does not exist.
func TestCompare(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	for n := 1; n <= 2; n++ {
		site := deploytest.Edition(t, n)
		before := snapshot(t, dir)
		would, err := Compare(site, dir, Options{Now: deploytest.Now})
		if err != nil {
			t.Fatal(err)
		}
		if after := snapshot(t, dir); !maps.Equal(before, after) {
			t.Errorf("edition %d: Compare changed the directory", n)
		}
		if did := mustPublish(t, site, dir); did.Names() != would.Names() || did.String() != would.String() {
			t.Errorf("edition %d: Publish did\n%s\nCompare returned\n%s", n, did.Names(), would.Names())
		}
	}
}

// snapshot lists all files and folders of a directory with their times.
func snapshot(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	all := make(map[string]time.Time)
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil {
			info, _ := e.Info()
			all[name] = info.ModTime()
		}
		return nil
	})
	return all
}
