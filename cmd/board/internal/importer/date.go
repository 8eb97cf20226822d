package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/internal/dates"
)

// A stamp is a date that was found in a text.
type stamp struct {
	board.Date
	raw   string // as it was written
	guess string // what had to be guessed, if anything
	rest  bool   // a time stood there that the date does not have
}

var (
	ymdRE   = regexp.MustCompile(`(?:^|\D)(\d{4})(?:\s*(?:[./-]|년|年|оны)\s*)(\d{1,2})(?:\s*(?:[./-]|월|月|-?р сарын)\s*)(\d{1,2})`)
	dmyRE   = regexp.MustCompile(`(?:^|\D)(\d{1,2})([./-])(\d{1,2})[./-](\d{4})`)
	shortRE = regexp.MustCompile(`(?:^|[^\d:])(\d{2})[.-](\d{2})[.-](\d{2})(?:$|[^\d:.-])`)
	dayRE   = regexp.MustCompile(`(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+)?[ -]?(\pL{3,12})\.?,?\s*(?:de\s+)?[ -]?(\d{4}|\d{2}\b)`)
	monRE   = regexp.MustCompile(`(?:^|[^\pL])(\pL{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	timeRE  = regexp.MustCompile(`(?i)(오전|오후)?[\sT,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(Z\b|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}\b)?`)
)

// zones are the abbreviations of time zones that have one meaning (RFC 822
// § 5.1, and those of the boards that are read).
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7,
	"KST": 9, "JST": 9, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "ULAT": 8,
}

// months lists the beginnings of the names of months, in the languages that
// are read.
var months = [12][]string{
	{"jan", "янв", "ene", "jänner", "qan"}, {"feb", "фев", "fév", "fev"}, {"mar", "мар", "mär"},
	{"apr", "апр", "avr", "abr"}, {"may", "май", "мая", "mai", "mayo"}, {"jun", "июн", "juin"},
	{"jul", "июл", "juil"}, {"aug", "авг", "août", "aou", "ago"}, {"sep", "сен", "set"},
	{"oct", "окт", "okt", "out"}, {"nov", "ноя"}, {"dec", "дек", "déc", "dic", "dez"},
}

func monthOf(name string) int {
	name = strings.ToLower(name)
	for i, starts := range months {
		for _, start := range starts {
			if strings.HasPrefix(name, start) {
				return i + 1
			}
		}
	}
	return 0
}

// parseStamp finds a date in a text, and the time and zone that follow. A time
// without a zone is dropped: the date is a day.
func parseStamp(text, lang string) (s stamp, ok bool) {
	text = htmltree.OneLine(text[:min(len(text), 400)])
	y, m, d, end, guess := findDay(text, lang)
	day := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1 || day.Month() != time.Month(m) || day.Day() != d {
		return wholeStamp(text, lang)
	}
	s = stamp{Date: board.Date{Time: day}, raw: text, guess: guess}
	if t := timeRE.FindStringSubmatchIndex(text[end:]); t != nil && t[0] <= 12 {
		s.setTime(text[end:], t)
	}
	return s, true
}

// wholeStamp reads a text that is nothing but a date: package dates knows more
// languages, but finds no date among other words.
func wholeStamp(text, lang string) (s stamp, ok bool) {
	date, other, ok := dates.Read(text, lang)
	if !ok {
		return stamp{}, false
	}
	s = stamp{Date: board.Date(date), raw: text, rest: date.Local}
	if date.Local {
		y, m, d := date.Time.Date()
		s.Date = board.Date{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
	}
	if other != (dates.Date{}) {
		s.guess = "the day first"
	}
	return s, true
}

// americanRE matches the zones that are American in a date of RFC 822, which
// RSS has, and may be others elsewhere.
var americanRE = regexp.MustCompile(`^((?:\pL{3}, )?\d{1,2} \pL{3} \d{2,4} \d{2}:\d{2}(?::\d{2})? )(CST|MST)$`)

var american = map[string]string{"CST": "-0600", "MST": "-0700"}

// rfc822 writes an American zone of RFC 822 § 5.1 as an offset.
func rfc822(date string) string {
	if m := americanRE.FindStringSubmatch(htmltree.OneLine(date)); m != nil {
		return m[1] + american[m[2]]
	}
	return date
}

// findDay finds the first date of a text, in any form.
func findDay(text, lang string) (y, m, d, end int, guess string) {
	if i := ymdRE.FindStringSubmatchIndex(text); i != nil {
		return num(text, i, 1), num(text, i, 2), num(text, i, 3), i[1], ""
	}
	if i := dmyRE.FindStringSubmatchIndex(text); i != nil {
		d, m, guess = dayFirst(num(text, i, 1), num(text, i, 3), text[i[4]:i[5]], lang)
		return num(text, i, 4), m, d, i[1], guess
	}
	if i := dayRE.FindStringSubmatchIndex(text); i != nil && monthOf(text[i[4]:i[5]]) > 0 {
		y, guess = fullYear(num(text, i, 3))
		return y, monthOf(text[i[4]:i[5]]), num(text, i, 1), i[1], guess
	}
	if i := monRE.FindStringSubmatchIndex(text); i != nil && monthOf(text[i[2]:i[3]]) > 0 {
		return num(text, i, 3), monthOf(text[i[2]:i[3]]), num(text, i, 2), i[1], ""
	}
	if i := shortRE.FindStringSubmatchIndex(text); i != nil { // gnuboard's
		y, guess = fullYear(num(text, i, 1))
		return y, num(text, i, 2), num(text, i, 3), i[7], guess
	}
	return 0, 0, 0, 0, ""
}

// fullYear returns the year that two digits mean (RFC 2822 § 4.3).
func fullYear(y int) (full int, guess string) {
	switch {
	case y < 50:
		return 2000 + y, "a year of two digits"
	case y < 100:
		return 1900 + y, "a year of two digits"
	}
	return y, ""
}

// dayFirst orders day and month of 5/3/2024, which differ in America.
func dayFirst(a, b int, separator, lang string) (d, m int, guess string) {
	american := strings.EqualFold(lang, "en-us")
	switch {
	case a > 12 || separator == ".":
		return a, b, ""
	case b > 12:
		return b, a, ""
	case a == b:
		return a, b, ""
	case american:
		return b, a, "the month first"
	}
	return a, b, "the day first"
}

func num(text string, at []int, group int) int {
	n, _ := strconv.Atoi(text[at[2*group]:at[2*group+1]])
	return n
}

// setTime adds the time, if its zone is known.
func (s *stamp) setTime(text string, at []int) {
	group := func(n int) string {
		if at[2*n] < 0 {
			return ""
		}
		return text[at[2*n]:at[2*n+1]]
	}
	h, _ := strconv.Atoi(group(2))
	min, _ := strconv.Atoi(group(3))
	sec, _ := strconv.Atoi(group(4))
	if half := strings.ToLower(group(1) + group(5)); half != "" {
		h = h%12 + 12*strings.Count(half, "p")
		if half == "오후" {
			h += 12
		}
	}
	offset, known := zoneOf(strings.Trim(group(6), "("))
	if !known || h > 23 || min > 59 || sec > 60 {
		s.rest = true
		return
	}
	y, m, d := s.Date.Time.Date()
	t := time.Date(y, m, d, h, min, sec, 0, time.FixedZone("", offset))
	if fixed, ok := board.ParseDate(t.Format(time.RFC3339)); ok {
		s.Date = fixed
	}
}

// zoneOf returns the offset of a zone in seconds east of UTC.
func zoneOf(zone string) (offset int, known bool) {
	if hours, ok := zones[strings.ToUpper(zone)]; ok {
		return hours * 3600, true
	}
	t, err := time.Parse("-0700", strings.ReplaceAll(zone, ":", ""))
	if err != nil {
		return 0, false
	}
	_, offset = t.Zone()
	return offset, true
}
