package metadata

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The markers of JPEG (ITU-T T.81 table B.1) that are named here.
const (
	soi   = 0xd8
	eoi   = 0xd9
	sos   = 0xda
	app0  = 0xe0
	app1  = 0xe1
	app2  = 0xe2
	app14 = 0xee
)

// cleanJPEG keeps the segments that decoders need, the colour profile and the
// orientation. What stands behind the first picture, such as a second one, a
// film or a depth map, goes.
func cleanJPEG(src []byte) ([]byte, error) {
	j := jpegFile{out: make([]byte, 0, len(src))}
	j.out = append(j.out, src[:2]...)
	for at := 2; ; {
		marker, next := nextMarker(src, at)
		switch {
		case marker == 0:
			return nil, errEnd
		case marker == eoi:
			return append(j.out, 0xff, eoi), nil
		case 0xd0 <= marker && marker <= soi || marker == 0x01:
			at = next
			continue
		case next+2 > len(src):
			return nil, errEnd
		}
		end := next + int(binary.BigEndian.Uint16(src[next:]))
		if end < next+2 || end > len(src) {
			return nil, fmt.Errorf("a segment (0xFF%02X) that is longer than the file", marker)
		}
		j.segment(marker, src[next+2:end])
		if at = end; marker == sos {
			at = endOfScan(src, end)
			j.out = append(j.out, src[end:at]...)
			if at == len(src) {
				return j.out, nil // cut off; browsers show what is there
			}
		}
	}
}

// nextMarker finds a marker and what follows it. Any number of 0xFF may stand in
// front of it.
func nextMarker(src []byte, at int) (marker byte, next int) {
	if at >= len(src) || src[at] != 0xff {
		return 0, at
	}
	for at < len(src) && src[at] == 0xff {
		at++
	}
	if at == len(src) {
		return 0, at
	}
	return src[at], at + 1
}

// endOfScan finds the marker behind the compressed data of a scan. Zeros and
// restart markers belong to it.
func endOfScan(src []byte, at int) int {
	for {
		n := bytes.IndexByte(src[at:], 0xff)
		if n < 0 || at+n+1 >= len(src) {
			return len(src)
		}
		at += n
		if m := src[at+1]; m != 0 && m != 0xff && (m < 0xd0 || m > 0xd7) {
			return at
		}
		at++
	}
}

type jpegFile struct {
	out    []byte
	turned bool
}

// segment writes a segment, or what of it may stay.
func (j *jpegFile) segment(marker byte, content []byte) {
	switch {
	case marker == app0 && bytes.HasPrefix(content, []byte("JFIF\x00")) && len(content) >= 14:
		j.write(marker, append(bytes.Clone(content[:12]), 0, 0)) // without the thumbnail
	case marker == app1 && bytes.HasPrefix(content, []byte("Exif\x00\x00")) && !j.turned:
		if exif := exifOf(orientation(content)); exif != nil {
			j.turned = true
			j.write(marker, append([]byte("Exif\x00\x00"), exif...))
		}
	case marker == app2 && bytes.HasPrefix(content, []byte("ICC_PROFILE\x00")):
		j.write(marker, content)
	case marker == app14 && bytes.HasPrefix(content, []byte("Adobe")) && len(content) >= 12:
		j.write(marker, content[:12])
	case 0xc0 <= marker && marker < app0 && marker != 0xc8:
		j.write(marker, content)
	}
}

func (j *jpegFile) write(marker byte, content []byte) {
	j.out = append(j.out, 0xff, marker)
	j.out = binary.BigEndian.AppendUint16(j.out, uint16(len(content)+2))
	j.out = append(j.out, content...)
}
