// Package compressed makes brotli and gzip copies of files, for web servers
// that send precompressed files. It is a separate module, so that programs
// that use the library do not depend on brotli. It knows nothing of boards.
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
	Suffix   string // appended to the file's name: ".br" or ".gz"
	Encoding string // for Content-Encoding: "br" or "gzip"
	Content  []byte
}

// onePacket is the payload of one network packet, in bytes. A file that fits
// into it does not arrive faster when it is smaller.
const onePacket = 1400

// code has the extensions of files that get the strongest compression, which
// takes a second per megabyte: every reader loads them, and they rarely
// change. A large board has half a million other files with few readers each.
var code = map[string]bool{".css": true, ".js": true, ".mjs": true, ".wasm": true}

// texts has the extensions of files that compression makes smaller. The
// formats of pictures and documents are already compressed.
var texts = map[string]bool{
	".css": true, ".csv": true, ".html": true, ".ics": true, ".js": true, ".json": true, ".map": true, ".mjs": true,
	".svg": true, ".txt": true, ".wasm": true, ".xml": true,
}

// Copies returns the copies of a file that save at least a tenth of its bytes:
// brotli before gzip, or none. The extension of name decides whether and how
// strongly to compress. The same name and content always give the same copies.
func Copies(name string, content []byte) (copies []Copy) {
	for _, encoding := range []string{"br", "gzip"} {
		if c, ok := In(encoding, name, content); ok {
			copies = append(copies, c)
		}
	}
	return copies
}

// In returns the copy in one encoding, "br" or "gzip", for stores that keep
// one content per name. ok is false if Copies would leave the copy out.
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
		c = Copy{".br", encoding, level.brotli.compress(content)}
	case "gzip":
		c = Copy{".gz", encoding, level.gzip.compress(content)}
	default:
		return c, false
	}
	return c, len(c.Content) < len(content)-len(content)/10
}

// levels is a compression level of both encodings.
type levels struct{ brotli, gzip *compressors }

var (
	usual = levels{newBrotli(5), newGzip(gzip.DefaultCompression)}
	best  = levels{newBrotli(brotli.BestCompression), newGzip(gzip.BestCompression)}
)

// compressors are reused, because each allocates megabytes of tables.
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
		w, _ := gzip.NewWriterLevel(nil, level) // fails only for unknown levels
		return w
	}}}
}

func (c *compressors) compress(content []byte) []byte {
	w := c.Get().(compressor)
	defer c.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	w.Write(content) // writing to a bytes.Buffer cannot fail
	w.Close()
	return b.Bytes()
}
