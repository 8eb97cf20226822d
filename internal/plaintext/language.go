package plaintext

import "regexp"

// Language is a language tag, or nothing.
func Language(tag string) string {
	if LangRE.MatchString(tag) {
		return tag
	}
	return ""
}

var LangRE = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`) // BCP 47, roughly
