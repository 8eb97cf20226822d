package source

import (
	"errors"
	"io"
	"io/fs"
	"sync"

	"github.com/boardview/board/examples/internal/deliver"
)

// watched remembers what could not be read: a post on a disk that fails
// must not be taken for one that was removed. It tells how many files are
// read, of those that stand in the folders seen so far.
type watched struct {
	fs.FS
	told      deliver.Progress
	mu        sync.Mutex
	errs      []error
	read, all int
}

func (w *watched) note(err error) {
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.errs = append(w.errs, err)
	}
}

func (w *watched) tell(read, found int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.read, w.all = w.read+read, w.all+found
	w.told.Tell("read", w.read, w.all)
}

func (w *watched) unread() error { return errors.Join(w.errs...) }

// Open implements [fs.FS].
func (w *watched) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	w.note(err)
	w.tell(1, 0)
	if err != nil {
		return nil, err
	}
	return watchedFile{f, w}, nil
}

// Stat implements [fs.StatFS].
func (w *watched) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.FS, name)
	w.note(err)
	return info, err
}

// ReadDir implements [fs.ReadDirFS].
func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	w.note(err)
	w.tell(0, len(entries))
	return entries, err
}

type watchedFile struct {
	fs.File
	watched *watched
}

func (f watchedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	if err != io.EOF {
		f.watched.note(err)
	}
	return n, err
}
