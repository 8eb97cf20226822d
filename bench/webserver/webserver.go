// Package web serves what the browser measures, as a good server would:
// compressed, and open to pages of other origins.
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

// maxCompressed is how much is worth compressing here; it takes a while.
const maxCompressed = 1 << 20

// A Server is an origin.
type Server struct {
	*httptest.Server
	mu    sync.Mutex
	files map[string][]byte // what was put here, by address
	under string            // the address below which the site's files are
	site  fs.FS             // the rest
	small map[string][]byte // brotli copies
}

// Start starts a server with nothing to serve.
func Start() *Server {
	s := &Server{files: make(map[string][]byte), small: make(map[string][]byte)}
	s.Server = httptest.NewServer(s)
	return s
}

// Put serves a file.
func (s *Server) Put(name string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = content
	delete(s.small, name)
}

// Mount serves all files of a tree below an address: "", or "widget/".
func (s *Server) Mount(under string, site fs.FS) { s.under, s.site = under, site }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	content, small, err := s.file(name)
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
	if strings.Contains(r.Header.Get("Accept-Encoding"), "br") && len(small) < len(content) {
		h.Set("Content-Encoding", "br")
		content = small
	}
	w.Write(content)
}

// file gives a file and its compressed copy.
func (s *Server) file(name string) (content, small []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	content, ok := s.files[name]
	if !ok {
		if content, err = s.mounted(name); err != nil {
			return nil, nil, err
		}
	}
	small, err = s.compressed(name, content)
	return content, small, err
}

// mounted reads a file of the tree.
func (s *Server) mounted(name string) ([]byte, error) {
	inside, ok := strings.CutPrefix(name, s.under)
	if !ok || s.site == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(s.site, inside)
}

// compressed takes the copy that stands beside a file, or makes one.
func (s *Server) compressed(name string, content []byte) (small []byte, err error) {
	if small = s.small[name]; small != nil {
		return small, nil
	}
	if small, err = s.mounted(name + ".br"); err == nil {
		s.small[name] = small
		return small, nil
	}
	if len(content) > maxCompressed {
		return content, nil
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, err = w.Write(content)
	err = errors.Join(err, w.Close())
	s.small[name] = b.Bytes()
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
