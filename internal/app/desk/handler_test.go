package desk

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// serve serves the desk of a directory with one post.
func serve(t *testing.T) (h *Handler, dir string) {
	t.Helper()
	s, dir := open(t)
	h, err := NewHandler(s, fstest.MapFS{"index.html": {Data: []byte("the editor")}}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8090})
	if err != nil {
		t.Fatal(err)
	}
	return h, dir
}

// A call is a request of the editor itself; cases change it.
func call(h *Handler, method, path, body string) *http.Request {
	r := httptest.NewRequest(method, "http://127.0.0.1:8090"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+h.token)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != http.MethodGet {
		r.Header.Set("Origin", "http://127.0.0.1:8090")
		r.Header.Set("Content-Type", typeOf(method))
	}
	return r
}

func do(h http.Handler, r *http.Request) (status int, body string, header http.Header) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	b, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(b), w.Header()
}

// TestRefused: each sign of another page is enough to refuse a request, with the
// right token too.
func TestRefused(t *testing.T) {
	h, dir := serve(t)
	save := func(change func(r *http.Request)) int {
		r := call(h, "PUT", "/api/file/a.txt", post+"evil")
		r.Header.Set("If-Match", `"`+string(TagOf([]byte(post)))+`"`)
		change(r)
		status, _, header := do(h, r)
		if header.Get("Access-Control-Allow-Origin") != "" {
			t.Error("another origin may read the answer")
		}
		return status
	}
	for why, change := range map[string]func(r *http.Request){
		"no token":                     func(r *http.Request) { r.Header.Del("Authorization") },
		"a guessed token":              func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+strings.Repeat("A", 26)) },
		"an empty token":               func(r *http.Request) { r.Header.Set("Authorization", "Bearer ") },
		"another origin":               func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"the board's own origin":       func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:8080") },
		"a sandboxed frame":            func(r *http.Request) { r.Header.Set("Origin", "null") },
		"two origins":                  func(r *http.Request) { r.Header.Add("Origin", "https://evil.example") },
		"another port of this machine": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
		"another site":                 func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"a name that leads here":       func(r *http.Request) { r.Host = "rebound.evil.example:8090" },
		"a name that leads here, and origin": func(r *http.Request) {
			r.Host = "evil.example:8090"
			r.Header.Set("Origin", "http://evil.example:8090")
		},
		"no host":                func(r *http.Request) { r.Host = "" },
		"the type of a form":     func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
		"the type of plain text": func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"no type":                func(r *http.Request) { r.Header.Del("Content-Type") },
		"the method of a form":   func(r *http.Request) { r.Method = "POST"; r.Header.Set("Content-Type", typeOf("POST")) },
		"a preflight":            func(r *http.Request) { r.Method = "OPTIONS" },
		"no version named":       func(r *http.Request) { r.Header.Del("If-Match") },
		"any version":            func(r *http.Request) { r.Header.Set("If-Match", "*") },
	} {
		if status := save(change); status < 400 {
			t.Errorf("%s: got %d", why, status)
		}
		if got := content(t, dir, "a.txt"); got != post {
			t.Fatalf("%s: the post is now %q", why, got)
		}
	}
	if status := save(func(*http.Request) {}); status != 200 || content(t, dir, "a.txt") != post+"evil" {
		t.Errorf("the editor itself: got %d", status)
	}
}

// TestRefusedReading: nobody else reads drafts.
func TestRefusedReading(t *testing.T) {
	h, _ := serve(t)
	for _, path := range []string{"/api/posts", "/api/file/a.txt", "/api/versions/a.txt", "/api/version/x/a.txt"} {
		r := call(h, "GET", path, "")
		r.Header.Del("Authorization")
		if status, body, _ := do(h, r); status != 403 || strings.Contains(body, "A visit") {
			t.Errorf("%s: got %d, %q", path, status, body)
		}
	}
}

