// Package weburl judges and resolves the addresses that a post contains: web
// URLs, e-mail addresses and the media types of file names. The parser asks it
// whether a field holds an address, the HTML builder which addresses may be
// written. It knows neither posts nor HTML.
package weburl

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxAddress bounds an address in bytes.
const (
	maxAddress = 2048
	tooLong    = "it is longer than 2048 bytes"
)

// Images says from where pictures may be loaded.
type Images int

const (
	ImagesBoard Images = iota // from the origin of the base only
	ImagesAny                 // from any https address, too
	ImagesOff                 // from nowhere
)

// A Resolver resolves the URLs of one post and decides which may be written.
type Resolver struct {
	base   *url.URL // of the board; nil if it is unknown
	images Images
}

var relativeBaseRE = regexp.MustCompile(`^(\./|(\.\./)+)$`)

// NewResolver resolves against an http or https URL, or against "./", "../",
// "../../" and so on. Any other base, which may come from a publisher, counts
// as unknown: relative URLs are then refused.
func NewResolver(base string, images Images) Resolver {
	u, refused := Parse(base)
	if refused != "" || !isWebURL(u) && !relativeBaseRE.MatchString(base) {
		u = nil
	}
	return Resolver{u, images}
}

// Link is raw as an address that may be followed, or why it may not.
func (a Resolver) Link(raw string) (address, refused string) {
	if isPlainAddress(raw) {
		return raw, ""
	}
	u, refused := Parse(raw)
	if refused == "" && u.Scheme == "" {
		u, refused = a.resolve(u)
	}
	if refused == "" {
		refused = refusal(u)
	}
	if refused != "" {
		return "", refused
	}
	if address = format(u); len(address) > maxAddress {
		return "", tooLong
	}
	return address, ""
}

// isPlainAddress sees most addresses that come out as they are: a host and a
// path of letters, digits and hyphens.
func isPlainAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	host, path, _ := strings.Cut(rest, "/")
	return ok && len(s) <= maxAddress && isHost(host) && strings.IndexFunc(host, notPlain) < 0 && strings.IndexFunc(path, notPlain) < 0
}

func notPlain(r rune) bool {
	return (r|0x20 < 'a' || r|0x20 > 'z') && (r < '-' || r > '9') && r != '_'
}

// Schemes are the schemes that an absolute URL may have, those of pictures
// first.
var Schemes = []string{"https", "http", "mailto", "tel"}

// refusal says why u may not be followed.
func refusal(u *url.URL) string {
	switch u.Scheme {
	case "": // below a relative base
		return ""
	case "http", "https":
		return webRefusal(u)
	case "mailto":
		u.Opaque = mailboxes(u.Opaque)
		return opaqueRefusal(u, mailtoRE)
	case "tel":
		u.Opaque = strings.ReplaceAll(u.Opaque, " ", "")
		return opaqueRefusal(u, telRE)
	}
	return "the scheme " + u.Scheme + ": is not allowed"
}

// format is u as text. Other than URL.String it leaves the letters of a host
// what they are.
func format(u *url.URL) string {
	s := u.String()
	if host := (&url.URL{Host: u.Host}).String(); u.Host != "" && host != "//"+u.Host {
		s = strings.Replace(s, host, "//"+u.Host, 1)
	}
	return s
}

