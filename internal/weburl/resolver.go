package weburl

import (
	"net/url"
	"path"
	"regexp"
	"strings"
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
	folder string   // below the base, in which relative URLs start; "" or with a slash at its end
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
	return Resolver{base: u, images: images}
}

// Within returns a Resolver for which relative URLs start in a folder below the
// base, "fair/".
func (r Resolver) Within(folder string) Resolver {
	r.folder = folder
	return r
}

// Parse reads a URL as the function [Parse] does. A relative one starts at the
// base.
func (r Resolver) Parse(raw string) (u *url.URL, refused string) {
	u, refused = Parse(raw)
	if refused != "" || r.folder == "" || u.Scheme != "" || u.Host != "" || u.Path == "" || u.Path[0] == '/' {
		return u, refused
	}
	escaped := (&url.URL{Path: r.folder}).EscapedPath() + u.EscapedPath()
	u.Path, u.RawPath = r.folder+u.Path, escaped
	return u, ""
}

// Link resolves the URL of a link. If it must not be followed, refused says why.
func (r Resolver) Link(raw string) (address, refused string) {
	if isPlainAddress(raw) {
		return raw, ""
	}
	u, refused := r.Parse(raw)
	if refused == "" && u.Scheme == "" {
		u, refused = r.resolve(u)
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

// isPlainAddress recognizes most URLs that are written as they are: a host, and
// a path of letters, digits and hyphens.
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

// refusal says why a URL may not be followed, "" if it may.
func refusal(u *url.URL) string {
	switch u.Scheme {
	case "": // below a relative base
		return ""
	case "http", "https":
		return webRefusal(u)
	case "mailto":
		return mailtoRefusal(u)
	case "tel":
		return telRefusal(u)
	}
	return "the scheme " + u.Scheme + ": is not allowed"
}

// mailtoRefusal says why a mailto URL may not be followed. It has addresses with
// commas between them; a % could hide a line end.
func mailtoRefusal(u *url.URL) string {
	u.Opaque = mailboxes(u.Opaque)
	return opaqueRefusal(u, !strings.ContainsFunc(u.Opaque, func(r rune) bool {
		return r == '%' || notInMailbox(r) && r != '@' && r != ','
	}))
}

func telRefusal(u *url.URL) string {
	u.Opaque = strings.ReplaceAll(u.Opaque, " ", "")
	return opaqueRefusal(u, telRE.MatchString(u.Opaque))
}

var telRE = regexp.MustCompile(`^\+?[0-9().*#;=A-Za-z-]+$`)

func opaqueRefusal(u *url.URL, proper bool) string {
	if u.Host != "" || u.Path != "" || u.Opaque == "" || u.Opaque[0] == '/' || !proper {
		return "it is not a proper " + u.Scheme + ": address"
	}
	return ""
}

// format returns u as text. Unlike URL.String it does not escape the letters of
// a host.
func format(u *url.URL) string {
	s := u.String()
	if host := (&url.URL{Host: u.Host}).String(); u.Host != "" && host != "//"+u.Host {
		s = strings.Replace(s, host, "//"+u.Host, 1)
	}
	return s
}

// Image resolves the URL of a picture. If the picture may be linked to but not
// loaded, shown is false; if it may not even be linked to, refused says why.
func (r Resolver) Image(raw string) (address string, shown bool, refused string) {
	address, refused = r.Link(raw)
	if refused != "" {
		return "", false, refused
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" {
		return "", false, "a picture has an http or https address"
	}
	return address, r.loads(u), ""
}

// loads reports whether the image policy allows u to be loaded.
func (r Resolver) loads(u *url.URL) bool {
	switch {
	case r.images == ImagesOff || r.base == nil && r.images != ImagesAny:
		return false
	case r.images == ImagesAny && u.Scheme == "https":
		return true
	}
	return r.base != nil && u.Scheme == r.base.Scheme && strings.EqualFold(hostPort(u), hostPort(r.base))
}

// AnyWouldLoad reports whether ImagesAny would load a picture that ImagesBoard
// does not.
func (r Resolver) AnyWouldLoad(address string) bool {
	return r.images == ImagesBoard && strings.HasPrefix(address, "https:")
}

// hostPort is the host with its port, unless that is the default of the scheme.
func hostPort(u *url.URL) string {
	return strings.TrimSuffix(u.Host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
}

// resolve resolves a relative URL against the board, never against the page.
func (r Resolver) resolve(u *url.URL) (resolved *url.URL, refused string) {
	switch {
	case u.Host != "" || strings.HasPrefix(u.Path, "//"):
		return nil, "an address without a scheme must not name a host"
	case u.Path == "" && u.RawQuery == "":
		return nil, "it leads nowhere"
	case r.base == nil:
		return nil, "it is relative, and the board's address is not known"
	case r.base.Scheme != "":
		return r.base.ResolveReference(u), ""
	}
	return r.below(u), ""
}

// dots decodes what browsers decode when they look for "." and "..".
var dots = strings.NewReplacer("%2e", ".", "%2E", ".")

// below resolves u against a base that is itself relative, such as "../../", so
// that it stays inside the board.
func (r Resolver) below(u *url.URL) *url.URL {
	p := dots.Replace(u.EscapedPath())
	clean := strings.TrimPrefix(path.Clean("/"+p), "/")
	if strings.HasSuffix(p, "/") && clean != "" {
		clean += "/"
	}
	below := *u
	below.RawPath = r.base.Path + clean
	below.Path, _ = url.PathUnescape(below.RawPath) // it was escaped properly before
	return &below
}
