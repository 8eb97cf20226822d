// Package dates reads dates as officials write them, in the languages of the
// widget: "26. November 2019", "2024년 5월 1일 09:30", "Nov. 26, 2026, 9:00 AM
// EST", and the forms of ISO 8601, RFC 3339, RFC 822 and RFC 850. The root
// package calls it for every date in a post. It knows neither posts nor fields,
// and takes the names of months from package locale.
//
// It fails closed. A text with a word or a number that has no part in a date is
// no date: "not before 26 November 2019" must not become 26 November 2019.
package dates

import (
	"slices"
	"strings"
	"time"
)

// A Date is a calendar day or a moment.
type Date struct {
	Time    time.Time // midnight UTC for a day
	HasTime bool
	Local   bool // the text has a time but no zone; Time has that time in UTC
}

// In resolves a date without a zone in the zone where it was written. Other
// dates stay as they are.
func (d Date) In(zone *time.Location) Date {
	if !d.Local {
		return d
	}
	y, m, day := d.Time.Date()
	h, min, sec := d.Time.Clock()
	return Date{Time: canonical(time.Date(y, m, day, h, min, sec, 0, zone)), HasTime: true}
}

// canonical drops fractions of a second, seconds of a zone's offset and the
// zone's name: RFC 3339 has no place for the last two.
func canonical(t time.Time) time.Time {
	_, offset := t.Zone()
	offset -= offset % 60
	if offset == 0 {
		return t.UTC().Truncate(time.Second)
	}
	return t.In(time.FixedZone("", offset)).Truncate(time.Second)
}

// Read reads a date. The language is that of the text around it, a BCP 47 tag
// or "": it decides what "Mar" means, and whether the day or the month comes
// first in 03/04/2026. Where it does not decide, the date with the day first is
// returned, and the one with the month first as the other; otherwise the other
// is zero. ok reports whether the text is a date in the years 1 to 9999.
func Read(text, language string) (date, other Date, ok bool) {
	r := reader{language: language}
	if !r.scan(text) || !r.read() || !r.arrange() {
		return Date{}, Date{}, false
	}
	date, ok = r.date(r.month, r.day)
	if r.twoOrders {
		swapped, possible := r.date(r.day, r.month)
		switch {
		case !ok:
			return swapped, Date{}, possible
		case possible && swapped != date:
			other = swapped
		}
	}
	return date, other, ok
}

// A reader holds what has been found in a text.
type reader struct {
	language string
	tokens   []token
	at       int
	foreign  bool // the text has digits that are not ASCII

	numbers          []number // that may be a day, a month or a year
	year, month, day int      // zero if not known yet
	era              int      // the year before the first of an era
	perhaps          int      // the month that a word means if it is not a weekday
	twoOrders        bool     // day and month may have changed places

	hasTime, hasZone  bool
	hour, minute, sec int
	offset            int // of the zone, in minutes east of Greenwich
}

// A number has no unit behind it.
type number struct {
	token
	before  rune // the mark between it and the number before, 0 for none
	onRight bool // it stands behind the month's name
}

// maxNumbers is how many numbers a date can have that are no time: day, month
// and year.
const maxNumbers = 3

// read goes through the tokens, and reports whether each has a part in a date.
func (r *reader) read() bool {
	var mark rune
	for r.at < len(r.tokens) {
		t := r.tokens[r.at]
		switch {
		case r.clock():
			mark = 0
		case t.kind == isNumber:
			if !r.number(mark) {
				return false
			}
			mark = 0
		case t.kind == isWord:
			if !r.word() {
				return false
			}
			mark = 0
		case r.at == 0 || !strings.ContainsRune(",./-()'", t.mark):
			return false
		default:
			r.at++
			mark = t.mark
		}
	}
	last := r.tokens[len(r.tokens)-1]
	return last.kind != isMark || strings.ContainsRune(".,)", last.mark)
}

// number reads a number with its unit, "26일", or one without.
func (r *reader) number(before rune) bool {
	t := r.tokens[r.at]
	if t.digits > 8 {
		return false
	}
	r.at++
	if t.inParentheses(r.peek(-2), r.peek(0)) { // a Chinese weekday
		return true
	}
	unit, n := r.unit()
	r.at += n
	switch {
	case unit == yearUnit && (r.month > 0 || len(r.numbers) != 2): // else it is 26.11.2026 г.
		return assign(&r.year, t.n)
	case unit == monthUnit:
		return assign(&r.month, t.n)
	case unit == dayUnit:
		return assign(&r.day, t.n)
	}
	r.numbers = append(r.numbers, number{token: t, before: before, onRight: r.month > 0})
	return len(r.numbers) <= maxNumbers
}

// inParentheses recognizes the last character of 星期四 between parentheses.
func (t token) inParentheses(before, after token) bool {
	return t.han && before.mark == '(' && after.mark == ')'
}

