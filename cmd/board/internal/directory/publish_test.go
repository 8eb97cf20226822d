package main

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
	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/deliver/delivertest"
	"github.com/boardview/board/examples/internal/source"
)

var now = delivertest.Now

// plain leaves out compressed copies.
func plain(all map[string]string) map[string]string {
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") })
	return all
}

func export(site fs.FS, dir string, now time.Time) (*deliver.Plan, error) {
	return delivery{now: now}.export(site, dir)
}

func mustExport(t *testing.T, site fs.FS, dir string) *deliver.Plan {
	t.Helper()
	plan, err := export(site, dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func check(t *testing.T, dir string, site fs.FS) {
	t.Helper()
	got, want := delivertest.Files(t, os.DirFS(dir)), delivertest.Files(t, site)
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

// checkCopies looks that each compressed copy is one of the file beside it.
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
			t.Errorf("%s is no copy of the file beside it (%v)", name, err)
		}
	}
}

// The directory holds the board; what is the same is not written again, and
// the plan says what is not.
func TestExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	mustExport(t, delivertest.Edition(t, 1), dir)
	check(t, dir, delivertest.Edition(t, 1))
	before := times(t, dir)
	if again := mustExport(t, delivertest.Edition(t, 1), dir); len(again.Steps) != 0 {
		t.Errorf("the same board again: got %s", again.Names())
	}
	plan := mustExport(t, delivertest.Edition(t, 2), dir)
	check(t, dir, delivertest.Edition(t, 2))
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
	for name := range delivertest.Files(t, os.DirFS(dir)) {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = fmt.Sprintf("%v %+v", info.ModTime(), info.Sys())
	}
	return all
}

// At each step of an export there are whole files and no dead link, also
// for readers who still have a page of the old board. If it is broken off
// there, the next one ends the work.
func TestBrokenOffAtEachStep(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	dir := dirWith(t, first)
	reader := delivertest.NewReader(delivertest.Files(t, first), delivertest.Files(t, second))
	steps := 0
	err := exportSlowly(second, dir, func() error {
		reader.Check(t, plain(delivertest.Files(t, os.DirFS(dir))))
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

// goOn looks whether an export can go on from here.
func goOn(t *testing.T, broken string, site fs.FS) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(broken)); err != nil {
		t.Fatal(err)
	}
	mustExport(t, site, dir)
	check(t, dir, site)
	if plan := mustExport(t, site, dir); len(plan.Steps) != 0 {
		t.Errorf("not all was done: %s", plan.Names())
	}
}

// A first export that is broken off knows its files again.
func TestFirstBrokenOff(t *testing.T) {
	dir, broken := t.TempDir(), errors.New("broken off")
	steps := 0
	err := exportSlowly(delivertest.Edition(t, 1), dir, func() error {
		if steps++; steps == 60 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	mustExport(t, delivertest.Edition(t, 2), dir)
	check(t, dir, delivertest.Edition(t, 2))
}

func dirWith(t *testing.T, site fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	mustExport(t, site, dir)
	return dir
}

// exportSlowly has a look at each step, and leaves everything as it is if
// that fails.
func exportSlowly(site fs.FS, dir string, look func() error) error {
	d, err := openDirectory(dir)
	if err != nil {
		return err
	}
	want, skipped, err := d.prepare(site, delivery{now: now})
	if err != nil {
		return err
	}
	plan := deliver.NewPlan(d.log.Contents, want, skipped, now)
	return d.log.Follow(plan, math.MaxInt, func(steps []deliver.Step) error {
		for _, s := range steps {
			if err := errors.Join(d.step(s), look()); err != nil {
				return err
			}
		}
		return nil
	})
}

// A file that is gone or shorter than it was is written again.
func TestTouched(t *testing.T) {
	site := delivertest.Edition(t, 1)
	dir := dirWith(t, site)
	if err := errors.Join(os.Remove(filepath.Join(dir, "feed.json")), os.Truncate(filepath.Join(dir, "index.html"), 0)); err != nil {
		t.Fatal(err)
	}
	if got, want := mustExport(t, site, dir).Names(), "~ feed.json\n~ index.html\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	check(t, dir, site)
}

// What somebody else has put into the directory stays: it is not
// overwritten, and not removed.
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
	_, err := export(delivertest.Edition(t, 1), dir, now)
	if err == nil || !strings.Contains(err.Error(), "robots.txt: wanted a free name") || strings.Contains(err.Error(), "own.html") {
		t.Errorf("got %v, want an error that names robots.txt", err)
	}
	if got := delivertest.Files(t, os.DirFS(dir)); len(got) != 2 {
		t.Errorf("got %q, want only what was there", slices.Sorted(maps.Keys(got)))
	}
	os.Remove(robots)
	mustExport(t, delivertest.Edition(t, 1), dir)
	mustExport(t, fstest.MapFS{"index.html": {Data: []byte("empty")}}, dir)
	if got := plain(delivertest.Files(t, os.DirFS(dir))); len(got) != 2 || got["tags/own.html"] != "mine" {
		t.Errorf("got %q, want the front page and what was there before", slices.Sorted(maps.Keys(got)))
	}
}

// Where a file was a folder can be, and the other way round.
func TestFileBecomesFolder(t *testing.T) {
	a := fstest.MapFS{"a": {Data: []byte("1")}, "b/c/d": {Data: []byte("2")}}
	b := fstest.MapFS{"a/b": {Data: []byte("3")}, "b": {Data: []byte("4")}}
	dir := dirWith(t, a)
	for _, site := range []fs.FS{b, a} {
		mustExport(t, site, dir)
		check(t, dir, site)
	}
}

// A link in the directory does not lead an export out of it.
func TestLinkOutside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "posts")); err != nil {
		t.Fatal(err)
	}
	if _, err := export(delivertest.Edition(t, 1), dir, now); err == nil || !strings.Contains(err.Error(), "posts") {
		t.Errorf("got %v, want an error that names posts", err)
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("wrote %s outside", entries)
	}
}

