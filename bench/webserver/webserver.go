// Package webserver serves the pages and boards that a browser loads, as a
// well-configured server would: compressed, cacheable, and readable from pages
// of other origins.
package webserver

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// maxCompressed is the size above which a file is compressed only in advance:
// the slowest brotli takes seconds for a megabyte.
const maxCompressed = 1 << 20

// A Server is an origin.
type Server struct {
	*httptest.Server
	mu     sync.Mutex
	files  map[string][]byte // set by Put, by path
	prefix string            // path of the mounted tree
	site   fs.FS             // the mounted tree
	brotli map[string][]byte // compressed copies, by path
}

// Start starts a server without files.
func Start() *Server {
	s := &Server{files: make(map[string][]byte), brotli: make(map[string][]byte)}
	s.Server = httptest.NewServer(s)
	return s
}

// Put adds or replaces a file.
func (s *Server) Put(name string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = content
	delete(s.brotli, name)
}

// Mount serves the files of a tree below a path: "", or "widget/".
func (s *Server) Mount(prefix string, site fs.FS) { s.prefix, s.site = prefix, site }

// Change serves another tree, made of the mounted one, at the same path.
func (s *Server) Change(change func(site fs.FS) (fs.FS, error)) (err error) {
	s.site, err = change(s.site)
	return err
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	content, compressed, err := s.file(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Timing-Allow-Origin", "*")
	h.Set("Cache-Control", "max-age=600")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "br") && len(compressed) < len(content) {
		h.Set("Content-Encoding", "br")
		content = compressed
	}
	w.Write(content)
}

// file returns a file and its compressed copy.
func (s *Server) file(name string) (content, compressed []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	content, ok := s.files[name]
	if !ok {
		if content, err = s.mounted(name); err != nil {
			return nil, nil, err
		}
	}
	compressed, err = s.compressed(name, content)
	return content, compressed, err
}

// mounted reads a file of the mounted tree.
func (s *Server) mounted(name string) ([]byte, error) {
	inside, ok := strings.CutPrefix(name, s.prefix)
	if !ok || s.site == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(s.site, inside)
}

// compressed returns the compressed copy that the tree has beside a file, or
// makes one.
func (s *Server) compressed(name string, content []byte) (copied []byte, err error) {
	if copied = s.brotli[name]; copied != nil {
		return copied, nil
	}
	if copied, err = s.mounted(name + ".br"); err == nil {
		s.brotli[name] = copied
		return copied, nil
	}
	if len(content) > maxCompressed {
		return content, nil
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, err = w.Write(content)
	err = errors.Join(err, w.Close())
	s.brotli[name] = b.Bytes()
	return b.Bytes(), err
}

func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case "", ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".wasm":
		return "application/wasm"
	default:
		return mime.TypeByExtension(ext)
	}
}
