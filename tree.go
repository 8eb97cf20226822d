package board

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"
)

// A tree is a read-only file system whose files are written when they are
// opened, so that a board of any size takes no more memory than its largest
// file.
type tree struct {
	files map[string]*source
	dirs  map[string][]string // the sorted names in each folder
}

// A source makes a file.
type source struct {
	content  func() ([]byte, error)
	modified time.Time // zero for what we write: no time would tell of every change
}

func newTree() *tree {
	return &tree{files: make(map[string]*source), dirs: map[string][]string{".": nil}}
}

func (t *tree) add(name string, content func() ([]byte, error)) *source {
	s := &source{content: content}
	t.files[name] = s
	for dir, base := path.Dir(name), path.Base(name); ; dir, base = path.Dir(dir), path.Base(dir) {
		i, found := slices.BinarySearch(t.dirs[dir], base)
		if found {
			return s
		}
		t.dirs[dir] = slices.Insert(t.dirs[dir], i, base)
		if dir == "." {
			return s
		}
	}
}

// Open implements [fs.FS].
func (t *tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if names, ok := t.dirs[name]; ok {
		return &openDir{entry: entry{t, name}, names: names}, nil
	}
	s, ok := t.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	b, err := s.content()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{bytes.NewReader(b), fileInfo{entry{t, name}, int64(len(b))}}, nil
}

// An entry names a file or folder of a tree. It is its own fs.DirEntry.
type entry struct {
	tree *tree
	path string
}

func (e entry) Name() string { return path.Base(e.path) }

func (e entry) IsDir() bool { return e.tree.files[e.path] == nil }

func (e entry) Type() fs.FileMode { return e.Mode().Type() }

func (e entry) Mode() fs.FileMode {
	if e.IsDir() {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

func (e entry) ModTime() time.Time {
	if e.IsDir() {
		return time.Time{}
	}
	return e.tree.files[e.path].modified
}

func (e entry) Sys() any { return nil }

func (e entry) Info() (fs.FileInfo, error) {
	if e.IsDir() {
		return fileInfo{e, 0}, nil
	}
	b, err := e.tree.files[e.path].content()
	return fileInfo{e, int64(len(b))}, err
}

func (e entry) String() string { return fs.FormatDirEntry(e) }

// A fileInfo is an entry with its size.
type fileInfo struct {
	entry
	size int64
}

func (i fileInfo) Size() int64 { return i.size }

func (i fileInfo) String() string { return fs.FormatFileInfo(i) }

// An openFile can be read and sought, as web servers like.
type openFile struct {
	*bytes.Reader
	info fileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *openFile) Close() error { return nil }

type openDir struct {
	entry
	names []string // not read yet
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.Info() }

func (d *openDir) Close() error { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.path, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	count := len(d.names)
	if n > 0 {
		count = min(n, count)
		if count == 0 {
			return nil, io.EOF
		}
	}
	entries := make([]fs.DirEntry, count)
	for i, name := range d.names[:count] {
		entries[i] = entry{d.tree, path.Join(d.path, name)}
	}
	d.names = d.names[count:]
	return entries, nil
}
