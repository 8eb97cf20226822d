package directory

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A disk is the part of an operating system that a target uses: a directory
// that no name and no link leads out of. Tests let each of its calls fail.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	Size(name string) (bytes int64, isFile bool)
	ReadDir(name string) ([]fs.DirEntry, error)
	ReadFile(name string) ([]byte, error)
	Create(name string) (io.WriteCloser, error) // a file that does not exist yet
	MkdirAll(name string) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
	Flush() error // waits until everything that was written is on the disk
	Close() error
}

// openDisk opens a directory that exists.
func openDisk(dir string) (disk, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return rootDisk{root}, nil
}

// A rootDisk is a directory of this machine.
type rootDisk struct{ *os.Root }

func (d rootDisk) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.FS(), name) }

func (d rootDisk) MkdirAll(name string) error { return d.Root.MkdirAll(name, 0o777) }

func (d rootDisk) Create(name string) (io.WriteCloser, error) {
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return rootFile{f}, nil
}

// Size is asked about each file of a board, each time it is published. It does not
// look at each folder on the way, as Lstat does: four times faster, and if a link
// leads out, nothing but the size of another file is learned.
func (d rootDisk) Size(name string) (bytes int64, isFile bool) {
	info, err := os.Lstat(filepath.Join(d.Name(), filepath.FromSlash(name)))
	if err != nil {
		return 0, false
	}
	return info.Size(), info.Mode().IsRegular()
}

func (d rootDisk) Flush() error { return flushAll(d.Root) }

type rootFile struct{ *os.File }

func (f rootFile) Close() error { return errors.Join(flush(f.File), f.File.Close()) }
