package metadata

// A heifFile is a file that is being cleaned.
type heifFile struct {
	src, out []byte
	meta     box
	data     []box // where the bytes of items may stand

	primary    uint64
	items      map[uint64]item
	references []reference
	properties []box
	kept       map[uint64]bool // by ID of the item
}

type item struct {
	kind       string
	properties []uint64 // numbers, from 1
	extents    []extent
	inMeta     bool // its bytes stand in the box idat
}

type extent struct{ at, size uint64 }

// A reference says what one item is to others.
type reference struct {
	kind string
	from uint64
	to   []uint64
}

// idSize is how many bytes the ID of an item takes.
func idSize(long bool) int {
	if long {
		return 4
	}
	return 2
}

// read reads what a part of the list says about items.
func (h *heifFile) read(b box) error {
	r := &reader{b: h.src[b.body:b.end]}
	switch b.kind {
	case "pitm":
		h.primary = r.uint(idSize(r.uint(4) >= 1<<24))
	case "iinf":
		return h.readItems(b)
	case "iloc":
		h.eachLocation(r, func(id uint64, it item, _ []byte) {
			it.kind, it.properties = h.items[id].kind, h.items[id].properties
			h.items[id] = it
		})
	case "iref":
		return h.readReferences(b)
	case "iprp":
		return h.readProperties(b)
	}
	return r.err
}

func (h *heifFile) readItems(b box) error {
	entries, err := h.entries(b)
	for _, e := range entries {
		r := &reader{b: h.src[e.body:e.end]}
		version := r.uint(4) >> 24
		id := r.uint(idSize(version >= 3))
		r.take(2)
		it := h.items[id]
		if it.kind = string(r.take(4)); version >= 2 && r.err == nil {
			h.items[id] = it
		}
	}
	return err
}

// entries are the boxes in an iinf, behind their number.
func (h *heifFile) entries(b box) ([]box, error) {
	r := &reader{b: h.src[b.body:b.end]}
	r.uint(idSize(r.uint(4) >= 1<<24))
	return boxesIn(h.src, b.body+r.at, b.end)
}

// eachLocation reads an iloc and calls f with each item, and with how it is
// written.
func (h *heifFile) eachLocation(r *reader, f func(id uint64, it item, written []byte)) {
	version := r.uint(4) >> 24
	sizes := r.uint(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		indexSize = 0
	}
	count := r.uint(idSize(version >= 2))
	for ; count > 0 && r.err == nil; count-- {
		start := r.at
		id := r.uint(idSize(version >= 2))
		var it item
		method := uint64(0)
		if version > 0 {
			method = r.uint(2) & 15
		}
		elsewhere := r.uint(2)
		base := r.uint(baseSize)
		n := r.uint(2)
		if n > 0 && offsetSize+lengthSize == 0 {
			r.err = errEnd // the whole file, which has other items in it
		}
		for ; n > 0 && r.err == nil; n-- {
			r.uint(indexSize)
			at := base + r.uint(offsetSize)
			it.extents = append(it.extents, extent{at, r.uint(lengthSize)})
		}
		if it.inMeta = method == 1; method > 1 || elsewhere != 0 {
			it.extents = []extent{{}} // what is not in this file is not read
		}
		if r.err == nil {
			f(id, it, r.b[start:r.at])
		}
	}
}

func (h *heifFile) readReferences(b box) error {
	head := &reader{b: h.src[b.body:b.end]}
	size := idSize(head.uint(4) >= 1<<24)
	if head.err != nil {
		return head.err
	}
	all, err := boxesIn(h.src, b.body+4, b.end)
	for _, e := range all {
		r := &reader{b: h.src[e.body:e.end]}
		ref := reference{kind: e.kind, from: r.uint(size)}
		for n := r.uint(2); n > 0 && r.err == nil; n-- {
			ref.to = append(ref.to, r.uint(size))
		}
		h.references = append(h.references, ref)
	}
	return err
}

func (h *heifFile) readProperties(b box) error {
	all, err := boxesIn(h.src, b.body, b.end)
	for _, e := range all {
		switch e.kind {
		case "ipco":
			h.properties, err = boxesIn(h.src, e.body, e.end)
		case "ipma":
			h.eachAssociation(e, func(id uint64, properties []uint64, _ []byte) {
				it := h.items[id]
				it.properties = append(it.properties, properties...)
				h.items[id] = it
			})
		}
		if err != nil {
			return err
		}
	}
	return err
}

// eachAssociation reads an ipma and calls f with the numbers of the properties of
// each item, and with how they are written.
func (h *heifFile) eachAssociation(b box, f func(id uint64, properties []uint64, written []byte)) {
	r := &reader{b: h.src[b.body:b.end]}
	head := r.uint(4)
	size, mask := 1, uint64(0x7f)
	if head&1 != 0 {
		size, mask = 2, 0x7fff
	}
	for n := r.uint(4); n > 0 && r.err == nil; n-- {
		start := r.at
		id := r.uint(idSize(head >= 1<<24))
		var properties []uint64
		for n := r.uint(1); n > 0; n-- {
			properties = append(properties, r.uint(size)&mask)
		}
		if r.err == nil {
			f(id, properties, r.b[start:r.at])
		}
	}
}
