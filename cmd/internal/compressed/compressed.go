// Package compressed makes compressed copies of files, which web servers and
// stores send to readers that accept them. The commands board and board-s3
// call it. It is a module of its own, so that programs that use the library
// do not depend on brotli.
package compressed

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// A Copy is a file in a content coding (RFC 9110 § 8.4.1).
type Copy struct {
	Suffix   string // of its name, behind the file's own: ".br"
	Encoding string // for Content-Encoding: "br"
	Content  []byte
}

// onePacket is how many bytes fit into a network packet: a file that does is
// not faster if it is smaller.
const onePacket = 1400

// code are the extensions of files that are worth the slowest compression, a
// second for a megabyte: every reader loads them, and they seldom change. A
// board may have half a million other files, each with few readers.
var code = map[string]bool{".css": true, ".js": true, ".mjs": true, ".wasm": true}

// texts are the extensions of files that become smaller. The formats of
// pictures and documents are compressed already.
var texts = map[string]bool{
	".css": true, ".csv": true, ".html": true, ".ics": true, ".js": true, ".json": true, ".map": true, ".mjs": true,
	".svg": true, ".txt": true, ".wasm": true, ".xml": true,
}

// Copies returns the compressed copies of a file that are worth having, in
// brotli and gzip. The same content always has the same copies.
func Copies(name string, content []byte) (copies []Copy) {
	for _, encoding := range []string{"br", "gzip"} {
		if c, ok := In(encoding, name, content); ok {
			copies = append(copies, c)
		}
	}
	return copies
}

// In returns the copy in one encoding, "br" or "gzip", if it is worth having:
// for stores that can have one content only.
func In(encoding, name string, content []byte) (c Copy, ok bool) {
	ext := strings.ToLower(path.Ext(name))
	if len(content) <= onePacket || !texts[ext] {
		return c, false
	}
	level := usual
	if code[ext] {
		level = best
	}
	switch encoding {
	case "br":
		c = Copy{".br", encoding, level.brotli.through(content)}
	case "gzip":
		c = Copy{".gz", encoding, level.gzip.through(content)}
	default:
		return c, false
	}
	return c, len(c.Content) < len(content)-len(content)/10
}

// levels hold a compressor for each encoding, at one level.
type levels struct{ brotli, gzip *compressors }

var (
	usual = levels{newBrotli(5), newGzip(gzip.DefaultCompression)}
	best  = levels{newBrotli(brotli.BestCompression), newGzip(gzip.BestCompression)}
)

// compressors are reused: each has tables of several megabytes.
type compressors struct{ sync.Pool }

type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

func newBrotli(level int) *compressors {
	return &compressors{sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, level) }}}
}

func newGzip(level int) *compressors {
	return &compressors{sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, level) // a level that there is
		return w
	}}}
}

func (c *compressors) through(content []byte) []byte {
	w := c.Get().(compressor)
	defer c.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	w.Write(content) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}
