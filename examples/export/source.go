package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/internal/deliver"
)

// options are the command's.
type options struct {
	title, description, lang string
	address, firstAddress    string
	widget, posts, site      string
	now                      time.Time // which posts are due; zero for the time it is
	plain, verbose           bool
	told                     progress
}

func (o options) export(now time.Time) (*deliver.Plan, error) {
	if inside(o.site, o.posts) {
		return nil, fmt.Errorf("%s: wanted a directory outside of the posts', found one inside: its files would be posts the next time", o.site)
	}
	root, err := os.OpenRoot(o.posts) // no link leads out of it
	if err != nil {
		return nil, err
	}
	defer root.Close()
	due := now
	if !o.now.IsZero() {
		due = o.now
	}
	site, err := o.publish(root.FS(), due)
	if err != nil {
		return nil, err
	}
	return delivery{now, o.plain, o.told}.export(site, o.site)
}

func (o options) publish(posts fs.FS, now time.Time) (fs.FS, error) {
	r := &board.Renderer{BaseURL: cmp.Or(o.address, "./")}
	if o.widget != "" {
		r.Widget = os.DirFS(o.widget)
	}
	source := &watched{FS: posts, told: o.told}
	b, findings := r.Load(source)
	source.told = nil // they are read again while files are made
	if findings != nil {
		log.Print(findings) // the board is usable all the same
	}
	b.Title, b.Description, b.Lang = o.title, o.description, o.lang
	b.URL, b.FirstURL = o.address, o.firstAddress
	b.Now = func() time.Time { return now }
	site, err := r.Publish(b)
	if err := errors.Join(err, source.unread()); err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	for range b.All() {
		return site, nil
	}
	return nil, fmt.Errorf("%s: wanted posts, *.txt or *.md, found none that is due: nothing was changed", o.posts)
}

// inside reports whether a directory, which may not be there yet, is
// another one or below it.
func inside(dir, outer string) bool {
	dir, err1 := filepath.Abs(dir)
	outer, err2 := filepath.Abs(outer)
	rel, err3 := filepath.Rel(outer, dir)
	return errors.Join(err1, err2, err3) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// watched remembers what could not be read: a post on a disk that fails
// must not be taken for one that was removed. It tells how many files are
// read, of those that stand in the folders seen so far.
type watched struct {
	fs.FS
	told      progress
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
	w.told.tell("read", w.read, w.all)
}

func (w *watched) unread() error { return errors.Join(w.errs...) }

// ReadFile implements [fs.ReadFileFS].
func (w *watched) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(w.FS, name)
	w.note(err)
	w.tell(1, 0)
	return content, err
}

// ReadDir implements [fs.ReadDirFS].
func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	w.note(err)
	w.tell(0, len(entries))
	return entries, err
}
