package metadata

import (
	"bytes"
	"encoding/binary"
)

// A Frame is what a picture says about itself without being decoded.
type Frame struct {
	Format        string // "JPEG"
	Width, Height int    // in pixels, before the picture is turned
	Orientation   int    // how it is turned, 1 to 8 (CIPA DC-008 § 4.6.5); 1 is upright
	Animated      bool   // surely so; a GIF may move, too
}

// Size is the width and height at which the picture is shown.
func (f Frame) Size() (width, height int) {
	if f.Orientation > 4 {
		return f.Height, f.Width
	}
	return f.Width, f.Height
}

// FrameOf reads what a picture that [Clean] has returned says about itself. It
// decodes no pixel, so that a picture of any size can be asked. Width and Height
// are zero if they cannot be read, and for ICO, which has several pictures.
func FrameOf(clean []byte) Frame {
	f := Frame{Format: formatOf(clean).name, Orientation: upright}
	switch f.Format {
	case "JPEG":
		f.readJPEG(clean)
	case "PNG":
		f.readPNG(clean)
	case "GIF":
		if len(clean) >= 10 {
			f.Width, f.Height = int(binary.LittleEndian.Uint16(clean[6:])), int(binary.LittleEndian.Uint16(clean[8:]))
		}
	case "WebP":
		f.readWebP(clean)
	case "AVIF", "HEIC":
		f.readHEIF(clean)
	}
	return f
}

// readJPEG reads the header of the frame (ITU-T T.81 § B.2.2).
func (f *Frame) readJPEG(src []byte) {
	eachSegment(src, func(marker byte, content []byte) {
		switch {
		case marker == app1:
			f.Orientation = int(orientation(content))
		case 0xc0 <= marker && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && len(content) >= 5:
			f.Height, f.Width = int(binary.BigEndian.Uint16(content[1:])), int(binary.BigEndian.Uint16(content[3:]))
		}
	})
}

// eachSegment calls use with each segment in front of the compressed data.
func eachSegment(src []byte, use func(marker byte, content []byte)) {
	for at := 2; ; {
		marker, next := nextMarker(src, at)
		if marker == 0 || marker == sos || marker == eoi || next+2 > len(src) {
			return
		}
		end := next + int(binary.BigEndian.Uint16(src[next:]))
		if end < next+2 || end > len(src) {
			return
		}
		use(marker, src[next+2:end])
		at = end
	}
}

func (f *Frame) readPNG(src []byte) {
	eachChunk(src, func(kind string, content []byte) {
		switch {
		case kind == "IHDR" && len(content) >= 8:
			f.Width, f.Height = int(binary.BigEndian.Uint32(content)), int(binary.BigEndian.Uint32(content[4:]))
		case kind == "acTL":
			f.Animated = true
		case kind == "eXIf":
			f.Orientation = int(orientation(content))
		}
	})
}

// eachChunk calls use with each chunk of a PNG.
func eachChunk(src []byte, use func(kind string, content []byte)) {
	for at := len(pngSignature); at+12 <= len(src); {
		size := uint64(binary.BigEndian.Uint32(src[at:]))
		if uint64(at)+12+size > uint64(len(src)) {
			return
		}
		use(string(src[at+4:at+8]), src[at+8:at+8+int(size)])
		at += 12 + int(size)
	}
}

// readWebP reads the size of the canvas, or of the only picture (RFC 9649 § 2.5
// to 2.7; RFC 6386 § 9.1). Browsers do not turn WebP as its Exif says, so neither
// does this.
func (f *Frame) readWebP(src []byte) {
	eachWebP(src, func(kind string, b []byte) {
		switch {
		case kind == "VP8X" && len(b) >= 10:
			f.Width, f.Height = 1+uint24(b[4:]), 1+uint24(b[7:])
			f.Animated = b[0]&0x02 != 0
		case f.Width > 0: // of the canvas; its pictures may be smaller
		case kind == "VP8 " && len(b) >= 10:
			f.Width, f.Height = int(binary.LittleEndian.Uint16(b[6:]))&0x3fff, int(binary.LittleEndian.Uint16(b[8:]))&0x3fff
		case kind == "VP8L" && len(b) >= 5:
			bits := binary.LittleEndian.Uint32(b[1:])
			f.Width, f.Height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
		}
	})
}

// eachWebP calls use with each chunk of a WebP.
func eachWebP(src []byte, use func(kind string, content []byte)) {
	for rest := src[min(12, len(src)):]; len(rest) > 0; {
		kind, content, after, err := cutChunk(rest)
		if err != nil {
			return
		}
		use(kind, content)
		rest = after
	}
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// readHEIF reads the properties of the primary picture (ISO/IEC 23008-12 § 6.5.3
// and 6.5.10).
func (f *Frame) readHEIF(src []byte) {
	h := heifFile{src: src, items: make(map[uint64]item)}
	boxes, _ := boxesIn(src, 0, len(src))
	for _, b := range boxes {
		if b.kind != "meta" {
			continue
		}
		parts, _ := boxesIn(src, min(b.body+4, b.end), b.end)
		for _, part := range parts {
			if h.read(part) != nil {
				return
			}
		}
	}
	for _, n := range h.items[h.primary].properties {
		if n == 0 || n > uint64(len(h.properties)) {
			continue
		}
		p := h.properties[n-1]
		switch content := src[p.body:p.end]; {
		case p.kind == "ispe" && len(content) >= 12:
			f.Width, f.Height = int(binary.BigEndian.Uint32(content[4:])), int(binary.BigEndian.Uint32(content[8:]))
		case p.kind == "irot" && bytes.HasPrefix(content, []byte{1}), p.kind == "irot" && bytes.HasPrefix(content, []byte{3}):
			f.Orientation = 6 // a quarter turn; which way does not matter to the size
		}
	}
}
