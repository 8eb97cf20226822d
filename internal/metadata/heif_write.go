package metadata

import (
	"bytes"
	"strings"
)

// writeMeta writes the parts of the list that stay, with some bytes more in the
// name of the program that wrote it, which is zeros.
func (h *heifFile) writeMeta(parts []box, padding int) []byte {
	w := &boxWriter{}
	w.box("meta", func() {
		w.copy(h.src[h.meta.body:min(h.meta.body+4, h.meta.end)])
		for _, b := range parts {
			h.writePart(w, b, padding)
		}
	})
	return w.b
}

func (h *heifFile) writePart(w *boxWriter, b box, padding int) {
	body := h.src[b.body:b.end]
	switch b.kind {
	case "hdlr":
		const beforeName = 24
		w.box(b.kind, func() {
			w.copy(body[:min(beforeName, len(body))])
			w.copy(make([]byte, max(len(body)-beforeName, 0)+padding))
		})
	case "pitm":
		w.box(b.kind, func() { w.copy(body) })
	case "iinf":
		h.writeItems(w, b)
	case "iloc":
		h.writeLocations(w, body)
	case "iref":
		h.writeReferences(w, body)
	case "iprp":
		h.writeProperties(w, b)
	case "idat":
		w.box(b.kind, func() { w.copy(h.keptOf(body)) })
	}
}

// writeItems leaves out the names of items, too.
func (h *heifFile) writeItems(w *boxWriter, b box) {
	entries, _ := h.entries(b)
	head := h.src[b.body:entries[0].start]
	w.box("iinf", func() {
		w.copy(head[:4])
		n := w.count(len(head) - 4)
		for _, e := range entries {
			r := &reader{b: h.src[e.body:e.end]}
			long := r.uint(4) >= 3<<24
			if id := r.uint(idSize(long)); !h.kept[id] {
				continue
			}
			r.take(2 + 4)
			w.box("infe", func() { w.copy(append(bytes.Clone(r.b[:r.at]), 0)) })
			n()
		}
	})
}

func (h *heifFile) writeLocations(w *boxWriter, body []byte) {
	w.box("iloc", func() {
		w.copy(body[:6])
		n := w.count(idSize(body[0] >= 2))
		h.eachLocation(&reader{b: body}, func(id uint64, _ item, written []byte) {
			if h.kept[id] {
				w.copy(written)
				n()
			}
		})
	})
}

func (h *heifFile) writeReferences(w *boxWriter, body []byte) {
	size := idSize(body[0] > 0)
	w.box("iref", func() {
		w.copy(body[:4])
		for _, ref := range h.references {
			if !h.kept[ref.from] || ref.kind != "dimg" && ref.kind != "auxl" {
				continue
			}
			w.box(ref.kind, func() {
				w.uint(ref.from, size)
				w.uint(uint64(len(ref.to)), 2)
				for _, id := range ref.to {
					w.uint(id, size)
				}
			})
		}
	})
}

// properties are those that say how the pixels look. Titles, times and what is not
// known go.
const properties = " ispe pixi colr hvcC lhvC av1C avcC vvcC jpgC irot imir clap pasp auxC clli mdcv cclv amve ndwt lsel a1op a1lx oinf tols rloc "

func (h *heifFile) writeProperties(w *boxWriter, b box) {
	all, _ := boxesIn(h.src, b.body, b.end)
	w.box("iprp", func() {
		for _, e := range all {
			switch e.kind {
			case "ipco":
				w.box("ipco", h.propertyWriter(w))
			case "ipma":
				w.box("ipma", func() {
					w.copy(h.src[e.body : e.body+4])
					n := w.count(4)
					h.eachAssociation(e, func(id uint64, _ []uint64, written []byte) {
						if h.kept[id] {
							w.copy(written)
							n()
						}
					})
				})
			}
		}
	})
}

// propertyWriter writes the properties. They have numbers, so that a free box
// takes the place of one that goes.
func (h *heifFile) propertyWriter(w *boxWriter) func() {
	return func() {
		for _, p := range h.properties {
			if strings.Contains(properties, " "+p.kind+" ") {
				w.copy(h.src[p.start:p.end])
			} else {
				w.box("free", func() {})
			}
		}
	}
}

// keptOf is the content of the box idat: zeros, and the bytes of items that stay.
func (h *heifFile) keptOf(idat []byte) []byte {
	out := make([]byte, len(idat))
	for id := range h.kept {
		for _, e := range h.items[id].extents {
			if h.items[id].inMeta && e.at <= uint64(len(idat)) && e.size <= uint64(len(idat))-e.at {
				copy(out[e.at:e.at+e.size], idat[e.at:])
			}
		}
	}
	return out
}