// unit looks for the unit of the number that was just read, and skips the
// endings of ordinal numbers: "1er", "1.º", "11-р сарын", "26-ны өдөр".
func (r *reader) unit() (unit class, length int) {
	n := 0
	if mark := r.peek(n).mark; (mark == '-' || mark == '.') && r.classAt(n+1) == ordinal {
		n++
	}
	for r.classAt(n) == ordinal {
		n++
	}
	switch c := r.classAt(n); {
	case c == yearUnit || c == monthUnit || c == dayUnit:
		return c, n + 1
	case r.peek(n).text == "م" && r.peek(-1).digits == 4: // elsewhere it is the afternoon
		return yearUnit, n + 1
	}
	return unknown, n
}

func assign(part *int, n int) bool {
	if *part != 0 {
		return false
	}
	*part = n
	return n > 0
}

// word reads a word that is no part of a time.
func (r *reader) word() bool {
	if n, month := r.monthName(); month > 0 {
		r.at += n
		if r.month == 0 {
			r.month = month
		}
		return r.month == month // an Arabic date may name its month twice
	}
	word := r.tokens[r.at].text
	meaning := vocabulary()[word]
	r.at++
	switch meaning.class {
	case filler, weekday:
		return true
	case joiner:
		return r.peek(0).kind == isNumber
	case era:
		return assign(&r.era, meaning.n)
	case monthUnit, dayUnit: // 月 and 日 are weekdays, too
		return r.peek(-2).mark == '(' || meaning.class == monthUnit && r.peek(-2).kind == isWord && r.month > 0
	case beforeNoon: // "am 26. November"
		return r.at == 1
	}
	return isWeekday(word)
}

// monthName looks for the name of a month, of one or two words. A word that
// may be a weekday, "mar.", is noted and counts as one for now.
func (r *reader) monthName() (length, month int) {
	name, next := r.tokens[r.at].text, r.peek(1)
	if next.kind == isWord {
		if month := monthNamed(name+" "+next.text, r.language); month > 0 {
			return 2, month
		}
	}
	month = monthNamed(name, r.language)
	if month > 0 && isWeekday(name) {
		if r.perhaps == 0 {
			r.perhaps = month
		}
		return 0, 0
	}
	return 1, month
}

// arrange gives each number without a unit its part in the date.
func (r *reader) arrange() bool {
	if r.month == 0 && len(r.numbers) == 2 {
		r.month = r.perhaps
		r.numbers[1].onRight = true
	}
	if r.month == 0 && r.year == 0 && r.day == 0 {
		return r.arrangeNumeric()
	}
	for _, n := range r.numbers {
		switch {
		case r.year == 0 && n.digits == 4:
			r.year = n.n
		case r.year == 0 && n.digits == 2 && n.onRight && r.day > 0:
			r.year = fullYear(n.n)
		case n.digits > 2 || !assign(&r.day, n.n):
			return false
		}
	}
	if r.year == 0 {
		return false
	}
	r.year += r.era
	return true
}

// fullYear is the year that two digits mean (RFC 2822 § 4.3). RFC 822 and RFC
// 850 write years so.
func fullYear(n int) int {
	if n < 50 {
		return 2000 + n
	}
	return 1900 + n
}

// arrangeNumeric arranges 20191126, 2019-11-26 and 26/11/2019.
func (r *reader) arrangeNumeric() bool {
	n := r.numbers
	if len(n) == 1 && n[0].digits == 8 {
		r.year, r.month, r.day = n[0].n/10000, n[0].n/100%100, n[0].n%100
		return true
	}
	if len(n) != 3 || n[1].before != n[2].before || !strings.ContainsRune("./-", n[1].before) || n[1].digits > 2 {
		return false
	}
	switch {
	case n[0].digits == 4 && n[2].digits <= 2:
		r.year, r.month, r.day = n[0].n, n[1].n, n[2].n
		return true
	case n[0].digits <= 2 && n[2].digits == 4:
		r.day, r.month, r.year = n[0].n, n[1].n, n[2].n
		r.order(n[1].before)
		return true
	}
	return false
}

// order decides whether the day comes first. It always does in dates with dots.
func (r *reader) order(mark rune) {
	if mark == '.' {
		return
	}
	switch orderIn(r.language) {
	case monthFirst:
		if r.day <= 12 { // 26/11/2026 has one reading only
			r.day, r.month = r.month, r.day
		}
	case eitherFirst:
		r.twoOrders = true
	case dayFirst:
		r.twoOrders = r.month > 12
	}
}

// date makes a date of the parts, if there is such a day.
func (r *reader) date(month, day int) (Date, bool) {
	t := time.Date(r.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != month || t.Day() != day || r.otherCalendar() {
		return Date{}, false
	}
	if r.hasTime {
		zone := time.FixedZone("", r.offset*60)
		t = canonical(time.Date(r.year, t.Month(), day, r.hour, r.minute, r.sec, 0, zone))
	}
	if t.IsZero() || t.Year() < 1 || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return Date{}, false
	}
	return Date{Time: t, HasTime: r.hasTime, Local: r.hasTime && !r.hasZone}, true
}

// otherCalendar recognizes years of the Islamic and the Persian calendar, 1448
// and 1405: read as years of ours they would all be past.
func (r *reader) otherCalendar() bool {
	language := primary(r.language)
	return r.year < 1700 && (r.foreign || slices.Contains([]string{"ar", "fa", "ps", "ur", "ckb"}, language))
}
