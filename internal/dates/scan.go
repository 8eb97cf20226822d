package dates

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// This file makes a shape of a text. A number becomes the count of its digits, a
// word the class that the vocabulary has for it, a mark itself. What says
// nothing is left out: weekdays, commas, "de", the "th" of "26th". A word that
// is not known, or a number or mark in no date, is an error.

// maxLength bounds the text of a date, in bytes.
const maxLength = 200

// scan makes the shape, and reports whether the text may be a date.
func (r *reader) scan(text string) bool {
	if len(text) > maxLength {
		return false
	}
	r.foreign = strings.ContainsFunc(text, func(c rune) bool { return c >= utf8.RuneSelf && !isFullWidth(c) && unicode.IsDigit(c) })
	r.rest = fold(text)
	for r.rest != "" {
		before := r.rest
		if !r.token() {
			return false
		}
		r.before = before[:len(before)-len(r.rest)]
	}
	r.settleMonth()
	return r.shape != nil && r.shape[0] > '/' && strings.IndexByte("/-t:+", r.last()) < 0
}

// token reads what stands at the start of the rest.
func (r *reader) token() bool {
	first, size := utf8.DecodeRuneInString(r.rest)
	digits := len(r.rest) - size - len(strings.TrimLeft(r.rest[size:], "0123456789"))
	switch {
	case (first == '.' || first == ',') && digits > 0 && bytes.HasSuffix(r.shape, []byte(":2:2")): // 15.5 seconds
		r.rest = r.rest[1+digits:]
	case strings.ContainsRune(" ,()'", first), first == '-' && r.before == "ב", first == '.' && r.shape == nil && r.before != "":
		r.rest = r.rest[size:]
	case strings.ContainsRune("./-:+", first):
		r.add(byte(first), 0, size)
	case '0' <= first && first <= '9':
		digits++
		n, err := strconv.Atoi(r.rest[:digits])
		r.add('0'+byte(digits), n, digits)
		return digits <= 8 && err == nil
	case isEastAsian(first):
		return r.eastAsian()
	default:
		length := strings.IndexFunc(r.rest+" ", func(c rune) bool { return !unicode.IsLetter(c) || isEastAsian(c) })
		return length > 0 && r.word(length)
	}
	return true
}

// add adds a token of so many bytes.
func (r *reader) add(class byte, value, length int) {
	r.shape, r.values, r.rest = append(r.shape, class), append(r.values, value), r.rest[length:]
}

// cut takes tokens out.
func (r *reader) cut(from, to int) {
	r.shape, r.values = append(r.shape[:from], r.shape[to:]...), append(r.values[:from], r.values[to:]...)
}

// last is the class of the last token, 0 if there is none.
func (r *reader) last() byte { return r.at(len(r.shape) - 1) }

// isEastAsian covers Chinese characters, kana and Hangul. There are no spaces
// between their words.
func isEastAsian(c rune) bool { return c >= '\u2e80' }

// eastAsian reads the longest word that is known, or a number.
func (r *reader) eastAsian() bool {
	for length := min(len(r.rest), len("星期一")); length > 0; length-- {
		if tables().words[r.rest[:length]] != (meaning{}) {
			return r.word(length)
		}
	}
	n, length := hanNumber(r.rest)
	r.add('0'+byte(len(strconv.Itoa(n))), n, length)
	return length > 0
}

// hanNumber reads 二〇二六 and 二十六. The first year of an era is 元.
func hanNumber(s string) (n, length int) {
	tens := 0
	for _, c := range s {
		switch i := strings.IndexRune("〇一二三四五六七八九十元", c) / len("〇"); {
		case !strings.ContainsRune("〇一二三四五六七八九十元", c) || n > 999:
			return tens + n, length
		case i == 11:
			n = 1
		case i == 10:
			tens, n = 10*max(n, 1), 0
		default:
			n = n*10 + i
		}
		length += len("〇")
	}
	return tens + n, length
}

// word reads a word, and reports whether it is known.
func (r *reader) word(length int) bool {
	word, last := r.rest[:length], r.last()
	m := tables().words[word]
	isUnit := m.class == dayUnit || m.class == monthUnit
	switch {
	case m == meaning{}:
		return r.name(word)
	case m.class == filler || m.class == weekday || isUnit && r.before == "(": // （日）
		r.rest = r.rest[length:]
	case m.class == ordinal:
		r.rest = r.rest[length:]
		if n := len(r.shape); n > 1 && (last == '-' || last == '.') { // 26-го, 1.º
			r.cut(n-1, n)
			last = r.last()
		}
		return '0' < last && last < '3'
	case word == "م" && last == '4': // of our era; elsewhere it is the afternoon
		r.add(yearUnit, 0, length)
	default:
		r.add(m.class, m.n, length)
	}
	return true
}

// name reads the name of a month or a weekday.
func (r *reader) name(word string) bool {
	month, isDay := monthNamed(word, r.language), isWeekday(word)
	switch {
	case month > 0 && isDay:
		r.add(eitherName, month, len(word))
	case month > 0:
		r.add(monthClass, month, len(word))
	default:
		r.rest = r.rest[len(word):]
	}
	return month > 0 || isDay
}

// settleMonth decides about words such as "mar.", which are a weekday if a
// month stands there, too.
func (r *reader) settleMonth() {
	i := bytes.IndexByte(r.shape, eitherName)
	switch {
	case i < 0:
	case bytes.IndexByte(r.shape, monthClass) >= 0:
		r.cut(i, i+1)
		if r.at(i) == '.' {
			r.cut(i, i+1)
		}
	default:
		r.shape[i] = monthClass
	}
}

// spellings are pairs: letters with accents and without, and what is one word to
// the scanner.
var spellings = sync.OnceValue(func() *strings.Replacer {
	pairs := []string{
		"a.m.", "am", "p.m.", "pm", "a.m", "am", "p.m", "pm", "a. m.", "am", "p. m.", "pm",
		"كانون ", "كانون", "تشرين ", "تشرين", "арван ", "арван",
	}
	return strings.NewReplacer(append(pairs, strings.Fields("à a á a â a ã a ä a å a è e é e ê e ë e ì i í i î i ï i ı i ò o ó o ô o õ o ö o "+
		"ù u ú u û u ü u ç c ñ n ş s ğ g ё е й и أ ا إ ا آ ا ٱ ا ى ي ی ي ک ك ۀ ه º o ° o ᵉ e ʳ r ˢ s ᵗ t ʰ h ⁿ n ᵈ d")...)...)
})

// fold puts a text into the one spelling of the vocabulary.
func fold(s string) string { return spellings().Replace(strings.Map(foldRune, s)) }

// foldRune returns the small letter, the digit or mark of ASCII, or -1 for what
// is left out: accents and vowel signs that stand alone, invisible characters.
func foldRune(r rune) rune {
	switch {
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
	return unicode.ToLower(r)
}

// isFullWidth covers the characters of ASCII as East Asian fonts have them.
func isFullWidth(r rune) bool { return '！' <= r && r <= '～' }

// digitValue is the value of a decimal digit in any script: Unicode has them in
// rows from 0 to 9.
func digitValue(r rune) rune {
	for _, row := range unicode.Nd.R16 {
		if rune(row.Lo) <= r && r <= rune(row.Hi) {
			return (r - rune(row.Lo)) % 10
		}
	}
	return 0
}
