package confinedfs

import (
	"fmt"
	"io"
	"io/fs"
)

// A boundedFile fails after [MaxFile] bytes, whatever size it claimed to have.
type boundedFile struct {
	fs.File
	name string
	at   int64
}

// bounded bounds a file. It can be sought if the file can.
func bounded(name string, f fs.File) fs.File {
	b := &boundedFile{File: f, name: name}
	if s, ok := f.(io.Seeker); ok {
		return &seekableFile{b, s}
	}
	return b
}

func (b *boundedFile) Read(p []byte) (int, error) {
	left := MaxFile + 1 - b.at
	if left <= 0 {
		return 0, refuse(b.name, fmt.Sprintf("it has more than %d bytes", MaxFile))
	}
	n, err := b.File.Read(p[:min(int64(len(p)), left)])
	b.at += int64(n)
	return n, err
}

type seekableFile struct {
	*boundedFile
	seeker io.Seeker
}

func (s *seekableFile) Seek(offset int64, whence int) (int64, error) {
	at, err := s.seeker.Seek(offset, whence)
	s.at = at
	return at, err
}
