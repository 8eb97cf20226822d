// Package compressed makes the copies of a file that web servers send to
// browsers that take compressed ones. It is a module of its own, so that
// who uses the library need not have brotli.
package compressed

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
)

// A Copy is a file in a content coding (RFC 9110 § 8.4.1).
type Copy struct {
	Suffix   string // of its name, behind the file's own: ".br"
	Encoding string // for Content-Encoding: "br"
	Content  []byte
}

// onePacket is what a network sends in one go: less is no faster.
const onePacket = 1400

// slow is how many bytes are worth the slowest compression, which is for
// what every reader loads: the widget and its engine. A board has half a
// million small files, of which each is read by few.
const slow = 100 << 10

// texts are the endings of the files that become smaller. Pictures and
// documents are compressed in themselves.
var texts = map[string]bool{
	".css": true, ".csv": true, ".html": true, ".ics": true, ".js": true, ".json": true, ".map": true, ".mjs": true,
	".svg": true, ".txt": true, ".wasm": true, ".xml": true,
}

// Copies gives the compressed copies of a file that are worth having, none
// for most. The same content gives the same copies.
func Copies(name string, content []byte) []Copy {
	if len(content) <= onePacket || !texts[strings.ToLower(path.Ext(name))] {
		return nil
	}
	var copies []Copy
	for _, c := range []Copy{{".br", "br", brotlied(content)}, {".gz", "gzip", gzipped(content)}} {
		if len(c.Content) < len(content)-len(content)/10 {
			copies = append(copies, c)
		}
	}
	return copies
}

func brotlied(content []byte) []byte {
	level := 5
	if len(content) > slow {
		level = brotli.BestCompression
	}
	return through(content, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, level) })
}

func gzipped(content []byte) []byte {
	return through(content, func(w io.Writer) io.WriteCloser {
		z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // a level that there is
		return z
	})
}

func through(content []byte, compressor func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := compressor(&b)
	w.Write(content) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}
