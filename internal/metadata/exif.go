package metadata

import (
	"bytes"
	"encoding/binary"
)

// upright is the orientation of a picture that needs no turning.
const upright = 1

// orientation reads how a picture is to be turned, 1 to 8, out of Exif (CIPA
// DC-008 § 4.6.5), with or without the name of the block. It is [upright] if
// that cannot be read.
func orientation(exif []byte) byte {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(exif, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(exif, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		return upright
	}
	const entrySize, tag, short = 12, 0x0112, 3
	at := uint64(8)
	if len(exif) >= 8 {
		at = uint64(order.Uint32(exif[4:]))
	}
	if at+2 > uint64(len(exif)) {
		return upright
	}
	entries := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(entries) < entrySize {
			break
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if v := order.Uint16(entries[8:]); 1 <= v && v <= 8 {
				return byte(v)
			}
		}
		entries = entries[entrySize:]
	}
	return upright
}

// exifOf is a block of Exif that tells the orientation and nothing else. It is
// nil for a picture that is upright.
func exifOf(orientation byte) []byte {
	if orientation == upright {
		return nil
	}
	return []byte{
		'M', 'M', 0, '*', 0, 0, 0, 8, // big endian; the first directory is at 8
		0, 1, // it has one entry
		0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
		0, 0, 0, 0, // there is no other directory
	}
}
