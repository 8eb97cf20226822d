package board

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

// A tree is a read-only file system whose files are written when they are
// opened, so that a board of any size takes no more memory than its largest
// file.
type tree struct{ root folder }

// A node of a tree is a folder, a made file or a copied one.
type node interface{}

// A folder has nodes by name. A large one makes them when it is asked.
type folder interface {
	names() []string        // in any order, each once
	child(name string) node // nil if there is none
}

// made is a file that is written when it is opened. It has no time: none
// would tell of every change.
type made func() ([]byte, error)

// copied is a file of another file system.
type copied struct {
	from fs.FS
	name string
}

// open opens the file. Web servers seek in it, which those of an archive do
// not let them.
func (c copied) open() (fs.File, error) {
	f, err := c.from.Open(c.name)
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

// A dir is a folder that holds its nodes.
type dir map[string]node

func (d dir) names() []string { return slices.Collect(maps.Keys(d)) }

func (d dir) child(name string) node { return d[name] }

// add puts a file at a path below d.
func (d dir) add(name string, file node) {
	first, rest, deeper := strings.Cut(name, "/")
	if !deeper {
		d[name] = file
		return
	}
	inner, ok := d[first].(dir)
	if !ok {
		inner = make(dir)
		d[first] = inner
	}
	inner.add(rest, file)
}

// An overlay is two folders in one place. Where both have a file, it is the
// upper one's.
type overlay struct{ upper, lower folder }

func (o overlay) names() []string {
	return slices.Compact(slices.Sorted(slices.Values(append(o.upper.names(), o.lower.names()...))))
}

func (o overlay) child(name string) node {
	upper, lower := o.upper.child(name), o.lower.child(name)
	upperFolder, ok := upper.(folder)
	if lowerFolder, both := lower.(folder); ok && both {
		return overlay{upperFolder, lowerFolder}
	}
	if upper == nil {
		return lower
	}
	return upper
}

// find gives the node at a path, nil if there is none.
func (t *tree) find(name string) node {
	var n node = t.root
	if name == "." {
		return n
	}
	for part := range strings.SplitSeq(name, "/") {
		f, ok := n.(folder)
		if !ok {
			return nil
		}
		n = f.child(part)
	}
	return n
}

// Open implements [fs.FS].
func (t *tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	base := path.Base(name)
	switch n := t.find(name).(type) {
	case folder:
		return &openDir{fileInfo{name: base, dir: true}, n, slices.Sorted(slices.Values(n.names()))}, nil
	case made:
		b, err := n()
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &openFile{bytes.NewReader(b), fileInfo{name: base, size: int64(len(b))}}, nil
	case copied:
		return n.open()
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// An entry is a name in a folder. The node is made when it is asked for.
type entry struct {
	name string
	in   folder
}

func (e entry) Name() string { return e.name }

func (e entry) IsDir() bool {
	_, ok := e.in.child(e.name).(folder)
	return ok
}

func (e entry) Type() fs.FileMode { return fileInfo{dir: e.IsDir()}.Mode().Type() }

func (e entry) Info() (fs.FileInfo, error) {
	switch n := e.in.child(e.name).(type) {
	case made:
		b, err := n()
		return fileInfo{name: e.name, size: int64(len(b))}, err
	case copied:
		return fs.Stat(n.from, n.name)
	}
	return fileInfo{name: e.name, dir: true}, nil
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

// An openFile can be read and sought, as web servers like.
type openFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *openFile) Close() error { return nil }

type openDir struct {
	info   fileInfo
	folder folder
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
