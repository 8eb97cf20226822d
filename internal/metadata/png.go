package metadata

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngChunks are the chunks that say how the pixels look (PNG, third edition,
// § 11.2 and 11.3). Text, times, suggested palettes and private ones go.
const pngChunks = " IHDR PLTE IDAT tRNS cHRM gAMA sBIT sRGB bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT "

func cleanPNG(src []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(src)), pngSignature...)
	for at := len(pngSignature); ; {
		if at+12 > len(src) {
			return nil, errEnd
		}
		size, kind := uint64(binary.BigEndian.Uint32(src[at:])), string(src[at+4:at+8])
		if uint64(at)+12+size > uint64(len(src)) {
			return nil, fmt.Errorf("a chunk (%q) that is longer than the file", kind)
		}
		content := src[at+8 : at+8+int(size)]
		switch {
		case kind == "IEND":
			return appendChunk(out, kind, nil), nil
		case kind == "iCCP": // the name of the profile is free text
			if _, profile, ok := bytes.Cut(content, []byte{0}); ok {
				out = appendChunk(out, kind, append([]byte("ICC\x00"), profile...))
			}
		case kind == "eXIf":
			if exif := exifOf(orientation(content)); exif != nil {
				out = appendChunk(out, kind, exif)
			}
		case strings.Contains(pngChunks, " "+kind+" "):
			out = append(out, src[at:at+12+int(size)]...)
		}
		at += 12 + int(size)
	}
}

func appendChunk(out []byte, kind string, content []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(content)))
	start := len(out)
	out = append(append(out, kind...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
