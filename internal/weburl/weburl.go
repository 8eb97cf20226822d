// Package weburl judges and resolves the addresses that a post contains: web
// URLs, e-mail addresses and the media types of file names. The parser asks it
// whether a field holds an address, the HTML builder which addresses may be
// written. It knows neither posts nor HTML.
package weburl

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

const (
	maxAddress = 2048 // bytes
	tooLong    = "it is longer than 2048 bytes"
)

var lineBreaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// Parse reads a URL, which may be relative, as browsers do (WHATWG URL § 4.4):
// without the white space and control characters around it, and without tabs
// and line ends. If it cannot be read, refused says why.
func Parse(raw string) (u *url.URL, refused string) {
	s := strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' || unicode.IsSpace(r) })
	s = lineBreaks.Replace(s)
	switch {
	case len(s) > maxAddress:
		return nil, tooLong
	case strings.ContainsFunc(s, func(r rune) bool { return r == '\\' || unicode.IsControl(r) || r == unicode.ReplacementChar }):
		return nil, "it has a backslash or a control character in it"
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, "it is not an address"
	}
	if strings.IndexFunc(u.RawQuery, notInQuery) >= 0 {
		u.RawQuery = encodeQuery(u.RawQuery)
	}
	return u, ""
}

// notInQuery reports the characters that net/url leaves in a query and browsers
// escape (WHATWG URL § 1.3, query percent-encode set).
func notInQuery(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"<>`, r) }

func encodeQuery(query string) string {
	var s strings.Builder
	for i := range len(query) {
		if c := query[i]; notInQuery(rune(c)) {
			fmt.Fprintf(&s, "%%%02X", c)
		} else {
			s.WriteByte(c)
		}
	}
	return s.String()
}

// isWebURL reports whether u is an absolute http or https URL that may be
// followed.
func isWebURL(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && webRefusal(u) == ""
}

// IsWeb reports whether s is an absolute http or https URL with a proper host,
// and without white space: where URLs stand between words, it ends them.
func IsWeb(s string) bool {
	u, refused := Parse(s)
	return refused == "" && isWebURL(u) && !strings.ContainsFunc(s, isSpace)
}

// isSpace also knows the zero-width characters that copied text contains.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// Link returns the URL of a file, relative to the folder that its name starts in.
func Link(name string) string { return (&url.URL{Path: name}).String() }

// Host returns the host of a URL to show to readers, or the whole URL if it has
// none.
func Host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}

func webRefusal(u *url.URL) string {
	switch {
	case u.User != nil:
		return "it has a user name in it, which looks like a host"
	case u.Opaque != "" || !isHost(u.Host):
		return "it has no proper host"
	}
	return ""
}
