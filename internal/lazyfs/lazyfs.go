// Package lazyfs provides a read-only fs.FS whose files are generated when they
// are opened, so that a published board of any size takes no more memory than
// its largest file. It does not know what its files contain.
package lazyfs

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// A Tree is a read-only file system. Its methods may be called concurrently if
// the methods of its folders and files may be.
type Tree struct{ Root Folder }

// A Node is a [Folder], a [File], a [PrintedFile] or a [Copy].
type Node any

// A Folder contains nodes by name. A large folder creates them on demand.
type Folder interface {
	Names() []string        // in any order, each once
	Child(name string) Node // nil if there is none
}

// A File returns its content, which is generated each time the file is opened.
// Its ModTime is zero: no single time reflects every change to a generated
// file.
type File func() ([]byte, error)

// A PrintedFile has a fingerprint, which is cheap to know: as long as that stays the
// same, so does the content. It is "" if it is not known.
type PrintedFile struct {
	File
	Print func() string
	Place int // files of near places are made of the same things, which are cached
}

// A Copy is a file of another file system.
type Copy struct {
	From fs.FS
	Name string
}

// open opens the file. http.FileServer needs an io.Seeker; the files of a zip
// archive are not seekable, so they are read into memory.
func (c Copy) open() (fs.File, error) {
	f, err := c.From.Open(c.Name)
	if _, ok := f.(io.Seeker); ok || err != nil {
		return f, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(f)
	return &openFile{bytes.NewReader(b), info}, err
}

// A Dir is a folder that holds its nodes in a map.
type Dir map[string]Node

// Names implements [Folder].
func (d Dir) Names() []string { return slices.Collect(maps.Keys(d)) }

// Child implements [Folder].
func (d Dir) Child(name string) Node { return d[name] }

// Add puts a file at a path below d.
func (d Dir) Add(name string, file Node) {
	first, rest, deeper := strings.Cut(name, "/")
	if !deeper {
		d[name] = file
		return
	}
	inner, ok := d[first].(Dir)
	if !ok {
		inner = make(Dir)
		d[first] = inner
	}
	inner.Add(rest, file)
}

// An Overlay merges two folders. Where both have a file of one name, the upper
// one wins.
type Overlay struct{ Upper, Lower Folder }

// Names implements [Folder].
func (o Overlay) Names() []string {
	return slices.Compact(slices.Sorted(slices.Values(append(o.Upper.Names(), o.Lower.Names()...))))
}

// Child implements [Folder].
func (o Overlay) Child(name string) Node {
	upper, lower := o.Upper.Child(name), o.Lower.Child(name)
	upperFolder, ok := upper.(Folder)
	if lowerFolder, both := lower.(Folder); ok && both {
		return Overlay{upperFolder, lowerFolder}
	}
	if upper == nil {
		return lower
	}
	return upper
}

// Find returns the node at a path, nil if there is none. It makes no content.
func (t *Tree) Find(name string) Node {
	var n Node = t.Root
	if name == "." {
		return n
	}
	for part := range strings.SplitSeq(name, "/") {
		f, ok := n.(Folder)
		if !ok {
			return nil
		}
		n = f.Child(part)
	}
	return n
}

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	switch n := t.Find(name).(type) {
	case Folder:
		return &openDir{fileInfo{name: path.Base(name), dir: true}, n, slices.Sorted(slices.Values(n.Names()))}, nil
	case PrintedFile:
		return n.File.open(name)
	case File:
		return n.open(name)
	case Copy:
		return n.open()
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Fingerprint returns the fingerprint of a file, "" if it has none.
func (t *Tree) Fingerprint(name string) string {
	if n, ok := t.Find(name).(PrintedFile); ok && fs.ValidPath(name) {
		return n.Print()
	}
	return ""
}

// Place returns the place of a file in the order in which many files should be made;
// 0 if it has none.
func (t *Tree) Place(name string) int {
	n, _ := t.Find(name).(PrintedFile)
	return n.Place
}

// open makes the file.
func (f File) open(name string) (fs.File, error) {
	b, err := f()
	if at, ok := err.(*fs.PathError); ok && at.Path == name {
		return nil, err // the file is made of one of this name
	}
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{bytes.NewReader(b), fileInfo{name: path.Base(name), size: int64(len(b))}}, nil
}

// An entry is a name in a folder. Its node is created when it is needed.
type entry struct {
	name string
	in   Folder
}

func (e entry) Name() string { return e.name }

func (e entry) IsDir() bool {
	_, ok := e.in.Child(e.name).(Folder)
	return ok
}

func (e entry) Type() fs.FileMode { return fileInfo{dir: e.IsDir()}.Mode().Type() }

func (e entry) Info() (fs.FileInfo, error) {
	switch n := e.in.Child(e.name).(type) {
	case PrintedFile:
		return n.File.info(e.name)
	case File:
		return n.info(e.name)
	case Copy:
		return fs.Stat(n.From, n.Name)
	}
	return fileInfo{name: e.name, dir: true}, nil
}

// info makes the file, to know its size.
func (f File) info(name string) (fs.FileInfo, error) {
	b, err := f()
	return fileInfo{name: name, size: int64(len(b))}, err
}

func (e entry) String() string { return fs.FormatDirEntry(e) }

type fileInfo struct {
	name string
	dir  bool
	size int64
}

func (i fileInfo) Name() string { return i.name }

func (i fileInfo) IsDir() bool { return i.dir }

func (i fileInfo) Size() int64 { return i.size }

func (i fileInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

func (i fileInfo) ModTime() time.Time { return time.Time{} }

func (i fileInfo) Sys() any { return nil }

func (i fileInfo) String() string { return fs.FormatFileInfo(i) }

// An openFile is seekable, as http.FileServer requires.
type openFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *openFile) Close() error { return nil }

type openDir struct {
	info   fileInfo
	folder Folder
	left   []string // the names not read yet
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.info, nil }

func (d *openDir) Close() error { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	count := len(d.left)
	if n > 0 {
		count = min(n, count)
		if count == 0 {
			return nil, io.EOF
		}
	}
	entries := make([]fs.DirEntry, count)
	for i, name := range d.left[:count] {
		entries[i] = entry{name, d.folder}
	}
	d.left = d.left[count:]
	return entries, nil
}
