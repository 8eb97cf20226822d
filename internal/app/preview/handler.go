package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// boardPolicy is all that the board's own pages need.
const boardPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// types are those that must be right whatever this machine's own table of
// types says.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/feed+json; charset=utf-8",
	".wasm": "application/wasm",
}

var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

// siteHandler serves a published board. What it adds to http.FileServerFS
// is what every web server in front of a board should be told.
func siteHandler(site fs.FS) http.Handler {
	files := http.FileServerFS(unlisted{site})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*") // all of it is public
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if !strings.HasPrefix(r.URL.Path, "/widget/") { // a worker on our own pages would get it, and may not run WebAssembly then
			h.Set("Content-Security-Policy", boardPolicy)
		}
		if t := types[path.Ext(r.URL.Path)]; t != "" {
			h.Set("Content-Type", t)
		}
		if missing(site, r.URL.Path) {
			notFound(w, site)
			return
		}
		setCaching(h, site, strings.TrimPrefix(r.URL.Path, "/"))
		files.ServeHTTP(w, r)
	})
}

// missing reports whether a path leads to nothing that is served.
func missing(site fs.FS, address string) bool {
	name := strings.TrimPrefix(path.Clean(address), "/")
	_, err := fs.Stat(unlisted{site}, cmp.Or(name, "."))
	return err != nil
}

// notFound sends the board's own page for addresses that lead nowhere.
func notFound(w http.ResponseWriter, site fs.FS) {
	page, err := fs.ReadFile(site, "404.html")
	if err != nil {
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	w.Write(page)
}

// setCaching lets a browser keep for good what has a hash in its name, and
// ask each time for the rest. The time of a post does not change with every
// edit, so what is asked for is the content.
func setCaching(h http.Header, site fs.FS, name string) {
	if hashed.MatchString(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		return
	}
	h.Set("Cache-Control", "no-cache")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if content, err := fs.ReadFile(site, name); err == nil {
		h.Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(content)))
	}
}

// unlisted hides folders without an index.html, whose names FileServerFS
// would list.
type unlisted struct{ fs.FS }

func (u unlisted) Open(name string) (fs.File, error) {
	f, err := u.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		return f, err
	}
	if _, err := fs.Stat(u.FS, path.Join(name, "index.html")); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