// TestPaths: a path in a request leads nowhere that the store forbids.
func TestPaths(t *testing.T) {
	h, _ := serve(t)
	for _, path := range []string{"/api/file/..%2Foutside.txt", "/api/file/..%5Coutside.txt", "/api/file/%2Fetc%2Fpasswd.txt", "/api/file/.versions/x.txt",
		"/api/file/a.txt%00.jpg", "/api/file/_board.txt", "/api/file/", "/api/version/..%2F..%2Fa.txt/a.txt", "/api/version/x/..%2Fa.txt", "/api/file//a.txt"} {
		if status, body, _ := do(h, call(h, "GET", path, "")); status < 300 {
			t.Errorf("%s: got %d, %q", path, status, body)
		}
	}
}

// TestSession: what the editor does in an hour: list, open, save, be told that
// somebody else has saved, create, rename, look at a former version.
func TestSession(t *testing.T) {
	h, dir := serve(t)
	want := func(r *http.Request, status int, part string) http.Header {
		t.Helper()
		got, body, header := do(h, r)
		if got != status || !strings.Contains(body, part) {
			t.Errorf("%s %s: got %d, %q", r.Method, r.URL.Path, got, body)
		}
		return header
	}
	want(call(h, "GET", "/api/posts", ""), 200, `"name":"a.txt"`)
	tag := want(call(h, "GET", "/api/file/a.txt", ""), 200, post).Get("ETag")
	save := call(h, "PUT", "/api/file/a.txt", post+"2\n")
	save.Header.Set("If-Match", tag)
	want(save, 200, string(TagOf([]byte(post+"2\n"))))
	late := call(h, "PUT", "/api/file/a.txt", post+"3\n")
	late.Header.Set("If-Match", tag)
	if header := want(late, 412, post+"2\n"); header.Get("ETag") != `"`+string(TagOf([]byte(post+"2\n")))+`"` {
		t.Errorf("got %q", header)
	}
	for _, status := range []int{200, 409} {
		create := call(h, "PUT", "/api/file/pictures/x.jpg", "JPEG")
		create.Header.Set("If-None-Match", "*")
		want(create, status, "")
	}
	want(call(h, "POST", "/api/rename", `{"from":"a.txt","to":"b.txt","tag":"`+string(TagOf([]byte(post+"2\n")))+`"}`), 200, "")
	want(call(h, "GET", "/api/versions/a.txt", ""), 200, ".txt")
	if got := content(t, dir, "b.txt"); got != post+"2\n" {
		t.Errorf("got %q", got)
	}
	tooLong := call(h, "PUT", "/api/file/long.txt", strings.Repeat("x", 1<<20+1))
	tooLong.Header.Set("If-None-Match", "*")
	want(tooLong, 413, "")
}

// TestPage: the page comes with a policy, to a navigation from anywhere, but into
// no frame and no other page's scripts.
func TestPage(t *testing.T) {
	h, _ := serve(t)
	r := httptest.NewRequest("GET", "http://127.0.0.1:8090/", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	status, body, header := do(h, r)
	if status != 200 || body != "the editor" || !strings.Contains(header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("got %d, %q, %q", status, body, header)
	}
	r.Header.Set("Sec-Fetch-Mode", "no-cors")
	if status, _, _ := do(h, r); status != 403 {
		t.Errorf("as a script of another site: got %d", status)
	}
	r.Host = "evil.example"
	if status, _, _ := do(h, r); status != 403 {
		t.Errorf("under another name: got %d", status)
	}
}

// TestLoopback: an address that others can reach is refused.
func TestLoopback(t *testing.T) {
	s, _ := open(t)
	for _, ip := range []string{"0.0.0.0", "192.0.2.1", "::", "fe80::1"} {
		if _, err := NewHandler(s, fstest.MapFS{}, &net.TCPAddr{IP: net.ParseIP(ip), Port: 1}); err == nil {
			t.Errorf("%s: got no error", ip)
		}
	}
	if _, err := NewHandler(s, fstest.MapFS{}, &net.TCPAddr{IP: net.ParseIP("::1"), Port: 1}); err != nil {
		t.Error(err)
	}
}
