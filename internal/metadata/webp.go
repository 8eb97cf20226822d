package metadata

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// webpChunks are the chunks with pixels and colours (RFC 9649 § 2), frameChunks
// those inside the frame of an animation.
const (
	webpChunks  = " VP8  VP8L VP8X ALPH ANIM ANMF ICCP "
	frameChunks = " VP8  VP8L ALPH "
)

// The bits of VP8X that announce metadata.
const (
	hasXMP  = 0x04
	hasExif = 0x08
)

func cleanWebP(src []byte) ([]byte, error) {
	const header = 12 // "RIFF", the size of what follows, "WEBP"
	size := 8 + uint64(binary.LittleEndian.Uint32(src[4:]))
	if size < header || size > uint64(len(src)) {
		return nil, errEnd
	}
	out := append(make([]byte, 0, size), src[:header]...)
	turn, extended := byte(upright), 0
	for rest := src[header:size]; len(rest) > 0; {
		kind, content, after, err := cutChunk(rest)
		switch {
		case err != nil:
			return nil, err
		case kind == "EXIF":
			turn = orientation(content)
		case kind == "VP8X" && len(content) >= 10:
			extended = len(out) + 8
			out = appendWebP(out, kind, content[:10])
			out[extended] &^= hasXMP | hasExif
		case kind == "ANMF" && len(content) >= 16:
			frame, err := cleanFrame(content)
			if err != nil {
				return nil, err
			}
			out = appendWebP(out, kind, frame)
		case strings.Contains(webpChunks, " "+kind+" "):
			out = appendWebP(out, kind, content)
		}
		rest = after
	}
	if exif := exifOf(turn); exif != nil && extended > 0 {
		out[extended] |= hasExif
		out = appendWebP(out, "EXIF", exif)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// cleanFrame keeps the pixels of a frame, behind its place and duration.
func cleanFrame(frame []byte) ([]byte, error) {
	out := bytes.Clone(frame[:16])
	for rest := frame[16:]; len(rest) > 0; {
		kind, content, after, err := cutChunk(rest)
		if err != nil {
			return nil, err
		}
		if strings.Contains(frameChunks, " "+kind+" ") {
			out = appendWebP(out, kind, content)
		}
		rest = after
	}
	return out, nil
}

// cutChunk cuts a chunk off the start of b, with the byte that makes its size
// even.
func cutChunk(b []byte) (kind string, content, rest []byte, err error) {
	if len(b) < 8 {
		return "", nil, nil, errEnd
	}
	kind, size := string(b[:4]), uint64(binary.LittleEndian.Uint32(b[4:]))
	if size > uint64(len(b)-8) {
		return "", nil, nil, fmt.Errorf("a chunk (%q) that is longer than the file", kind)
	}
	content, rest = b[8:8+size], b[8+size:]
	if size%2 == 1 && len(rest) > 0 {
		rest = rest[1:]
	}
	return kind, content, rest, nil
}

func appendWebP(out []byte, kind string, content []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, kind...), uint32(len(content)))
	out = append(out, content...)
	if len(content)%2 == 1 {
		out = append(out, 0)
	}
	return out
}
