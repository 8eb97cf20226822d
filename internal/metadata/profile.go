//go:build !js

package metadata

import (
	"bytes"
	"compress/zlib"
	"io"
)

// maxProfile bounds what a colour profile takes when it is unpacked.
const maxProfile = 4 << 20

// Colours returns the colour profile (ICC.1) of a JPEG, PNG or WebP that [Clean]
// has returned, and nil for a picture without one, which is in sRGB unless special
// says that the file describes its colours in another way.
func Colours(clean []byte) (profile []byte, special bool) {
	switch formatOf(clean).name {
	case "JPEG":
		eachSegment(clean, func(marker byte, content []byte) {
			const head = len("ICC_PROFILE\x00") + 2 // number and count of the parts, which stand in order
			if marker == app2 && len(content) > head {
				profile = append(profile, content[head:]...)
			}
		})
	case "PNG":
		eachChunk(clean, func(kind string, content []byte) {
			switch kind {
			case "iCCP":
				profile = inflate(content[min(len("ICC\x00")+1, len(content)):])
				special = special || profile == nil
			case "gAMA":
				special = special || !bytes.Equal(content, []byte{0, 0, 0xb1, 0x8f}) // 1/2.2, as sRGB's
			case "cHRM":
				special = special || !bytes.Equal(content, sRGBChromaticities)
			case "cICP", "mDCV", "cLLI":
				special = true
			}
		})
	case "WebP":
		eachWebP(clean, func(kind string, content []byte) {
			if kind == "ICCP" {
				profile = content
			}
		})
	}
	return profile, special && profile == nil
}

// sRGBChromaticities are the white point and the primaries of sRGB in a chunk of
// PNG (§ 11.3.2.1, 11.3.2.5).
var sRGBChromaticities = []byte{
	0, 0, 0x7a, 0x26, 0, 0, 0x80, 0x84, 0, 0, 0xfa, 0, 0, 0, 0x80, 0xe8,
	0, 0, 0x75, 0x30, 0, 0, 0xea, 0x60, 0, 0, 0x3a, 0x98, 0, 0, 0x17, 0x70,
}

func inflate(b []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	defer r.Close()
	profile, err := io.ReadAll(io.LimitReader(r, maxProfile))
	if err != nil {
		return nil
	}
	return profile
}
