package sizes

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"sync"

	"github.com/boardview/board/internal/metadata"
	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// version is another one whenever the same picture gives other copies.
const version = "board sizes 1"

// widths are those of the copies, in pixels. The last is as much as a page of the
// board shows on a screen of twice the usual resolution.
var widths = []int{1600, 960, 480}

const (
	maxMegapixels   = 100 // of a picture; decoding takes up to 8 bytes for each pixel
	largeMegapixels = 25  // of which no two pictures are decoded at the same time
	maxScans        = 100 // of a JPEG: each draws the whole picture again, and may take no more than some bytes
)

// What a copy must save, in percent of the bytes of the picture: one of the same
// width is not worth a request otherwise.
const (
	savesIfNarrower  = 10
	savesIfSameWidth = 25
)

// A smaller is a copy of a picture.
type smaller struct {
	width   int
	ext     string
	content []byte
}

// A refusal is the error of a picture that is not decoded.
type refusal struct{ error }

var largePictures sync.Mutex // is held while one is decoded

// shrink makes the copies of a picture, the widest first.
func shrink(source []byte) ([]smaller, error) {
	frame := metadata.FrameOf(source)
	codec, ok := codecs[frame.Format]
	if !ok || frame.Animated {
		return nil, nil
	}
	config, err := codec.config(bytes.NewReader(source))
	if err != nil {
		return nil, undecodable(err)
	}
	megapixels := float64(config.Width) * float64(config.Height) / 1e6
	scans := bytes.Count(source, []byte("\xff\xda"))
	switch {
	case megapixels > maxMegapixels:
		return nil, refusal{fmt.Errorf("one of %d × %d pixels, of which %d million are decoded at most", config.Width, config.Height, maxMegapixels)}
	case frame.Format == "JPEG" && scans > maxScans:
		return nil, refusal{fmt.Errorf("one that is drawn %d times, of which %d are decoded at most", scans, maxScans)}
	case megapixels > largeMegapixels:
		largePictures.Lock()
		defer largePictures.Unlock()
	}
	colours, ok := coloursOf(source)
	if !ok {
		return nil, nil
	}
	decoded, err := codec.decode(bytes.NewReader(source))
	if err != nil {
		return nil, undecodable(err)
	}
	if !colours.fit(decoded) {
		return nil, nil
	}
	s := shrinking{picture: decoded, orientation: frame.Orientation, colours: colours, drawn: isDrawn(decoded, frame.Format), bytes: len(source)}
	return s.all(), nil
}

// isDrawn reports whether a picture may be a drawing, whose edges JPEG would blur:
// it was not saved in a format for photos.
func isDrawn(picture image.Image, format string) bool {
	switch picture.(type) {
	case *image.YCbCr, *image.NYCbCrA:
		return false
	}
	return format != "JPEG"
}

func undecodable(err error) error {
	return refusal{fmt.Errorf("one that cannot be decoded (%w)", err)}
}

type codec struct {
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
}

var codecs = map[string]codec{
	"JPEG": {
		func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
	},
	"PNG": {
		func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
	},
	"WebP": {
		func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
	},
}

// A shrinking is a picture of which copies are made.
type shrinking struct {
	picture     image.Image
	orientation int // of picture
	colours     colours
	drawn       bool // see isDrawn
	bytes       int  // of the file, or of the copy before
}

// all makes each copy from the one before: decoding and scaling all pixels of the
// picture takes by far the longest.
func (s *shrinking) all() (copies []smaller) {
	full := s.width()
	for _, width := range widthsFor(full) {
		saves := savesIfNarrower
		if width == full {
			saves = savesIfSameWidth
		}
		ext, content := s.colours.file(s.scale(width), s.drawn)
		if len(content) <= s.bytes*(100-saves)/100 {
			copies = append(copies, smaller{width, ext, content})
			s.bytes = len(content)
		}
	}
	return copies
}

// widthsFor returns the widths of the copies of a picture. The widest may be its
// own, as a photo is often saved with more bytes than anybody sees.
func widthsFor(full int) (list []int) {
	if narrowest := widths[len(widths)-1]; narrowest <= full && full <= widths[0] {
		list = append(list, full)
	}
	for _, width := range widths {
		if width < full {
			list = append(list, width)
		}
	}
	return list
}

// width is that of the picture as it is shown.
func (s *shrinking) width() int {
	if s.orientation > 4 {
		return s.picture.Bounds().Dy()
	}
	return s.picture.Bounds().Dx()
}

// scale makes the picture as wide, and upright.
func (s *shrinking) scale(width int) *image.RGBA64 {
	from := s.picture.Bounds()
	w, h := from.Dx(), from.Dy()
	if s.orientation > 4 {
		w, h = max(1, (w*width+h/2)/h), width
	} else {
		w, h = width, max(1, (h*width+w/2)/w)
	}
	upright := turned(scaled(s.picture, w, h), s.orientation)
	s.picture, s.orientation = upright, 1
	return upright
}

// band is how many rows or columns are scaled at the same time: for each pixel
// between, package draw takes 32 bytes, which are 150 MB for all those of a phone's
// photo.
const band = 64

// scaled makes the rows of a picture narrower and then its columns shorter, so that
// no pixel of a band depends on those of another. It returns 16 bits for each
// colour: package draw cuts off the others, and a picture would become darker each
// time it is scaled.
func scaled(picture image.Image, w, h int) *image.RGBA64 {
	from := picture.Bounds()
	narrow, short := image.NewRGBA64(image.Rect(0, 0, w, from.Dy())), image.NewRGBA64(image.Rect(0, 0, w, h))
	scaler := draw.CatmullRom.NewScaler(w, band, from.Dx(), band)
	for y := 0; y < from.Dy(); y += band {
		rows := image.Rect(0, y, w, min(y+band, from.Dy()))
		scaler.Scale(narrow, rows, picture, image.Rect(from.Min.X, rows.Min.Y+from.Min.Y, from.Max.X, rows.Max.Y+from.Min.Y), draw.Src, nil)
	}
	scaler = draw.CatmullRom.NewScaler(band, h, band, from.Dy())
	for x := 0; x < w; x += band {
		columns := image.Rect(x, 0, min(x+band, w), h)
		scaler.Scale(short, columns, narrow, image.Rect(columns.Min.X, 0, columns.Max.X, from.Dy()), draw.Src, nil)
	}
	return short
}

// turned turns a picture as its orientation says (CIPA DC-008 § 4.6.5): the place
// where each pixel comes from.
func turned(from *image.RGBA64, orientation int) *image.RGBA64 {
	right, bottom := from.Rect.Dx()-1, from.Rect.Dy()-1
	source := map[int]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return right - x, y },
		3: func(x, y int) (int, int) { return right - x, bottom - y },
		4: func(x, y int) (int, int) { return x, bottom - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, bottom - x },
		7: func(x, y int) (int, int) { return right - y, bottom - x },
		8: func(x, y int) (int, int) { return right - y, x },
	}[orientation]
	if source == nil {
		return from
	}
	size := from.Rect
	if orientation > 4 {
		size = image.Rect(0, 0, bottom+1, right+1)
	}
	to := image.NewRGBA64(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			to.SetRGBA64(x, y, from.RGBA64At(source(x, y)))
		}
	}
	return to
}
