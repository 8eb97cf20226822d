package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/importer"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/internal/confinedfs"
)

// A writer writes imported files to a directory, and nothing outside of it.
// A file that cannot be read or written is a finding, and the others are
// written.
type writer struct {
	root      *os.Root
	there     fs.FS // the files of root that can be read
	overwrite bool

	written, replaced, same, kept int
	findings                      board.ErrorList
}

func newWriter(dir string, overwrite bool) (*writer, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &writer{root: root, there: confinedfs.New(root.FS()), overwrite: overwrite}, nil
}

func (w *writer) close() error { return w.root.Close() }

// all writes the posts, and the pictures and documents that go with them. The
// directory that they were saved in is named from.
func (w *writer) all(c *importer.Collection, from string) error {
	for _, p := range c.Posts {
		if err := w.file(p.ID+".txt", board.Format(p)); err != nil {
			return err
		}
	}
	for _, name := range c.Files {
		content, err := fs.ReadFile(c.Saved, name)
		if err != nil {
			w.find(from, name, 1, fmt.Errorf("wanted a readable file, found: %w: the file was not read", err))
			continue
		}
		if err := w.file(name, content); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Pictures)) {
		if err := w.file(name, c.Pictures[name]); err != nil {
			return err
		}
	}
	return nil
}

// file writes a file, whole or not at all. A file that exists and differs
// was changed by somebody: it is kept unless it may be overwritten. An error
// says that no other file can be written, either.
func (w *writer) file(name string, content []byte) error {
	old, err := fs.ReadFile(w.there, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.put(name, content, &w.written)
	case err != nil:
		return w.failed(name, err)
	case bytes.Equal(old, content):
		w.same++
	case w.overwrite:
		return w.put(name, content, &w.replaced)
	default:
		w.kept++
		w.find(w.root.Name(), name, firstDifference(old, content), errDiffers)
	}
	return nil
}

// put writes a file beside its place and renames it, and counts it.
func (w *writer) put(name string, content []byte, count *int) error {
	part := path.Join(path.Dir(name), fmt.Sprintf(".import-%d", os.Getpid()))
	w.root.Remove(part) // of a process that was killed; or a trap
	err := w.root.MkdirAll(path.Dir(name), 0o777)
	if err == nil {
		err = w.create(part, content)
	}
	if err == nil {
		err = w.root.Rename(part, name)
	}
	if err != nil {
		w.root.Remove(part)
		return w.failed(name, err)
	}
	*count++
	return nil
}

func (w *writer) create(name string, content []byte) error {
	f, err := w.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// failed reports an error that concerns one file, and returns any other.
func (w *writer) failed(name string, err error) error {
	if !postdir.ConcernsOneFile(err) {
		return fmt.Errorf("%s: %w", filepath.Join(w.root.Name(), filepath.FromSlash(name)), err)
	}
	w.find(w.root.Name(), name, 1, fmt.Errorf("wanted a name that a file can have here, found: %w: the file was not written", err))
	return nil
}

func (w *writer) find(in, name string, line int, err error) {
	w.findings = append(w.findings, &board.Error{
		File: filepath.Join(in, filepath.FromSlash(name)), Line: line, Col: 1, Kind: board.FileError, Msg: err.Error(), Err: err,
	})
}

var errDiffers = errors.New("wanted no file or the same, found one that differs: the file was not written (-overwrite replaces it)")

// firstDifference returns the line where two files begin to differ.
func firstDifference(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return bytes.Count(a[:n], []byte("\n")) + 1
}
