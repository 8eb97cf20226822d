// Package manual is the widget's manual: a page for each thing that the
// element does, which does it, and an index that builds a tag. Its pages are
// beside a board, in BOARD/manual/, and find the feed and the widget there.
package manual

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Files are the manual's files, as they are.
//
//go:embed *.html *.css *.js *.json *.svg *.txt
var Files embed.FS

// policy is that of every page: nothing inline, nothing evaluated. Feeds and
// pictures may be of any board that somebody tries.
const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self' https:; img-src 'self' https:; " +
	"require-trusted-types-for 'script'; trusted-types board-view; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the manual. One page names the script of the widget in a
// folder by its hash.
func Handler(widget fs.FS) (http.Handler, error) {
	pinned, err := pin(widget)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(Files))
	mux.HandleFunc("GET /pinned.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, pinned)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-cache")
		mux.ServeHTTP(w, r)
	}), nil
}

// pin fills in the page about pinning.
func pin(widget fs.FS) (string, error) {
	page, err := Files.ReadFile("pinned.html")
	if err != nil {
		return "", err
	}
	script, hash, err := hashed(widget)
	return strings.NewReplacer("{{script}}", script, "{{integrity}}", hash).Replace(string(page)), err
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
