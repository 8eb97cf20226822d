package publish

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A tree is what a program has published: files by name.
type tree map[string]file

type file struct {
	hash    [16]byte
	size    int64
	written time.Time
	inode   uint64
}

// readTree reads all files of a directory, except hidden folders, in which a
// program keeps its own records.
func readTree(dir string) (tree, error) {
	t := make(tree)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		t[name], err = readFile(name)
		return err
	})
	return t, err
}

func readFile(name string) (f file, err error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return f, err
	}
	info, err := os.Lstat(name)
	if err != nil {
		return f, err
	}
	sum := sha256.Sum256(content)
	copy(f.hash[:], sum[:])
	f.size, f.written, f.inode = info.Size(), info.ModTime(), info.Sys().(*syscall.Stat_t).Ino
	return f, nil
}

func (t tree) bytes() (n int64) {
	for _, f := range t {
		n += f.size
	}
	return n
}

// pages returns the sizes of the first page of the list and of the newest
// post's page, in bytes.
func (t tree) pages(dir string) (list, post int64, err error) {
	list = t[filepath.Join(dir, "index.html")].size
	post = t[filepath.Join(dir, "posts", newestPost.id(), "index.html")].size
	if list == 0 || post == 0 {
		err = fmt.Errorf("%s: wanted the front page and the page of %s, found files of %d and %d bytes", dir, newestPost.id(), list, post)
	}
	return list, post, err
}

var newestPost = post{number: 1}

// A difference compares two trees.
type difference struct {
	written      int   // files that were written, even with the same bytes
	changed      int   // files that were added, deleted or changed
	changedBytes int64 // in the files that were added or changed
}

func (t tree) difference(next tree) (d difference) {
	for name, f := range next {
		old, there := t[name]
		if !there || !old.written.Equal(f.written) || old.inode != f.inode {
			d.written++
		}
		if !there || old.hash != f.hash {
			d.changed, d.changedBytes = d.changed+1, d.changedBytes+f.size
		}
	}
	for name := range t {
		if _, there := next[name]; !there {
			d.changed++
		}
	}
	return d
}
