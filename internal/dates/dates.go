// Package dates reads dates as officials write them, in the languages of the
// widget: "26. November 2019", "2024년 5월 1일 09:30", "Nov. 26, 2026, 9:00 AM
// EST", and the forms of ISO 8601, RFC 3339, RFC 822 and RFC 850. The root
// package calls it for every date in a post. It knows neither posts nor fields,
// and takes the names of months from package locale.
//
// It fails closed. A text with a word or a number that has no part in a date is
// no date: "not before 26 November 2019" must not become 26 November 2019.
//
// The engine of the widget contains it, so it is small: a text becomes a shape,
// in which a byte stands for each number, word and mark, and regular expressions
// find the time in that. "26. Nov. 2026, 9:30 Uhr" is "2.M.41:2h".
package dates

import (
	"regexp"
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
	return Date{Time: canonical(inZone(d.Time, zone)), HasTime: true}
}

// inZone is the moment at which clocks of a zone show the time that t has in UTC.
// If they are put forward and never show it, it is the moment of that:
// [time.Date] may return an hour before, and end an embargo too early.
func inZone(t time.Time, zone *time.Location) time.Time {
	y, m, day := t.Date()
	h, min, sec := t.Clock()
	local := time.Date(y, m, day, h, min, sec, 0, zone)
	if _, offset := local.Zone(); local.Unix()+int64(offset) < t.Unix() {
		_, local = local.ZoneBounds()
	}
	return local
}

// canonical drops seconds of a zone's offset and the zone's name, for which RFC
// 3339 has no place. Nor has it one for an offset of a day or more.
func canonical(t time.Time) time.Time {
	if _, seconds := t.Zone(); seconds/60 != 0 && abs(seconds) < secondsOfDay {
		return t.In(time.FixedZone("", seconds/60*60))
	}
	return t.UTC()
}

const secondsOfDay = 24 * 60 * 60

func abs(n int) int { return max(n, -n) }

// RFC3339 writes a moment in any zone.
func RFC3339(t time.Time) string {
	if _, seconds := t.Zone(); seconds%60 != 0 || abs(seconds) >= secondsOfDay {
		t = canonical(t)
	}
	return t.Format(time.RFC3339)
}

// Read reads a date. The language is that of the text around it, a BCP 47 tag
// or "": it decides what "Mar" means, and whether the day or the month comes
// first in 03/04/2026. Where it does not decide, the date with the day first is
// returned, and the one with the month first as the other; otherwise the other
// is zero. ok reports whether the text is a date in the years 1700 to 9999.
func Read(text, language string) (date, other Date, ok bool) {
	if t, ok := readCanonical(text); ok {
		return t, Date{}, true
	}
	r := reader{language: strings.ToLower(strings.ReplaceAll(language, "_", "-"))}
	if !r.scan(text) || !r.readTime() || !r.readNumeric() && !r.readNamed() {
		return Date{}, Date{}, false
	}
	date, ok = r.date()
	if r.twoOrders {
		r.day, r.month = r.month, r.day
		swapped, possible := r.date()
		switch {
		case !ok:
			return swapped, Date{}, possible
		case possible && swapped != date:
			other = swapped
		}
	}
	return date, other, ok
}

// readCanonical reads the forms that almost all dates have, in a twentieth of the
// time.
func readCanonical(text string) (Date, bool) {
	switch len(text) {
	case len(time.DateOnly):
		t, err := time.Parse(time.DateOnly, text)
		return Date{Time: t}, err == nil && t.Year() >= firstYear
	case len("2006-01-02T15:04:05Z"), len("2006-01-02T15:04:05+09:00"):
		t, err := time.Parse(time.RFC3339, text)
		return Date{Time: canonical(t), HasTime: true}, err == nil && t.Year() >= firstYear && t.Year() < 9999
	}
	return Date{}, false
}

// firstYear is the first year that is read. An earlier one is of the Islamic or the
// Persian calendar, in which this is 1448 and 1405, or a misreading: it would be
// past, and the post shown.
const firstYear = 1700

// A match is what a regular expression found in the shape, by group.
type match struct {
	class [10]byte // of the first token, 0 if there is none
	value [10]int
	start [10]int
	end   int // of the whole
}

func (r *reader) match(re *regexp.Regexp) *match {
	at := re.FindSubmatchIndex(r.shape)
	if at == nil {
		return nil
	}
	m := &match{end: at[1]}
	for group := range len(at) / 2 {
		if start := at[2*group]; start < at[2*group+1] {
			m.class[group], m.value[group], m.start[group] = r.shape[start], r.values[start], start
		}
	}
	return m
}

