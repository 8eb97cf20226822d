package dates

import (
	"regexp"
	"sync"
)

// This file finds the time in a shape, with its zone, and cuts it out. What is
// left is the day.

// forms are those of a time. Groups: the time, the half of the day, hours,
// minutes and seconds, the half of the day again. The last form is that of a
// zone behind a time: EST, Z, GMT+9, +09:00, -0430 (VET). Groups: the sign, hours,
// minutes, the name.
var forms = sync.OnceValue(func() (list []*regexp.Regexp) {
	for _, form := range []string{
		`(t?([ap]?)([12]):(2)(?::(2))?([ap]?)h?)`,                    // 09:30:15, PM 9:30, 9:30 Uhr
		`(()([12])\.(2)()([aph]))`,                                   // 9.30 p.m., 9.30 Uhr
		`(([ap]?)([12])h\.?(?:([12b])i?\.?(?:([12])s\.?)?)?([ap]?))`, // 9 h 30 min, 오후 9시 반
		`(([ap])([12])()()())$`,                                      // PM 9
		`(()([12])()()([ap]))`,                                       // 9 p.m.
		`(t()([46])()()())`,                                          // 20261126T0930
		`^(?:[^:]*4Y?|4\.[12]\.[12])(()([12])\.(2)()())$`,            // 26.11.2026 9.30
		`^(?:g?([+-])([1-4])(?::(2))?z?|([zg])z?)?`,
	} {
		list = append(list, regexp.MustCompile(form))
	}
	return list
})

// readTime cuts a time out of the shape, if there is one, and reports whether it
// can be read.
func (r *reader) readTime() bool {
	ok := true
	clocks := forms()[:7]
	for _, clock := range clocks {
		if m := clock.FindSubmatchIndex(r.shape); m != nil {
			r.hour, r.minute, r.sec = r.value(m, 3), r.value(m, 4), r.value(m, 5)
			digits, half := r.class(m, 3), max(r.class(m, 2), r.class(m, 6))
			ok = r.correct(digits, half)
			end, inRange := r.readZone(m[3])
			ok, r.hasTime = ok && inRange, true
			r.cut(m[2], end)
			break
		}
	}
	if r.at(0) == 'a' { // "am 26. November"
		r.cut(0, 1)
	}
	return ok
}

// correct splits 0930, moves the hour into its half of the day, and reports
// whether there is such a time. 13:00 PM is 13:00, and 24:00 the next midnight.
func (r *reader) correct(digits, half byte) bool {
	if digits == '6' {
		r.sec, r.hour = r.hour%100, r.hour/100
	}
	if digits >= '4' {
		r.hour, r.minute = r.hour/100, r.hour%100
	}
	if half == 'a' && r.hour > 12 {
		return false
	}
	if half == 'a' && r.hour == 12 || half == 'p' && r.hour < 12 {
		r.hour = (r.hour + 12) % 24
	}
	return r.minute <= 59 && r.sec <= 60 && (r.hour*60+r.minute)*60+r.sec <= 24*3600
}

// readZone reads the zone that stands at a place in the shape, and returns where
// it ends. It reports whether there can be such a zone.
func (r *reader) readZone(at int) (end int, ok bool) {
	rest := reader{shape: r.shape[at:], values: r.values[at:]}
	m := forms()[7].FindSubmatchIndex(rest.shape)
	hours, minutes := rest.value(m, 2), rest.value(m, 3)
	if rest.class(m, 2) > '2' {
		hours, minutes = hours/100, hours%100
	}
	r.offset = rest.value(m, 4) + hours*60 + minutes
	if rest.class(m, 1) == '-' {
		r.offset = -r.offset
	}
	r.hasZone = m[1] > 0
	return at + m[1], hours <= 23 && minutes <= 59
}

// value is that of the token that a group matched, 0 for none.
func (r *reader) value(m []int, group int) int {
	if start, end := m[2*group], m[2*group+1]; start < end {
		return r.values[start]
	}
	return 0
}

// class is that of the token that a group matched, 0 for none.
func (r *reader) class(m []int, group int) byte {
	if start, end := m[2*group], m[2*group+1]; start < end {
		return r.shape[start]
	}
	return 0
}
