package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// unescape resolves Markdown's backslashes and character references
// (CommonMark § 2.4 and 2.5), so that a
// scheme, say, is checked as it will be read (CVE-2026-5160).
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	i := strings.IndexAny(s, `\&`)
	var plain strings.Builder
	for ; i >= 0; i = strings.IndexAny(s, `\&`) {
		plain.WriteString(s[:i])
		text, size := unhide(s[i:])
		plain.WriteString(text)
		s = s[i+size:]
	}
	plain.WriteString(s)
	return plain.String()
}

// unhide reads a backslash or a character reference at the start of s.
func unhide(s string) (text string, size int) {
	if s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]) {
		return s[1:2], 2
	}
	const longest = len("&CounterClockwiseContourIntegral;")
	if end := strings.IndexByte(s[:min(len(s), longest)], ';'); s[0] == '&' && referenceRE.MatchString(s[:end+1]) {
		return html.UnescapeString(s[:end+1]), end + 1
	}
	return s[:1], 1
}

var referenceRE = regexp.MustCompile(`^&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});$`)
