package metadata

import "fmt"

// The blocks of GIF (GIF89a § 20 to 27).
const (
	gifImage     = 0x2c
	gifExtension = 0x21
	gifTrailer   = 0x3b

	gifControl     = 0xf9 // an extension: how long an image is shown
	gifApplication = 0xff // an extension of a program
)

// cleanGIF keeps the images, how long each is shown and how often all are.
// Comments, texts and the extensions of other programs go.
func cleanGIF(src []byte) ([]byte, error) {
	g := gifFile{reader: reader{b: src}}
	g.take(6)
	g.skipTable(g.take(7), 4)
	g.keep(0)
	for g.err == nil {
		start := g.at
		switch block := g.byte(); block {
		case gifTrailer:
			return append(g.out, gifTrailer), g.err
		case gifImage:
			g.skipTable(g.take(9), 8)
			g.byte() // the size of codes
			g.skipBlocks()
			g.keep(start)
		case gifExtension:
			g.extension(start)
		default:
			if g.err == nil {
				g.err = fmt.Errorf("0x%02X instead of a block", block)
			}
		}
	}
	return nil, g.err
}

// A gifFile collects in out what is kept of what is read.
type gifFile struct {
	reader
	out []byte
}

func (g *gifFile) byte() byte { return g.take(1)[0] }

// skipTable skips the table of colours that the flags of a descriptor announce.
func (g *gifFile) skipTable(descriptor []byte, flags int) {
	if f := descriptor[flags]; f&0x80 != 0 {
		g.take(3 << (f&7 + 1))
	}
}

// skipBlocks skips data in blocks, and returns the first of them.
func (g *gifFile) skipBlocks() (first []byte) {
	for n := g.byte(); n != 0; n = g.byte() {
		if b := g.take(int(n)); first == nil {
			first = b
		}
	}
	return first
}

// keep writes what has been read since start.
func (g *gifFile) keep(start int) {
	if g.err == nil {
		g.out = append(g.out, g.b[start:g.at]...)
	}
}

func (g *gifFile) extension(start int) {
	label := g.byte()
	if label != gifApplication {
		if data := g.skipBlocks(); label == gifControl && len(data) == 4 {
			g.add(label, data, nil)
		}
		return
	}
	id := g.take(int(g.byte()))
	loops := g.skipBlocks()
	switch string(id) {
	case "NETSCAPE2.0", "ANIMEXTS1.0":
		if len(loops) == 3 {
			g.add(label, id, loops)
		}
	case "ICCRGBG1012": // the colour profile
		g.keep(start)
	}
}

// add writes an extension of one or two blocks.
func (g *gifFile) add(label byte, blocks ...[]byte) {
	if g.err != nil {
		return
	}
	g.out = append(g.out, gifExtension, label)
	for _, b := range blocks {
		if b != nil {
			g.out = append(append(g.out, byte(len(b))), b...)
		}
	}
	g.out = append(g.out, 0)
}
