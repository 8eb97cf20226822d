package directory

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

var errDisk = errors.New("input/output error")

// A faultyDisk fails at one of its calls. Late means that it does what it was
// asked for, and reports an error nevertheless, as a network disk may.
type faultyDisk struct {
	disk
	fails string // the call that fails, as calls has it
	late  bool

	mu    sync.Mutex
	calls []string // all calls: operation, file, and how often it was called for it before
	seen  map[string]int
}

// call counts a call and does it, unless it is the one that fails.
func (d *faultyDisk) call(do func() error, op, name string) error {
	if !d.failsNow(op + " " + known(name)) {
		return do()
	}
	if d.late {
		do()
	}
	return &fs.PathError{Op: op, Path: name, Err: errDisk}
}

func (d *faultyDisk) failsNow(call string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen == nil {
		d.seen = make(map[string]int)
	}
	d.seen[call]++
	call = fmt.Sprint(call, " ", d.seen[call])
	d.calls = append(d.calls, call)
	return call == d.fails
}

// known returns a name of a file that is the same for each run: names of segments
// are random, and files are staged under a hash of their names.
func known(name string) string {
	if segment, ok := strings.CutPrefix(name, segments+"/"); ok {
		number, _, _ := strings.Cut(segment, "-")
		return segments + "/" + number
	}
	if !strings.HasPrefix(name, stagings+"/") {
		return name
	}
	for _, board := range []fstest.MapFS{oldBoard, newBoard} {
		for file := range board {
			for _, suffix := range []string{"", ".br", ".gz"} {
				if name == (&target{staging: stagings}).staged(file+suffix) {
					return stagings + "/" + file + suffix
				}
			}
		}
	}
	return stagings + "/segment"
}

func (d *faultyDisk) Lstat(name string) (info fs.FileInfo, err error) {
	err = d.call(func() (err error) { info, err = d.disk.Lstat(name); return }, "lstat", name)
	return info, err
}

func (d *faultyDisk) Size(name string) (bytes int64, isFile bool) {
	err := d.call(func() error { bytes, isFile = d.disk.Size(name); return nil }, "size", name)
	return bytes, isFile && err == nil
}

func (d *faultyDisk) ReadDir(name string) (list []fs.DirEntry, err error) {
	err = d.call(func() (err error) { list, err = d.disk.ReadDir(name); return }, "readdir", name)
	return list, err
}

func (d *faultyDisk) ReadFile(name string) (b []byte, err error) {
	err = d.call(func() (err error) { b, err = d.disk.ReadFile(name); return }, "read", name)
	return b, err
}

func (d *faultyDisk) Create(name string) (w io.WriteCloser, err error) {
	err = d.call(func() (err error) { w, err = d.disk.Create(name); return }, "create", name)
	if err == nil {
		w = &faultyFile{w, d, name}
	}
	return w, err
}

func (d *faultyDisk) MkdirAll(name string) error {
	return d.call(func() error { return d.disk.MkdirAll(name) }, "mkdir", name)
}

func (d *faultyDisk) Rename(from, to string) error {
	return d.call(func() error { return d.disk.Rename(from, to) }, "rename", to)
}

func (d *faultyDisk) Remove(name string) error {
	return d.call(func() error { return d.disk.Remove(name) }, "remove", name)
}

func (d *faultyDisk) RemoveAll(name string) error {
	return d.call(func() error { return d.disk.RemoveAll(name) }, "removeall", name)
}

// Flush does not wait for the disk: the tests do not cut the power.
func (d *faultyDisk) Flush() error { return d.call(func() error { return nil }, "flush", ".") }

func (d *faultyDisk) Close() error { return d.call(d.disk.Close, "close", ".") }

type faultyFile struct {
	io.WriteCloser
	disk *faultyDisk
	name string
}

// Write writes half of the content if it fails, as on a disk that is full.
func (f *faultyFile) Write(b []byte) (int, error) {
	err := f.disk.call(func() error { _, err := f.WriteCloser.Write(b); return err }, "write", f.name)
	if err != nil && !f.disk.late {
		f.WriteCloser.Write(b[:len(b)/2])
	}
	return len(b), err
}

func (f *faultyFile) Close() error {
	return f.disk.call(f.WriteCloser.Close, "close", f.name)
}

// The boards of these tests have a file of each kind of step: one is added,
// changed, removed, and stays; a file becomes a folder, and a folder a file; one
// has compressed copies that come and one that go.
var (
	long     = strings.Repeat("A line of the text.\n", 200)
	oldBoard = fstest.MapFS{
		"index.html": {Data: []byte("old " + long)}, "feed.json": {Data: []byte("old")},
		"posts/a.txt": {Data: []byte("a")}, "posts/b.txt": {Data: []byte("b")}, "posts/gone/index.html": {Data: []byte("gone")},
		"shrinks.html": {Data: []byte(long)}, "grows.html": {Data: []byte("short")},
		"x": {Data: []byte("a file")}, "y/z": {Data: []byte("in a folder")},
		"widget/engine.0123456789ab.js": {Data: []byte("old engine")},
	}
	newBoard = fstest.MapFS{
		"index.html": {Data: []byte("new " + long)}, "feed.json": {Data: []byte("new")},
		"posts/a.txt": {Data: []byte("a")}, "posts/b.txt": {Data: []byte("changed")}, "posts/c/index.html": {Data: []byte("added")},
		"shrinks.html": {Data: []byte("short")}, "grows.html": {Data: []byte(long)},
		"x/y": {Data: []byte("in a folder")}, "y": {Data: []byte("a file")},
		"widget/engine.ba9876543210.js": {Data: []byte("new engine")},
	}
)

