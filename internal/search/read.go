package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
)

// A decoder reads numbers and bytes. After an error it returns nothing more.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) fail() {
	d.err, d.rest = errBroken, nil
}

// number reads a varint that is at most a limit.
func (d *decoder) number(limit int) int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > uint64(limit) {
		d.fail()
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

// bytes reads n bytes.
func (d *decoder) bytes(n int) []byte {
	if n > len(d.rest) {
		d.fail()
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

// term reads what a term does not share with the one before, which it must follow.
func (d *decoder) term(before string) string {
	shared := d.number(len(before))
	rest := d.bytes(d.number(maxBytes - shared))
	term := before[:min(shared, len(before))] + string(rest)
	if d.err == nil && before != "" && term <= before {
		d.fail()
	}
	return term
}

// postings reads n postings, newest first. end is the place behind the newest one.
func (d *decoder) postings(n, end int) (list []posting) {
	if n > len(d.rest) { // each takes a byte at least
		d.fail()
		return nil
	}
	list = make([]posting, 0, n)
	for range n {
		v := d.number(2*maxPlaces + 1)
		if v>>1 == 0 || v>>1 > end {
			d.fail()
			return nil
		}
		end -= v >> 1
		list = append(list, newPosting(uint32(end), v&1 == 1))
	}
	return list
}

// An entry is a term of a leaf.
type entry struct {
	term  string
	list  []posting // newest first
	older []string  // files with older ones, newest first
}

// readLeaf reads the terms of a leaf. Places are below a limit.
func readLeaf(content []byte, places int) (entries []entry, err error) {
	d := decoder{rest: content}
	end := d.number(places)
	before := ""
	for len(d.rest) > 0 {
		e := entry{term: d.term(before)}
		before = e.term
		count := d.number(2*maxPlaces + 1)
		if count&1 == 1 {
			for range d.number(len(d.rest) / 6) {
				e.older = append(e.older, chunkName(d.bytes(6)))
			}
			slices.Reverse(e.older)
		}
		e.list = d.postings(count>>1, end)
		if len(e.older) > 0 && len(e.list) == 0 {
			d.fail()
		}
		entries = append(entries, e)
	}
	if d.err != nil {
		return nil, d.err
	}
	return entries, nil
}

// readChunk reads a file of older postings.
func readChunk(content []byte, places int) (list []posting, err error) {
	d := decoder{rest: content}
	end := d.number(places)
	for len(d.rest) > 0 {
		list = append(list, d.postings(1, end)...)
		if len(list) > 0 {
			end = list[len(list)-1].place()
		}
	}
	return list, d.err
}

// A head is what a reader knows of an index before it reads leaves.
type head struct {
	summary
	gaps   map[int]bool
	recent []entry
	tiers  []tier
}

// readHead reads the head.
func readHead(content []byte) (h head, err error) {
	text, ok := bytes.CutPrefix(content, []byte(magic))
	if !ok {
		return h, errBroken
	}
	d := decoder{rest: text}
	if err := json.Unmarshal(d.bytes(d.number(maxFile)), &h.summary); err != nil {
		return h, fmt.Errorf("%w: %v", errBroken, err)
	}
	if err := h.check(); err != nil {
		return h, err
	}
	if h.recent, err = readLeaf(d.bytes(d.number(maxFile)), h.Places); err != nil {
		return h, err
	}
	for range d.number(2) {
		h.tiers = append(h.tiers, d.tier())
	}
	return h, d.err
}

// check holds the numbers of a summary to their limits.
func (h *head) check() error {
	if h.Places < 0 || h.Places > maxPlaces || len(h.Cards) != h.Places%cardsSize {
		return errBroken
	}
	h.gaps = make(map[int]bool)
	place := 0
	for _, gap := range h.Gaps {
		if gap < 0 || gap >= h.Places-place {
			return errBroken
		}
		place += gap
		h.gaps[place] = true
	}
	last := 0
	for _, y := range h.Years {
		if y[1] < last || y[1] >= h.Places {
			return errBroken
		}
		last = y[1]
	}
	return nil
}

// tier reads where the leaves of a tier begin, and the hashes in their names.
func (d *decoder) tier() (t tier) {
	letter := d.bytes(1)
	if len(letter) == 0 || letter[0] < 'a' || letter[0] > 'z' {
		d.fail()
		return t
	}
	t.letter = letter[0]
	before := ""
	n := d.number(maxLeaves)
	if n == 0 {
		d.fail()
	}
	for i := range n {
		first := d.term(before)
		hash := d.bytes(3)
		if d.err != nil || (i == 0) != (first == "") {
			d.fail()
			return t
		}
		t.first, t.hashes = append(t.first, first), append(t.hashes, [3]byte(hash))
		before = first
	}
	return t
}

// readCards reads a file of cards.
func readCards(content []byte) (cards []Card, err error) {
	var list []json.RawMessage
	if err := json.Unmarshal(content, &list); err != nil || len(list) != cardsSize {
		return nil, errBroken
	}
	for _, text := range list {
		cards = append(cards, readCard(text))
	}
	return cards, nil
}

// readCard reads a card; that of a gap is empty.
func readCard(text []byte) (c Card) {
	var fields []any
	if json.Unmarshal(text, &fields) != nil || len(fields) == 0 {
		return c
	}
	for i, field := range []*string{&c.ID, &c.Subject, &c.Date, &c.By, &c.Label, &c.Lang, &c.Print} {
		if i < len(fields) {
			*field, _ = fields[i].(string)
		}
	}
	if n, ok := fields[0].(float64); ok && n >= 0 {
		c.ID = firstCharacters(c.slug(), int(min(n, maxFile)))
	}
	return c
}
