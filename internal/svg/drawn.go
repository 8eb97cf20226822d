//go:build !js

package svg

import (
	"errors"
	"net/url"
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// How much a browser draws of a picture. An element that refers to another one, as
// <use> does, or a pattern by fill="url(#a)", has that drawn once more, with what it
// refers to itself: ten elements that refer ten times each are ten thousand million,
// and a page that shows the picture hangs.

const maxDrawn = 20_000 // elements, besides those that the picture has

// maxRow bounds the recursion: parts that refer to each other in so long a row draw
// more than maxDrawn in any case, as each draws all behind it.
const maxRow = 10_000

// A part is an element: those from begin to before end are in it, these have points from
// firstPoint to before lastPoint, and what they refer to is from firstRef to before lastRef.
type part struct {
	begin, end, firstPoint, lastPoint, firstRef, lastRef int

	gradient bool // draws nothing
}

// references knows what a picture refers to in itself.
type references struct {
	elements, points int
	refs             []ref // in the order of the elements
	parts            map[string]*part
	drawn            map[string]int // how many elements a part draws; 0 while they are counted
	circles          int            // how many were found
}

// A ref is what an element refers to.
type ref struct {
	id    string
	from  *part
	times times
}

// times is how often something is drawn to which an element refers.
type times int

const (
	once   times = iota
	inside       // for each element in it, which inherits this
	points       // for each point of these
)

// attribute notes an attribute of an element.
func (r *references) attribute(p *part, name, value string) {
	if name == "d" || name == "points" {
		r.points += len(value) / 2 // a point has a digit and a separator at least
	}
	if strings.HasSuffix(name, "href") {
		r.refer(p, value, once)
		return
	}
	for lower := plaintext.LowerASCII(value); ; {
		i := strings.LastIndex(lower, "url(")
		if i < 0 {
			return
		}
		property := name
		if name == "style" {
			property, _, _ = strings.Cut(lower[strings.LastIndexByte(lower[:i], ';')+1:i], ":")
		}
		r.refer(p, value[i:], timesOf(property))
		lower, value = lower[:i], value[:i]
	}
}

// timesOf is how often a property draws what it refers to. All are inherited but a few.
func timesOf(property string) times {
	switch strings.TrimSpace(property) {
	case "filter", "mask", "clip-path":
		return once
	case "marker", "marker-mid":
		return points
	}
	return inside
}

// factor is how often the reference is followed, once or more often.
func (r ref) factor() int {
	switch elements := r.from.end - r.from.begin; r.times {
	case inside:
		return elements
	case points:
		return elements + r.from.lastPoint - r.from.firstPoint
	}
	return 1
}

// refer notes what a value refers to.
func (r *references) refer(p *part, value string, t times) {
	_, rest, found := strings.Cut(value, "#")
	for found {
		id := rest
		if end := strings.IndexAny(rest, " \t\r\n\"')"); end >= 0 {
			id = rest[:end]
		}
		if plain, err := url.PathUnescape(id); err == nil {
			id = plain
		}
		r.refs = append(r.refs, ref{id, p, t})
		_, rest, found = strings.Cut(rest, "#")
	}
}

// begin notes an element. Of several with an id, a browser takes the first.
func (r *references) begin(name, id string) *part {
	p := &part{begin: r.elements, firstPoint: r.points, firstRef: len(r.refs), gradient: strings.HasSuffix(name, "Gradient")}
	r.elements++
	if r.parts == nil {
		r.parts, r.drawn = make(map[string]*part), make(map[string]int)
	}
	if _, ok := r.parts[id]; id != "" && !ok {
		r.parts[id] = p
	}
	return p
}

func (r *references) finish(p *part) {
	p.end, p.lastPoint, p.lastRef = r.elements, r.points, len(r.refs)
}

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
	for _, ref := range r.refs[p.firstRef:p.lastRef] {
		id := ref.id
		more, counted := r.drawn[id]
		if other := r.parts[id]; !counted && other != nil && !other.gradient {
			r.drawn[id] = 0
			before := r.circles
			if more, err = r.count(other, known, row+1); err != nil {
				return 0, err
			}
			r.drawn[id] = more
			if r.circles > before { // from elsewhere, it draws more
				delete(r.drawn, id)
			}
		} else if counted && more == 0 { // browsers do not follow it
			r.circles++
		}
		by := ref.factor()
		if more > (known+maxDrawn-n)/by {
			return 0, errTooMuch()
		}
		n += more * by
	}
	return n, nil
}

func errTooMuch() error {
	return errors.New("wanted a picture that is drawn at once, found one whose elements refer to each other so often that a browser would not come to an end")
}
