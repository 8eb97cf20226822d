package search

import (
	"encoding/binary"
	"errors"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A Document is a post to be indexed.
type Document struct {
	Card
	Text    string // besides what the card says
	Tags    []string
	Authors []string
	Year    int // 0 if it has no date
}

// A Card is what a list of results shows of a post. Print identifies what its document
// is made of, for [Update]; it is short, because each card has one.
type Card struct{ ID, Subject, Date, By, Label, Lang, Print string }

// An Index holds documents by their places, which count from the oldest one.
type Index struct {
	cards   []Card // by place; that of a gap has no ID
	years   []year // oldest first
	lists   map[string]*packedList
	tags    map[string]*value // by FilterKey
	authors map[string]*value
	made    string // see Posts

	sortOnce sync.Once
	sorted   []string // terms, once somebody searches
}

// A year is where the posts of a year begin.
type year struct{ year, place, count int }

// A value of a filter is called as the newest post calls it.
type value struct {
	name  string
	count int
}

// Terms that stand for values of filters begin with these. No word does.
const (
	tagMark    = "\x00t"
	authorMark = "\x00a"
)

// NewIndex returns an empty index.
func NewIndex() *Index {
	return &Index{lists: make(map[string]*packedList), tags: make(map[string]*value), authors: make(map[string]*value)}
}

// Len returns the number of places.
func (x *Index) Len() int { return len(x.cards) }

// Analysed is a document as terms. Making it takes most of the time of indexing and
// may be done concurrently.
type Analysed struct {
	Document
	terms map[string]bool // whether they are in the subject
}

// Analyse finds the terms of a document.
func Analyse(d Document) Analysed {
	a := Analysed{Document: d, terms: make(map[string]bool)}
	for _, text := range []string{d.Text, d.By, strings.Join(d.Authors, "\n"), strings.Join(d.Tags, "\n")} {
		for _, term := range Terms(text) {
			a.terms[term] = false
		}
	}
	for _, term := range Terms(d.Label + "\n" + d.Subject) {
		a.terms[term] = true
	}
	for _, tag := range d.Tags {
		a.terms[tagMark+FilterKey(tag)] = false
	}
	for _, name := range d.Authors {
		a.terms[authorMark+FilterKey(name)] = false
	}
	a.Text = ""
	return a
}

// Add puts a document at the next place. One without an ID leaves a gap, as a
// withdrawn post does.
func (x *Index) Add(a Analysed) {
	place := uint32(len(x.cards))
	x.cards = append(x.cards, a.Card)
	for term, inSubject := range a.terms {
		list := x.lists[term]
		if list == nil {
			list = new(packedList)
			x.lists[strings.Clone(term)] = list
		}
		list.add(newPosting(place, inSubject))
	}
	count(x.tags, a.Tags)
	count(x.authors, a.Authors)
	if n := len(x.years); n > 0 && a.ID != "" && a.Year <= x.years[n-1].year { // times of two zones may be in another order than their years
		x.years[n-1].count++
	} else if a.ID != "" && a.Year > 0 {
		x.years = append(x.years, year{a.Year, int(place), 1})
	}
}

func count(values map[string]*value, names []string) {
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		key := FilterKey(name)
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		if values[key] == nil {
			values[key] = new(value)
		}
		values[key].name = firstCharacters(name, 64)
		values[key].count++
	}
}

// batch is how many documents are analysed before they are added.
const batch = 1024

// Build indexes the documents of all places. document is called concurrently; ok is
// false for a gap.
func Build(places int, document func(place int) (d Document, ok bool, err error)) (*Index, error) {
	return build(places, func(place int) (Analysed, error) {
		d, ok, err := document(place)
		if !ok || err != nil {
			return Analysed{}, err
		}
		return Analyse(d), nil
	})
}

func build(places int, document func(place int) (Analysed, error)) (*Index, error) {
	x := NewIndex()
	for start := 0; start < places; start += batch {
		analysed, errs := make([]Analysed, min(batch, places-start)), make([]error, batch)
		var workers sync.WaitGroup
		var next atomic.Int64
		for range runtime.GOMAXPROCS(0) {
			workers.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(analysed); i = int(next.Add(1)) - 1 {
					analysed[i], errs[i] = document(start + i)
				}
			})
		}
		workers.Wait()
		if err := errors.Join(errs...); err != nil {
			return nil, err
		}
		for _, a := range analysed {
			x.Add(a)
		}
	}
	return x, nil
}

// A posting says that a term is in the document at a place, and whether it is in the
// subject.
type posting uint32

func newPosting(place uint32, inSubject bool) posting {
	p := posting(place << 1)
	if inSubject {
		p |= 1
	}
	return p
}

func (p posting) place() int { return int(p >> 1) }

// A packedList is the postings of a term, oldest first, as varints of the gaps
// between places with the bit for the subject. A million posts have a hundred
// million postings.
type packedList struct {
	packed []byte
	n      int
	last   int // the place of the last one
}

func (l *packedList) add(p posting) {
	gap := uint64(p.place()-l.last)<<1 | uint64(p&1)
	l.packed = binary.AppendUvarint(l.packed, gap)
	l.n, l.last = l.n+1, p.place()
}

// appendTo appends the postings, oldest first.
func (l *packedList) appendTo(list []posting) []posting {
	place := uint64(0)
	for rest := l.packed; len(rest) > 0; {
		gap, n := binary.Uvarint(rest)
		place += gap >> 1
		list = append(list, posting(place<<1|gap&1))
		rest = rest[n:]
	}
	return list
}

// terms returns all terms, in order.
func (x *Index) terms() []string { return slices.Sorted(maps.Keys(x.lists)) }

// withPrefix returns the indexes of the terms that begin with a prefix.
func withPrefix(terms []string, prefix string) (from, to int) {
	from, _ = slices.BinarySearch(terms, prefix)
	to = from
	for to < len(terms) && strings.HasPrefix(terms[to], prefix) {
		to++
	}
	return from, to
}