// Image is raw as the address of a picture that may be loaded. If it may
// only be linked to, shown is false.
func (a Resolver) Image(raw string) (address string, shown bool, refused string) {
	address, refused = a.Link(raw)
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
func (a Resolver) loads(u *url.URL) bool {
	switch {
	case a.images == ImagesOff || a.base == nil && a.images != ImagesAny:
		return false
	case a.images == ImagesAny && u.Scheme == "https":
		return true
	}
	return a.base != nil && u.Scheme == a.base.Scheme && strings.EqualFold(hostPort(u), hostPort(a.base))
}

// AnyWouldLoad reports whether ImagesAny would load a picture that ImagesBoard
// does not.
func (a Resolver) AnyWouldLoad(address string) bool {
	return a.images == ImagesBoard && strings.HasPrefix(address, "https:")
}

// hostPort is the host with its port, if that is not the scheme's own.
func hostPort(u *url.URL) string {
	return strings.TrimSuffix(u.Host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
}

// resolve makes a relative address mean the board's, never the page's.
func (a Resolver) resolve(u *url.URL) (resolved *url.URL, refused string) {
	switch {
	case u.Host != "" || strings.HasPrefix(u.Path, "//"):
		return nil, "an address without a scheme must not name a host"
	case u.Path == "" && u.RawQuery == "":
		return nil, "it leads nowhere"
	case a.base == nil:
		return nil, "it is relative, and the board's address is not known"
	case a.base.Scheme != "":
		return a.base.ResolveReference(u), ""
	}
	return a.below(u), ""
}

// dots undoes what browsers undo when they look for "." and "..".
var dots = strings.NewReplacer("%2e", ".", "%2E", ".")

// below resolves u for a base that is itself relative, "../../", so that it
// stays inside the board.
func (a Resolver) below(u *url.URL) *url.URL {
	p := dots.Replace(u.EscapedPath())
	clean := strings.TrimPrefix(path.Clean("/"+p), "/")
	if strings.HasSuffix(p, "/") && clean != "" {
		clean += "/"
	}
	below := *u
	below.RawPath = a.base.Path + clean
	below.Path, _ = url.PathUnescape(below.RawPath) // it was escaped properly before
	return &below
}

var lineBreaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// Parse reads an address as browsers do (WHATWG URL § 4.4): without
// the white space and control characters around it, and the tabs and line
// ends in it.
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
// an IP address as people write it, with or without a port.
func isHost(s string) bool {
	host, port, _ := strings.Cut(s, ":")
	if strings.HasPrefix(s, "[") {
		end := strings.LastIndexByte(s, ']') + 1
		host, port = s[:end], strings.TrimPrefix(s[end:], ":")
		return len(host) > 2 && strings.Trim(host[1:end-1], "0123456789abcdefABCDEF:.") == "" && isPort(port)
	}
	host = strings.TrimSuffix(host, ".")
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || strings.ContainsFunc(label, notInLabel) {
			return false
		}
	}
	return isPort(port) && (!endsInNumber(host) || isQuad(host))
}

func isPort(s string) bool {
	if s == "" {
		return true
	}
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

// endsInNumber reports whether browsers read a host as an IPv4 address, in
// any of C's notations (WHATWG URL § 3.5): 0x7f.1 is 127.0.0.1.
func endsInNumber(host string) bool {
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	digits, hex := strings.CutPrefix(last, "0x")
	return hex && strings.Trim(digits, "0123456789abcdef") == "" || strings.Trim(last, "0123456789") == ""
}

// isQuad reports whether a host is an IPv4 address as people write it.
func isQuad(host string) bool {
	parts := strings.Split(host, ".")
	return len(parts) == 4 && !slices.ContainsFunc(parts, func(part string) bool {
		n, err := strconv.ParseUint(part, 10, 8)
		return err != nil || strconv.FormatUint(n, 10) != part
	})
}

func notInLabel(r rune) bool {
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' { // by far the most
		return false
	}
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) || unicode.Is(compatible, r)
}

// compatible are the letters and digits that browsers turn into others of
// the same look (Unicode's compatibility mappings): ｅ, 𝐞, ℯ, ⓔ, ﬁ.
var compatible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xaa, Hi: 0xba, Stride: 0x10}, {Lo: 0x17f, Hi: 0x17f, Stride: 1}, {Lo: 0x2070, Hi: 0x218f, Stride: 1},
		{Lo: 0x2460, Hi: 0x24ff, Stride: 1}, {Lo: 0x3200, Hi: 0x33ff, Stride: 1}, {Lo: 0xf900, Hi: 0xfdff, Stride: 1},
		{Lo: 0xfe70, Hi: 0xffef, Stride: 1},
	},
	R32:         []unicode.Range32{{Lo: 0x1d400, Hi: 0x1d7ff, Stride: 1}, {Lo: 0x1f100, Hi: 0x1f2ff, Stride: 1}},
	LatinOffset: 1,
}

var (
	mailtoRE = regexp.MustCompile(`^[\p{L}\p{N}.!#$&'*+/=?^_{|}~,@-]+$`) // no %: an address has no line ends
	telRE    = regexp.MustCompile(`^\+?[0-9().*#;=A-Za-z-]+$`)
)

func opaqueRefusal(u *url.URL, re *regexp.Regexp) string {
	if u.Host != "" || u.Path != "" || !re.MatchString(u.Opaque) {
		return "it is not a proper " + u.Scheme + ": address"
	}
	return ""
}

func isWebURL(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && webRefusal(u) == ""
}

func IsWeb(s string) bool {
	u, refused := Parse(s)
	return refused == "" && isWebURL(u)
}

// Link is the address of a file of the tree.
func Link(name string) string { return (&url.URL{Path: name}).String() }

func Host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}
