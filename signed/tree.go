package signed

import (
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/boardview/board/internal/lazyfs"
)

// A tree is another tree with the folder that signs it.
type tree struct {
	site fs.FS
	own  *lazyfs.Tree
}

// Open implements [fs.FS].
func (t tree) Open(name string) (fs.File, error) {
	if name == Folder || strings.HasPrefix(name, Folder+"/") {
		return t.own.Open(name)
	}
	f, err := t.site.Open(name)
	if name != "." || err != nil {
		return f, err
	}
	entries, err := fs.ReadDir(t, ".")
	return &rootFolder{f, entries}, err
}

// ReadDir implements [fs.ReadDirFS].
func (t tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == Folder || strings.HasPrefix(name, Folder+"/") {
		return fs.ReadDir(t.own, name)
	}
	entries, err := fs.ReadDir(t.site, name)
	if name != "." || err != nil {
		return entries, err
	}
	own, err := fs.ReadDir(t.own, ".")
	entries = append(entries, own...)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// A rootFolder is the folder of a tree, open.
type rootFolder struct {
	fs.File
	left []fs.DirEntry
}

// ReadDir implements [fs.ReadDirFile].
func (d *rootFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	count := len(d.left)
	if n > 0 {
		count = min(n, count)
		if count == 0 {
			return nil, io.EOF
		}
	}
	entries := d.left[:count:count]
	d.left = d.left[count:]
	return entries, nil
}
