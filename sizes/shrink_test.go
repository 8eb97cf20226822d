package sizes

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/internal/metadata"
)

// TestWidths: no copy is wider than the picture, and a small picture has none.
func TestWidths(t *testing.T) {
	for full, want := range map[int][]int{
		4032: {1600, 960, 480}, 1601: {1600, 960, 480}, 1600: {1600, 960, 480}, 1200: {1200, 960, 480},
		960: {960, 480}, 700: {700, 480}, 481: {481, 480}, 480: {480}, 479: nil, 1: nil,
	} {
		if got := widthsFor(full); !slices.Equal(got, want) {
			t.Errorf("%d: got %d, want %d", full, got, want)
		}
	}
}

// TestOrientation: a copy is upright, whichever of the eight ways its picture has
// been turned in the file.
func TestOrientation(t *testing.T) {
	const w, h = 1000, 600
	corners := []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {200, 200, 200, 255}}
	// Which side of what is seen the row and the column 0 of the file are (CIPA
	// DC-008 § 4.6.5): the place of row r, column c.
	places := []func(r, c int) (x, y int){
		func(r, c int) (int, int) { return c, r },
		func(r, c int) (int, int) { return w - 1 - c, r },
		func(r, c int) (int, int) { return w - 1 - c, h - 1 - r },
		func(r, c int) (int, int) { return c, h - 1 - r },
		func(r, c int) (int, int) { return r, c },
		func(r, c int) (int, int) { return w - 1 - r, c },
		func(r, c int) (int, int) { return w - 1 - r, h - 1 - c },
		func(r, c int) (int, int) { return r, h - 1 - c },
	}
	for i, place := range places {
		rows, columns := h, w
		if i >= 4 {
			rows, columns = w, h
		}
		file := image.NewRGBA(image.Rect(0, 0, columns, rows))
		for r := range rows {
			for c := range columns {
				x, y := place(r, c)
				file.SetRGBA(c, r, corners[2*(y*2/h)+x*2/w])
			}
		}
		source := inserted(asJPEG(t, file), 2, segment(0xe1, append([]byte("Exif\x00\x00"), exif(byte(i+1))...)...)...)
		source = append(source, make([]byte, 200_000)...) // so that copies are smaller
		copies, err := shrink(source)
		if err != nil || len(copies) != 3 {
			t.Fatalf("%d: wanted three copies, found %d (%v)", i+1, len(copies), err)
		}
		for _, c := range copies {
			picture := decoded(t, c)
			size := picture.Bounds().Size()
			if size.Y != c.width*h/w {
				t.Errorf("%d: wanted 5 to 3, found %v", i+1, size)
			}
			for k, want := range corners {
				at := image.Pt(size.X/4+size.X/2*(k%2), size.Y/4+size.Y/2*(k/2))
				if got := picture.At(at.X, at.Y); !near(got, want) {
					t.Errorf("%d: %d pixels wide, at %v: got %v, want %v", i+1, c.width, at, got, want)
				}
			}
		}
	}
}

func near(a, b color.Color) bool {
	r1, g1, b1, a1 := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2), int(a1) - int(a2)} {
		if d < -4*257 || d > 4*257 {
			return false
		}
	}
	return true
}

// profileOf is a colour profile as far as this package reads it.
func profileOf(space string) []byte {
	profile := bytes.Repeat([]byte("Display P3 "), 10000) // more than a segment of JPEG takes
	copy(profile[16:], space)
	return profile
}

