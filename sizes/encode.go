package sizes

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"github.com/boardview/board/internal/metadata"
)

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

// qualityFor is the quality of a JPEG, up to 100. Large copies are for screens of
// high resolution, on which nobody sees a single pixel.
func qualityFor(size image.Point) int {
	switch pixels := size.X * size.Y; {
	case pixels <= 400_000: // 480 × 640
		return 75
	case pixels <= 800_000: // 960 × 720
		return 70
	case pixels <= 2_000_000: // 960 × 1280, 1600 × 1200
		return 65
	}
	return 60
}

// file encodes a picture: as PNG what is transparent, and what may be a drawing
// unless a JPEG takes less than half; anything else as JPEG.
func (c *colours) file(picture *image.RGBA64, drawn bool) (ext string, content []byte) {
	pixels := c.rounded(picture)
	if !picture.Opaque() {
		return ".png", c.png(pixels, png.BestCompression)
	}
	photo := c.jpeg(pixels)
	if !drawn || len(photo) < len(c.png(pixels, png.BestSpeed))/4 { // the best compression of a photo takes a second
		return ".jpg", photo
	}
	if drawing := c.png(pixels, png.BestCompression); len(drawing) <= 2*len(photo) {
		return ".png", drawing
	}
	return ".jpg", photo
}

// rounded is a picture of 8 bits for each colour, and of one colour if it is gray.
func (c *colours) rounded(picture *image.RGBA64) image.Image {
	rgba, gray := image.NewRGBA(picture.Rect), image.NewGray(picture.Rect)
	for i := range rgba.Pix {
		v := int(picture.Pix[2*i])<<8 | int(picture.Pix[2*i+1])
		rgba.Pix[i] = uint8((v*0xff + 0x7fff) / 0xffff)
	}
	if !c.gray {
		return rgba
	}
	for i := range gray.Pix {
		gray.Pix[i] = rgba.Pix[4*i] // all three are the same
	}
	return gray
}

// jpeg encodes a picture, with the profile behind the first marker (ICC.1 § B.4).
func (c *colours) jpeg(picture image.Image) []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, picture, &jpeg.Options{Quality: qualityFor(picture.Bounds().Size())}) // cannot fail: pictures are at most some thousand pixels wide
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
func (c *colours) png(picture image.Image, level png.CompressionLevel) []byte {
	var b bytes.Buffer
	(&png.Encoder{CompressionLevel: level}).Encode(&b, picture) // cannot fail: it has pixels
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
