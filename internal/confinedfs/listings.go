package confinedfs

import (
	"io/fs"
	"path"
	"sync"
)

// listings describe the files of a file system that has no Lstat. [fs.Stat]
// follows links, and may open the file, which blocks if it is a named pipe. The
// entries of a folder tell what a file is without touching it.
type listings struct {
	files fs.FS

	mu      sync.Mutex
	folders map[string]map[string]fs.DirEntry
}

// Lstat implements describer.
func (l *listings) Lstat(name string) (fs.FileInfo, error) {
	if name == "." {
		return fs.Stat(l.files, name)
	}
	folder := path.Dir(name)
	info, err := l.Lstat(folder)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := l.list(folder)
	if err != nil {
		return nil, err
	}
	if e := entries[path.Base(name)]; e != nil {
		return e.Info()
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadLink implements describer.
func (l *listings) ReadLink(string) (string, error) {
	return "", refusal("it is a link, and this file system does not tell where it leads: put a copy of the file here instead")
}

// list returns the entries of a folder. It reads each folder once: posts name
// many files of a folder.
func (l *listings) list(folder string) (map[string]fs.DirEntry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.folders[folder]; ok {
		return known, nil
	}
	list, err := fs.ReadDir(l.files, folder)
	if err != nil {
		return nil, err
	}
	entries := make(map[string]fs.DirEntry, len(list))
	for _, e := range list {
		entries[e.Name()] = e
	}
	if l.folders == nil {
		l.folders = make(map[string]map[string]fs.DirEntry)
	}
	l.folders[folder] = entries
	return entries, nil
}
