package dates

// This file reads the time of a date and its zone: "09:30", "9 a.m.", "오전 9시
// 30분", "14 h 30", "9.30 Uhr", each with "+0900", "GMT+9" or "EST" behind it.

// clock reads a time, and reports whether one stands here.
func (r *reader) clock() bool {
	if r.hasTime {
		return false
	}
	start := r.at
	half, before := r.halfDay(), r.at > start
	length, ok := r.reading()
	if !ok {
		r.at, r.hour, r.minute, r.sec = start, 0, 0, 0
		return false
	}
	r.at += length
	if !before {
		half = r.halfDay()
	}
	if (r.classAt(0) == hourUnit || r.classAt(0) == halfHour) && half == unknown {
		r.at++ // 9:30 Uhr
	}
	if !r.setHalf(half) || r.hour > 24 || r.hour == 24 && r.minute+r.sec > 0 || r.minute > 59 || r.sec > 60 {
		r.at, r.hour, r.minute, r.sec = start, 0, 0, 0
		return false
	}
	r.hasTime = true
	r.zone()
	return true
}

// halfDay reads "a.m.", "p. m.", "PM", "오전", if it stands here.
func (r *reader) halfDay() class {
	if c := r.classAt(0); c == beforeNoon || c == afterNoon {
		r.at++
		return c
	}
	letter := r.peek(0).text
	if letter != "a" && letter != "p" || r.peek(1).mark != '.' || r.peek(2).text != "m" {
		return unknown
	}
	r.at += 3
	if r.peek(0).mark == '.' {
		r.at++
	}
	if letter == "a" {
		return beforeNoon
	}
	return afterNoon
}

// setHalf moves the hour into its half of the day. 13:00 PM is 13:00.
func (r *reader) setHalf(half class) bool {
	switch {
	case half == beforeNoon && r.hour > 12:
		return false
	case half == beforeNoon && r.hour == 12:
		r.hour = 0
	case half == afterNoon && r.hour < 12:
		r.hour += 12
	}
	return true
}

// reading reads hours, minutes and seconds without moving on.
func (r *reader) reading() (length int, ok bool) {
	t := r.peek(0)
	if t.kind != isNumber || t.digits > 2 && !r.isCompactTime(t) {
		return 0, false
	}
	if t.digits > 2 {
		return r.compactTime(t), true
	}
	r.hour = t.n
	switch c := r.classAt(1); {
	case r.peek(1).mark == ':' && isTwoDigits(r.peek(2)):
		r.minute = r.peek(2).n
		return 3 + r.seconds(3), true
	case c == hourUnit:
		return 2 + r.minutes(2), true
	case r.peek(1).mark == '.' && r.isDottedTime():
		r.minute = r.peek(2).n
		return 3, true
	case c == beforeNoon || c == afterNoon:
		return 1, r.hour > 0 && r.hour <= 12
	}
	return 1, r.isLetterM(1) && r.hour > 0 && r.hour <= 12 || r.isAfterHalfDay() && r.hour <= 12
}

// isLetterM recognizes "a.m." and "p.m." at a place.
func (r *reader) isLetterM(n int) bool {
	letter := r.peek(n).text
	return (letter == "a" || letter == "p") && r.peek(n+1).mark == '.' && r.peek(n+2).text == "m"
}

// isAfterHalfDay: a number alone is a time only in "AM 9" where nothing follows.
func (r *reader) isAfterHalfDay() bool {
	c := r.classAt(-1)
	return r.at > 1 && (c == beforeNoon || c == afterNoon) && r.peek(1).kind == isNothing
}

func isTwoDigits(t token) bool { return t.kind == isNumber && t.digits == 2 }

// seconds reads ":30" and a fraction behind it at a place.
func (r *reader) seconds(n int) (length int) {
	if r.peek(n).mark != ':' || !isTwoDigits(r.peek(n+1)) {
		return 0
	}
	r.sec = r.peek(n + 1).n
	mark, fraction := r.peek(n+2), r.peek(n+3)
	if (mark.mark == '.' || mark.mark == ',') && fraction.kind == isNumber && !fraction.spaced {
		return 4
	}
	return 2
}

