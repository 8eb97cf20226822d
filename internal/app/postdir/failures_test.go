package postdir

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/cases"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is published into the cases")

// Each case of testdata says what is wrong with a directory of posts: above
// the files why the case exists and, in lines that begin with "do:", what
// [cases.Damage] does and this test besides. What follows the posts is what is expected:
// the findings and the titles and pictures published, or the error that
// keeps everything as it was.
//
//	do: socket NAME             make a socket
//	do: fail OP NAME ERROR      let stat, readlink, open, read or list fail
//	do: remove NAME after OP    remove a file after its folder was listed, or after the board was loaded
func TestFailures(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases in testdata")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { testFailure(t, file) })
	}
}

func testFailure(t *testing.T, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := newBrokenDir(t)
	isExpectation := func(f txtar.File) bool { return f.Name == "findings" || f.Name == "published" || f.Name == "error" }
	posts := slices.DeleteFunc(slices.Clone(c.Files), isExpectation)
	for _, f := range posts {
		d.write(t, f.Name, f.Data)
	}
	if why, err := cases.Damage(d.dir, string(c.Comment), d.do); why == "" || err != nil {
		t.Fatalf("wanted a sentence that says why the case exists, found %q (%v)", why, err)
	}
	got := txtar.Format(&txtar.Archive{Comment: c.Comment, Files: append(posts, d.publish()...)})
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := txtar.Format(c); !*update && string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A brokenDir is a directory on disk whose operations fail as a case says.
type brokenDir struct {
	fs.FS
	dir         string
	fail        map[string]error  // by operation and name: "open a.txt"
	afterList   map[string]string // what to remove, by folder
	afterLoaded []string
}

func newBrokenDir(t *testing.T) *brokenDir {
	d := &brokenDir{dir: t.TempDir(), fail: make(map[string]error), afterList: make(map[string]string)}
	root, err := os.OpenRoot(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	d.FS = root.FS()
	return d
}

func (d *brokenDir) path(name string) string { return filepath.Join(d.dir, name) }

func (d *brokenDir) write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(d.path(name)), 0o777), os.WriteFile(d.path(name), cases.Picture(name, content), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// do carries out what only these cases need.
func (d *brokenDir) do(words []string) error {
	switch words[0] {
	case "socket":
		return d.listen(words[1])
	case "fail":
		d.fail[words[1]+" "+words[2]] = map[string]error{"EIO": syscall.EIO, "EACCES": syscall.EACCES}[words[3]]
		return nil
	case "remove":
		if words[3] == "loading" {
			d.afterLoaded = append(d.afterLoaded, words[1])
		} else {
			d.afterList[filepath.Dir(words[1])] = words[1]
		}
		return nil
	}
	return errors.New("unknown")
}

// listen makes a socket, elsewhere to begin with: the path of a test's
// directory is longer than the address of a socket can be.
func (d *brokenDir) listen(name string) error {
	short, err := os.MkdirTemp("", "")
	if err != nil {
		return err
	}
	defer os.RemoveAll(short)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(short, "s"), Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return errors.Join(l.Close(), os.Rename(filepath.Join(short, "s"), d.path(name)))
}

func (d *brokenDir) failure(op, name string) error {
	if err := d.fail[op+" "+name]; err != nil {
		return &fs.PathError{Op: op, Path: name, Err: err}
	}
	return nil
}

func (d *brokenDir) Open(name string) (fs.File, error) {
	if err := d.failure("open", name); err != nil {
		return nil, err
	}
	f, err := d.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return brokenFile{f, d.failure("read", name)}, nil
}

func (d *brokenDir) Lstat(name string) (fs.FileInfo, error) {
	if err := d.failure("stat", name); err != nil {
		return nil, err
	}
	return fs.Lstat(d.FS, name)
}

func (d *brokenDir) ReadLink(name string) (string, error) {
	if err := d.failure("readlink", name); err != nil {
		return "", err
	}
	return fs.ReadLink(d.FS, name)
}

func (d *brokenDir) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := d.failure("list", name); err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(d.FS, name)
	if gone, ok := d.afterList[name]; ok {
		err = errors.Join(err, os.RemoveAll(d.path(gone)))
	}
	return entries, err
}

type brokenFile struct {
	fs.File
	err error
}

func (f brokenFile) Read(b []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return f.File.Read(b)
}

// publish returns what the case expects: the findings, and what is published
// or the error.
func (d *brokenDir) publish() (got []txtar.File) {
	found := func(list board.ErrorList) {
		got = append(got, txtar.File{Name: "findings", Data: fmt.Appendln(nil, list)})
	}
	o := Options{Checked: true, Posts: "posts", Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Found: found}
	site, err := o.Publish(d)
	if err == nil {
		err = o.wantPosts(site)
	}
	for _, name := range d.afterLoaded {
		err = errors.Join(err, os.RemoveAll(d.path(name)))
	}
	var list string
	if err == nil {
		list, err = published(site)
	}
	if err != nil {
		return append(got, txtar.File{Name: "error", Data: fmt.Appendln(nil, err)})
	}
	return append(got, txtar.File{Name: "published", Data: []byte(list)})
}

// published lists the posts and pictures that a delivery finds in a site,
// and the files that it skips.
func published(site fs.FS) (string, error) {
	var list []string
	want, skipped, err := deploy.Prepare(site, nil, deploy.Target{Entry: func(string, []byte) (deploy.Entry, error) { return deploy.Entry{}, nil }})
	for name := range want {
		if post, ok := strings.CutSuffix(name, ".txt"); ok && post != "robots" || strings.HasSuffix(name, ".jpg") {
			list = append(list, name+"\n")
		}
	}
	for _, s := range skipped {
		list = append(list, fmt.Sprintf("skipped %q: %v\n", s.Name, s.Why))
	}
	slices.Sort(list)
	return strings.Join(list, ""), err
}

// TestPostRemovedLate: a post that is removed after the board was loaded is an
// error, unlike a picture, whichever of its extensions it has.
func TestPostRemovedLate(t *testing.T) {
	for name, isPicture := range map[string]bool{"a.txt": false, "a.md": false, "a.MARKDOWN": false, "a.png": true} {
		w := &watchedFS{FS: os.DirFS(t.TempDir()), loaded: true}
		if _, err := w.Open(name); errors.Is(err, deploy.ErrRemoved) != isPicture {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
