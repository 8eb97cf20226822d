package directory

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/boardview/board/internal/app/deploy"
)

// A target is a directory that holds a board. Its errors name the file that
// they are about.
type target struct {
	disk
	dir     string // as the user called it, for messages
	log     *deploy.Log
	staging string // the folder of files that are written and not yet in place; empty: nothing is written
}

const (
	segments = deploy.Folder + "/log"
	stagings = deploy.Folder + "/new"
)

// open reads the log of a directory.
func open(d disk, dir string) (*target, error) {
	t := &target{disk: d, dir: dir}
	if err := t.checkFolders(); err != nil {
		return nil, err
	}
	log, err := deploy.OpenLog(t)
	if damage, ok := errors.AsType[*deploy.DamageError](err); ok {
		file := filepath.Join(t.dir, filepath.FromSlash(segments), damage.Segment)
		return nil, fmt.Errorf("%s:%d:1: %w: restore this file from a backup, or publish to a new directory", file, damage.Line, damage.Err)
	}
	t.log = log
	return t, err
}

// checkFolders returns an error if something else is where the log should be.
func (t *target) checkFolders() error {
	for _, name := range []string{deploy.Folder, segments, stagings} {
		info, err := t.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return t.named(name, err)
		case !info.IsDir():
			return t.named(name, errors.New("wanted a folder, or nothing, for the log of this directory, found a file or a link: move it away"))
		}
	}
	return nil
}

// prepare makes an empty folder for staged files.
func (t *target) prepare() error {
	t.staging = stagings
	return cmp.Or(
		t.named(segments, t.MkdirAll(segments)),
		t.named(stagings, t.RemoveAll(stagings)),
		t.named(stagings, t.MkdirAll(stagings)))
}

func (t *target) close() error {
	return errors.Join(t.named(stagings, t.RemoveAll(stagings)), t.named(".", t.Close()))
}

// named makes err an error about a file of the directory, whichever file or
// call of the system it is about: a staged file has a name that tells nothing.
func (t *target) named(name string, err error) error {
	if err == nil {
		return nil
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	if inner, ok := errors.AsType[*os.LinkError](err); ok {
		err = inner.Err
	}
	return fmt.Errorf("%s: %w", filepath.Join(t.dir, filepath.FromSlash(name)), err)
}

// foldsCase reports whether the file system takes A and a for one name.
func (t *target) foldsCase() (bool, error) {
	if t.disk == nil { // there is no directory yet
		return false, nil
	}
	name := strings.ToUpper(deploy.Folder)
	_, err := t.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, t.named(name, err)
}

// holds reports whether a file of the log still exists, with its copies.
func (t *target) holds(name string, e deploy.Entry) bool {
	if size, isFile := t.Size(name); !isFile || size != e.Size {
		return false
	}
	for _, name := range e.CopyNames(name) {
		if _, isFile := t.Size(name); !isFile {
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
	f, err := t.Create(t.staged(name))
	if err != nil {
		return t.named(name, err)
	}
	_, err = f.Write(content)
	return t.named(name, cmp.Or(err, f.Close()))
}

// staged returns the name of a file in the staging folder.
func (t *target) staged(name string) string {
	return fmt.Sprintf("%s/%x", t.staging, deploy.HashOf([]byte(name)))
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
	return t.flush()
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
	if s.Kind == deploy.Clear || s.Kind == deploy.Remove {
		return t.removeEmptied(s)
	}
	return nil
}

// removeEmptied removes the folders that a step has made empty. One that stays matters only
// if it is in the way of a file.
func (t *target) removeEmptied(s deploy.Step) error {
	err := t.removeFolders(s.Name)
	if s.Kind == deploy.Clear {
		return err
	}
	return nil
}

// show moves a staged file to its place.
func (t *target) show(name string) error {
	if err := t.MkdirAll(path.Dir(name)); err != nil {
		return t.named(name, err)
	}
	return t.named(name, t.Rename(t.staged(name), name))
}

// remove removes a file, if it still exists.
func (t *target) remove(name string) error {
	if err := t.Remove(name); err != nil && !t.isGone(name) {
		return t.named(name, err)
	}
	return nil
}

// isGone reports whether a file does not exist any more. An
// interrupted call may have replaced it by a folder, or a folder above it by a
// file.
func (t *target) isGone(name string) bool {
	info, err := t.Lstat(name)
	return err == nil && info.IsDir() || isNotThere(err)
}

func isNotThere(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// removeFolders removes the folders that are empty without a file.
func (t *target) removeFolders(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		err := t.removeFolder(dir)
		if errors.Is(err, fs.ErrExist) { // it is not empty
			return nil
		}
		if err != nil {
			return t.named(dir, err)
		}
	}
	return nil
}

// removeFolder removes a folder, and never a file that has its name by now.
func (t *target) removeFolder(name string) error {
	info, err := t.Lstat(name)
	if isNotThere(err) || err == nil && !info.IsDir() {
		return nil
	}
	if err != nil {
		return err
	}
	return t.Remove(name)
}

func (t *target) flush() error { return t.named(".", t.Flush()) }

// Segments implements [deploy.Store].
func (t *target) Segments() (names []string, err error) {
	entries, err := t.ReadDir(segments)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !e.Type().IsRegular(): // reading a named pipe would block
			return nil, t.named(path.Join(segments, e.Name()), errors.New("wanted a file of the log, found something else: move it away"))
		default:
			names = append(names, e.Name())
		}
	}
	return names, t.named(segments, err)
}

// ReadSegment implements [deploy.Store].
func (t *target) ReadSegment(name string) (io.ReadCloser, error) {
	name = path.Join(segments, name)
	content, err := t.ReadFile(name)
	return io.NopCloser(bytes.NewReader(content)), t.named(name, err)
}

// WriteSegment implements [deploy.Store]. The segment is on the disk before it
// has its name: after a power failure, a log that is half a line long would keep
// the directory from ever being published again.
func (t *target) WriteSegment(name string, content []byte) error {
	name = path.Join(segments, name)
	if err := cmp.Or(t.stage(name, content), t.flush()); err != nil {
		return err
	}
	return cmp.Or(t.named(name, t.Rename(t.staged(name), name)), t.flush())
}

// RemoveSegment implements [deploy.Store].
func (t *target) RemoveSegment(name string) error {
	name = path.Join(segments, name)
	return t.named(name, t.Remove(name))
}
