package search

import (
	"io/fs"
	"slices"
	"strings"
)

const (
	maxRead = 3 // leaves of a tier that are read for the beginning of a word
	maxNear = 6 // leaves of a tier that are read for a misspelt word; maxRead if its first letters may be wrong
)

// A Reader searches the files of an index, as the widget does.
type Reader struct {
	files fs.FS
	head  head
	years []year
	cards map[int][]Card // by the number of their file
}

// Open reads the head of an index.
func Open(files fs.FS) (*Reader, error) {
	content, err := read(files, HeadName)
	if err != nil {
		return nil, err
	}
	r := &Reader{files: files, cards: make(map[int][]Card)}
	if r.head, err = readHead(content); err != nil {
		return nil, err
	}
	for _, y := range r.head.Years {
		r.years = append(r.years, year{y[0], y[1], y[2]})
	}
	return r, nil
}

func read(files fs.FS, name string) ([]byte, error) {
	file, err := readFile(files, name)
	if err != nil {
		return nil, err
	}
	return unpack(file)
}

// Find starts a search.
func (r *Reader) Find(q Query) (*Search, error) {
	s, err := start(r, q)
	if err != nil {
		return nil, err
	}
	_, to := s.reach()
	s.listTo(to)
	return s, nil
}

// Card returns the card of the post at a place.
func (r *Reader) Card(place int) (Card, error) {
	number, i := place/cardsSize, place%cardsSize
	if number == r.head.Places/cardsSize {
		return readCard(r.head.Cards[i]), nil
	}
	if r.cards[number] == nil {
		content, err := read(r.files, cardsName(number))
		if err == nil {
			r.cards[number], err = readCards(content)
		}
		if err != nil {
			return Card{}, err
		}
	}
	return r.cards[number][i], nil
}

func (r *Reader) beginning(prefix string, alone bool) (entries []entry, some bool, err error) {
	fits := func(term string) bool { return term == prefix || !alone && strings.HasPrefix(term, prefix) }
	add := func(list []entry) {
		for _, e := range list {
			if fits(e.term) {
				entries = append(entries, e)
			}
		}
	}
	add(r.head.recent)
	for _, t := range r.head.tiers {
		from, to := t.leavesOf(prefix)
		if alone {
			to = from + 1
		}
		some = some || to-from > maxRead
		for i := from; i < min(to, from+maxRead); i++ {
			list, err := r.leaf(t, i)
			if err != nil {
				return nil, false, err
			}
			add(list)
		}
	}
	return entries, some, nil
}

// leavesOf returns which leaves may have terms that begin with a prefix: from one to
// before another.
func (t *tier) leavesOf(prefix string) (from, to int) {
	from, exact := slices.BinarySearch(t.first, prefix)
	if !exact {
		from = max(from-1, 0)
	}
	to = from + 1
	for to < len(t.first) && strings.HasPrefix(t.first[to], prefix) {
		to++
	}
	return from, to
}

func (r *Reader) near(word, prefix string, fits func(term string) bool) (entries []entry, err error) {
	entries = slices.Clone(r.head.recent)
	most := maxNear
	if prefix == "" {
		most = maxRead
	}
	for _, t := range r.head.tiers {
		from, to := t.leavesOf(prefix)
		middle, _ := t.leavesOf(word)
		from = max(from, min(middle-most/2, to-most))
		for i := from; i < min(to, from+most); i++ {
			list, err := r.leaf(t, i)
			if err != nil {
				return nil, err
			}
			entries = append(entries, list...)
		}
	}
	return slices.DeleteFunc(entries, func(e entry) bool { return !strings.HasPrefix(e.term, prefix) || !fits(e.term) }), nil
}

func (r *Reader) leaf(t tier, i int) ([]entry, error) {
	content, err := read(r.files, t.name(i))
	if err != nil {
		return nil, err
	}
	return readLeaf(content, r.head.Places)
}

func (r *Reader) older(name string) ([]posting, error) {
	content, err := read(r.files, name)
	if err != nil {
		return nil, err
	}
	return readChunk(content, r.head.Places)
}

func (r *Reader) size() int            { return r.head.Places }
func (r *Reader) isGap(place int) bool { return r.head.gaps[place] }

func (r *Reader) yearRange(year int) (from, to int) {
	return rangeOf(year, r.years, r.head.Places)
}
