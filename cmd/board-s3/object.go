package main

import (
	"encoding/hex"
	"strings"

	"github.com/boardview/board/cmd/internal/compressed"
	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/blob"
)

// An object is a file with the headers that readers get.
type object struct {
	name     string
	content  []byte
	encoding string      // used if it makes the file smaller
	hash     deploy.Hash // of the content and the headers
	options  blob.WriterOptions
}

// mark is the name of the metadata that marks our objects. Its value is the
// hash.
const mark = "board"

func (b *bucket) object(name string, content []byte) *object {
	o := &object{name: name, content: content, encoding: b.encoding(name)}
	o.options.ContentType, o.options.CacheControl = mediaType(name), caching(name)
	o.hash = deploy.HashOf(content, []byte(o.options.ContentType), []byte(o.options.CacheControl), []byte(o.encoding))
	o.options.Metadata = map[string]string{mark: hex.EncodeToString(o.hash[:])}
	return o
}

// entry returns the entry of a file for the log.
func (b *bucket) entry(name string, content []byte) (deploy.Entry, error) {
	return deploy.Entry{State: deploy.Sure, Hash: b.object(name, content).hash}, nil
}

// pack returns the content to upload, compressed if that makes it smaller.
func (o *object) pack() []byte {
	c, ok := compressed.In(o.encoding, o.name, o.content)
	if !ok {
		return o.content
	}
	o.options.ContentEncoding = c.Encoding
	return c.Content
}

// encoding returns an encoding that all readers of a file accept. Some files
// of the widget are read by browsers only, which accept brotli over https.
func (b *bucket) encoding(name string) string {
	switch {
	case b.plain:
		return ""
	case b.secure && strings.HasPrefix(name, "widget/") && deploy.Hashed(name):
		return "br"
	}
	return "gzip"
}

// caching returns the Cache-Control of a file: for ever if it has a hash in its
// name, otherwise a minute.
func caching(name string) string {
	if deploy.Hashed(name) {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=60, must-revalidate"
}

// marked returns the entry that is stored with an object, and whether the
// object is ours.
func (b *bucket) marked(name string) (e deploy.Entry, ours bool, err error) {
	a, err := b.Attributes(b.ctx, name)
	if err != nil {
		return e, false, err
	}
	hash, err := hex.DecodeString(a.Metadata[mark])
	if err != nil || len(hash) != len(e.Hash) {
		return e, false, nil
	}
	e.State = deploy.Sure
	copy(e.Hash[:], hash)
	return e, true, nil
}
