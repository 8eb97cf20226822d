package sizes

import (
	"bytes"
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
	quality   = 75        // of JPEG: the usual one of programs that make pictures for the web
	maxPixels = 100 << 20 // of a picture; decoding takes up to 8 bytes for each
	large     = 25 << 20  // pixels of which no two pictures are decoded at the same time
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

// An undecodable is the error of a picture that cannot be decoded.
type undecodable struct{ error }

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
		return nil, undecodable{err}
	}
	pixels := config.Width * config.Height
	colours, ok := coloursOf(source)
	if !ok || pixels > maxPixels || pixels == 0 {
		return nil, nil
	}
	if pixels > large {
		largePictures.Lock()
		defer largePictures.Unlock()
	}
	decoded, err := codec.decode(bytes.NewReader(source))
	if err != nil {
		return nil, undecodable{err}
	}
	if !colours.fit(decoded) {
		return nil, nil
	}
	s := shrinking{picture: decoded, orientation: frame.Orientation, colours: colours, drawn: codec.drawn, bytes: len(source)}
	return s.all(), nil
}

type codec struct {
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
	drawn  bool // the format is for drawings, too, which JPEG would blur
}

var codecs = map[string]codec{
	"JPEG": {
		func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }, false,
	},
	"PNG": {
		func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }, true,
	},
	"WebP": {
		func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }, true,
	},
}

// A shrinking is a picture of which copies are made.
type shrinking struct {
	picture     image.Image
	orientation int // of picture
	colours     colours
	drawn       bool
	bytes       int // of the file, or of the copy before
}

// all makes each copy from the one before: decoding and scaling all pixels of the
// picture takes by far the longest.
func (s *shrinking) all() (copies []smaller) {
	full := s.width()
	for _, width := range widthsFor(full) {
		s.scale(width)
		saves := savesIfNarrower
		if width == full {
			saves = savesIfSameWidth
		}
		if c := s.encoded(width); len(c.content) <= s.bytes*(100-saves)/100 {
			copies = append(copies, c)
			s.bytes = len(c.content)
		}
	}
	return copies
}

// widthsFor returns the widths of the copies of a picture. The widest may be its
// own, as a photo is often saved with more bytes than anybody sees.
func widthsFor(full int) (list []int) {
	for _, width := range widths {
		switch {
		case width <= full:
			list = append(list, width)
		case len(list) == 0 && full > widths[len(widths)-1]:
			list = append(list, full)
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
func (s *shrinking) scale(width int) {
	from := s.picture.Bounds()
	w, h := from.Dx(), from.Dy()
	if s.orientation > 4 {
		w, h = max(1, (w*width+h/2)/h), width
	} else {
		w, h = width, max(1, (h*width+w/2)/w)
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(to, to.Rect, s.picture, from, draw.Src, nil)
	s.picture, s.orientation = turned(to, s.orientation), 1
}

// turned turns a picture as its orientation says (CIPA DC-008 § 4.6.5): the place
// where each pixel comes from.
func turned(from *image.RGBA, orientation int) *image.RGBA {
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
	to := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			to.SetRGBA(x, y, from.RGBAAt(source(x, y)))
		}
	}
	return to
}