// TestFaults: whichever call of the system fails, and whether it did its work or
// not, the error says which file it was about and what became of the directory,
// each file of it is whole, and the next call completes the work.
func TestFaults(t *testing.T) {
	for _, earlier := range []int{1, 4} { // after 8 boards, the next merges the log, and removes its old segments
		base := t.TempDir()
		for range earlier {
			mustPublish(t, newBoard, base)
			mustPublish(t, oldBoard, base)
		}
		d, err := publishFaulty(t, linked(t, base), "", false)
		if err != nil || len(d.calls) < 100 {
			t.Fatalf("got %d calls, %v", len(d.calls), err)
		}
		before := deploytest.Files(t, os.DirFS(base))
		for _, call := range d.calls {
			testFault(t, linked(t, base), before, call, false)
			if op, _, _ := strings.Cut(call, " "); op != "lstat" && op != "size" && op != "readdir" && op != "read" && op != "flush" {
				testFault(t, linked(t, base), before, call, true)
			}
		}
	}
}

// linked returns a copy of a directory, of hard links: publishing never writes to
// a file that is there.
func linked(t *testing.T, from string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		to := filepath.Join(dir, strings.TrimPrefix(name, from))
		if err != nil || e.IsDir() {
			return errors.Join(err, os.MkdirAll(to, 0o777))
		}
		return os.Link(name, to)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// testFault lets a call fail.
func testFault(t *testing.T, dir string, before map[string]string, call string, late bool) {
	t.Helper()
	d, err := publishFaulty(t, dir, call, late)
	wrong := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s failed, late: %v, with %v: %s", call, late, err, fmt.Sprintf(format, args...))
	}
	if !slices.Contains(d.calls, call) {
		wrong("it was not called")
	}
	after := deploytest.Files(t, os.DirFS(dir))
	switch {
	case err == nil:
		if !harmless(call, late) {
			wrong("no error")
		}
	case !errors.Is(err, errDisk):
		wrong("wanted the error of the disk")
	case !namesFile(err, dir):
		wrong("the error does not name the file")
	case strings.Contains(err.Error(), "nothing was changed"):
		if !maps.Equal(before, after) {
			wrong("something was changed")
		}
	}
	if lost := lostFrom(before, after); len(lost) > 0 {
		wrong("these files are neither old nor new: %q", lost)
	}
	if _, err := publishFaulty(t, dir, "", false); err != nil {
		wrong("the next call failed: %v", err)
	}
	check(t, dir, withEngine())
}

func publishFaulty(t *testing.T, dir, fails string, late bool) (*faultyDisk, error) {
	t.Helper()
	root, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	d := &faultyDisk{disk: root, fails: fails, late: late}
	_, err = publishOn(d, newBoard, dir, Options{Now: deploytest.Now})
	return d, err
}

// harmless reports whether a call may fail without consequences: a file that
// cannot be looked at is written again, an empty folder may stay, and a file that
// was removed is gone.
func harmless(call string, late bool) bool {
	op, name, _ := strings.Cut(call, " ")
	name, _, _ = strings.Cut(name, " ")
	folder := slices.Contains([]string{"posts", "posts/gone", "x", "y"}, name)
	return op == "size" || op == "lstat" && !strings.HasPrefix(name, deploy.Folder) || op == "remove" && (folder || late)
}

// namesFile reports whether an error begins with the path of a file that a user
// knows: not with the number of a staged file.
func namesFile(err error, dir string) bool {
	name, ok := strings.CutPrefix(err.Error(), dir)
	name, _, _ = strings.Cut(name, ": ")
	name = strings.TrimPrefix(filepath.ToSlash(name), "/")
	_, old := oldBoard[strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")]
	_, new := newBoard[strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")]
	folder := name == "" || name == "x" || name == "posts" || name == "posts/c"
	return ok && (old || new || folder || name == stagings || strings.HasPrefix(strings.ToLower(name), deploy.Folder) && !strings.HasPrefix(name, stagings))
}

// lostFrom lists the files that are incomplete, and those that both boards have
// and that are missing.
func lostFrom(before, after map[string]string) (names []string) {
	for name, content := range plain(maps.Clone(after)) {
		f := newBoard[name]
		if content != before[name] && (f == nil || content != string(f.Data)) {
			names = append(names, name)
		}
	}
	for name := range newBoard {
		_, was := before[name]
		if _, is := after[name]; was && !is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// withEngine is the new board with the old engine, which pages that readers have
// open may still request.
func withEngine() fstest.MapFS {
	board := maps.Clone(newBoard)
	const engine = "widget/engine.0123456789ab.js"
	board[engine] = oldBoard[engine]
	return board
}
