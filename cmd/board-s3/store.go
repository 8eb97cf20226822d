package main

import (
	"io"
	"strings"

	"github.com/boardview/board/examples/internal/deliver"
	"gocloud.dev/blob"
)

const segments = deliver.Folder + "/log/"

// private is how our own objects are written.
var private = blob.WriterOptions{ContentType: "text/plain; charset=utf-8", CacheControl: "no-store"}

// Segments implements [deliver.Store].
func (b *bucket) Segments() (names []string, err error) {
	err = b.each(segments, func(name string) { names = append(names, strings.TrimPrefix(name, segments)) })
	return names, err
}

// ReadSegment implements [deliver.Store].
func (b *bucket) ReadSegment(name string) (io.ReadCloser, error) {
	return b.NewReader(b.ctx, segments+name, nil)
}

// WriteSegment implements [deliver.Store].
func (b *bucket) WriteSegment(name string, content []byte) error {
	return b.WriteAll(b.ctx, segments+name, content, &private)
}

// RemoveSegment implements [deliver.Store].
func (b *bucket) RemoveSegment(name string) error { return b.remove(segments + name) }
