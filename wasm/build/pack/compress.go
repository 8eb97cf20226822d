package main

import (
	"bytes"
	"compress/gzip"
	"io"

	"github.com/andybalholm/brotli"
)

// A compressor makes a copy of a file that servers send instead of the file.
type compressor struct {
	ext  string
	wrap func(io.Writer) (io.WriteCloser, error)
}

// compressors use their slowest and best level: a file is compressed once and
// sent a million times.
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