// A file whose name leads out of the directory is not written, and said to
// be skipped.
func TestNamesOutside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	plan := mustExport(t, evil{delivertest.Edition(t, 2)}, dir)
	if len(plan.Skipped) != 1 || plan.Skipped[0].Name != "../evil.html" {
		t.Errorf("skipped %v, want ../evil.html", plan.Skipped)
	}
	if _, err := os.Lstat(filepath.Join(dir, "../evil.html")); err == nil {
		t.Error("wrote the file outside of the directory")
	}
	check(t, dir, delivertest.Edition(t, 2))
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

// What cannot be made or read leaves everything as it was.
func TestUnreadable(t *testing.T) {
	dir := dirWith(t, delivertest.Edition(t, 1))
	bad := failing{delivertest.Edition(t, 2)}
	if _, err := export(bad, dir, now); !errors.Is(err, errBad) || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("got %v, want %v", err, errBad)
	}
	check(t, dir, delivertest.Edition(t, 1))
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

// A post that cannot be read is not one that was removed, and a directory
// without posts is a mistake: the board stays.
func TestPostsMissing(t *testing.T) {
	if _, err := (source.Options{}).Publish(failing{delivertest.Posts(1)}, now); !errors.Is(err, errBad) {
		t.Errorf("got %v, want %v", err, errBad)
	}
	if _, err := (source.Options{Posts: "POSTS"}).Publish(fstest.MapFS{}, now); err == nil || !strings.HasPrefix(err.Error(), "POSTS: wanted posts") {
		t.Errorf("got %v, want an error that names the directory", err)
	}
}

// A site among the posts would be read as posts.
func TestSiteAmongPosts(t *testing.T) {
	for site, inner := range map[string]bool{"posts": true, "posts/site": true, "posts/../posts/x": true, "site": false, "posts-site": false, ".": false} {
		_, err := options{Options: source.Options{Posts: "posts"}, site: site}.export(now)
		if got := err != nil && strings.Contains(err.Error(), "outside of the posts'"); got != inner {
			t.Errorf("%s: got %v", site, err)
		}
	}
}

// What has a hash in its name stays a day longer than the board needs it.
func TestHashedStays(t *testing.T) {
	dir := t.TempDir()
	a := fstest.MapFS{"engine.0123456789ab.wasm": {Data: []byte("a")}, "index.html": {Data: []byte("a")}}
	b := fstest.MapFS{"engine.ba9876543210.wasm": {Data: []byte("b")}, "index.html": {Data: []byte("a")}}
	for _, c := range []struct {
		site  fs.FS
		after time.Duration
		want  int
	}{{a, 0, 2}, {b, time.Hour, 3}, {b, 24 * time.Hour, 3}, {b, 26 * time.Hour, 2}} {
		if _, err := export(c.site, dir, now.Add(c.after)); err != nil {
			t.Fatal(err)
		}
		if got := delivertest.Files(t, os.DirFS(dir)); len(got) != c.want {
			t.Errorf("after %v: got %q, want %d files", c.after, slices.Sorted(maps.Keys(got)), c.want)
		}
	}
}
