package browser

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// A host is a server that knows its readers by a cookie, and records who asks
// for what. Whatever it is asked for, it gives to everybody.
type host struct {
	url string

	mu       sync.Mutex
	requests []string // "path cookie"
}

// newHost starts a host at an address and has the browser visit it, so that
// there is a cookie.
func newHost(t testing.TB, page *page, address, name string) *host {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	h := new(host)
	s := &httptest.Server{Listener: listener, Config: &http.Server{Handler: h}}
	s.Start()
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	h.url = "http://" + net.JoinHostPort(name, port)
	page.open(h.url + "/")
	return h
}

// anotherSite is a host that is neither the board's nor the partner's, on machines
// without IPv6, too.
func anotherSite(t testing.TB, page *page) *host {
	t.Helper()
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		return newHost(t, page, "127.0.0.2:0", "127.0.0.2")
	}
	listener.Close()
	return newHost(t, page, "[::1]:0", "::1")
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.requests = append(h.requests, r.URL.Path+" "+r.Header.Get("Cookie"))
	h.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "secret", Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.Header().Set("Access-Control-Allow-Origin", "*")
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "image":
		dot(w, r)
	case "script", "worker":
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, "globalThis.won = true")
	default:
		html("<title>A host</title>")(w, r)
	}
}

// asked returns the requests for a path, each with its cookies.
func (h *host) asked(path string) (cookies []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, request := range h.requests {
		if cookie, ok := strings.CutPrefix(request, path+" "); ok {
			cookies = append(cookies, cookie)
		}
	}
	return cookies
}

// A journey is what a reader does until the widget makes a request of one kind.
type journey struct {
	path    string // in which * stands for a hash; it redirects from redirectNow on, or from the beginning
	element string
	steps   []string
	then    string // is true when the widget has noticed the redirect
	follows bool   // the browser follows a redirect, without cookies
}

const (
	openFirst = `rows()[0].querySelector('[part~="subject"]').click()`
	// redirectNow is a step in which the board begins to redirect.
	redirectNow = `fetch("{{board}}/redirect")`

	isMoved = `text(part("status")).includes("(moved: src needs the new address)")`
)

// journeys has every kind of request that the widget makes.
var journeys = map[string]journey{
	"the feed":     {path: "/feed.json", element: element, then: `el.state === "error" && ` + isMoved},
	"a source":     {path: "/note.md", element: `<board-view src="{{board}}/note.md"></board-view>`, then: `el.state === "error" && ` + isMoved},
	"news":         {path: "/feed.json", element: refreshing, steps: []string{redirectNow}, then: `el.state === "stale" && ` + isMoved},
	"older posts":  {path: "/page-1/feed.json", element: element, steps: []string{`part("more").click()`}, then: `el.state === "stale" && ` + isMoved},
	"a whole post": {path: "/posts/2020-01-10-long-9.json", element: element, steps: []string{openFirst}, then: `warned.some((w) => w.includes("redirects"))`},
	"the engine":   {path: "/widget/*.wasm", element: element, steps: []string{openFirst}, then: `warned.some((w) => w.includes("redirects"))`},
	"its script":   {path: "/widget/engine.*.js", element: element, steps: []string{openFirst}, then: `warned.some((w) => w.includes("redirects"))`},
	"the reader":   {path: "/widget/reader.*.js", element: element, then: `el.state === "ready"`, follows: true},
	"the finder":   {path: "/widget/finder.*.js", element: search, then: `el.state === "ready"`, follows: true},
	"a thumbnail": {path: "/photo.png", element: `<board-view layout="cards" src="{{board}}/feed.json"></board-view>`,
		then: `root.querySelector("[part=picture] img")?.complete`, follows: true},
	"a picture": {path: "/photo.png", element: element, steps: []string{openFirst}, then: `root.querySelector("article img")?.complete`, follows: true},
	"a large picture": {path: "/photo.png", element: element, steps: []string{openFirst, `part("photo").click()`},
		then: `root.querySelector("dialog img")?.complete`, follows: true},
	"a printed picture": {path: "/photo.png", element: element, steps: []string{openFirst, `part("print").click()`}, then: `papers.length`, follows: true},
}

// travelled is a board with an older page and a photo.
func travelled() fstest.MapFS {
	posts := many(45)
	posts["044.txt"] = &fstest.MapFile{Data: []byte("SUBJECT Photo\nDATE 2021-02-17\n\nPHOTO: A photo\n![A photo](photo.png)\n\nx\n")}
	return posts
}

// warnings records what the page's developer is told.
const warnings = `globalThis.warned = []; console.warn = (error) => warned.push(String(error));`

