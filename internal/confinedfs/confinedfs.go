// Package confinedfs reads a directory whose content is not trusted. Nothing in
// the directory can make a program that reads it hang, run out of memory, or
// read a file elsewhere. Package board reads posts and the files beside them
// through it, and so does board import.
//
// It opens regular files only: a named pipe would block, a device may never
// end. A link is followed as long as it stays inside the directory. It does
// not know which files are posts.
package confinedfs

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// maxLinks is how many links one name may lead through, as in package os.
const maxLinks = 40

// An FS is the part of another file system that can be read without harm. It
// is safe for concurrent use if the other one is.
//
// If the other one is a [fs.ReadLinkFS], as those of [os.DirFS] and [os.Root]
// are, links inside it are followed. If it is not, nobody can tell where a link
// leads, and all links are refused.
//
// An FS looks at a name before it opens the file, and then whether it is the same one.
// Only an [os.Root] also holds against somebody who replaces a folder by a link in
// between.
type FS struct {
	files fs.FS
	about describer
}

// New returns the part of files that can be read without harm.
func New(files fs.FS) *FS {
	if links, ok := files.(fs.ReadLinkFS); ok {
		return &FS{files, links}
	}
	return &FS{files, &listings{files: files}}
}

// A describer describes files and links without opening or following them.
type describer interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadLink(name string) (string, error)
}

// A Refused entry of a folder is a file that cannot be opened, or not be read
// to its end. Err is the error of [FS.Stat].
type Refused struct {
	fs.DirEntry
	Err error
}

// Type tells it from a regular file.
func (r Refused) Type() fs.FileMode { return fs.ModeIrregular }

// IsDir tells it from a folder that can be read.
func (r Refused) IsDir() bool { return false }

// Open opens a regular file, or one that a link inside the directory leads to.
// Reading fails after [MaxFile] bytes. Folders are read by [FS.ReadDir].
func (f *FS) Open(name string) (fs.File, error) {
	for range maxTries {
		real, info, err := f.resolve(name)
		if err != nil {
			return nil, err
		}
		if err := wantRegular(name, info); err != nil {
			return nil, err
		}
		if file, err := f.open(name, real, info); file != nil || err != nil {
			return file, err
		}
	}
	return nil, refuse(name, "it is replaced again and again")
}

// maxTries is how often a file is opened that is replaced while somebody looks at it, as
// by an editor that saves it. A save takes longer than that.
const maxTries = 10

// open opens a file that was looked at before. It returns nil if it is another one by
// now: a link that took its place could lead anywhere.
func (f *FS) open(name, real string, before fs.FileInfo) (fs.File, error) {
	file, err := f.files.Open(real)
	if err != nil {
		return nil, renamed(name, err)
	}
	info, err := file.Stat()
	if err == nil {
		err = wantRegular(name, info)
	}
	if err != nil {
		file.Close()
		return nil, renamed(name, err)
	}
	if os.SameFile(before, before) && !os.SameFile(before, info) { // false for files that are not of package os
		file.Close()
		return nil, nil
	}
	return bounded(name, file), nil
}

// Stat implements [fs.StatFS]. It describes folders, and the files that can be
// read to their end.
func (f *FS) Stat(name string) (fs.FileInfo, error) {
	_, info, err := f.resolve(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		err = wantRegular(name, info)
		if err == nil {
			err = wantSmall(name, info)
		}
	}
	return called{info, path.Base(name)}, err
}

// ReadDir implements [fs.ReadDirFS]. A link to a regular file appears as that
// file, and one to a folder as a link. What cannot be read is [Refused].
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	real, info, err := f.resolve(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, refuse(name, "it is not a folder")
	}
	entries, err := fs.ReadDir(f.files, real)
	for i, e := range entries {
		if inside := path.Join(name, e.Name()); !e.IsDir() || isDeep(inside) {
			entries[i] = f.entry(inside, e)
		}
	}
	return entries, renamed(name, err)
}

func (f *FS) entry(name string, e fs.DirEntry) fs.DirEntry {
	if isDeep(name) {
		return Refused{e, refuseDeep(name)}
	}
	if e.Type().IsRegular() {
		info, err := e.Info()
		if err == nil {
			err = wantSmall(name, info)
		}
		if errors.Is(err, fs.ErrInvalid) {
			return Refused{e, err}
		}
		return e // if it was removed meanwhile, opening it tells
	}
	info, err := f.Stat(name)
	switch {
	case err != nil:
		return Refused{e, err}
	case info.IsDir():
		return e
	}
	return fs.FileInfoToDirEntry(info)
}

// resolve follows the links in a name, as the system does: part by part. It
// returns a name without links, and describes what has it.
func (f *FS) resolve(name string) (real string, info fs.FileInfo, err error) {
	if !fs.ValidPath(name) {
		return "", nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	real = "."
	links, target := 0, ""
	for todo := strings.Split(name, "/"); len(todo) > 0; {
		next := path.Join(real, todo[0])
		if path.IsAbs(target) || !fs.ValidPath(next) {
			return "", nil, refuse(name, fmt.Sprintf("it is a link that leads out of the directory, to %.200q: put a copy of the file here instead", target))
		}
		if isDeep(next) {
			return "", nil, refuseDeep(name)
		}
		if info, err = f.lstat(next, todo[1:]); err != nil {
			return "", nil, renamed(name, err)
		}
		if !isLink(info) {
			real, todo = next, todo[1:]
			continue
		}
		if links++; links > maxLinks {
			return "", nil, refuse(name, "it is a link that leads in a circle, or through too many others")
		}
		if target, err = f.about.ReadLink(next); err != nil {
			return "", nil, renamed(name, err)
		}
		target = strings.ReplaceAll(target, string(os.PathSeparator), "/")
		todo = append(strings.Split(target, "/"), todo[1:]...)
	}
	return real, info, nil
}

func isLink(info fs.FileInfo) bool { return info.Mode()&fs.ModeSymlink != 0 }

// lstat describes what has a name without links, the last part aside. If rest
// follows, it must be a folder. If it is not there, the error is about the whole:
// who removed a folder has removed the files in it.
func (f *FS) lstat(name string, rest []string) (fs.FileInfo, error) {
	info, err := f.about.Lstat(name)
	if len(rest) == 0 || err == nil && (info.IsDir() || isLink(info)) {
		return info, err
	}
	whole := path.Join(name, path.Join(rest...))
	if _, wholeErr := f.about.Lstat(whole); wholeErr != nil {
		return nil, wholeErr
	}
	return nil, cmp.Or(err, fs.ErrNotExist)
}

// called describes a file by the name of a link to it.
type called struct {
	fs.FileInfo
	name string
}

func (c called) Name() string { return c.name }
