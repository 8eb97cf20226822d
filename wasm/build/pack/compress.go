package main

import (
	"bytes"
	"compress/gzip"
	"io"

	"github.com/andybalholm/brotli"
)

// A compressor makes the copy of a file that servers send instead of it.
type compressor struct {
	ext  string
	wrap func(io.Writer) (io.WriteCloser, error)
}

// compressors are set to their slowest: files are compressed once and sent
// a million times.
var compressors = []compressor{
	{".br", func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, brotli.BestCompression), nil
	}},
	{".gz", func(w io.Writer) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(w, gzip.BestCompression)
	}},
}

func (c compressor) compress(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := c.wrap(&b)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