// minutes reads what stands behind the unit of hours: "30", "30분 15초", "반".
func (r *reader) minutes(n int) (length int) {
	t := r.peek(n)
	if r.classAt(n) == halfHour {
		r.minute = 30
		return 1
	}
	if mark := r.peek(n + 1).mark; r.peek(n).mark == '.' && r.classAt(n+2) == minuteUnit { // 9 ч. 30 мин.
		n, length = n+1, 1
		t = r.peek(n)
	} else if t.kind != isNumber || t.digits > 2 || mark == '.' || mark == '/' || mark == '-' {
		return 0
	}
	r.minute = t.n
	if r.classAt(n+1) != minuteUnit {
		return length + 1
	}
	if r.peek(n+2).kind == isNumber && r.classAt(n+3) == secondUnit {
		r.sec = r.peek(n + 2).n
		return length + 4
	}
	return length + 2
}

// isDottedTime tells the time 9.30 from a part of 9.11.2026: a unit or half of
// the day follows, or the date is complete already.
func (r *reader) isDottedTime() bool {
	minute := r.peek(2)
	if !isTwoDigits(minute) || minute.spaced || r.peek(1).spaced {
		return false
	}
	c := r.classAt(3)
	if c == hourUnit || c == beforeNoon || c == afterNoon || r.isLetterM(3) {
		return true
	}
	return r.peek(3).mark != '.' && r.isComplete() && r.peek(0).spaced
}

// isComplete reports whether a day, a month and a year stand before.
func (r *reader) isComplete() bool {
	n := len(r.numbers)
	for _, part := range []int{r.year, r.month, r.day} {
		if part > 0 {
			n++
		}
	}
	return n >= maxNumbers || n == 1 && len(r.numbers) == 1 && r.numbers[0].digits == 8
}

// isCompactTime recognizes the time of 20240501T0930.
func (r *reader) isCompactTime(t token) bool {
	return (t.digits == 4 || t.digits == 6) && r.peek(-1).text == "t" && r.isComplete()
}

func (r *reader) compactTime(t token) (length int) {
	n := t.n
	if t.digits == 6 {
		r.sec = n % 100
		n /= 100
	}
	r.hour, r.minute = n/100, n%100
	return 1
}

// zone reads the zone behind a time, if there is one.
func (r *reader) zone() {
	start := r.at
	if r.peek(0).mark == '(' {
		r.at++
	}
	meaning := vocabulary()[r.peek(0).text]
	named := meaning.class == zone
	if named {
		r.at++
		r.offset, r.hasZone = meaning.n, true
	}
	if !named || meaning.n == 0 {
		r.zoneOffset()
	}
	if !r.hasZone {
		r.at = start
	} else if r.peek(0).mark == ')' {
		r.at++
	} else if r.peek(0).mark == '(' && vocabulary()[r.peek(1).text].class == zone && r.peek(2).mark == ')' {
		r.at += 3 // +0900 (KST)
	}
}

// zoneOffset reads "+09:00", "+0900", "+9" and "-4".
func (r *reader) zoneOffset() {
	sign, t := r.peek(0).mark, r.peek(1)
	if sign != '+' && sign != '-' || t.kind != isNumber || t.spaced || t.digits > 4 {
		return
	}
	hours, minutes, length := t.n, 0, 2
	switch {
	case t.digits > 2:
		hours, minutes = t.n/100, t.n%100
	case r.peek(2).mark == ':' && isTwoDigits(r.peek(3)):
		minutes, length = r.peek(3).n, 4
	}
	if hours > 23 || minutes > 59 {
		return
	}
	r.at += length
	r.offset, r.hasZone = hours*60+minutes, true
	if sign == '-' {
		r.offset = -r.offset
	}
}
