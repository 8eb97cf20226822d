package deliver

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// List gives the names of a tree's files, without the compressed copies that
// it brings along: we make our own of all files.
func List(site fs.FS) (names []string, err error) {
	err = fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	names = slices.DeleteFunc(names, func(name string) bool {
		ext := path.Ext(name)
		return (ext == ".br" || ext == ".gz") && slices.Contains(names, strings.TrimSuffix(name, ext))
	})
	return names, err
}

// Read makes the files of a tree, several at the same time, and asks of each
// what a target will know of it.
func Read(site fs.FS, names []string, told Progress, entry func(name string, content []byte) (Entry, error)) (Contents, error) {
	r := &reading{site: site, entry: entry, told: told, names: names, want: make(Contents)}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(r.work)
	}
	workers.Wait()
	return r.want, r.err
}

// A reading is shared by those who work at it.
type reading struct {
	site  fs.FS
	entry func(string, []byte) (Entry, error)
	told  Progress

	mu    sync.Mutex
	names []string
	begun int // how many of them
	want  Contents
	err   error // the first
}

func (r *reading) work() {
	for {
		name, ok := r.next()
		if !ok {
			return
		}
		e, err := r.file(name)
		r.done(name, e, err)
	}
}

func (r *reading) file(name string) (Entry, error) {
	content, err := fs.ReadFile(r.site, name)
	if err != nil {
		return Entry{}, err
	}
	return r.entry(name, content)
}

// next is the next name, in the order in which the tree lists them: files
// of one page are made together.
func (r *reading) next() (name string, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil || r.begun == len(r.names) {
		return "", false
	}
	r.begun++
	r.told.Tell("made", r.begun, len(r.names))
	return r.names[r.begun-1], true
}

func (r *reading) done(name string, e Entry, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.want[name] = e
	if r.err == nil {
		r.err = err
	}
}
