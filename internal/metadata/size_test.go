package metadata

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/boardview/board/internal/cases"
)

// TestFrameOf: a picture of each format has 16 × 12 pixels, and Exif says to turn
// it. Browsers turn JPEG and PNG, and nothing else by Exif.
func TestFrameOf(t *testing.T) {
	want := map[string]Frame{
		".jpg": {"JPEG", 16, 12, 6, false}, ".png": {"PNG", 16, 12, 6, false}, ".gif": {"GIF", 16, 12, 1, false},
		".webp": {"WebP", 16, 12, 1, false}, ".avif": {"AVIF", 16, 12, 1, false}, ".heic": {"HEIC", 16, 12, 1, false},
		".ico": {"ICO", 0, 0, 1, false},
	}
	for _, ext := range cases.Formats {
		clean := checkClean(t, cases.NewPicture(ext))
		got := FrameOf(clean)
		if got != want[ext] {
			t.Errorf("%s: wanted %v, found %v", ext, want[ext], got)
		}
		if w, h := got.Size(); got.Orientation == 6 && (w != 12 || h != 16) {
			t.Errorf("%s: turned, it is %d × %d pixels", ext, w, h)
		}
		for n := range len(clean) { // cut off anywhere, it may be of no size, but never of another
			if cut := FrameOf(clean[:n]); cut.Width != 0 && (cut.Width != got.Width || cut.Height != got.Height) {
				t.Errorf("%s: of %d bytes: found %v", ext, n, cut)
			}
		}
	}
}

// TestFramesOfWebP: the three ways in which a WebP tells its size.
func TestFramesOfWebP(t *testing.T) {
	for want, chunk := range map[Frame][]byte{
		{"WebP", 300, 200, 1, false}: appendWebP(nil, "VP8 ", []byte{0, 0, 0, 0x9d, 1, 0x2a, 0x2c, 0x41, 0xc8, 0x80}), // with bits of the scale
		{"WebP", 301, 201, 1, false}: appendWebP(nil, "VP8L", []byte{0x2f, 0x2c, 0x01, 0x32, 0x10}),                   // with the bit of alpha
		{"WebP", 302, 202, 1, true}:  appendWebP(nil, "VP8X", []byte{2, 0, 0, 0, 0x2d, 1, 0, 0xc9, 0, 0}),
	} {
		src := append([]byte("RIFF\x00\x00\x00\x00WEBP"), chunk...)
		binary.LittleEndian.PutUint32(src[4:], uint32(len(src)-8))
		src = append(src, appendWebP(nil, "VP8 ", []byte{0, 0, 0, 0x9d, 1, 0x2a, 9, 0, 9, 0})...) // a picture on the canvas
		if want.Animated {
			src = append(src, appendWebP(nil, "EXIF", []byte("MM\x00*"))...)
		}
		if got := FrameOf(src); got != want {
			t.Errorf("wanted %v, found %v", want, got)
		}
	}
}

// TestFrameOfHEIF: a quarter turn is part of the picture.
func TestFrameOfHEIF(t *testing.T) {
	clean := checkClean(t, cases.NewPicture(".avif"))
	h := heifFile{src: clean, items: make(map[uint64]item)}
	meta := boxNamed(t, clean, 0, len(clean), "meta")
	iprp := boxNamed(t, clean, meta.body+4, meta.end, "iprp")
	if err := h.readProperties(iprp); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(h.properties, func(b box) bool { return b.kind != "ispe" && b.end > b.body })
	for angle, want := range map[byte]int{0: 16, 1: 12, 2: 16, 3: 12} { // in place of another property
		turned := bytes.Clone(clean)
		p := h.properties[at]
		copy(turned[p.start+4:], "irot")
		turned[p.body] = angle
		if w, _ := FrameOf(turned).Size(); w != want {
			t.Errorf("turned %d times: wanted a width of %d, found %d", angle, want, w)
		}
	}
}

func boxNamed(t *testing.T, src []byte, from, to int, kind string) box {
	t.Helper()
	boxes, err := boxesIn(src, from, to)
	for _, b := range boxes {
		if b.kind == kind {
			return b
		}
	}
	t.Fatalf("wanted a box %q, found none (%v)", kind, err)
	return box{}
}
