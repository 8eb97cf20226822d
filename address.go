package board

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// maxAddress bounds an address in bytes.
const maxAddress = 2048

// addresses decides which links and pictures may come out, and as what.
type addresses struct {
	base   *url.URL // of the board; nil if unknown
	images ImagePolicy
}

func newAddresses(base string, images ImagePolicy) addresses {
	u, err := url.Parse(base)
	if base == "" || err != nil {
		return addresses{nil, images}
	}
	return addresses{u, images}
}

// link is raw as an address that may be followed, or why it may not.
func (a addresses) link(raw string) (address, refused string) {
	u, refused := parseAddress(raw)
	if refused != "" {
		return "", refused
	}
	switch u.Scheme {
	case "":
		return a.resolve(u)
	case "http", "https":
		return u.String(), webRefusal(u)
	case "mailto":
		return u.String(), opaqueRefusal(u, mailtoRE)
	case "tel":
		return u.String(), opaqueRefusal(u, telRE)
	}
	return "", "the scheme " + u.Scheme + ": is not allowed"
}

// image is raw as the address of a picture that may be loaded. If it may
// only be linked to, shown is false.
func (a addresses) image(raw string) (address string, shown bool, refused string) {
	address, refused = a.link(raw)
	if refused != "" {
		return "", false, refused
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" {
		return "", false, "a picture has an http or https address"
	}
	return address, a.loads(u), ""
}

// loads reports whether the image policy lets u be loaded at once.
func (a addresses) loads(u *url.URL) bool {
	switch {
	case a.images == ImagesOff || a.base == nil && a.images != ImagesAny:
		return false
	case a.images == ImagesAny && u.Scheme == "https":
		return true
	}
	return a.base != nil && u.Scheme == a.base.Scheme && u.Host == a.base.Host
}

// resolve makes a relative address mean the board's, never the page's.
func (a addresses) resolve(u *url.URL) (address, refused string) {
	switch {
	case u.Host != "" || strings.HasPrefix(u.Path, "//"):
		return "", "an address without a scheme must not name a host"
	case u.Path == "" && u.RawQuery == "":
		return "", "it leads nowhere"
	case a.base == nil:
		return "", "it is relative, and the board's address is not known"
	case a.base.Scheme != "":
		return a.base.ResolveReference(u).String(), ""
	}
	return a.below(u), ""
}

// below resolves u for a base that is itself relative, "../../", so that it
// stays inside the board.
func (a addresses) below(u *url.URL) string {
	p := u.EscapedPath()
	clean := strings.TrimPrefix(path.Clean("/"+p), "/")
	if strings.HasSuffix(p, "/") && clean != "" {
		clean += "/"
	}
	address := a.base.Path + clean
	if a.base.Path == "" {
		address = "./" + clean
	}
	if u.RawQuery != "" {
		address += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		address += "#" + u.EscapedFragment()
	}
	return address
}

var lineBreaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// parseAddress reads an address as browsers do (WHATWG URL § 4.4): without
// the white space and control characters around it, and the tabs and line
// ends in it.
func parseAddress(raw string) (u *url.URL, refused string) {
	s := strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' || unicode.IsSpace(r) })
	s = lineBreaks.Replace(s)
	switch {
	case len(s) > maxAddress:
		return nil, "it is longer than 2048 bytes"
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

// notInQuery is what net/url lets stand in a query but browsers do not
// (WHATWG URL § 1.3, query percent-encode set).
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

func webRefusal(u *url.URL) string {
	switch {
	case u.User != nil:
		return "it has a user name in it, which looks like a host"
	case u.Opaque != "" || !isHost(u.Host):
		return "it has no proper host"
	}
	return ""
}

// isHost reports whether s is a name of labels with dots between them, or
// an IPv6 address in brackets, with or without a port.
func isHost(s string) bool {
	host, port, _ := strings.Cut(s, ":")
	if strings.HasPrefix(s, "[") {
		end := strings.LastIndexByte(s, ']') + 1
		host, port = s[:end], strings.TrimPrefix(s[end:], ":")
		return len(host) > 2 && strings.Trim(host[1:end-1], "0123456789abcdefABCDEF:.") == "" && isPort(port)
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || strings.ContainsFunc(label, notInLabel) {
			return false
		}
	}
	return isPort(port)
}

func isPort(s string) bool { return len(s) <= 5 && strings.Trim(s, "0123456789") == "" }

func notInLabel(r rune) bool {
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
}

var (
	mailtoRE = regexp.MustCompile(`^[\p{L}\p{N}.!#$%&'*+/=?^_{|}~,@-]+$`)
	telRE    = regexp.MustCompile(`^\+?[0-9().*#;=A-Za-z-]+$`)
)

func opaqueRefusal(u *url.URL, re *regexp.Regexp) string {
	if u.Host != "" || u.Path != "" || !re.MatchString(u.Opaque) {
		return "it is not a proper " + u.Scheme + ": address"
	}
	return ""
}
