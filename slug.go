package board

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxID bounds an ID in bytes: file systems allow 255 for a name, and the
// longest thing we append is ".json".
const maxID = 120

// makeID names a post after its date and subject, in the subject's own
// script: 2019-11-26-secretary-general-of-sco-meets, 2024-03-01-의장-회담.
func makeID(d Date, subject string) string {
	return slug(strings.TrimSuffix(d.Time.Format("2006-01-02-"), "0001-01-01-") + subject)
}

// slug keeps the letters, marks and digits of s in lower case and puts one
// hyphen for everything between them. What it returns is safe as a file
// name and as a path segment, and is a fixed point of slug. It is never
// empty.
func slug(s string) string {
	var b strings.Builder
	b.Grow(min(len(s), maxID))
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0:
			r = lower(r)
			if b.Len()+utf8.RuneLen(r) > maxID {
				return trimWord(b.String())
			}
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && b.Len() < maxID:
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	if id == "" || deviceRE.MatchString(id) {
		return strings.TrimSuffix("post-"+id, "-")
	}
	return id
}

// deviceRE are names that Windows keeps for devices.
var deviceRE = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// lower maps r to lower case where that is one letter which stays put.
// (İ and the Kelvin sign fold to ASCII letters: two names, one file.)
func lower(r rune) rune {
	if l := unicode.ToLower(r); unicode.ToLower(l) == l && (r < utf8.RuneSelf) == (l < utf8.RuneSelf) {
		return l
	}
	return r
}

// trimWord cuts a slug that grew too long at its last hyphen, unless that
// would lose more than half of it (Chinese has no spaces).
func trimWord(s string) string {
	if i := strings.LastIndexByte(s, '-'); i > maxID/2 {
		return s[:i]
	}
	return strings.TrimRight(s, "-")
}
