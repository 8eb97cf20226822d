// Package web serves what the browser measures, as a good server would:
// compressed, and open to pages of other origins.
package web

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

// A Server is an origin.
type Server struct {
	*httptest.Server
	mu    sync.Mutex
	files map[string][]byte // what was put here, by address
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

// Mount serves all files of a tree, under its own names.
func (s *Server) Mount(site fs.FS) { s.site = site }

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
		if s.site == nil {
			return nil, nil, fs.ErrNotExist
		}
		if content, err = fs.ReadFile(s.site, name); err != nil {
			return nil, nil, err
		}
	}
	small, err = s.compressed(name, content)
	return content, small, err
}

// compressed takes the copy that stands beside a file, or makes one.
func (s *Server) compressed(name string, content []byte) (small []byte, err error) {
	if small = s.small[name]; small != nil {
		return small, nil
	}
	if s.site != nil {
		if small, err = fs.ReadFile(s.site, name+".br"); err == nil {
			s.small[name] = small
			return small, nil
		}
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