// withProfile adds a profile to a JPEG, in two segments, or to a PNG.
func withProfile(picture, profile []byte) []byte {
	if bytes.HasPrefix(picture, []byte("\xff\xd8")) {
		for i, part := range [][]byte{profile[50_000:], profile[:50_000]} {
			picture = inserted(picture, 2, segment(0xe2, append([]byte{'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, byte(2 - i), 2}, part...)...)...)
		}
		return picture
	}
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(profile)
	w.Close()
	return withChunk(picture, "iCCP", append([]byte("ICC\x00\x00"), b.Bytes()...))
}

// withChunk adds a chunk to a PNG, behind its header.
func withChunk(picture []byte, kind string, content []byte) []byte {
	chunk := append([]byte(kind), content...)
	whole := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	whole = append(whole, chunk...)
	return inserted(picture, 33, binary.BigEndian.AppendUint32(whole, crc32.ChecksumIEEE(chunk))...)
}

// TestColours: a copy has the colour profile of its picture, and the numbers of
// its pixels are the same. Where that cannot be, there is no copy.
func TestColours(t *testing.T) {
	photo, gray := newPhoto(1100, 800), image.NewGray(image.Rect(0, 0, 1100, 800))
	draw.Draw(gray, gray.Rect, photo, image.Point{}, draw.Src)
	drawing := newDrawing(t, 1100, 800, 255)
	rgb, sRGB := profileOf("RGB "), append(profileOf("RGB ")[:1000:1000], "sRGB IEC61966-2.1"...)
	for name, c := range map[string]struct {
		source  []byte
		profile []byte
		copies  bool
	}{
		"JPEG, P3":           {withProfile(asJPEG(t, photo), rgb), rgb, true},
		"JPEG, sRGB":         {asJPEG(t, photo), nil, true},
		"JPEG, gray":         {withProfile(asJPEG(t, gray), profileOf("GRAY")), profileOf("GRAY"), true},
		"JPEG, another":      {withProfile(asJPEG(t, gray), rgb), nil, false},
		"JPEG, for printers": {withProfile(asJPEG(t, photo), profileOf("CMYK")), nil, false},
		"PNG, a photo in P3": {withProfile(asPNG(t, photo), rgb), rgb, true},
		"PNG, drawn in P3":   {withProfile(drawing, rgb), rgb, true},
		"PNG, said sRGB":     {withProfile(asPNG(t, photo), sRGB), nil, true},
		"PNG, gamma of sRGB": {withChunk(asPNG(t, photo), "gAMA", []byte{0, 0, 0xb1, 0x8f}), nil, true},
		"PNG, linear":        {withChunk(asPNG(t, photo), "gAMA", []byte{0, 1, 0x86, 0xa0}), nil, false},
		"PNG, HDR":           {withChunk(asPNG(t, photo), "cICP", []byte{9, 16, 0, 1}), nil, false},
	} {
		copies, err := shrink(c.source)
		if err != nil || (len(copies) > 0) != c.copies {
			t.Errorf("%s: found %d copies (%v)", name, len(copies), err)
		}
		for _, smaller := range copies {
			if got, _ := metadata.Colours(smaller.content); !bytes.Equal(got, c.profile) {
				t.Errorf("%s: %d pixels wide: wanted a profile of %d bytes, found %d", name, smaller.width, len(c.profile), len(got))
			}
			if _, isGray := decoded(t, smaller).(*image.Gray); isGray != strings.Contains(name, "gray") {
				t.Errorf("%s: %d pixels wide: gray is %v", name, smaller.width, isGray)
			}
		}
	}
}

// newDrawing is a chart, on a page that may be transparent, in a file that is
// larger than it has to be: PNG packs such a drawing into less than any copy of it.
func newDrawing(t testing.TB, w, h int, alpha byte) []byte {
	drawing := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{240, 240, 240, alpha}
			if y > h-h*(x/(w/8)+1)/9 {
				c = color.NRGBA{10, 60, 120, 255}
			}
			drawing.SetNRGBA(x, y, c)
		}
	}
	return withChunk(asPNG(t, drawing), "prVt", make([]byte, 1<<20))
}

// TestFormats: what is transparent stays so, in PNG, and so does a drawing. A photo
// in PNG becomes a JPEG.
func TestFormats(t *testing.T) {
	for name, c := range map[string]struct {
		source []byte
		ext    string
	}{
		"a photo":               {asJPEG(t, newPhoto(700, 500)), ".jpg"},
		"a photo in PNG":        {asPNG(t, newPhoto(700, 500)), ".jpg"},
		"a drawing":             {newDrawing(t, 1200, 900, 255), ".png"},
		"a transparent drawing": {newDrawing(t, 1200, 900, 0), ".png"},
		"WebP":                  {padded(t, webP), ".png"},
	} {
		copies, err := shrink(c.source)
		if err != nil || len(copies) == 0 {
			t.Fatalf("%s: wanted copies, found %d (%v)", name, len(copies), err)
		}
		for _, smaller := range copies {
			if smaller.ext != c.ext {
				t.Errorf("%s: wanted %s, found %s", name, c.ext, smaller.ext)
			}
			opaque := decoded(t, smaller).(interface{ Opaque() bool }).Opaque()
			if opaque == strings.Contains(name, "transparent") {
				t.Errorf("%s: %d pixels wide: opaque is %v", name, smaller.width, opaque)
			}
		}
	}
}

// webP is a picture of one colour, 600 × 400.
const webP = "UklGRi4AAABXRUJQVlA4TCIAAAAvV8JjAAdQs85Utf8BAUnS//2BEf3P+M9//vOf//zn/zUB"

// padded adds a chunk to a WebP that no decoder knows, so that copies are smaller.
func padded(t *testing.T, encoded string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	b = append(b, "JUNK\x00\x00\x02\x00"...)
	b = append(b, make([]byte, 0x20000)...)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
	return b
}

// TestLeftAlone: a picture that moves, one of another format, and one that is
// small enough as it is have no copies, and are no findings.
func TestLeftAlone(t *testing.T) {
	photo := asPNG(t, newPhoto(700, 500))
	for name, source := range map[string][]byte{
		"APNG":          withChunk(photo, "acTL", []byte{0, 0, 0, 1, 0, 0, 0, 0}),
		"WebP, moving":  append([]byte("RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x57\x02\x00\x8f\x01\x00"), 0, 0),
		"GIF":           []byte("GIF89a\x58\x02\x90\x01\x00\x00\x00;"),
		"AVIF":          []byte("\x00\x00\x00\x10ftypavif\x00\x00\x00\x00"),
		"small":         asJPEG(t, newPhoto(300, 200)),
		"saved already": mustShrink(t, asJPEG(t, newPhoto(1000, 800)), 480),
	} {
		if copies, err := shrink(source); err != nil || len(copies) > 0 {
			t.Errorf("%s: found %d copies (%v)", name, len(copies), err)
		}
	}
}

// mustShrink returns the copy of a width.
func mustShrink(t *testing.T, source []byte, width int) []byte {
	t.Helper()
	copies, err := shrink(source)
	for _, c := range copies {
		if c.width == width {
			return c.content
		}
	}
	t.Fatalf("wanted a copy of %d pixels, found none (%v)", width, err)
	return nil
}

// TestBrightness: a copy of a copy is as bright as the picture, to less than one of
// 255 steps. Each time that colours are cut off instead of rounded takes half a one.
func TestBrightness(t *testing.T) {
	source := asJPEG(t, newPhoto(2400, 1800))
	copies, err := shrink(source)
	if err != nil || len(copies) != 3 {
		t.Fatalf("wanted three copies, found %d (%v)", len(copies), err)
	}
	want := brightness(decoded(t, smaller{2400, ".jpg", source}))
	for _, c := range copies {
		if got := brightness(decoded(t, c)); got < want-0.7 || got > want+0.7 {
			t.Errorf("%d pixels wide: wanted a brightness of %.2f, found %.2f", c.width, want, got)
		}
	}
}

// brightness is the average of all pixels, up to 255.
func brightness(picture image.Image) float64 {
	gray := image.NewGray(picture.Bounds())
	draw.Draw(gray, gray.Rect, picture, picture.Bounds().Min, draw.Src)
	sum := 0
	for _, v := range gray.Pix {
		sum += int(v)
	}
	return float64(sum) / float64(len(gray.Pix))
}

// TestShapes: a picture of any shape can be scaled, and no band of it shows.
func TestShapes(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {2000, 1}, {1, 2000}, {500, 63}, {65, 500}, {401, 602}} {
		gradient := image.NewRGBA(image.Rectangle{Max: size})
		for y := range size.Y {
			for x := range size.X {
				gradient.SetRGBA(x, y, color.RGBA{byte(200 * x / size.X), byte(200 * y / size.Y), 100, 255})
			}
		}
		w, h := max(1, size.X/2), max(1, size.Y/3)
		small := scaled(gradient, w, h)
		for y := range h {
			for x := range w {
				want := color.RGBA{byte(200 * (2*x + 1) / 2 / w), byte(200 * (2*y + 1) / 2 / h), 100, 255}
				if got := small.RGBA64At(x, y); !near(got, want) && size == image.Pt(401, 602) { // of the others there is too little to compare
					t.Fatalf("%v: at %d, %d: got %v, want %v", size, x, y, got, want)
				}
			}
		}
	}
}
