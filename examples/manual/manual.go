// Package manual is the widget's manual: a page for each thing that the
// element does, which does it, and an index that builds a tag. Its pages are
// beside a board, in BOARD/manual/, and find the feed and the widget there.
package manual

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// policy is that of every page: nothing inline, nothing evaluated. Feeds and
// pictures may be of any board that somebody tries.
const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self' https:; img-src 'self' https:; " +
	"require-trusted-types-for 'script'; trusted-types board-view; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the manual of the widget in a folder. Its pages are whole when
// they arrive: nothing moves when scripts run.
func Handler(widget fs.FS) (http.Handler, error) {
	pages, err := readPages(widget)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(Files))
	for name, page := range pages {
		pattern := "GET /" + name
		if name == "index.html" {
			pattern = "GET /{$}"
		}
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, strings.ReplaceAll(page, boardAddress, addressOf(r)))
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-cache")
		mux.ServeHTTP(w, r)
	}), nil
}

// readPages returns all pages, by their names.
func readPages(widget fs.FS) (map[string]string, error) {
	element, err := readManifest(widget)
	if err != nil {
		return nil, err
	}
	script, hash, err := hashed(widget)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(Files, "*.html")
	pages := make(map[string]string)
	for _, name := range names {
		source, err := Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		pinned := strings.NewReplacer("{{script}}", script, "{{integrity}}", hash).Replace(string(source))
		if pages[name], err = fill(pinned, element); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return pages, errors.Join(err, describePages(pages))
}

// addressOf returns the address of the board, whose folder has the manual's.
func addressOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	here := &url.URL{Scheme: scheme, Host: r.Host}
	asked, err := here.Parse(r.RequestURI)
	if err != nil {
		return here.String() + "/"
	}
	return asked.ResolveReference(&url.URL{Path: ".."}).String()
}

// hashed is the script under the name that changes with its content, and its
// hash for Subresource Integrity.
func hashed(widget fs.FS) (name, hash string, err error) {
	list, err := fs.ReadFile(widget, "integrity.json")
	if err != nil {
		return "", "", err
	}
	hashes := make(map[string]string)
	if err := json.Unmarshal(list, &hashes); err != nil {
		return "", "", err
	}
	for name, hash := range hashes {
		if ok, _ := path.Match("board-view.*.js", name); ok {
			return name, hash, nil
		}
	}
	return "", "", fmt.Errorf("integrity.json: wanted board-view.*.js, found %d other files", len(hashes))
}