// A board's server cannot make the reader's browser ask another server, the
// partner's own with the reader's session least of all. Browsers follow the
// redirects of pictures and scripts; then they send no cookie, and no script
// runs that the hash does not allow. The pages have no Content Security Policy.
func TestRedirects(t *testing.T) {
	board, boardOfLongPosts := publish(t, travelled()), publish(t, longPosts())
	for kind, j := range journeys {
		t.Run(kind, func(t *testing.T) {
			from := board
			if kind == "a whole post" {
				from = boardOfLongPosts
			}
			page := newPage(t, alarm, printed, warnings, hasty)
			partner := newHost(t, page, "127.0.0.1:0", "localhost")
			hosts := map[string]*host{
				"the partner":      partner,
				"another site":     anotherSite(t, page),
				"another port":     newHost(t, page, "127.0.0.1:0", "127.0.0.1"),
				"the board's host": nil,
			}
			for name, target := range hosts {
				t.Run(name, func(t *testing.T) {
					page.TB = t
					j.from(t, page, partner, from, target)
				})
			}
		})
	}
}

// from makes the journey on the partner's page, while the board redirects to a
// path of the target, or of its own server.
func (j journey) from(t *testing.T, page *page, partner *host, board *publisher, target *host) {
	t.Helper()
	path := j.path
	if name, ok := strings.CutPrefix(path, "/widget/"); ok {
		path = "/" + board.file(t, name)
	}
	address := "/landed"
	if target != nil {
		address = target.url + address
	}
	redirect := func() {
		board.instead(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) })
	}
	board.instead("/redirect", func(http.ResponseWriter, *http.Request) { redirect() })
	if !slices.Contains(j.steps, redirectNow) {
		redirect()
	}
	board.instead("/landed", dot)
	defer board.instead(path, nil)
	asked := board.asked(path)
	landed := func() []string {
		if target == nil {
			return make([]string, board.asked("/landed"))
		}
		return target.asked("/landed")
	}
	before := len(landed())
	page.open(partner.url + "/")
	page.run("document.body.innerHTML = `" + board.at(j.element) + "`")
	page.run(`import("` + board.URL + `/widget/board-view.js")`)
	for _, step := range j.steps {
		page.wait(`el.state === "ready"`)
		page.wait(`(` + board.at(step) + `, true)`)
	}
	page.wait(j.then)
	page.run(`pause(200)`)
	if board.asked(path) == asked {
		t.Errorf("%s was never asked for", path)
	}
	found := landed()[before:]
	if !j.follows && len(found) > 0 {
		t.Errorf("the redirect was followed %d times, want never", len(found))
	}
	if j.follows && target != nil && len(found) == 0 {
		t.Error("the redirect was not followed, so it is not known what the request would have carried")
	}
	if slices.ContainsFunc(found, func(cookies string) bool { return cookies != "" }) {
		t.Errorf("the requests carried the cookies %q, want none", found)
	}
	page.wants(`globalThis.won || alerts`, "0")
}

// The control of TestRedirects: a picture of any other page carries the
// partner's cookie, strict as it is.
func TestRedirectsAreSeen(t *testing.T) {
	page := newPage(t)
	partner := newHost(t, page, "127.0.0.1:0", "localhost")
	board := publish(t, three(t))
	board.instead("/photo.png", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, partner.url+"/landed", http.StatusFound)
	})
	page.open(partner.url + "/")
	page.run(`document.body.append(Object.assign(new Image(), { src: "` + board.URL + `/photo.png" }))`)
	page.wait(`document.querySelector("img").complete`)
	want := "session=secret"
	if onFirefox() { // sends no such cookie after another site's redirect
		want = ""
	}
	if got := partner.asked("/landed"); !slices.Equal(got, []string{want}) {
		t.Errorf("the picture carried the cookies %q, want %q", got, want)
	}
}

// A picture that its server does not let other sites read is held back like
// those of other sites, until the reader asks for it. In the list it is left out.
func TestUnreadablePictures(t *testing.T) {
	board := publish(t, fstest.MapFS{"a.txt": {Data: []byte("SUBJECT Illustrated\nDATE 2020-01-01\n\n" +
		"PHOTO: Ours\n![One](closed.png)\n\n![Two](open.png) [![Three](closed.png)](https://elsewhere.example/)\n")}}).withPictures()
	board.instead("/closed.png", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Del("Access-Control-Allow-Origin")
		dot(w, r)
	})
	page := board.embedUnder(t, "", script+`<board-view layout="cards" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready" && root.querySelector("[part=picture]") && !root.querySelector("[part=picture] img")`)
	page.openRow("Illustrated")
	page.wait(`all("article img").length === 1`)
	page.wants(`all("article :is(figure, p) > a").map((a) => a.href + " " + text(a)).join()`, board.URL+"/closed.png One,https://elsewhere.example/ Three")
	page.wants(`all("article figcaption").map(text).join()`, "Ours")
	page.run(`part("photo").click()`)
	page.wants(`[part("viewer").querySelector("img").alt, shown(part("previous-photo")), shown(part("next-photo"))].join()`, "Two,false,false")
	page.run(`part("viewer").close()`)
	page.wants(`text(part("pictures"))`, "Show pictures from "+strings.TrimPrefix(board.URL, "http://"))
	page.run(`part("pictures").click()`)
	page.wait(`all("article img").length === 3 && all("article img").every((img) => img.complete && img.naturalWidth === 1)`)
	page.wants(`!!part("pictures")`, "false")
}
