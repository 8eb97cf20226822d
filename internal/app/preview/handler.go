package preview

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/boardview/board/internal/app/deploy"
)

// boardPolicy is the Content-Security-Policy of the board's own pages.
const boardPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

// types are the media types that must not depend on the machine's own table.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/feed+json; charset=utf-8",
	".wasm": "application/wasm",
}

// siteHandler serves a published board. To http.FileServerFS it adds the
// headers that any web server should send with a board. public is the host of the
// board's URL.
func siteHandler(site fs.FS, public string) http.Handler {
	files := http.FileServerFS(unlisted{site})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !admit(w, r, public) {
			return
		}
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if !strings.HasPrefix(r.URL.Path, "/widget/") { // the widget's worker would inherit the policy, which forbids WebAssembly
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

// missing reports whether there is no file at a path. A file that cannot be
// read is not missing: the file server answers with an error.
func missing(site fs.FS, address string) bool {
	name := strings.TrimPrefix(path.Clean(address), "/")
	_, err := fs.Stat(unlisted{site}, cmp.Or(name, "."))
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid)
}

// notFound sends the board's own page with the status 404.
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

// setCaching lets a browser keep a file with a hash in its name for ever, and
// revalidate all others. Made files have no modification time, so the ETag is
// a hash of the content.
func setCaching(h http.Header, site fs.FS, name string) {
	if deploy.Hashed(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		return
	}
	h.Set("Cache-Control", "no-cache")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if sum, err := hash(site, name); err == nil {
		h.Set("ETag", fmt.Sprintf(`"%x"`, sum))
	}
}

// hash reads a file, which may be a long film, without keeping it in memory.
func hash(site fs.FS, name string) ([]byte, error) {
	f, err := site.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}

// unlisted hides folders without an index.html, since FileServerFS would list
// their files.
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
