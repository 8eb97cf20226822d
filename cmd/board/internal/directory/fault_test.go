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
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

var errDisk = errors.New("input/output error")

// A faultyDisk fails at one of its calls, once. Late means that it does what it
// was asked for, and reports an error nevertheless, as a network disk may.
type faultyDisk struct {
	disk
	at   int // the call that fails, from 0
	late bool

	calls int
	fault string // the call that failed, with its operands
}

// call counts a call and does it, unless it is the one that fails.
func (d *faultyDisk) call(do func() error, what ...string) error {
	d.calls++
	if d.calls-1 != d.at {
		return do()
	}
	d.fault = strings.Join(what, " ")
	if d.late {
		do()
	}
	return &fs.PathError{Op: "faulty", Path: "number.of.a.staged.file", Err: errDisk}
}

func (d *faultyDisk) Lstat(name string) (info fs.FileInfo, err error) {
	err = d.call(func() (err error) { info, err = d.disk.Lstat(name); return }, "lstat", name)
	return info, err
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
func (d *faultyDisk) Flush() error { return d.call(func() error { return nil }, "flush") }

func (d *faultyDisk) Close() error { return d.call(d.disk.Close, "close") }

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
		before := deploytest.Files(t, os.DirFS(base))
		for _, late := range []bool{false, true} {
			faults := 0
			for ; testFault(t, base, before, faults, late); faults++ {
				if t.Failed() {
					return
				}
			}
			if faults < 100 {
				t.Errorf("only %d calls failed", faults)
			}
			t.Logf("%d calls failed", faults)
		}
	}
}

// testFault lets a call fail in a copy of a directory. It returns false if there
// are fewer calls.
func testFault(t *testing.T, base string, before map[string]string, at int, late bool) bool {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
		t.Fatal(err)
	}
	d, err := publishFaulty(t, dir, at, late)
	if d.fault == "" {
		if err != nil {
			t.Error(err)
		}
		return false
	}
	wrong := func(format string, args ...any) {
		t.Helper()
		t.Errorf("call %d (%s) failed, late: %v, with %v: %s", at, d.fault, late, err, fmt.Sprintf(format, args...))
	}
	after := deploytest.Files(t, os.DirFS(dir))
	switch {
	case err == nil:
		if !harmless(d.fault, late) {
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
	if _, err := publishFaulty(t, dir, -1, false); err != nil {
		wrong("the next call failed: %v", err)
	}
	check(t, dir, withEngine())
	return true
}

func publishFaulty(t *testing.T, dir string, at int, late bool) (*faultyDisk, error) {
	t.Helper()
	root, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	d := &faultyDisk{disk: root, at: at, late: late}
	_, err = publishOn(d, newBoard, dir, Options{Now: deploytest.Now})
	return d, err
}

// harmless reports whether a call may fail without consequences: a file that
// cannot be looked at is written again, an empty folder may stay, and a file that
// was removed is gone.
func harmless(call string, late bool) bool {
	op, name, _ := strings.Cut(call, " ")
	folder := slices.Contains([]string{"posts", "posts/gone", "x", "y"}, name)
	return op == "lstat" && !strings.HasPrefix(name, deploy.Folder) || op == "remove" && (folder || late)
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

// lostFrom lists files that are not whole, and those of both boards that are
// not there.
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
