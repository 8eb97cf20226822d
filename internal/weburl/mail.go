package weburl

import (
	"strings"
	"unicode"
)

// IsEmail reports whether s is a valid e-mail address as HTML defines it
// (§ 4.10.5.1.5), with letters of any script and at least one dot in the domain.
func IsEmail(s string) bool {
	name, domain, _ := strings.Cut(s, "@")
	return name != "" && !strings.ContainsFunc(name, notInMailbox) && isMailDomain(domain)
}

func isMailDomain(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || strings.ContainsFunc(label, notInMailLabel) {
			return false
		}
	}
	return strings.Contains(s, ".")
}

func notInMailbox(r rune) bool {
	return notInMailLabel(r) && !strings.ContainsRune(".!#$%&'*+/=?^_{|}~", r)
}

func notInMailLabel(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// mailboxes mends what people paste into mailto: URLs: spaces around an
// address, and the name before it, as in "Press Office <press@town.example>".
func mailboxes(s string) string {
	for i, code := range []string{"%20", "%3C", "%3E", "%3c", "%3e"} {
		s = strings.ReplaceAll(s, code, " <><>"[i:i+1])
	}
	s = strings.TrimSpace(s)
	if start := strings.LastIndexByte(s, '<'); start >= 0 && strings.HasSuffix(s, ">") {
		s = strings.TrimSpace(s[start+1 : len(s)-1])
	}
	return strings.ReplaceAll(s, ", ", ",")
}
