package sizes

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/boardview/board/internal/metadata"
)

// encoded is the picture as a file: a drawing as PNG, and whatever has no
// transparent pixels as JPEG if that takes less than half.
func (s *shrinking) encoded(width int) smaller {
	picture := s.picture
	if s.colours.gray {
		gray := image.NewGray(picture.Bounds())
		draw.Draw(gray, gray.Rect, picture, image.Point{}, draw.Src)
		picture = gray
	}
	opaque := picture.(interface{ Opaque() bool }).Opaque()
	if !s.drawn && opaque {
		return smaller{width, ".jpg", s.colours.jpeg(picture)}
	}
	drawing := s.colours.png(picture)
	if opaque {
		if photo := s.colours.jpeg(picture); len(photo) < len(drawing)/2 {
			return smaller{width, ".jpg", photo}
		}
	}
	return smaller{width, ".png", drawing}
}

// colours are what the numbers of the pixels mean. The encoders of Go write no
// profile, and without it a photo of a phone would lose its colours: its numbers
// are those of Display P3.
type colours struct {
	profile []byte // ICC.1; nil for sRGB
	gray    bool
}

// coloursOf reads them. It is not ok if copies would look different.
func coloursOf(source []byte) (c colours, ok bool) {
	profile, special := metadata.Colours(source)
	if bytes.Contains(profile, []byte("sRGB IEC61966-2.1")) {
		profile = nil // what browsers assume
	}
	return colours{profile: profile}, !special
}

// fit reports whether the profile is one for such pictures, and remembers whether
// they are gray.
func (c *colours) fit(picture image.Image) bool {
	switch picture.ColorModel() {
	case color.GrayModel, color.Gray16Model:
		c.gray = true
	case color.CMYKModel: // for printers
		return false
	}
	if c.profile == nil {
		return true
	}
	const at, end = 16, 20 // the colour space (ICC.1 § 7.2.6)
	space := "RGB "
	if c.gray {
		space = "GRAY"
	}
	return len(c.profile) > end && string(c.profile[at:end]) == space
}

// jpeg encodes a picture, with the profile behind the first marker (ICC.1 § B.4).
func (c *colours) jpeg(picture image.Image) []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality}) // cannot fail: pictures are at most some thousand pixels wide
	if c.profile == nil {
		return b.Bytes()
	}
	const start, most = 2, 0xffff - 2 - 14
	out := bytes.Clone(b.Bytes()[:start])
	parts := (len(c.profile) + most - 1) / most
	for i := range parts {
		part := c.profile[i*most : min((i+1)*most, len(c.profile))]
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+14+len(part)))
		out = append(append(out, "ICC_PROFILE\x00"...), byte(i+1), byte(parts))
		out = append(out, part...)
	}
	return append(out, b.Bytes()[start:]...)
}

// png encodes a picture, with the profile behind the header (PNG § 11.3.2.3).
func (c *colours) png(picture image.Image) []byte {
	var b bytes.Buffer
	(&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture) // cannot fail: it has pixels
	if c.profile == nil {
		return b.Bytes()
	}
	var chunk bytes.Buffer
	chunk.WriteString("iCCPICC\x00\x00")
	w := zlib.NewWriter(&chunk)
	w.Write(c.profile) // a bytes.Buffer takes everything
	w.Close()
	const header = 8 + 25
	out := bytes.Clone(b.Bytes()[:header])
	out = binary.BigEndian.AppendUint32(out, uint32(chunk.Len()-len("iCCP")))
	out = append(out, chunk.Bytes()...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk.Bytes()))
	return append(out, b.Bytes()[header:]...)
}
