package board_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/boardview/board"
)

// TestFromArchive: a board whose files are in a zip archive can be served,
// its pictures too: web servers seek in them.
func TestFromArchive(t *testing.T) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if err := w.AddFS(os.DirFS("testdata/posts")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := board.Load(r)
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "pictures/flags.webp"} {
		f, err := site.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if s, ok := f.(io.Seeker); !ok {
			t.Errorf("%s cannot be sought in", name)
		} else if n, err := s.Seek(0, io.SeekEnd); n == 0 || err != nil {
			t.Errorf("%s: its end is at %d (%v)", name, n, err)
		}
	}
}
