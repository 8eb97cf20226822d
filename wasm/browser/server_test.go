package browser

import (
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/partner"
)

// A publisher serves a board and the widget, and can simulate faults.
type publisher struct {
	*httptest.Server
	site fs.FS
	dots bool // see withPictures

	mu       sync.Mutex
	requests []string
	faults   map[string]http.HandlerFunc
}

// publish serves the board of a directory of posts.
func publish(t testing.TB, posts fs.FS) *publisher {
	t.Helper()
	return publishAs(t, posts, &board.Renderer{Widget: os.DirFS(widget)})
}

// publishAs serves a board that is published in another way.
func publishAs(t testing.TB, posts fs.FS, r *board.Renderer) *publisher {
	t.Helper()
	wantBrowser(t)
	p := &publisher{faults: make(map[string]http.HandlerFunc)}
	p.Server = httptest.NewUnstartedServer(p)
	b, _ := board.Load(posts)
	b.Title, b.Lang = "News of the Secretariat", "en"
	b.URL = "http://" + p.Listener.Addr().String() + "/"
	var err error
	p.site, err = r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	p.Start()
	t.Cleanup(func() { p.CloseClientConnections(); p.Close() })
	return p
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.requests = append(p.requests, r.URL.Path)
	handler := p.faults[r.URL.Path]
	p.mu.Unlock()
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if handler == nil {
		handler = p.serve
	}
	handler(w, r)
}

// withPictures has the server send a dot for each picture that the site lacks:
// the widget holds back a picture that fails. Those of attacks must fail, for
// onerror.
func (p *publisher) withPictures() *publisher {
	p.dots = true
	return p
}

// serve serves the site.
func (p *publisher) serve(w http.ResponseWriter, r *http.Request) {
	_, err := fs.Stat(p.site, strings.Trim(r.URL.Path, "/"))
	if err != nil && p.dots && r.Header.Get("Sec-Fetch-Dest") == "image" {
		dot(w, r)
		return
	}
	http.FileServerFS(p.site).ServeHTTP(w, r)
}

// dot responds with a picture of one dot.
func dot(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/png")
	png.Encode(w, image.NewGray(image.Rect(0, 0, 1, 1)))
}

// instead replaces the handler of a path; nil restores it.
func (p *publisher) instead(path string, handler http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults[path] = handler
}

// asked returns the number of requests for paths that contain a text.
func (p *publisher) asked(text string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, path := range p.requests {
		if strings.Contains(path, text) {
			n++
		}
	}
	return n
}

// fetched returns the files of feeds and posts that were requested, in that order.
func (p *publisher) fetched() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var names []string
	for _, path := range p.requests {
		if name := strings.TrimPrefix(path, "/"); strings.HasSuffix(name, ".json") {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// file returns the name of the widget's file that matches a pattern.
func (p *publisher) file(t testing.TB, pattern string) string {
	t.Helper()
	names, err := fs.Glob(p.site, "widget/"+pattern)
	if err != nil || len(names) != 1 {
		t.Fatalf("wanted one file widget/%s, found %q (%v)", pattern, names, err)
	}
	return names[0]
}

// element is the markup that a partner writes: the first lines of the README.
const element = `<board-view src="{{board}}/feed.json"><a href="{{board}}/">News of the Secretariat</a></board-view>`

// script loads the widget.
const script = `<script type="module" async src="{{board}}/widget/board-view.js"></script>`

// embed opens a partner's page with the documented policy.
func (p *publisher) embed(t testing.TB, body string, scripts ...string) *page {
	t.Helper()
	return p.embedUnder(t, partner.Policy(p.URL), script+body, scripts...)
}

// embedUnder opens a partner's page with another policy. The page and the
// board have different origins.
func (p *publisher) embedUnder(t testing.TB, policy, content string, scripts ...string) *page {
	t.Helper()
	page := newPage(t, scripts...)
	page.open(servePage(t, policy, p.at(content)))
	return page
}

// at inserts the board's address into a page.
func (p *publisher) at(content string) string { return strings.ReplaceAll(content, "{{board}}", p.URL) }

// servePage serves a page at a new origin and returns its address.
func servePage(t testing.TB, policy, content string) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>A partner</title>\n%s", content)
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s.URL + "/"
}

// broken responds with status 500.
func broken(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "the publisher has a problem", http.StatusInternalServerError)
}

// slowly delays the responses for a path.
func (p *publisher) slowly(path string, delay time.Duration) {
	p.instead(path, func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(delay)
		http.FileServerFS(p.site).ServeHTTP(w, r)
	})
}

// plain responds with a text.
func plain(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprint(w, text)
	}
}
