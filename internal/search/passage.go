package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lengths of a passage, in characters.
const (
	lead  = 40  // before the first word that was sought
	reach = 200 // of a passage
)

// A Passage is a part of a text with words that were sought.
type Passage struct {
	Text  string
	Marks [][2]int // where they begin and end in Text
}

// A mark is a word of a text that a query asks for.
type mark struct {
	start, end int
	wanted     int // which of the query's terms
}

// PassageOf returns the part of a text that has most of the words of a query, or the
// beginning if it has none.
func PassageOf(text string, q Query) Passage {
	text = strings.Join(strings.Fields(text), " ")
	marks := marksIn(text, q)
	first := best(text, marks)
	start, end := around(text, marks, first)
	p := Passage{Text: text[start:end]}
	shift := -start
	if start > 0 {
		p.Text, shift = "… "+p.Text, shift+len("… ")
	}
	if end < len(text) {
		p.Text += " …"
	}
	for _, at := range inside(marks, start, end) {
		p.Marks = append(p.Marks, [2]int{at[0] + shift, at[1] + shift})
	}
	return p
}

// marksIn finds the words of a text that a query asks for, or, for a term that it
// does not have, those that are nearly it.
func marksIn(text string, q Query) (marks []mark) {
	n := 0
	for _, w := range q.Words {
		for _, term := range w.Terms {
			found := marksOf(text, n, term, func(mine string) bool { return w.matches(term, mine) })
			if len(found) == 0 && w.isBeginning(term) && isSpelt(term) {
				found = marksOf(text, n, term, func(mine string) bool { return difference(term, mine) > 0 })
			}
			marks = append(marks, found...)
			n++
		}
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return a.start - b.start })
	return marks
}

// marksOf finds the words of a text that fit a term. In a script without spaces it is
// the term itself that is marked.
func marksOf(text string, wanted int, term string, fits func(term string) bool) (marks []mark) {
	eachWord(text, func(start int, word string) {
		if !slices.ContainsFunc(termsOf(word), fits) {
			return
		}
		if i := strings.Index(word, term); i >= 0 && isIdeographic(term) {
			start, word = start+i, term
		}
		marks = append(marks, mark{start, start + len(word), wanted})
	})
	return marks
}

// inside returns the marks between two places of a text, each once.
func inside(marks []mark, start, end int) (places [][2]int) {
	for _, m := range marks {
		n := len(places)
		switch {
		case m.start < start || m.end > end:
		case n > 0 && m.start < places[n-1][1]:
			places[n-1][1] = max(places[n-1][1], m.end)
		default:
			places = append(places, [2]int{m.start, m.end})
		}
	}
	return places
}

// best returns the index of the mark with which a passage with most of the sought
// words begins.
func best(text string, marks []mark) (first int) {
	most := 0
	for i := range marks {
		seen := make(map[int]bool)
		for _, m := range marks[i:] {
			if utf8.RuneCountInString(text[marks[i].start:m.end]) > reach {
				break
			}
			seen[m.wanted] = true
		}
		if len(seen) > most {
			first, most = i, len(seen)
		}
	}
	return first
}

// around returns where a passage begins and ends: between words.
func around(text string, marks []mark, first int) (start, end int) {
	if len(marks) > 0 {
		start = marks[first].start
		for range lead {
			_, size := utf8.DecodeLastRuneInString(text[:start])
			start -= size
		}
		if start > 0 {
			if space := strings.Index(text[start:marks[first].start], " "); space >= 0 {
				start += space + 1
			}
		}
	}
	end = start + len(firstCharacters(text[start:], reach))
	if end < len(text) {
		if space := strings.LastIndex(text[start:end], " "); space > 0 {
			end = start + space
		}
	}
	return start, end
}
