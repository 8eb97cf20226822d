package metadata

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// cleanHEIF cleans AVIF and HEIC: boxes (ISO/IEC 14496-12) around a still picture
// (ISO/IEC 23008-12). It begins with zeros and copies what belongs to the primary
// picture, each byte to where it stood, so that no offset changes. Other
// pictures of the file go: thumbnails, depth maps, what a burst has taken.
func cleanHEIF(src []byte) ([]byte, error) {
	h := heifFile{src: src, out: make([]byte, len(src))}
	boxes, err := boxesIn(src, 0, len(src))
	if err != nil {
		return nil, err
	}
	for _, b := range boxes {
		switch b.kind {
		case "ftyp":
			copy(h.out[b.start:b.end], src[b.start:b.end])
		case "moov", "moof":
			return nil, errors.New("one that moves")
		case "meta":
			if h.meta.kind != "" {
				return nil, errors.New("two lists of pictures")
			}
			h.meta = b
		case "mdat":
			copy(h.out[b.start:b.body], src[b.start:b.body])
			if h.data = append(h.data, b); len(h.data) > maxData {
				return nil, fmt.Errorf("more than %d boxes of data", maxData)
			}
		default:
			h.free(b)
		}
	}
	if h.meta.kind == "" {
		return nil, errors.New("no list of pictures")
	}
	if err := h.cleanMeta(); err != nil {
		return nil, err
	}
	return h.out, nil
}

// maxData bounds how many boxes are searched for the bytes of an item; one is
// usual.
const maxData = 16

// free leaves zeros instead of a box.
func (h *heifFile) free(b box) {
	copy(h.out[b.start:b.body], h.src[b.start:b.body])
	copy(h.out[b.start+4:], "free")
}

// cleanMeta writes the list of items with those that stay. A free box takes the
// place of the others.
func (h *heifFile) cleanMeta() error {
	parts, err := boxesIn(h.src, min(h.meta.body+4, h.meta.end), h.meta.end)
	if err != nil {
		return err
	}
	h.items = make(map[uint64]item)
	for _, b := range parts {
		if err := h.read(b); err != nil {
			return fmt.Errorf("%w in its %s", err, b.kind)
		}
	}
	if h.keepPrimary(); len(h.kept) == 0 {
		return errors.New("no picture in it")
	}
	size := h.meta.end - h.meta.start
	meta := h.writeMeta(parts, 0)
	if left := size - len(meta); 0 < left && left < 8 { // too little for a box
		meta = h.writeMeta(parts, left)
	}
	if len(meta) > size {
		return errors.New("a list of pictures in another form")
	}
	rest := h.out[h.meta.start+copy(h.out[h.meta.start:], meta):]
	if left := size - len(meta); left > 0 {
		binary.BigEndian.PutUint32(rest, uint32(left))
		copy(rest[4:], "free")
	}
	return h.copyData()
}

// pictureItems are the kinds of items that are pictures, or made of some.
const pictureItems = " av01 hvc1 hev1 lhv1 avc1 vvc1 jpeg grid iovl iden "

// keepPrimary keeps the primary picture, those it is made of, and what says where
// they are transparent.
func (h *heifFile) keepPrimary() {
	parts := make(map[uint64][]uint64)
	for _, ref := range h.references {
		switch {
		case ref.kind == "dimg":
			parts[ref.from] = append(parts[ref.from], ref.to...)
		case ref.kind == "auxl" && len(ref.to) == 1 && h.isAlpha(ref.from):
			parts[ref.to[0]] = append(parts[ref.to[0]], ref.from)
		}
	}
	h.kept = make(map[uint64]bool)
	for left := []uint64{h.primary}; len(left) > 0; {
		id := left[0]
		left = left[1:]
		if !h.kept[id] && strings.Contains(pictureItems, " "+h.items[id].kind+" ") {
			h.kept[id] = true
			left = append(left, parts[id]...)
		}
	}
}

// isAlpha reports whether an item says where another is transparent.
func (h *heifFile) isAlpha(id uint64) bool {
	for _, n := range h.items[id].properties {
		if n == 0 || n > uint64(len(h.properties)) {
			continue
		}
		p := h.properties[n-1]
		kind, _, _ := bytes.Cut(h.src[min(p.body+4, p.end):p.end], []byte{0})
		if p.kind == "auxC" && (string(kind) == "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" || string(kind) == "urn:mpeg:hevc:2015:auxid:1") {
			return true
		}
	}
	return false
}

// copyData copies the bytes of the items that stay, but those in idat.
func (h *heifFile) copyData() error {
	left := uint64(len(h.src)) // items do not share bytes
	for id := range h.kept {
		if h.items[id].inMeta {
			continue
		}
		for _, e := range h.items[id].extents {
			if !h.isData(e) || e.size > left {
				return errors.New("a picture without its bytes")
			}
			left -= e.size
			copy(h.out[e.at:e.at+e.size], h.src[e.at:])
		}
	}
	return nil
}

// isData reports whether an extent is inside one of the boxes for data.
func (h *heifFile) isData(e extent) bool {
	for _, b := range h.data {
		if uint64(b.body) <= e.at && e.at <= uint64(b.end) && e.size > 0 && e.size <= uint64(b.end)-e.at {
			return true
		}
	}
	return false
}
