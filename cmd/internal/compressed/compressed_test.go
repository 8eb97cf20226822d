package compressed

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

var page = []byte("<!DOCTYPE html>" + strings.Repeat("<p>The assembly met on Friday.</p>\n", 100))

// TestCopies: the copies decompress to the file, are much smaller, and are the
// same on every call.
func TestCopies(t *testing.T) {
	copies := Copies("index.html", page)
	if len(copies) != 2 || copies[0].Suffix != ".br" || copies[1].Encoding != "gzip" {
		t.Fatalf("wanted copies in brotli and gzip, found %d", len(copies))
	}
	for _, c := range copies {
		var r io.Reader = brotli.NewReader(bytes.NewReader(c.Content))
		if c.Encoding == "gzip" {
			var err error
			if r, err = gzip.NewReader(bytes.NewReader(c.Content)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, page) {
			t.Errorf("%s: the copy decompresses to another file (%v)", c.Encoding, err)
		}
		if len(c.Content) > len(page)/10 {
			t.Errorf("%s: the copy has %d of %d bytes", c.Encoding, len(c.Content), len(page))
		}
	}
	for i, c := range Copies("index.html", page) {
		if !bytes.Equal(c.Content, copies[i].Content) {
			t.Errorf("%s: the second call returned other bytes", c.Encoding)
		}
	}
}

// TestNoCopies: pictures, files of one packet, and files that do not shrink
// have no copies.
func TestNoCopies(t *testing.T) {
	noise := make([]byte, 5000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for name, content := range map[string][]byte{"picture.webp": page, "small.html": page[:1000], "noise.txt": noise} {
		if copies := Copies(name, content); copies != nil {
			t.Errorf("%s: wanted no copies, found %d", name, len(copies))
		}
	}
}

// TestIn: the copy in one encoding is the one that Copies returns.
func TestIn(t *testing.T) {
	for _, want := range Copies("index.html", page) {
		if c, ok := In(want.Encoding, "index.html", page); !ok || c.Suffix != want.Suffix || !bytes.Equal(c.Content, want.Content) {
			t.Errorf("%s: wanted the copy of %d bytes, found %v, %d bytes", want.Encoding, len(want.Content), ok, len(c.Content))
		}
	}
	if c, ok := In("", "index.html", page); ok {
		t.Errorf("no encoding: wanted no copy, found one in %q", c.Encoding)
	}
}
