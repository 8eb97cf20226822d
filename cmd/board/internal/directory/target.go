package directory

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/boardview/board/internal/app/deploy"
)

// A target is a directory that holds a board. Links in it lead nothing out of
// it.
type target struct {
	root    *os.Root
	log     *deploy.Log
	staging string // the folder of files that are written and not yet in place; empty: nothing is written
}

const (
	segments = deploy.Folder + "/log"
	stagings = deploy.Folder + "/new"
)

// open opens a directory, which is made if it does not exist, for writing.
func open(name string) (t *target, err error) {
	if err := os.MkdirAll(name, 0o777); err != nil {
		return nil, err
	}
	if t, err = openToRead(name); err != nil {
		return nil, err
	}
	t.staging = stagings
	err = errors.Join(t.root.MkdirAll(segments, 0o777), t.root.RemoveAll(stagings), t.root.Mkdir(stagings, 0o777))
	if err != nil {
		t.root.Close()
	}
	return t, err
}

// openToRead opens a directory that nothing is written to.
func openToRead(name string) (t *target, err error) {
	t = new(target)
	if t.root, err = os.OpenRoot(name); err != nil {
		return nil, err
	}
	if t.log, err = deploy.OpenLog(t); err != nil {
		t.root.Close()
	}
	return t, err
}

func (t *target) close() error { return errors.Join(t.root.RemoveAll(stagings), t.root.Close()) }

// foldsCase reports whether the file system takes A and a for one name.
func (t *target) foldsCase() bool {
	if t.root == nil {
		return false
	}
	_, err := t.root.Lstat(strings.ToUpper(deploy.Folder))
	return err == nil
}

// holds reports whether a file of the log still exists, with its copies.
func (t *target) holds(name string, e deploy.Entry, size int) bool {
	info, err := t.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(size) {
		return false
	}
	for _, name := range e.CopyNames(name) {
		if _, err := t.root.Lstat(name); err != nil {
			return false
		}
	}
	return true
}

// stage writes a file to the staging folder.
func (t *target) stage(name string, content []byte) error {
	if t.staging == "" {
		return nil
	}
	return t.write(t.staged(name), content)
}

// staged returns the name of a file in the staging folder.
func (t *target) staged(name string) string {
	return fmt.Sprintf("%s/%x", t.staging, deploy.HashOf([]byte(name)))
}

// write writes a new file.
func (t *target) write(name string, content []byte) error {
	f, err := t.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = f.Write(content); err == nil {
		err = flush(f)
	}
	return errors.Join(err, f.Close())
}

// commit carries out steps. Since all files are staged, it needs neither much
// time nor space on the disk.
func (t *target) commit(steps []deploy.Step, progress deploy.Progress) error {
	for i, s := range steps {
		if err := t.step(s); err != nil {
			return err
		}
		progress.Report("put in place", i+1, len(steps))
	}
	return flushAll(t.root)
}

// step carries out one step.
func (t *target) step(s deploy.Step) error {
	switch s.Kind {
	case deploy.Add, deploy.Change:
		for _, name := range append(s.New.CopyNames(s.Name), s.Name) {
			if err := t.show(name); err != nil {
				return err
			}
		}
	case deploy.Clear, deploy.Remove:
		if err := t.remove(s.Name); err != nil {
			return err
		}
	}
	for _, name := range s.Stale() {
		if err := t.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// show moves a staged file to its place.
func (t *target) show(name string) error {
	if err := t.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	return t.root.Rename(t.staged(name), name)
}

// remove removes a file, if it still exists, and the folders that are empty
// without it.
func (t *target) remove(name string) error {
	if err := t.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if t.root.Remove(dir) != nil {
			break
		}
	}
	return nil
}

// checkForeign returns an error if files are in the way of new ones that are
// not in the log: they do not belong to the board.
func (t *target) checkForeign(p *deploy.Plan) error {
	var errs []error
	for _, s := range p.Steps {
		if s.Kind != deploy.Add || s.Old != (deploy.Entry{}) {
			continue
		}
		for _, name := range append(s.New.CopyNames(s.Name), s.Name) {
			if info, err := t.root.Lstat(name); err == nil && !info.IsDir() {
				errs = append(errs, fmt.Errorf("%s: wanted no file or one that was published here, found another: move it away", path.Join(t.root.Name(), name)))
			}
		}
	}
	return errors.Join(errs...)
}

// Segments implements [deploy.Store].
func (t *target) Segments() (names []string, err error) {
	entries, err := fs.ReadDir(t.root.FS(), segments)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// ReadSegment implements [deploy.Store].
func (t *target) ReadSegment(name string) (io.ReadCloser, error) {
	return t.root.Open(path.Join(segments, name))
}

// WriteSegment implements [deploy.Store].
func (t *target) WriteSegment(name string, content []byte) error {
	if err := t.stage(name, content); err != nil {
		return err
	}
	if err := t.root.Rename(t.staged(name), path.Join(segments, name)); err != nil {
		return err
	}
	return flushAll(t.root)
}

// RemoveSegment implements [deploy.Store].
func (t *target) RemoveSegment(name string) error {
	return t.root.Remove(path.Join(segments, name))
}
