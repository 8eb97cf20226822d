package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// This file splits a text into numbers, words and marks, all in one spelling:
// small letters without accents, digits of ASCII. The reader calls it. It must
// not know what a word means, except that Chinese, Japanese and Korean words
// have no spaces between them.

type kind uint8

const (
	isNothing kind = iota
	isNumber
	isWord
	isMark
)

// A token is a number, a word or a mark.
type token struct {
	kind   kind
	text   string // of a word
	mark   rune
	n      int
	digits int  // how many a number has
	han    bool // the number is in Chinese characters
	spaced bool // there is a space before it
}

// maxTokens and maxLength bound what a date can consist of.
const (
	maxTokens = 40
	maxLength = 200
)

// peek is the token that many places behind the next, zero if there is none.
func (r *reader) peek(n int) token {
	if i := r.at + n; 0 <= i && i < len(r.tokens) {
		return r.tokens[i]
	}
	return token{}
}

// scan splits the text, and reports whether it may be a date.
func (r *reader) scan(text string) bool {
	if len(text) > maxLength {
		return false
	}
	r.foreign = strings.ContainsFunc(text, func(c rune) bool { return c >= utf8.RuneSelf && unicode.IsDigit(c) && !isFullWidth(c) })
	s := fold(text)
	r.tokens = make([]token, 0, 8)
	for spaced := false; s != "" && len(r.tokens) < maxTokens; {
		if s[0] == ' ' {
			s, spaced = s[1:], true
			continue
		}
		t, length := next(s)
		t.spaced = spaced
		r.tokens = append(r.tokens, t)
		s, spaced = s[length:], false
	}
	return len(r.tokens) > 0 && s == ""
}

// next reads the token at the start of s.
func next(s string) (t token, length int) {
	first, size := utf8.DecodeRuneInString(s)
	switch {
	case '0' <= first && first <= '9':
		for length < len(s) && '0' <= s[length] && s[length] <= '9' {
			t.n = min(t.n*10+int(s[length]-'0'), 1e9)
			length++
		}
		return token{kind: isNumber, n: t.n, digits: length}, length
	case isEastAsian(first):
		return nextEastAsian(s, size)
	case unicode.IsLetter(first):
		length = strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) || isEastAsian(c) })
		if length < 0 {
			length = len(s)
		}
		return token{kind: isWord, text: s[:length]}, length
	}
	return token{kind: isMark, mark: first}, size
}

// isEastAsian covers Chinese characters, kana and Hangul.
func isEastAsian(r rune) bool { return r >= 0x2e80 && unicode.IsLetter(r) || r == '〇' }

// nextEastAsian reads the longest word it knows, or a number.
func nextEastAsian(s string, size int) (t token, length int) {
	for length := min(len(s), maxEastAsian); length > 0; length-- {
		if _, ok := vocabulary()[s[:length]]; ok {
			return token{kind: isWord, text: s[:length]}, length
		}
	}
	if t, length := hanNumber(s); length > 0 {
		return t, length
	}
	return token{kind: isWord, text: s[:size]}, size
}

const hanDigits = "〇一二三四五六七八九"

// hanNumber reads 二〇二六 and 二十六.
func hanNumber(s string) (t token, length int) {
	n, tens := 0, false
	for _, c := range s {
		i := strings.IndexRune(hanDigits, c)
		switch {
		case c == '元' && length == 0: // the first year of an era
			return token{kind: isNumber, n: 1, digits: 1, han: true}, len("元")
		case c == '十' && !tens:
			n, tens = max(n, 1)*10, true
		case i < 0:
			return token{kind: isNumber, n: n, digits: digitsOf(n), han: true}, length
		case tens:
			n += i / len("一")
		default:
			n = min(n*10+i/len("一"), 1e9)
		}
		length += utf8.RuneLen(c)
	}
	return token{kind: isNumber, n: n, digits: digitsOf(n), han: true}, length
}

func digitsOf(n int) (digits int) {
	for ; n > 0; n /= 10 {
		digits++
	}
	return max(digits, 1)
}

// fold puts a text into one spelling.
func fold(s string) string { return strings.Map(foldRune, s) }

var (
	accented   = []rune("àáâãäåèéêëìíîïıòóôõöùúûüçñşğёйأإآٱىیکۀº°ᵉʳˢᵗʰⁿᵈ")
	unaccented = []rune("aaaaaaeeeeiiiiiooooouuuucnsgеиااااييكهooersthnd")
)

// foldRune returns a character in the one spelling, or -1 if the character is
// left out: accents and vowel signs that stand alone, and invisible characters.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf && r > ' ':
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case isFullWidth(r):
		return foldRune(r - '！' + '!')
	case plaintext.IsSeparator(r):
		return ' '
	case unicode.IsDigit(r):
		return '0' + digitValue(r)
	case 0x2010 <= r && r <= 0x2015, r == '−', r == '־':
		return '-'
	case r == '،', r == '、':
		return ','
	case r == '。':
		return '.'
	case r == '’', r == '׳':
		return '\''
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
		return -1
	}
	r = unicode.ToLower(r)
	for i, c := range accented {
		if c == r {
			return unaccented[i]
		}
	}
	return r
}

// isFullWidth covers the characters of ASCII as East Asian fonts have them.
func isFullWidth(r rune) bool { return '！' <= r && r <= '～' }

// digitValue is the value of a decimal digit in any script: Unicode has them in
// rows from 0 to 9.
func digitValue(r rune) rune {
	first := r
	for first > r-9 && unicode.IsDigit(first-1) {
		first--
	}
	for _, row := range unicode.Nd.R16 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return (r - rune(row.Lo)) % 10
		}
	}
	return (r - first) % 10
}
