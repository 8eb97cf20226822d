package board_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board"
)

// TestHeld: who renders hears of the pictures that only ImagesAny would
// show, and of no others.
func TestHeld(t *testing.T) {
	const pictures = "![](own.png) ![](https://a.example/1.png) ![](http://b.example/2.png) ![](data:image/png,x)\n\n" +
		"See <img src='https://c.example/3.png'>"
	photos := []board.Photo{{URL: "https://d.example/4.png"}, {URL: "https://board.example/5.png"}}
	all := []string{"https://d.example/4.png", "https://a.example/1.png", "https://c.example/3.png"}
	for _, c := range []struct {
		why    string
		images board.ImagePolicy
		body   string
		want   []string
	}{
		{"the board's own are shown", board.ImagesBoard, pictures, all},
		{"all are shown", board.ImagesAny, pictures, nil},
		{"none would be", board.ImagesOff, pictures, nil},
		{"a body that is shown as text has none", board.ImagesBoard, pictures + strings.Repeat(" x", 128<<10), all[:1]},
	} {
		var got []string
		r := &board.Renderer{Images: c.images, BaseURL: "https://board.example/", Held: func(address string) { got = append(got, address) }}
		if err := r.Article(io.Discard, &board.Post{Subject: "x", Photos: photos, Body: c.body}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: held back are %q, want %q", c.why, got, c.want)
		}
	}
}
