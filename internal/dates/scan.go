package dates

import (
	"strconv"
	"strings"
	"unicode"
)

// This file makes a shape of a text. A number becomes the count of its digits, a
// word the class that words.go has for it, a mark itself. What says nothing is left
// out: weekdays, commas, "de", the "th" of "26th". A word that is not known is an
// error, and so is a mark that is in no date. It must not know what makes a date.

// maxLength bounds the text of a date, in bytes.
const maxLength = 200

// A reader holds what has been found in a text.
type reader struct {
	language string
	rest     string // what has not been scanned
	shape    []byte // the class of each number, word and mark
	values   []int  // of numbers, months, zones and eras

	year, month, day int
	twoOrders        bool // day and month may have changed places
	seconds          int  // since midnight
	offset           int  // of the zone, in minutes east of Greenwich
	hasTime, hasZone bool
}

// at is the class of a token, 0 if there is none.
func (r *reader) at(i int) byte {
	if i < 0 || i >= len(r.shape) {
		return 0
	}
	return r.shape[i]
}

// scan makes the shape, and reports whether the text may be a date.
func (r *reader) scan(text string) bool {
	if len(text) > maxLength {
		return false
	}
	r.rest = fold(text)
	for r.rest != "" {
		if !r.token() {
			return false
		}
	}
	n := len(r.shape)
	return n > 0 && strings.IndexByte("/-:+", r.shape[0]) < 0 && strings.IndexByte("/-:+t", r.shape[n-1]) < 0
}

// token reads a number, a word or a mark.
func (r *reader) token() bool {
	if word := prefix(r.rest, isNotLetter); word != "" {
		return r.word(word)
	}
	if digits := prefix(r.rest, isNotDigit); digits != "" {
		n, _ := strconv.Atoi(digits)
		r.add('0'+byte(len(digits)), n, len(digits))
		return len(digits) <= 8
	}
	mark := r.rest[0]
	if strings.IndexByte(" ,()'", mark) >= 0 {
		mark = 0
	}
	r.add(mark, 0, 1)
	return mark == 0 || strings.IndexByte("./-:+", mark) >= 0
}

// prefix is the part of s in front of the first such character.
func prefix(s string, ends func(rune) bool) string {
	if i := strings.IndexFunc(s, ends); i >= 0 {
		return s[:i]
	}
	return s
}

func isNotLetter(c rune) bool { return !unicode.IsLetter(c) }

func isNotDigit(c rune) bool { return c < '0' || c > '9' }

// add adds a token, or leaves it out if it has no class.
func (r *reader) add(class byte, value, length int) {
	if class != 0 {
		r.shape, r.values = append(r.shape, class), append(r.values, value)
	}
	r.rest = r.rest[length:]
}

// pop takes the last token back.
func (r *reader) pop() {
	n := len(r.shape) - 1
	r.shape, r.values = r.shape[:n], r.values[:n]
}

// word reads a word, and reports whether it is known.
func (r *reader) word(word string) bool {
	last := r.at(len(r.shape) - 1)
	m := lookup.words[word]
	switch {
	case m.class == 0:
		m = nameOf(word, r.language)
	case m.class == ordinal && (last == '-' || last == '.') && len(r.shape) > 1: // 26-го, 1.º
		r.pop()
	case word == "م" && last == '4': // of our era; elsewhere it is the afternoon
		m.class = yearUnit
	}
	known := m.class != 0 && (m.class != ordinal || last < '3')
	if m.class == skipped || m.class == weekday || m.class == ordinal {
		m.class = 0
	}
	r.add(m.class, m.n, len(word))
	return known
}
