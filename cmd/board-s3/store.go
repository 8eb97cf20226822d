package main

import (
	"io"
	"strings"

	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/blob"
)

const segments = deploy.Folder + "/log/"

// private are the headers of the log and the lock.
var private = blob.WriterOptions{ContentType: "text/plain; charset=utf-8", CacheControl: "no-store"}

// Segments implements [deploy.Store].
func (b *bucket) Segments() (names []string, err error) {
	err = b.each(segments, func(name string) { names = append(names, strings.TrimPrefix(name, segments)) })
	return names, err
}

// ReadSegment implements [deploy.Store].
func (b *bucket) ReadSegment(name string) (io.ReadCloser, error) {
	return b.NewReader(b.ctx, segments+name, nil)
}

// WriteSegment implements [deploy.Store].
func (b *bucket) WriteSegment(name string, content []byte) error {
	return b.WriteAll(b.ctx, segments+name, content, &private)
}

// RemoveSegment implements [deploy.Store].
func (b *bucket) RemoveSegment(name string) error { return b.remove(segments + name) }
