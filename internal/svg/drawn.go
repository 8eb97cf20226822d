//go:build !js

package svg

import (
	"errors"
	"net/url"
	"strings"
)

// How much a browser draws of a picture. An element that refers to another one, as
// <use> does, or a pattern by fill="url(#a)", has that drawn once more, with what it
// refers to itself: ten elements that refer ten times each are ten thousand million,
// and a page that shows the picture hangs.

const maxDrawn = 20_000 // elements, besides those that the picture has

// maxRow bounds the recursion: parts that refer to each other in so long a row draw
// more than maxDrawn in any case, as each draws all behind it.
const maxRow = 10_000

// A part is an element with an id: those from begin to before end are in it, and
// what they refer to is from firstRef to before lastRef.
type part struct{ begin, end, firstRef, lastRef int }

// references knows what a picture refers to in itself.
type references struct {
	elements int
	refs     []string // the ids, in the order of the elements
	parts    map[string]*part
	drawn    map[string]int // how many elements a part draws
}

// refer notes an attribute of an element.
func (r *references) refer(value string) {
	_, rest, found := strings.Cut(value, "#")
	for found {
		id := rest
		if end := strings.IndexAny(rest, " \t\r\n\"')"); end >= 0 {
			id = rest[:end]
		}
		if plain, err := url.PathUnescape(id); err == nil {
			id = plain
		}
		r.refs = append(r.refs, id)
		_, rest, found = strings.Cut(rest, "#")
	}
}

// begin notes an element. Of several with an id, a browser takes the first.
func (r *references) begin(id string) *part {
	p := &part{begin: r.elements, firstRef: len(r.refs)}
	r.elements++
	if r.parts == nil {
		r.parts, r.drawn = make(map[string]*part), make(map[string]int)
	}
	if _, ok := r.parts[id]; id != "" && !ok {
		r.parts[id] = p
	}
	return p
}

func (r *references) finish(p *part) { p.end, p.lastRef = r.elements, len(r.refs) }

// check returns an error if a browser would have to draw too much.
func (r *references) check() error {
	_, err := r.count(&part{end: r.elements, lastRef: len(r.refs)}, r.elements, 0)
	return err
}

func (r *references) count(p *part, known, row int) (n int, err error) {
	if row > maxRow {
		return 0, errTooMuch()
	}
	n = p.end - p.begin
	for _, id := range r.refs[p.firstRef:p.lastRef] {
		more, counted := r.drawn[id]
		if other := r.parts[id]; !counted && other != nil {
			r.drawn[id] = 0 // in a circle, which browsers do not follow
			if more, err = r.count(other, known, row+1); err != nil {
				return 0, err
			}
			r.drawn[id] = more
		}
		if n += more; n > known+maxDrawn {
			return 0, errTooMuch()
		}
	}
	return n, nil
}

func errTooMuch() error {
	return errors.New("wanted a picture that is drawn at once, found one whose elements refer to each other so often that a browser would not come to an end")
}
