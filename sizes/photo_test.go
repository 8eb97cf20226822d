package sizes

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"
)

// newPhoto is a picture that compresses as one of a phone does: shapes of all
// sizes, and the noise of a sensor. One of 12 megapixels has about 4 MB as a JPEG.
func newPhoto(w, h int) *image.RGBA {
	random := rand.New(rand.NewPCG(1, 2))
	photo := image.NewRGBA(image.Rect(0, 0, w, h))
	var layers [][]byte
	cells := []int{1024, 256, 64, 16, 8, 4}
	for range cells {
		layer := make([]byte, 256*256)
		for i := range layer {
			layer[i] = byte(random.UintN(256))
		}
		layers = append(layers, layer)
	}
	strength := []int{110, 60, 40, 40, 24, 12} // in 256ths of all
	for y := range h {
		for x := range w {
			light := 0
			for i, cell := range cells {
				light += smooth(layers[i], x, y, cell) * strength[i]
			}
			noise := int(random.UintN(17)) - 8
			v := light/256 + noise
			photo.SetRGBA(x, y, color.RGBA{clamp(v + 20), clamp(v), clamp(v - 20 + smooth(layers[0], y, x, 512)/8), 255})
		}
	}
	return photo
}

// smooth is the value at a point between those of a grid.
func smooth(layer []byte, x, y, cell int) int {
	at := func(x, y int) int { return int(layer[(y&255)<<8|x&255]) }
	col, row, dx, dy := x/cell, y/cell, x%cell, y%cell
	upper := at(col, row)*(cell-dx) + at(col+1, row)*dx
	lower := at(col, row+1)*(cell-dx) + at(col+1, row+1)*dx
	return (upper*(cell-dy) + lower*dy) / (cell * cell)
}

func clamp(v int) byte { return byte(min(max(v, 0), 255)) }

func asJPEG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inserted inserts bytes at an offset.
func inserted(b []byte, at int, more ...byte) []byte {
	return append(append(bytes.Clone(b[:at]), more...), b[at:]...)
}

// segment is a segment of JPEG.
func segment(marker byte, content ...byte) []byte {
	head := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2))
	return append(head, content...)
}

// exif is a block of Exif that tells the orientation.
func exif(orientation byte) []byte {
	return append([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
}

// decoded decodes a copy.
func decoded(t testing.TB, c smaller) image.Image {
	t.Helper()
	picture, format, err := image.Decode(bytes.NewReader(c.content))
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{".jpg": "jpeg", ".png": "png"}[c.ext]; format != want {
		t.Errorf("wanted a copy in %s, found %s", want, format)
	}
	if w := picture.Bounds().Dx(); w != c.width {
		t.Errorf("wanted %d pixels, found %d", c.width, w)
	}
	return picture
}
