package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A source has the terms of an index: the index itself, or its files.
type source interface {
	// beginning returns the terms that begin with a prefix, or the prefix alone; some of
	// them if there are too many to be read.
	beginning(prefix string, alone bool) (entries []entry, some bool, err error)
	// near returns the terms with a prefix that fit: all, or those that stand near a word
	// if there are too many to be read.
	near(word, prefix string, fits func(term string) bool) ([]entry, error)
	// older returns the postings of a file.
	older(name string) ([]posting, error)
	size() int
	isGap(place int) bool
	yearRange(year int) (from, to int)
}

// A Search is a query under way: it has looked at all posts from Floor on.
type Search struct {
	source source
	query  Query
	wanted []*union
	not    [][]*union // posts that are in each union of one of these
	some   bool
	low    int // the place from which on posts are listed, if the query asks for no word that they have
}

// A union is the posts that have one of several terms.
type union struct{ entries []entry }

// A Hit is a post that was found.
type Hit struct {
	Place  int
	Weight int // how many of the query's terms are in its subject
}

// listed is how many places are looked at at once if a query asks for no word that a
// post has: how many there are is a number in an untrusted file.
const listed = 1000

// start looks up the terms of a query.
func start(s source, q Query) (*Search, error) {
	search := &Search{source: s, query: q}
	for _, w := range q.Words {
		for _, term := range w.Terms {
			u, err := search.lookUp(w, term)
			if err != nil {
				return nil, err
			}
			search.wanted = append(search.wanted, u)
		}
	}
	for mark, value := range map[string]string{tagMark: q.Tag, authorMark: q.Author} {
		if value == "" {
			continue
		}
		entries, _, err := s.beginning(mark+value, true)
		if err != nil {
			return nil, err
		}
		search.wanted = append(search.wanted, &union{entries})
	}
	for _, w := range q.Not {
		var each []*union
		for _, term := range w.Terms {
			entries, _, err := s.beginning(term, !isCharacter(term))
			if err != nil {
				return nil, err
			}
			each = append(each, &union{entries})
		}
		if !w.Phrase || len(w.Terms) == 1 { // which posts have a phrase, the index does not know
			search.not = append(search.not, each)
		}
	}
	return search, nil
}

// lookUp finds the terms that a term of a query asks for, or else similar ones.
func (s *Search) lookUp(w Word, term string) (*union, error) {
	entries, some, err := s.source.beginning(term, !w.isBeginning(term))
	s.some = s.some || some
	if len(entries) > 0 || err != nil || !w.isBeginning(term) || !isSpelt(term) {
		return &union{entries}, err
	}
	for _, prefix := range []string{firstCharacters(term, 2), ""} { // most mistakes are further behind
		near, err := s.source.near(term, prefix, func(mine string) bool { return difference(term, mine) > 0 })
		if err != nil || len(near) > 0 {
			return &union{nearest(term, near)}, err
		}
	}
	return &union{}, nil
}

// nearest returns those of similar terms that differ least from a term.
func nearest(term string, similar []entry) []entry {
	least := maxCut
	for _, e := range similar {
		least = min(least, difference(term, e.term))
	}
	return slices.DeleteFunc(similar, func(e entry) bool { return difference(term, e.term) > least })
}

// maxCut is how many letters an ending may have that a word of a query has and those of
// posts lack: the plural of Turkic languages has three.
const maxCut = 3

// difference says how much a term differs from another to which it is similar: 1 if one
// letter makes it, or how many letters that has behind those with which the term begins;
// 0 if they are not similar.
func difference(wanted, term string) int {
	if isOneOff(wanted, term) {
		return 1
	}
	for cut := 1; cut <= maxCut; cut++ {
		if shorter := withoutLast(wanted, cut); utf8.RuneCountInString(shorter) >= 4 && strings.HasPrefix(term, shorter) {
			return cut
		}
	}
	return 0
}

// isSpelt reports whether a term may have been misspelt: it is long enough, and no number.
func isSpelt(term string) bool {
	return utf8.RuneCountInString(term) >= 4 && !isIdeographic(term) && !strings.ContainsAny(term, "0123456789")
}

// withoutLast takes n characters off the end of a term.
func withoutLast(term string, n int) string {
	characters := []rune(term)
	return string(characters[:max(len(characters)-n, 0)])
}

// isOneOff reports whether one letter more, less or other, or two that change
// places, make one term of the other.
func isOneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	swapped := len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
	return len(x) <= 1 && len(y) <= 1 || swapped
}

// postings returns the postings of a union, newest first, and the place from which on
// they are complete.
func (u *union) postings() (list []posting, floor int) {
	for _, e := range u.entries {
		list = append(list, e.list...)
		floor = max(floor, e.floor())
	}
	return newestFirst(list), floor
}

// newestFirst sorts postings, and makes one of those of one place.
func newestFirst(list []posting) []posting {
	slices.SortFunc(list, func(a, b posting) int { return cmp.Compare(b, a) }) // that with the subject before that without
	return slices.CompactFunc(list, func(a, b posting) bool { return a.place() == b.place() })
}

// floor is the place from which on the postings are complete.
func (e *entry) floor() int {
	if len(e.older) == 0 {
		return 0
	}
	return e.list[len(e.list)-1].place()
}

