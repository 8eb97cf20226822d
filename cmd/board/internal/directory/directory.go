package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/boardview/board/examples/internal/deliver"
)

// A directory is where a web server finds the board. Nothing outside of it
// is touched, whatever links it holds.
type directory struct {
	root    *os.Root
	log     *deliver.Log
	staging string // new files, until all of them are written
}

const (
	segments = deliver.Folder + "/log"
	stagings = deliver.Folder + "/new"
)

func openDirectory(name string) (d *directory, err error) {
	if err := os.MkdirAll(name, 0o777); err != nil {
		return nil, err
	}
	d = &directory{staging: stagings}
	if d.root, err = os.OpenRoot(name); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			d.root.Close()
		}
	}()
	if err := errors.Join(d.root.MkdirAll(segments, 0o777), d.root.RemoveAll(stagings)); err != nil {
		return nil, err
	}
	if d.log, err = deliver.OpenLog(d); err != nil {
		return nil, err
	}
	return d, d.root.Mkdir(stagings, 0o777)
}

func (d *directory) close() error { return errors.Join(d.root.RemoveAll(stagings), d.root.Close()) }

// foldsCase reports whether A and a are one name here.
func (d *directory) foldsCase() bool {
	_, err := d.root.Lstat(strings.ToUpper(stagings))
	return err == nil
}

// holds reports whether a file of the log, with its copies, is still there.
func (d *directory) holds(name string, e deliver.Entry, size int) bool {
	info, err := d.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(size) {
		return false
	}
	for _, name := range e.CopyNames(name) {
		if _, err := d.root.Lstat(name); err != nil {
			return false
		}
	}
	return true
}

// stage writes a file where no reader looks for it.
func (d *directory) stage(name string, content []byte) error {
	return d.write(d.staged(name), content)
}

func (d *directory) staged(name string) string {
	return fmt.Sprintf("%s/%x", d.staging, deliver.HashOf([]byte(name)))
}

// write writes a new file to the disk.
func (d *directory) write(name string, content []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = f.Write(content); err == nil {
		err = flush(f)
	}
	return errors.Join(err, f.Close())
}

// commit shows to readers what was staged: nothing is left to do that takes
// time, or room on the disk.
func (d *directory) commit(steps []deliver.Step, told deliver.Progress) error {
	for i, s := range steps {
		if err := d.step(s); err != nil {
			return err
		}
		told.Tell("put in their places", i+1, len(steps))
	}
	return flushAll(d.root)
}

func (d *directory) step(s deliver.Step) error {
	switch s.Kind {
	case deliver.Add, deliver.Change:
		for _, name := range append(s.New.CopyNames(s.Name), s.Name) {
			if err := d.show(name); err != nil {
				return err
			}
		}
	case deliver.Clear, deliver.Remove:
		if err := d.remove(s.Name); err != nil {
			return err
		}
	}
	for _, name := range s.Stale() {
		if err := d.remove(name); err != nil {
			return err
		}
	}
	return nil
}

func (d *directory) show(name string) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	return d.root.Rename(d.staged(name), name)
}

// remove removes a file that may be gone already, and the folders that it
// leaves empty.
func (d *directory) remove(name string) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if d.root.Remove(dir) != nil {
			break
		}
	}
	return nil
}

// foreign reports files that are in the way of new ones, and which no
// export wrote: they are somebody's own.
func (d *directory) foreign(p *deliver.Plan) error {
	var errs []error
	for _, s := range p.Steps {
		if s.Kind != deliver.Add || s.Old != (deliver.Entry{}) {
			continue
		}
		for _, name := range append(s.New.CopyNames(s.Name), s.Name) {
			if info, err := d.root.Lstat(name); err == nil && !info.IsDir() {
				errs = append(errs, fmt.Errorf("%s: wanted a free name or a file of an earlier export, found somebody else's: move it away", path.Join(d.root.Name(), name)))
			}
		}
	}
	return errors.Join(errs...)
}

// Segments implements [deliver.Store].
func (d *directory) Segments() (names []string, err error) {
	entries, err := fs.ReadDir(d.root.FS(), segments)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// ReadSegment implements [deliver.Store].
func (d *directory) ReadSegment(name string) (io.ReadCloser, error) {
	return d.root.Open(path.Join(segments, name))
}

// WriteSegment implements [deliver.Store].
func (d *directory) WriteSegment(name string, content []byte) error {
	if err := d.stage(name, content); err != nil {
		return err
	}
	if err := d.root.Rename(d.staged(name), path.Join(segments, name)); err != nil {
		return err
	}
	return flushAll(d.root)
}

// RemoveSegment implements [deliver.Store].
func (d *directory) RemoveSegment(name string) error {
	return d.root.Remove(path.Join(segments, name))
}
