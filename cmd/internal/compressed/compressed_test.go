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

// TestCopies: what is unpacked is what was packed, and is smaller packed.
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
			t.Errorf("%s: unpacked it is another file (%v)", c.Encoding, err)
		}
		if len(c.Content) > len(page)/10 {
			t.Errorf("%s: %d bytes of %d", c.Encoding, len(c.Content), len(page))
		}
	}
	for i, c := range Copies("index.html", page) {
		if !bytes.Equal(c.Content, copies[i].Content) {
			t.Errorf("%s: not the same bytes again", c.Encoding)
		}
	}
}

// TestNotWorth: no copies of what they do not make faster.
func TestNotWorth(t *testing.T) {
	noise := make([]byte, 5000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for name, content := range map[string][]byte{"picture.webp": page, "small.html": page[:1000], "noise.txt": noise} {
		if copies := Copies(name, content); copies != nil {
			t.Errorf("%s: %d copies", name, len(copies))
		}
	}
}

// TestIn: alone a copy is what it is among the others.
func TestIn(t *testing.T) {
	for _, want := range Copies("index.html", page) {
		if c, ok := In(want.Encoding, "index.html", page); !ok || c.Suffix != want.Suffix || !bytes.Equal(c.Content, want.Content) {
			t.Errorf("%s: got %v, %d bytes", want.Encoding, ok, len(c.Content))
		}
	}
	if c, ok := In("", "index.html", page); ok {
		t.Errorf("got %q for no encoding", c.Encoding)
	}
}