// Hits returns the posts that were found, newest first or by weight. Those with
// phrases may not have them: see [Query.HasPhrases].
func (s *Search) Hits(byWeight bool) []Hit {
	from, to := s.reach()
	hits := s.inRange(max(from, s.Floor()), to)
	if byWeight {
		slices.SortStableFunc(hits, func(a, b Hit) int { return b.Weight - a.Weight })
	}
	return hits
}

// reach returns the places that the query asks for: from one to before another.
func (s *Search) reach() (from, to int) {
	if s.query.Year == "" {
		return 0, s.source.size()
	}
	year, err := strconv.Atoi(s.query.Year)
	if err != nil {
		return 0, 0
	}
	return s.source.yearRange(year)
}

// listTo lists some more places, those before one.
func (s *Search) listTo(place int) {
	s.low = place - listed
	if from, _ := s.reach(); s.low <= from {
		s.low = 0
	}
}

// inRange returns the hits from a place to before another, newest first.
func (s *Search) inRange(from, to int) (hits []Hit) {
	if len(s.wanted) == 0 {
		for place := to - 1; place >= from; place-- {
			if !s.source.isGap(place) {
				hits = append(hits, Hit{Place: place})
			}
		}
	} else {
		first, _ := s.wanted[0].postings()
		for _, p := range first {
			if p.place() >= from && p.place() < to {
				hits = append(hits, Hit{p.place(), int(p & 1)})
			}
		}
		for _, u := range s.wanted[1:] {
			list, _ := u.postings()
			hits = intersect(hits, list)
		}
	}
	for _, each := range s.not {
		out, _ := each[0].postings()
		for _, u := range each[1:] {
			list, _ := u.postings()
			out = slices.DeleteFunc(out, func(p posting) bool { return !has(list, p.place()) })
		}
		hits = slices.DeleteFunc(hits, func(h Hit) bool { return has(out, h.Place) })
	}
	return hits
}

func intersect(hits []Hit, list []posting) (both []Hit) {
	for _, h := range hits {
		for len(list) > 0 && list[0].place() > h.Place {
			list = list[1:]
		}
		if len(list) > 0 && list[0].place() == h.Place {
			h.Weight += int(list[0] & 1)
			both = append(both, h)
		}
	}
	return both
}

// has reports whether there is a posting of a place.
func has(list []posting, place int) bool {
	_, found := slices.BinarySearchFunc(list, place, func(p posting, place int) int { return cmp.Compare(place, p.place()) })
	return found
}

// Floor is the place from which on the search has looked at all posts.
func (s *Search) Floor() (floor int) {
	for e := range s.entries() {
		floor = max(floor, e.floor())
	}
	if len(s.wanted) == 0 {
		floor = max(floor, s.low)
	}
	return floor
}

// Some reports whether not all words were looked up that begin as one of the query does.
func (s *Search) Some() bool { return s.some }

// entries are all terms that were looked up.
func (s *Search) entries() func(yield func(*entry) bool) {
	return func(yield func(*entry) bool) {
		for _, u := range slices.Concat(append(slices.Clone(s.not), s.wanted)...) {
			for i := range u.entries {
				if !yield(&u.entries[i]) {
					return
				}
			}
		}
	}
}

// Older looks at older posts, until Floor is 0.
func (s *Search) Older() error {
	floor := s.Floor()
	s.listTo(s.low)
	for e := range s.entries() {
		if len(e.older) == 0 || e.floor() < floor {
			continue
		}
		list, err := s.source.older(e.older[0])
		if err != nil {
			return err
		}
		if len(list) == 0 || list[0].place() >= e.floor() {
			return errBroken // it would go on for ever
		}
		e.list = newestFirst(append(slices.Clone(e.list), list...))
		e.older = e.older[1:]
	}
	return nil
}

// Find starts a search in the index. It may be called concurrently.
func (x *Index) Find(q Query) *Search {
	x.sortOnce.Do(func() { x.sorted = x.terms() })
	s, err := start(&inMemory{x}, q)
	if err != nil {
		panic(err) // memory has no errors
	}
	return s
}

// inMemory is an index as a source.
type inMemory struct{ *Index }

func (m *inMemory) beginning(prefix string, alone bool) (entries []entry, some bool, err error) {
	from, to := withPrefix(m.sorted, prefix)
	for _, term := range m.sorted[from:to] {
		if term == prefix || !alone {
			entries = append(entries, m.entry(term))
		}
	}
	return entries, false, nil
}

func (m *inMemory) near(_, prefix string, fits func(term string) bool) (entries []entry, err error) {
	from, to := withPrefix(m.sorted, prefix)
	for _, term := range m.sorted[from:to] {
		if fits(term) {
			entries = append(entries, m.entry(term))
		}
	}
	return entries, nil
}

func (m *inMemory) entry(term string) entry {
	list := m.lists[term].appendTo(nil)
	slices.Reverse(list)
	return entry{term: term, list: list}
}

func (m *inMemory) older(string) ([]posting, error) { return nil, nil }
func (m *inMemory) size() int                       { return m.Len() }
func (m *inMemory) isGap(place int) bool            { return m.cards[place].ID == "" }

func (m *inMemory) yearRange(wanted int) (from, to int) {
	return rangeOf(wanted, m.years, m.Len())
}

// rangeOf returns the places of a year: from one to before another.
func rangeOf(wanted int, years []year, places int) (from, to int) {
	for i, y := range years {
		if y.year != wanted {
			continue
		}
		if i+1 < len(years) {
			places = years[i+1].place
		}
		return y.place, places
	}
	return 0, 0
}
