package main

import (
	"net"
	"net/http/httptest"
	"strings"
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

// Each file goes out with what a browser of a partner needs, and no more.
func TestHeaders(t *testing.T) {
	handler := siteHandler(site)
	const page, pinned = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", "public, max-age=31536000, immutable"
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

// Where there is nothing, the board says so on a page of its own.
func TestNotFound(t *testing.T) {
	w := httptest.NewRecorder()
	board := fstest.MapFS{"404.html": {Data: []byte("<p>nothing</p>")}}
	siteHandler(board).ServeHTTP(w, httptest.NewRequest("GET", "/posts/gone/", nil))
	if kind := w.Result().Header.Get("Content-Type"); w.Code != 404 || w.Body.String() != "<p>nothing</p>" || kind != "text/html; charset=utf-8" {
		t.Errorf("got status %d, %s, %q", w.Code, kind, w.Body)
	}
}

// A browser that has a file is told so, until the content is another.
func TestNotModified(t *testing.T) {
	ask := func(etag, content string) int {
		r := httptest.NewRequest("GET", "/feed.json", nil)
		r.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		siteHandler(fstest.MapFS{"feed.json": {Data: []byte(content)}}).ServeHTTP(w, r)
		return w.Code
	}
	w := httptest.NewRecorder()
	siteHandler(site).ServeHTTP(w, httptest.NewRequest("GET", "/feed.json", nil))
	etag := w.Result().Header.Get("ETag")
	if same, other := ask(etag, "{}"), ask(etag, "[]"); same != 304 || other != 200 {
		t.Errorf("the same content: got status %d, want 304; other content: got %d, want 200", same, other)
	}
}

// A port that is taken is no reason not to start.
func TestNextFreePort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	l, err := listen(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := l.Addr().String(); got == taken.Addr().String() || !strings.HasPrefix(got, "127.0.0.1:") {
		t.Errorf("got %s, want another port than that of %s", got, taken.Addr())
	}
}
