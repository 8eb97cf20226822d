package sizes_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/sizes"
)

// A board whose pages load the copies that a screen needs. The copies are kept in
// a directory, so that the next run makes none.
func ExampleMaker() {
	b, err := board.Load(posts()) // os.DirFS("posts")
	cache := filepath.Join(os.TempDir(), "board-sizes-example")
	defer os.RemoveAll(cache)

	r := &board.Renderer{Sizes: sizes.Maker{Cache: cache}.Make}
	site, err2 := r.Publish(b)
	if err != nil || err2 != nil {
		fmt.Println(err, err2)
		return
	}
	copies, err := fs.Glob(site, "fair.*.*.jpg") // fair.0123456789ab.480.jpg
	fmt.Println(len(copies), err)
	// Output: 3 <nil>
}

// posts has one post with a photo.
func posts() fs.FS {
	photo := image.NewGray(image.Rect(0, 0, 1200, 900))
	for i := range photo.Pix {
		photo.Pix[i] = byte(i/1200/5 + rand.IntN(20))
	}
	var b bytes.Buffer
	jpeg.Encode(&b, photo, &jpeg.Options{Quality: 95})
	return fstest.MapFS{
		"fair.txt": {Data: []byte("SUBJECT Fair\nDATE 2026-01-01\n\nPHOTO: The fair\n![A stall](fair.jpg)\n")},
		"fair.jpg": {Data: b.Bytes()},
	}
}
