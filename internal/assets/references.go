// Package assets judges the files beside the posts: which of them posts refer
// to, and which act on a browser or a server. Publish calls it. It knows neither
// posts nor the tree of files.
package assets

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"sync/atomic"
)

// References finds out which files are referred to. Nothing that a reader's
// page leaves out matters here, no limit of what is shown and no policy: a post
// is published as its source, too, and refers to a file by any address in it. Too
// much is better than too little, as long as somebody wrote the address into a
// post that is shown.
//
// Its methods may be called concurrently.
type References struct {
	homes []home
	files map[string]*atomic.Bool // by name: whether it is referred to
	note  func(name string)       // may be nil
}

// A home is an address at which the board is published, or was.
type home struct{ host, path string } // in lower case; with slashes around it

// NewReferences returns References to these files, which are named by their
// paths below the board's directory. The homes are URLs of the board; empty ones
// are ignored.
func NewReferences(files []string, homes ...string) *References {
	r := &References{files: make(map[string]*atomic.Bool, len(files))}
	for _, name := range files {
		r.files[name] = new(atomic.Bool)
	}
	for _, address := range homes {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			r.homes = append(r.homes, home{hostOf(u.Host), "/" + strings.TrimPrefix(strings.TrimSuffix(u.Path, "/")+"/", "/")})
		}
	}
	return r
}

// Noting returns the same References, which call note with the name of each file to
// which a reference is added.
func (r *References) Noting(note func(name string)) *References {
	return &References{homes: r.homes, files: r.files, note: note}
}

// Has reports whether a file is referred to.
func (r *References) Has(name string) bool {
	f := r.files[name]
	return f != nil && f.Load()
}

// maxPath is longer than the paths that file systems have, even encoded.
const maxPath = 3 * 4096

// Add adds a reference: an address, which if it is relative starts in a folder
// below the board's directory, "fair/".
func (r *References) Add(folder, address string) {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if strings.ContainsAny(address, "\t\n\r\\") {
		address = strings.Map(asBrowser, address)
	}
	address = strings.Trim(address, " ")
	if address == "" || len(address) > maxPath {
		return
	}
	r.addPath(folder, address)
	if decoded := percentDecoded(address); decoded != address {
		r.addPath(folder, decoded)
	}
}

// asBrowser does what browsers do before they read an address (WHATWG URL § 4.4).
func asBrowser(r rune) rune {
	switch r {
	case '\t', '\n', '\r':
		return -1
	case '\\':
		return '/'
	}
	return r
}

func (r *References) addPath(folder, address string) {
	if authority, rest, ok := splitHost(address); ok {
		for _, h := range r.homes {
			if below, ok := strings.CutPrefix(rest, h.path); ok && h.host == hostOf(authority) {
				r.addName(below)
			}
		}
		return
	}
	if !strings.HasPrefix(address, "/") {
		r.addName(folder + address)
		return
	}
	r.addName(address) // on the board's own pages, this is a file of the board
	for _, h := range r.homes {
		if below, ok := strings.CutPrefix(address, h.path); ok {
			r.addName(below)
		}
	}
}

func (r *References) addName(name string) {
	if strings.IndexByte(name, '/') >= 0 {
		name = strings.TrimPrefix(path.Clean("/"+name), "/")
	}
	r.AddName(name)
}

// AddName adds a file by its name.
func (r *References) AddName(name string) {
	f := r.files[name]
	if f == nil {
		return
	}
	f.Store(true)
	if r.note != nil {
		r.note(name)
	}
}

// isForeign reports whether an address surely names another host: most do.
func (r *References) isForeign(address string) bool {
	authority, _, ok := splitHost(address)
	return ok && !strings.ContainsAny(authority, `&\%`) && !slices.ContainsFunc(r.homes, func(h home) bool { return h.host == hostOf(authority) })
}

// splitHost takes an address with a host apart.
func splitHost(address string) (authority, rest string, ok bool) {
	scheme, after, found := strings.Cut(address, "//")
	if !found || scheme != "" && !strings.EqualFold(scheme, "http:") && !strings.EqualFold(scheme, "https:") {
		return "", "", false
	}
	authority, rest, _ = strings.Cut(after, "/")
	return authority, "/" + rest, true
}

// hostOf is the host in the authority of a URL, in a form that can be compared.
func hostOf(authority string) string {
	host := strings.ToLower(authority[strings.LastIndexByte(authority, '@')+1:])
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return strings.TrimSuffix(host, ".")
}

// percentDecoded decodes an address as far as it is encoded properly: a browser
// takes 100%.pdf for what it is.
func percentDecoded(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var decoded strings.Builder
	for i := 0; i < len(s); i++ {
		if i+2 < len(s) && s[i] == '%' {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				decoded.WriteString(c)
				i += 2
				continue
			}
		}
		decoded.WriteByte(s[i])
	}
	return decoded.String()
}
