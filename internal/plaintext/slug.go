package plaintext

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numbered appends a number to an ID, which it shortens if need be.
func Numbered(id string, n int) string {
	head, _ := CutRunes([]byte(id), maxID-8)
	return Slug(string(head) + "-" + strconv.Itoa(n))
}

// Suffixed appends a slug to an ID, which it shortens if need be.
func Suffixed(id, suffix string) string {
	head, _ := CutRunes([]byte(id), max(maxID-len("-")-len(suffix), 0))
	return Slug(string(head) + "-" + suffix)
}

// LastName is the last name in the path of a page: of /news/fair/, of
// /news/fair.html and of /news/fair/index.html it is fair. The folders of a day
// belong to it: of /2024/03/01/fair it is 2024-03-01-fair, and the day is returned,
// too.
func LastName(address string) (name, day string) {
	for _, end := range []string{".html", ".htm", "/index"} {
		address = strings.TrimSuffix(address, end)
	}
	name = path.Base(address)
	if m := dayRE.FindStringSubmatch(path.Dir(path.Clean("/" + address))); m != nil {
		day = strings.Join(m[1:], "-")
		name = day + "-" + name
	}
	return name, day
}

var dayRE = regexp.MustCompile(`/(\d{4})/(\d\d)/(\d\d)$`)

// maxID bounds an ID in bytes. File systems allow 255 for a name, and the
// longest suffix is ".json".
const maxID = 120

// Slug keeps the letters, marks and digits of s, in lower case, and replaces
// everything between them by one hyphen. Its result is safe as a file name and
// as a path segment, is never empty, and is a fixed point of Slug.
func Slug(s string) string {
	b := make([]byte, 0, maxID)
	for _, r := range s {
		switch {
		case ('a' <= r && r <= 'z' || '0' <= r && r <= '9') && len(b) < maxID: // by far the most
			b = append(b, byte(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && len(b) > 0:
			r = lower(r)
			if len(b)+utf8.RuneLen(r) > maxID {
				return trimWord(string(b))
			}
			b = utf8.AppendRune(b, r)
		case len(b) > 0 && b[len(b)-1] != '-' && len(b) < maxID:
			b = append(b, '-')
		}
	}
	id := strings.Trim(string(b), "-")
	if id == "" || isDevice(id) {
		return strings.TrimSuffix("post-"+id, "-")
	}
	return id
}

// isDevice reports whether Windows reserves a name for a device.
func isDevice(id string) bool { return len(id) <= len("com0") && deviceRE.MatchString(id) }

var deviceRE = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// lower maps r to lower case, unless that is an ASCII letter or changes again:
// İ and the Kelvin sign would give two names one file.
func lower(r rune) rune {
	l := unicode.ToLower(r)
	if r < utf8.RuneSelf || l >= utf8.RuneSelf && unicode.ToLower(l) == l {
		return l
	}
	return r
}

// trimWord cuts a slug that is too long at its last hyphen, unless that would
// lose more than half of it: Chinese has no spaces.
func trimWord(s string) string {
	if i := strings.LastIndexByte(s, '-'); i > maxID/2 {
		return s[:i]
	}
	return strings.TrimRight(s, "-")
}
