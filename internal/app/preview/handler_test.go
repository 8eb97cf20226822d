package preview

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
)

var site = fstest.MapFS{
	"index.html":                          {Data: []byte("<p>list</p>")},
	"feed.json":                           {Data: []byte("{}")},
	"posts/a/index.html":                  {Data: []byte("<p>a</p>")},
	"widget/board-view.js":                {Data: []byte("1")},
	"widget/board-view.0123456789ab.wasm": {Data: []byte("\x00asm")},
	"widget/engine.0123456789ab.js":       {Data: []byte("1")},
	"pictures/hemicycle.webp":             {Data: []byte("RIFF")},
}

// TestHeaders: each file has the headers that a partner's page needs.
func TestHeaders(t *testing.T) {
	handler := siteHandler(site, "")
	const page, pinned = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'", "public, max-age=31536000, immutable"
	for _, c := range []struct {
		path            string
		code            int
		mediaType       string
		policy, caching string
	}{
		{"/", 200, "text/html; charset=utf-8", page, "no-cache"},
		{"/posts/a/", 200, "text/html; charset=utf-8", page, "no-cache"},
		{"/feed.json", 200, "application/feed+json; charset=utf-8", page, "no-cache"},
		{"/pictures/hemicycle.webp", 200, "image/webp", page, "no-cache"},
		{"/widget/board-view.js", 200, "text/javascript; charset=utf-8", "", "no-cache"},
		{"/widget/engine.0123456789ab.js", 200, "text/javascript; charset=utf-8", "", pinned},
		{"/widget/board-view.0123456789ab.wasm", 200, "application/wasm", "", pinned},
		{"/posts/", 404, "text/plain; charset=utf-8", page, ""},
		{"/widget/", 404, "text/plain; charset=utf-8", "", ""},
		{"/widget/board-view.ba9876543210.wasm", 404, "text/plain; charset=utf-8", "", ""},
	} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", c.path, nil))
		h := w.Result().Header
		if w.Code != c.code {
			t.Errorf("%s: got status %d, want %d", c.path, w.Code, c.code)
		}
		for name, want := range map[string]string{
			"Content-Type": c.mediaType, "Content-Security-Policy": c.policy, "Cache-Control": c.caching,
			"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s: got %q, want %q", c.path, name, got, want)
			}
		}
	}
}

// TestNotFound: the board's own page answers for addresses without a file.
func TestNotFound(t *testing.T) {
	w := httptest.NewRecorder()
	board := fstest.MapFS{"404.html": {Data: []byte("<p>nothing</p>")}}
	siteHandler(board, "").ServeHTTP(w, httptest.NewRequest("GET", "/posts/gone/", nil))
	if kind := w.Result().Header.Get("Content-Type"); w.Code != 404 || w.Body.String() != "<p>nothing</p>" || kind != "text/html; charset=utf-8" {
		t.Errorf("got status %d, %s, %q", w.Code, kind, w.Body)
	}
}

// TestNotModified: a browser that has a file gets it again only if it changed.
func TestNotModified(t *testing.T) {
	ask := func(etag, content string) int {
		r := httptest.NewRequest("GET", "/feed.json", nil)
		r.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		siteHandler(fstest.MapFS{"feed.json": {Data: []byte(content)}}, "").ServeHTTP(w, r)
		return w.Code
	}
	w := httptest.NewRecorder()
	siteHandler(site, "").ServeHTTP(w, httptest.NewRequest("GET", "/feed.json", nil))
	etag := w.Result().Header.Get("ETag")
	if same, other := ask(etag, "{}"), ask(etag, "[]"); same != 304 || other != 200 {
		t.Errorf("the same content: got status %d, want 304; other content: got %d, want 200", same, other)
	}
}

// TestUnreadable: a file that cannot be read is an error of the server, and
// is not reported as missing.
func TestUnreadable(t *testing.T) {
	w := httptest.NewRecorder()
	siteHandler(unreadable{}, "").ServeHTTP(w, httptest.NewRequest("GET", "/feed.json", nil))
	if w.Code != 500 {
		t.Errorf("got status %d, want 500", w.Code)
	}
}

type unreadable struct{}

func (unreadable) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
}

// TestLargeFile: a film is sent without being read into memory.
func TestLargeFile(t *testing.T) {
	dir := t.TempDir()
	film := filepath.Join(dir, "film.mp4")
	const size = 64 << 20
	if err := errors.Join(os.WriteFile(film, nil, 0o666), os.Truncate(film, size)); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w := countingWriter{httptest.NewRecorder(), 0}
	siteHandler(os.DirFS(dir), "").ServeHTTP(&w, httptest.NewRequest("GET", "/film.mp4", nil))
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; w.sent != size || w.Header().Get("ETag") == "" || got > size/8 {
		t.Errorf("sent %d bytes and allocated %d", w.sent, got)
	}
}

// A countingWriter counts the bytes of an answer, and forgets them.
type countingWriter struct {
	http.ResponseWriter
	sent int
}

func (w *countingWriter) Write(b []byte) (int, error) {
	w.sent += len(b)
	return len(b), nil
}
