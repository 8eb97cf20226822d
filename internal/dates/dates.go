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
// in which a byte stands for each number, word and mark, and small regular
// expressions find the time in it: "26. Nov. 2026, 9:30 Uhr" is "2.M.41:2h".
package dates

import (
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

// canonical drops seconds of a zone's offset and the zone's name, for which RFC
// 3339 has no place.
func canonical(t time.Time) time.Time {
	_, offset := t.Zone()
	if offset -= offset % 60; offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", offset))
}

// Read reads a date. The language is that of the text around it, a BCP 47 tag
// or "": it decides what "Mar" means, and whether the day or the month comes
// first in 03/04/2026. Where it does not decide, the date with the day first is
// returned, and the one with the month first as the other; otherwise the other
// is zero. ok reports whether the text is a date in the years 1 to 9999.
func Read(text, language string) (date, other Date, ok bool) {
	r := reader{language: language}
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

// A reader holds what has been found in a text.
type reader struct {
	language string
	rest     string // what has not been scanned
	before   string // what was scanned last
	shape    []byte // the class of each number, word and mark
	values   []int  // of numbers, months, zones and eras
	foreign  bool   // the text has digits that are not ASCII

	year, month, day  int
	twoOrders         bool // day and month may have changed places
	hour, minute, sec int
	offset            int // of the zone, in minutes east of Greenwich
	hasTime, hasZone  bool
}

// readNumeric reads a day of numbers alone: 20191126, 2019-11-26, 26/11/2019.
func (r *reader) readNumeric() bool {
	shape := strings.TrimSuffix(strings.TrimSuffix(string(r.shape), "."), "Y") // 26.11.2026 г.
	if shape == "8" {
		r.year, r.month, r.day = r.values[0]/10000, r.values[0]/100%100, r.values[0]%100
		return true
	}
	if len(shape) != 5 || shape[1] != shape[3] || !strings.Contains("./-", shape[1:2]) || shape[2] > '2' {
		return false
	}
	first, second, third := r.values[0], r.values[2], r.values[4]
	switch {
	case shape[0] == '4' && shape[4] <= '2':
		r.year, r.month, r.day = first, second, third
		return true
	case shape[0] <= '2' && shape[4] == '4':
		r.day, r.month, r.year = first, second, third
		r.order(shape[1])
		return true
	}
	return false
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
	for i, c := range r.shape {
		to, n := &r.day, r.values[i]
		switch next := r.at(i + 1); {
		case c == 'e':
			to = &era
		case c == 'M' || next == 'O':
			to, named = &r.month, true
		case strings.IndexByte("YOD./-", c) >= 0:
			continue
		case c == '4' && next != 'D', era > 0 && next == 'Y':
			to = &r.year
		case c == '2' && next != 'D' && next != 'Y' && named && r.day > 0: // RFC 822
			to, n = &r.year, fullYear(n)
		case c > '2' || next == 'Y':
			return false
		}
		if *to != 0 && (c != 'M' || *to != n) || n == 0 { // an Arabic date may name its month twice
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

// at is the class of a token, 0 if there is none.
func (r *reader) at(i int) byte {
	if i < 0 || i >= len(r.shape) {
		return 0
	}
	return r.shape[i]
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
	t := time.Date(r.year, time.Month(r.month), r.day, r.hour, r.minute, r.sec, 0, time.UTC)
	day := time.Date(r.year, time.Month(r.month), r.day, 0, 0, 0, 0, time.UTC)
	if int(day.Month()) != r.month || day.Day() != r.day || r.isOtherCalendar() {
		return Date{}, false
	}
	if r.offset != 0 {
		t = t.Add(-time.Duration(r.offset) * time.Minute).In(time.FixedZone("", r.offset*60))
	}
	if t.IsZero() || t.Year() < 1 || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return Date{}, false
	}
	return Date{Time: t, HasTime: r.hasTime, Local: r.hasTime && !r.hasZone}, true
}

// isOtherCalendar recognizes years of the Islamic and the Persian calendar, 1448
// and 1405: read as years of ours they would all be past.
func (r *reader) isOtherCalendar() bool {
	return r.year < 1700 && (r.foreign || strings.Contains(" ar fa ps ur ckb ", " "+primary(r.language)+" "))
}
