package postdir

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/assets"
)

// A watchedFS is a directory of posts that records failures of the disk.
//
// [board.Load] reports a file that it cannot read as a finding and leaves out
// the post. That is right if the trouble is with this one file: it was
// removed, or is a link that leads nowhere. If the disk fails, it would take
// a post that is still there for one that was deleted. So errors that are
// not about one file are recorded, and nothing is published.
type watchedFS struct {
	fs.FS
	progress deploy.Progress

	mu        sync.Mutex
	loaded    bool // the board is complete; its files are read again for delivery
	failures  []error
	read, all int             // files, of those in the folders listed so far
	sources   map[string]bool // files of posts that were opened so far
}

// fail records an error unless it is about one file.
func (w *watchedFS) fail(err error) {
	if err == nil || ConcernsOneFile(err) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failures = append(w.failures, err)
}

// finishLoading ends the progress reports, and returns the failures.
func (w *watchedFS) finishLoading() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loaded = true
	return errors.Join(w.failures...)
}

func (w *watchedFS) count(read, listed int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.loaded {
		return
	}
	w.read, w.all = w.read+read, w.all+listed
	w.progress.Report("read", w.read, w.all)
}

// note remembers that a file of a post was opened.
func (w *watchedFS) note(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.loaded || !assets.IsPost(name) {
		return
	}
	if w.sources == nil {
		w.sources = make(map[string]bool)
	}
	w.sources[name] = true
}

// understood reports whether the files have a post that was read, by the findings
// about them. If it is not listed, it is hidden because somebody wanted that.
func (w *watchedFS) understood(found board.ErrorList) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range found {
		if e.Kind == board.HeldBack || e.Kind == board.FileError {
			delete(w.sources, e.File)
		}
	}
	return len(w.sources) > 0
}

// Open implements [fs.FS]. Package board asks for regular files only.
func (w *watchedFS) Open(name string) (fs.File, error) {
	w.count(1, 0)
	w.note(name)
	f, err := w.FS.Open(name)
	if err != nil {
		w.fail(err)
		return nil, w.explain(name, err)
	}
	return watchedFile{f, w}, nil
}

// Lstat implements [fs.ReadLinkFS]. It is called before each Open.
func (w *watchedFS) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(w.FS, name)
	if err != nil {
		w.fail(err)
		return nil, w.explain(name, err)
	}
	return info, nil
}

// ReadLink implements [fs.ReadLinkFS].
func (w *watchedFS) ReadLink(name string) (string, error) {
	target, err := fs.ReadLink(w.FS, name)
	w.fail(err)
	return target, err
}

// explain returns the error for people, who never called openat. It marks a
// picture that was removed after the board was loaded: the delivery skips
// it. A post that was removed then is an error, since lists still link to it.
func (w *watchedFS) explain(name string, err error) error {
	if w.isLoaded() && !assets.IsSource(name) && errors.Is(err, fs.ErrNotExist) {
		err = deploy.ErrRemoved
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return &fs.PathError{Op: "open", Path: name, Err: err}
}

// ReadDir implements [fs.ReadDirFS]. A folder that was removed after the
// board was loaded has no pictures left.
func (w *watchedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	w.fail(err)
	w.count(0, len(entries))
	switch {
	case err == nil:
		return entries, nil
	case w.isLoaded() && ConcernsOneFile(err):
		return nil, nil
	}
	return nil, w.explain(name, err)
}

func (w *watchedFS) isLoaded() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.loaded
}

type watchedFile struct {
	fs.File
	watched *watchedFS
}

func (f watchedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	if err != io.EOF {
		f.watched.fail(err)
	}
	return n, err
}

// errEscapes is the error of an [os.Root] for a link that leads out of it,
// which package os does not export.
var errEscapes = sync.OnceValue(func() error {
	root, err := os.OpenRoot(".")
	if err != nil {
		return err
	}
	defer root.Close()
	_, err = root.Lstat("..")
	return errors.Unwrap(err)
})

// ConcernsOneFile reports whether an error says that a file is not there, or
// that a name or link leads to none. All other errors, such as an I/O error
// or a denied permission, say nothing about whether the file exists.
func ConcernsOneFile(err error) bool {
	for _, known := range []error{
		fs.ErrNotExist, fs.ErrInvalid, errEscapes(),
		syscall.EINVAL, syscall.ENOTDIR, syscall.EISDIR, syscall.ELOOP, syscall.ENAMETOOLONG,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
