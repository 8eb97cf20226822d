package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/import/foreign"
)

// A writer writes files into one directory and nowhere else.
type writer struct {
	root      *os.Root
	dir       string
	overwrite bool

	written, replaced, same int
	kept                    []*board.Error // the files that differ and were left as they are
}

func newWriter(dir string, overwrite bool) (*writer, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &writer{root: root, dir: dir, overwrite: overwrite}, nil
}

func (w *writer) close() error { return w.root.Close() }

// all writes the posts, and the files that they lead to.
func (w *writer) all(c *foreign.Collection, from fs.FS) error {
	for _, p := range c.Posts {
		if err := w.file(p.ID+".txt", board.Format(p)); err != nil {
			return err
		}
	}
	for _, name := range c.Files {
		b, err := fs.ReadFile(from, name)
		if err == nil {
			err = w.file(name, b)
		}
		if err != nil {
			return err
		}
	}
	for name, b := range c.Pictures {
		if err := w.file(name, b); err != nil {
			return err
		}
	}
	return nil
}

// file writes a file, whole or not at all. One that is there and differs is
// somebody's work.
func (w *writer) file(name string, b []byte) error {
	old, err := w.root.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.written++
		return w.put(name, b)
	case err != nil:
		return err
	case bytes.Equal(old, b):
		w.same++
		return nil
	case w.overwrite:
		w.replaced++
		return w.put(name, b)
	}
	w.kept = append(w.kept, &board.Error{
		File: filepath.Join(w.dir, name), Line: firstDifference(old, b), Col: 1,
		Msg: "wanted no file or the same, found one that differs: it was left as it is (-overwrite replaces it)",
	})
	return nil
}

func (w *writer) put(name string, b []byte) error {
	if err := w.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	part := path.Join(path.Dir(name), fmt.Sprintf(".import-%d", os.Getpid()))
	if err := w.root.WriteFile(part, b, 0o666); err != nil {
		w.root.Remove(part)
		return err
	}
	if err := w.root.Rename(part, name); err != nil {
		w.root.Remove(part)
		return err
	}
	return nil
}

// firstDifference is the line where two files begin to differ.
func firstDifference(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return bytes.Count(a[:n], []byte("\n")) + 1
}
