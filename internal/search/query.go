package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Query is what a reader asks for: posts that have each of Words, none of Not,
// and that a filter lets through.
type Query struct {
	Words  []Word
	Not    []Word
	Tag    string // folded; "" for any
	Author string // folded; "" for any
	Year   string // "2026"; "" for any
}

// A Word is a word of a query, or a phrase.
type Word struct {
	Terms  []string
	Phrase bool // the terms follow one another
}

const (
	maxQuery = 200 // characters
	maxTerms = 16  // of a query
)

// A token is a part of a query: words in quotation marks, or what stands between
// spaces.
type token struct {
	minus  bool
	filter string // "tag", "by", "year" or ""
	text   string
	phrase bool
}

// quotes are the quotation marks of a query. Each ends what any begins.
const quotes = "\"“”„«»"

// nextToken reads a token.
func nextToken(text string) (t token, rest string) {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if bare, ok := strings.CutPrefix(text, "-"); ok {
		t.minus, text = true, bare
	}
	for _, name := range []string{"tag", "by", "year"} {
		if value, ok := strings.CutPrefix(text, name+":"); ok && value != "" && !strings.HasPrefix(value, " ") {
			t.filter, text = name, value
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	ends := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(quotes, r) }
	if t.phrase = size > 0 && strings.ContainsRune(quotes, r); t.phrase {
		text = text[size:]
		ends = func(r rune) bool { return strings.ContainsRune(quotes, r) }
	}
	end := strings.IndexFunc(text, ends)
	if end < 0 {
		end = len(text)
	}
	t.text, rest = text[:end], text[end:]
	if r, size := utf8.DecodeRuneInString(rest); t.phrase && size > 0 && strings.ContainsRune(quotes, r) {
		rest = rest[size:]
	}
	return t, rest
}

// Parse reads a query. It never fails: what means nothing is left out.
func Parse(text string) (q Query) {
	left := maxTerms
	for rest := firstCharacters(text, maxQuery); rest != ""; {
		var t token
		t, rest = nextToken(rest)
		switch t.filter {
		case "tag":
			q.Tag = FilterKey(t.text)
			continue
		case "by":
			q.Author = FilterKey(t.text)
			continue
		case "year":
			q.Year = t.text
			continue
		}
		for _, w := range t.words() {
			if left -= len(w.Terms); left < 0 {
				continue
			}
			if t.minus {
				q.Not = append(q.Not, w)
			} else {
				q.Words = append(q.Words, w)
			}
		}
	}
	return q
}

// words returns the words of a token, or its phrase.
func (t token) words() (words []Word) {
	if t.phrase {
		if terms := sequence(t.text); len(terms) > 0 {
			words = append(words, Word{Terms: terms, Phrase: true})
		}
		return words
	}
	for _, raw := range wordsOf(t.text) {
		if terms := queryTerms(raw); len(terms) > 0 {
			words = append(words, Word{Terms: terms})
		}
	}
	return words
}

// Empty reports whether a query asks for nothing.
func (q Query) Empty() bool {
	return len(q.Words)+len(q.Not) == 0 && q.Tag+q.Author+q.Year == ""
}

// FilterKey is what the values of a filter are compared by.
func FilterKey(value string) string { return firstCharacters(Fold(value), 64) }

func firstCharacters(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i]
		}
	}
	return text
}

// sequence returns the terms of a text one after another, for phrases.
func sequence(text string) (terms []string) {
	for _, raw := range wordsOf(text) {
		terms = append(terms, queryTerms(raw)...)
	}
	return terms
}

// hasPhrase reports whether terms stand in a sequence, one after another.
func hasPhrase(sequence, terms []string) bool {
	for start := range max(len(sequence)-len(terms)+1, 0) {
		if slices.EqualFunc(sequence[start:start+len(terms)], terms, sameWord) {
			return true
		}
	}
	return false
}

// sameWord reports whether a term of a text is one of a query.
func sameWord(inText, wanted string) bool {
	return inText == wanted || inText == "و"+wanted || isCharacter(wanted) && strings.Contains(inText, wanted)
}

// HasPhrases reports whether a text has the phrases of a query, and none of those
// that it leaves out. The index only knows which words a text has.
func (q Query) HasPhrases(text string) bool {
	var terms []string
	for i, w := range slices.Concat(q.Words, q.Not) {
		if !w.Phrase || len(w.Terms) == 1 {
			continue
		}
		if terms == nil {
			terms = sequence(text)
		}
		if isWanted := i < len(q.Words); hasPhrase(terms, w.Terms) != isWanted {
			return false
		}
	}
	return true
}

// matches reports whether a term of a text is one that a term of a query asks for:
// of three letters or more, it may be the beginning of a word.
func (w Word) matches(wanted, inText string) bool {
	if w.isBeginning(wanted) {
		return strings.HasPrefix(inText, wanted)
	}
	return inText == wanted
}

// isBeginning reports whether a term asks for all words that begin with it.
func (w Word) isBeginning(term string) bool {
	if isIdeographic(term) {
		return isCharacter(term)
	}
	return !w.Phrase && utf8.RuneCountInString(term) >= 3
}

// isCharacter reports whether a term is a single character of Han, Kana or Hangul.
func isCharacter(term string) bool {
	return isIdeographic(term) && utf8.RuneCountInString(term) == 1
}