// readTime reads a time, if there is one, and leaves blanks in its place in the
// shape. It reports whether there are such a time and such a zone.
func (r *reader) readTime() bool {
	for _, clock := range lookup.clocks {
		m := r.match(clock)
		if m == nil {
			continue
		}
		start := m.start[2]
		if m.class[1] != 0 {
			start = m.start[1]
		}
		for i := start; i < m.end; i++ {
			r.shape[i] = ' '
		}
		r.hasTime, r.hasZone = true, m.class[6]|m.class[9] != 0
		return r.setOffset(m.class[6], m.value[7], m.value[8], m.value[9]) &&
			r.setTime(max(m.class[1], m.class[5]), m.value[2], m.value[3], m.value[4])
	}
	return true
}

// setOffset takes +9, +900 and +0900, or the offset of a zone with a name.
func (r *reader) setOffset(sign byte, hours, minutes, named int) bool {
	if hours > 99 {
		hours, minutes = hours/100, hours%100
	}
	r.offset = hours*60 + minutes + named
	if sign == '-' {
		r.offset = -r.offset
	}
	return hours <= 23 && minutes <= 59
}

// setTime takes an hour in a half of the day, a, p or neither, or 930 for 9:30.
// 13:00 PM is 13:00, and 24:00 the next midnight.
func (r *reader) setTime(half byte, hour, minute, second int) bool {
	if hour > 9999 {
		hour, second = hour/100, hour%100
	}
	if hour > 99 {
		hour, minute = hour/100, hour%100
	}
	if half == 'a' && hour > 12 {
		return false
	}
	if half == 'a' && hour == 12 || half == 'p' && hour < 12 {
		hour = (hour + 12) % 24
	}
	r.seconds = (hour*60+minute)*60 + second
	return minute <= 59 && second <= 60 && r.seconds <= 24*60*60
}

// readNumeric reads a day of numbers alone: 20191126, 2019-11-26, 26/11/2019.
func (r *reader) readNumeric() bool {
	m := r.match(lookup.numeric)
	if m == nil || m.class[3] != m.class[5] {
		return false
	}
	n := m.value[1]
	r.year, r.month, r.day = n/10000+m.value[2], n/100%100+m.value[4], n%100+m.value[6]
	if m.class[6] == '4' {
		r.year, r.day = r.day, r.year
		r.order(m.class[3])
	}
	return r.year > 99 && m.class[2] != m.class[6] || n > 0
}

// order decides whether the day comes first. It always does in dates with dots.
func (r *reader) order(mark byte) {
	order := orderIn(r.language)
	switch {
	case mark == '.':
	case order == monthFirst && r.day <= 12: // 26/11/2026 has one reading only
		r.day, r.month = r.month, r.day
	case order == eitherFirst, r.month > 12:
		r.twoOrders = true
	}
}

// readNamed reads a day with words in it: the name of a month, or units.
func (r *reader) readNamed() bool {
	era, named := 0, false
	isWeekday := strings.ContainsRune(string(r.shape), monthName) // of "mar.", which is March, too
	for i, c := range r.shape {
		to, n, next := &r.day, r.values[i], r.at(i+1)
		switch {
		case c == 'e':
			to = &era
		case c == monthName || c == eitherName && !isWeekday || next == monthUnit:
			to, named = &r.month, true
		case strings.IndexByte(" ./-YODmat", c) >= 0:
			continue
		case c == '4' && next != dayUnit, era > 0 && next == yearUnit:
			to = &r.year
		case c == '2' && next != dayUnit && next != yearUnit && named && r.day > 0: // RFC 822
			to, n = &r.year, fullYear(n)
		case c > '2' || next == yearUnit:
			return false
		}
		if *to != 0 && (c != monthName || *to != n) || n == 0 { // an Arabic date may name its month twice
			return false
		}
		*to = n
	}
	if r.year == 0 || !named {
		return false
	}
	r.year += era
	return true
}

// fullYear is the year that two digits mean (RFC 2822 § 4.3).
func fullYear(n int) int {
	if n < 50 {
		return 2000 + n
	}
	return 1900 + n
}

// date makes a date of the parts, if there is such a day.
func (r *reader) date() (Date, bool) {
	t := time.Date(r.year, time.Month(r.month), r.day, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != r.month || t.Day() != r.day {
		return Date{}, false
	}
	t = t.Add(time.Duration(r.seconds-r.offset*60) * time.Second)
	if r.offset != 0 {
		t = t.In(time.FixedZone("", r.offset*60))
	}
	y := t.UTC().Year()
	return Date{Time: t, HasTime: r.hasTime, Local: r.hasTime && !r.hasZone}, min(y, t.Year()) >= firstYear && max(y, t.Year()) <= 9999
}
