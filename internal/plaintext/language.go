package plaintext

import "regexp"

// langRE is the shape of a BCP 47 language tag (RFC 5646 § 2.1), without the
// registry of subtags.
var langRE = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)

// IsLanguage reports whether s has the shape of a language tag: ko, zh-Hant.
func IsLanguage(s string) bool { return langRE.MatchString(s) }

// Language returns a language tag, or "" if s does not have the shape of one.
func Language(s string) string {
	if !IsLanguage(s) {
		return ""
	}
	return s
}
