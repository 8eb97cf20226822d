//go:build !js

package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FileKey returns the same key for two names if some disk holds one file for
// both: NTFS ignores case (a and A, s and ſ), HFS+ and APFS also whether é is one
// character or e with an accent behind it, and ext4 with casefold whatever
// is never visible, too. The key of a name in lower-case ASCII is the name.
func FileKey(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(name)
	}
	return norm.NFD.String(foldMore.Replace(strings.Map(foldCase, norm.NFD.String(name))))
}

// foldCase maps all characters that differ only in case to one of them, and
// drops those that are never visible.
func foldCase(r rune) rune {
	if unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point, unicode.Cf) {
		return -1
	}
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	if least < utf8.RuneSelf {
		return unicode.ToLower(least)
	}
	return least
}

// foldMore has the letters that fold to several (CaseFolding.txt, status F),
// as far as they have no canonical decomposition, and the i without a dot, whose
// capital is I.
var foldMore = strings.NewReplacer("ß", "ss", "ı", "i", "i\u0307", "i", "ŉ", "ʼn", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st", "և", "եւ")
