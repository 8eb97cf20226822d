package main

import (
	"encoding/hex"
	"strings"

	"github.com/boardview/board/compressed"
	"github.com/boardview/board/examples/internal/deliver"
	"gocloud.dev/blob"
)

// An object is a file with the headers that readers get with it.
type object struct {
	name     string
	content  []byte
	encoding string       // if it becomes smaller by that
	hash     deliver.Hash // of all that readers get
	options  blob.WriterOptions
}

// mark is the metadata that says of an object that it is ours, and has its
// hash.
const mark = "board"

func (b *bucket) object(name string, content []byte) *object {
	o := &object{name: name, content: content, encoding: b.encoding(name)}
	o.options.ContentType, o.options.CacheControl = mediaType(name), caching(name)
	o.hash = deliver.HashOf(content, []byte(o.options.ContentType), []byte(o.options.CacheControl), []byte(o.encoding))
	o.options.Metadata = map[string]string{mark: hex.EncodeToString(o.hash[:])}
	return o
}

// entry is what the log will know of a file.
func (b *bucket) entry(name string, content []byte) (deliver.Entry, error) {
	return deliver.Entry{State: deliver.Sure, Hash: b.object(name, content).hash}, nil
}

// pack gives what goes up.
func (o *object) pack() []byte {
	c, ok := compressed.In(o.encoding, o.name, o.content)
	if !ok {
		return o.content
	}
	o.options.ContentEncoding = c.Encoding
	return c.Content
}

// encoding is what all who read a file can unpack. What only the widget
// loads, only browsers read, and they all know brotli where there is https.
func (b *bucket) encoding(name string) string {
	switch {
	case b.plain:
		return ""
	case b.secure && strings.HasPrefix(name, "widget/") && deliver.Hashed(name):
		return "br"
	}
	return "gzip"
}

// caching says how long a browser or a CDN may keep a file: for good what
// has a hash in its name, for a minute what can change.
func caching(name string) string {
	if deliver.Hashed(name) {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=60, must-revalidate"
}
