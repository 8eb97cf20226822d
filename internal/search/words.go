package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTerm is the length of a term in characters. Longer words are cut, in texts
// and in queries alike.
const maxTerm = 24

// eachWord calls f with each word of a text and where it begins. A mark or a format
// character, such as the joiners of Persian, is part of a word; an apostrophe is not,
// so that "école" is found in "l'école".
func eachWord(text string, f func(start int, word string)) {
	start := -1
	for i, r := range text {
		begins := isLetter(r)
		switch {
		case start < 0 && begins:
			start = i
		case start >= 0 && !begins && (r < utf8.RuneSelf || !unicode.In(r, unicode.M, unicode.Cf)):
			f(start, text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		f(start, text[start:])
	}
}

// isLetter reports whether a character may begin a word.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N)
}

// wordsOf returns the words of a text.
func wordsOf(text string) (words []string) {
	eachWord(text, func(_ int, word string) { words = append(words, word) })
	return words
}

// Terms returns the terms of a text that is indexed, in order. A word has more than
// one if it is written in Han, Kana or Hangul, or begins with the Arabic "and".
func Terms(text string) (terms []string) {
	eachWord(text, func(_ int, word string) { terms = append(terms, termsOf(word)...) })
	return terms
}

// termsOf returns the terms of a word of a text.
func termsOf(word string) (terms []string) {
	for _, part := range parts(word) {
		if isIdeographic(part) {
			terms = append(terms, pairs(part)...)
			r, size := utf8.DecodeLastRuneInString(part)
			if size < len(part) {
				terms = append(terms, string(r)) // a query of this character alone must find it here, too
			}
			continue
		}
		terms = append(terms, part)
		if rest, ok := strings.CutPrefix(part, "و"); ok && utf8.RuneCountInString(rest) >= 4 {
			terms = append(terms, rest)
		}
	}
	return terms
}

// queryTerms returns the terms of which a text must have each to have a word of a
// query.
func queryTerms(word string) (terms []string) {
	for _, part := range parts(word) {
		if isIdeographic(part) {
			terms = append(terms, pairs(part)...)
		} else {
			terms = append(terms, part)
		}
	}
	return terms
}

// pairs returns each two neighbouring characters, or the only one.
func pairs(part string) (pairs []string) {
	characters := []rune(part)
	if len(characters) == 1 {
		return []string{part}
	}
	for i := range characters[1:] {
		pairs = append(pairs, string(characters[i:i+2]))
	}
	return pairs
}

// parts folds a word and splits it where a script without spaces begins or ends.
func parts(raw string) (parts []string) {
	for _, folded := range wordsOf(Fold(raw)) {
		start, before := 0, false
		for i, r := range folded {
			now := ideographic(r) || before && unicode.Is(unicode.M, r)
			if i > 0 && now != before {
				parts = append(parts, part(folded[start:i], before))
				start = i
			}
			before = now
		}
		parts = append(parts, part(folded[start:], before))
	}
	return parts
}

func part(folded string, ideographic bool) string {
	if ideographic {
		return folded
	}
	return cut(withoutArticle(folded))
}

// withoutArticle takes off the Arabic article, with the short words that are
// written as one with it, unless little would be left.
func withoutArticle(word string) string {
	for _, prefix := range []string{"وال", "فال", "بال", "كال", "ال", "ولل", "لل"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return word
}

// cut cuts a term at its greatest length.
func cut(term string) string {
	if len(term) <= maxTerm {
		return term
	}
	n := 0
	for i := range term {
		if n++; n > maxTerm {
			return term[:i]
		}
	}
	return term
}

// ideographic reports whether a character belongs to a script that is indexed by
// pairs of characters: Han and Kana have no spaces, and Korean compounds are
// written with or without.
func ideographic(r rune) bool {
	return r >= 0x1100 && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul))
}

func isIdeographic(part string) bool {
	r, _ := utf8.DecodeRuneInString(part)
	return ideographic(r)
}

// Fold maps texts that readers take for the same to one text: case, width,
// accents and the ways of writing an Arabic letter make no difference. It keeps the
// breve of Cyrillic, where й and и are separate letters.
func Fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var folded strings.Builder
	var base rune
	for _, r := range decompose(text) {
		switch {
		case r == 0x306 && unicode.Is(unicode.Cyrillic, base):
			folded.WriteRune(r)
		case isDropped(r):
		default:
			base = r
			if other, ok := variant(unicode.ToLower(r)); ok {
				folded.WriteString(other)
			} else {
				folded.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return compose(folded.String())
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isDropped reports whether a character is an accent, a vowel sign, hamza or tatweel
// of Arabic, or never visible.
func isDropped(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r >= 0x300 && r <= 0x36f, r == 0x640, r >= 0x64b && r <= 0x65f, r == 0x670:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// variant returns what readers type for a letter that Unicode does not decompose.
func variant(r rune) (typed string, ok bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'đ':
		return "d", true
	case 'ł':
		return "l", true
	case 'ı':
		return "i", true
	case 'ς':
		return "σ", true
	case 'ى', 'ی':
		return "ي", true
	case 'ک':
		return "ك", true
	case 'ة', 'ھ':
		return "ه", true
	}
	return "", false
}
