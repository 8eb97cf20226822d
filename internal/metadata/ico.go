package metadata

import (
	"bytes"
	"encoding/binary"
)

// cleanICO cleans the icons in PNG. Those in BMP have no metadata
// (learn.microsoft.com/previous-versions/ms997538).
func cleanICO(src []byte) ([]byte, error) {
	const headSize, entrySize = 6, 16
	if len(src) < headSize {
		return nil, errEnd
	}
	size := headSize + entrySize*int(binary.LittleEndian.Uint16(src[4:]))
	if size > len(src) {
		return nil, errEnd
	}
	out := bytes.Clone(src[:size])
	for at := headSize; at < size; at += entrySize {
		length, start := uint64(binary.LittleEndian.Uint32(src[at+8:])), uint64(binary.LittleEndian.Uint32(src[at+12:]))
		if start+length > uint64(len(src)) || len(out) > 2*len(src) { // icons do not share bytes
			return nil, errEnd
		}
		icon := src[start : start+length]
		if beginsWith(icon, pngSignature) {
			var err error
			if icon, err = cleanPNG(icon); err != nil {
				return nil, err
			}
		}
		binary.LittleEndian.PutUint32(out[at+8:], uint32(len(icon)))
		binary.LittleEndian.PutUint32(out[at+12:], uint32(len(out)))
		out = append(out, icon...)
	}
	return out, nil
}
