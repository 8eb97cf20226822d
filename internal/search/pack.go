//go:build !js

package search

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// pack compresses a file.
func pack(content []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	z.Write(content)                                      // a Buffer returns no error
	z.Close()
	return b.Bytes()
}

// unpack unpacks a file. Some servers send it unpacked already.
func unpack(file []byte) ([]byte, error) {
	if !bytes.HasPrefix(file, []byte{0x1f, 0x8b}) {
		return file, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(z, maxFile+1))
	if len(content) > maxFile {
		return nil, fmt.Errorf("%w: more than %d bytes in a file", errBroken, maxFile)
	}
	return content, err
}
