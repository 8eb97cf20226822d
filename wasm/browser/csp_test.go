package browser

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/boardview/board/examples/partner"
	"github.com/boardview/board/internal/hosts"
)

// opensAs opens the real post and wants the engine's HTML or, in mode "text",
// plain text. It removes the Sanitizer API, so that only the engine can
// produce HTML.
func opensAs(page *page, mode string) {
	page.Helper()
	page.run(`delete Element.prototype.setHTML`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	if mode == "html" {
		page.wait(`all("article > p:not([dir])").length === 6`)
	} else {
		page.wait(`all("article > p[dir]:not([part])").length === 6 && part("note")`)
	}
	page.wants(`text(root.querySelector("article figcaption")).slice(0, 17)`, "Secretary-General")
}

// under returns the documented policy with a replacement.
func under(board *publisher, old, new string) string {
	return strings.ReplaceAll(partner.Policy(board.URL), old, new)
}

// If the page forbids WebAssembly and the browser has no Sanitizer API, posts
// are plain text with a link.
func TestTextMode(t *testing.T) {
	board := publish(t, three(t))
	page := board.embedUnder(t, under(board, "'wasm-unsafe-eval'", ""), script+element)
	opensAs(page, "text")
	page.wants(`text(part("note")).includes("Shown as plain text.")`, "true")
	page.wants(`part("note").querySelector("a").href.startsWith("`+board.URL+`/posts/2019-11-26-")`, "true")
	if n := board.asked(".wasm"); n > 0 {
		t.Errorf("%d requests for a WebAssembly file that may not run, want none", n)
	}
}

// The engine runs under every policy that the README lists.
func TestPolicies(t *testing.T) {
	board := publish(t, three(t))
	for name, policy := range map[string]string{
		"as documented":            partner.Policy(board.URL),
		"no worker allowed":        under(board, "worker-src blob:", "worker-src 'none'"),
		"no Trusted Types":         under(board, "require-trusted-types-for 'script'; trusted-types board-view;", ""),
		"any Trusted Types policy": under(board, "trusted-types board-view;", "trusted-types *;"),
		"sandboxed":                partner.Policy(board.URL) + "; sandbox allow-scripts",
		"none":                     "",
	} {
		t.Run(name, func(t *testing.T) {
			page := board.embedUnder(t, policy, script+element)
			opensAs(page, "html")
		})
	}
}

// TestHeaders: the widget works with a board whose server sends what Publish
// writes for it, on a page of another server and on one of the board's own, and
// the board's pages have their style.
func TestHeaders(t *testing.T) {
	board := publish(t, three(t))
	_, file, err := hosts.File("netlify", "/")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/visitor" {
			html("<html lang=\"en\"><title>Visitor</title>"+strings.ReplaceAll(script+element, "{{board}}", ""))(w, r)
			return
		}
		for line := range strings.Lines(file) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(line, "  ") {
				w.Header().Set(name, value)
			}
		}
		http.FileServerFS(board.site).ServeHTTP(w, r)
	}))
	defer server.Close()
	partner := servePage(t, "", strings.ReplaceAll(script+element, "{{board}}", server.URL))
	for _, address := range []string{partner, server.URL + "/visitor"} {
		page := newPage(t)
		page.open(address)
		opensAs(page, "html")
	}
	page := newPage(t)
	page.open(server.URL + "/archive/index.html")
	page.wants(`document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 10`, "true")
}

// An engine in the page would stop it for too long with a long post, which the
// browser shows itself.
func TestLongPostWithoutWorker(t *testing.T) {
	board := publish(t, longPosts())
	policy := under(board, "worker-src blob:", "worker-src 'none'")
	for browser, want := range map[string]string{"": "strong,html", "delete Element.prototype.setHTML": ",text"} {
		page := board.embedUnder(t, policy, script+element, browser)
		page.wait(`el.state === "ready"`)
		page.openRow("Long 9")
		page.wait(`all("article > p").length > 3500`)
		page.run(`pause(500)`)
		page.wants(`[root.querySelector("article p > strong")?.localName, part("note") ? "text" : "html"].join()`, want)
		page.wants(`all("article > p:not([part])").at(-1).textContent`, "The last words.")
	}
}

// The same holds for the source of a post.
func TestLongSourceWithoutWorker(t *testing.T) {
	board := publish(t, three(t))
	policy := under(board, "worker-src blob:", "worker-src 'none'")
	for paragraphs, want := range map[int]string{100: "strong", 3500: ""} {
		board.instead("/note.md", plain("---\nsubject: A note\n---\n\n"+strings.Repeat("Some **words** of a post.\n\n", paragraphs)))
		page := board.embedUnder(t, policy, script+`<board-view src="{{board}}/note.md"></board-view>`)
		page.wait(`el.state === "ready" && opened()`)
		page.wants(`[...new Set(all("article > p:not([part]) *").map(({ localName }) => localName))].join()`, want)
		page.wants(`all("article > p").length >= `+itoa(paragraphs), "true")
	}
}

// The documented policy has no violations in a browser without the Sanitizer
// API.
func TestWithoutSetHTML(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element)
	opensAs(page, "html")
	page.quiet()
}

// A partner who does not trust the widget can embed it in a frame with an
// opaque origin.
func TestSandboxedFrame(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/probe.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, probe)
	})
	policy := strings.ReplaceAll(partner.Policy(board.URL), "frame-ancestors 'none'", "frame-ancestors *")
	frame := servePage(t, policy, board.at(script+element+`<script src="{{board}}/probe.js" defer></script>`))
	page := newPage(t, `globalThis.messages = []; addEventListener("message", e => messages.push(e.origin + " " + e.data));`)
	page.open(servePage(t, "", `<iframe sandbox="allow-scripts" src="`+frame+`"></iframe>`))
	page.wait(`messages.length > 0`)
	page.wants(`messages.join()`, "null 6")
}

// probe opens the real post and notifies the parent page when the engine has
// rendered it. It removes the Sanitizer API, so that only the engine can
// render.
const probe = `
const el = document.querySelector("board-view"), paragraphs = () => el.shadowRoot.querySelectorAll("article > p:not([dir])").length;
delete Element.prototype.setHTML;
el.addEventListener("load", () => el.open(el.posts[1].id), { once: true });
const timer = setInterval(() => {
	if (!paragraphs()) return;
	clearInterval(timer);
	parent.postMessage(paragraphs(), "*");
}, 20);
`

// A self-hosted widget needs only 'self', because a worker has its own
// policy.
func TestSelfHosted(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/own", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		fmt.Fprint(w, board.at("<!DOCTYPE html><title>Own</title>"+script+element))
	})
	page := newPage(t)
	page.open(board.URL + "/own")
	opensAs(page, "html")
	page.quiet()
}

// pinned returns a script tag with the integrity hash from the build, and the
// path of the script.
func pinned(t *testing.T, board *publisher) (tag, path string) {
	t.Helper()
	list, err := fs.ReadFile(board.site, "widget/integrity.json")
	if err != nil {
		t.Fatal(err)
	}
	var integrity map[string]string
	if err := json.Unmarshal(list, &integrity); err != nil {
		t.Fatal(err)
	}
	path = board.file(t, "board-view.?*.js")
	hash := integrity[strings.TrimPrefix(path, "widget/")]
	if hash == "" {
		t.Fatalf("integrity.json has no %s: %s", path, list)
	}
	return `<script type="module" crossorigin src="{{board}}/` + path + `" integrity="` + hash + `"></script>`, "/" + path
}

// A partner can pin the script, and through it the engine.
func TestPinned(t *testing.T) {
	board := publish(t, three(t))
	tag, path := pinned(t, board)
	page := board.embedUnder(t, partner.Policy(board.URL), tag+element)
	opensAs(page, "html")
	page.quiet()

	board.instead(path, altered(t, board, path))
	page = board.embedUnder(t, partner.Policy(board.URL), tag+element)
	page.run(`pause(500)`)
	page.wants(`customElements.get("board-view") === undefined && shown(el.querySelector("a"))`, "true")
}

// An engine that differs from the one built with the widget does not run.
func TestAlteredEngine(t *testing.T) {
	for _, pattern := range []string{"*.wasm", "engine.*.js"} {
		t.Run(pattern, func(t *testing.T) {
			board := publish(t, three(t))
			path := "/" + board.file(t, pattern)
			board.instead(path, altered(t, board, path))
			page := board.embed(t, element)
			opensAs(page, "text")
			if board.asked(path) == 0 {
				t.Errorf("%s was never asked for", path)
			}
		})
	}
}

// The engine loads even if the server sends the wrong media type for a .wasm
// file.
func TestWrongType(t *testing.T) {
	board := publish(t, three(t))
	path := "/" + board.file(t, "*.wasm")
	board.instead(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		http.FileServerFS(board.site).ServeHTTP(w, r)
	})
	page := board.embed(t, element)
	opensAs(page, "html")
	page.quiet()
}

// altered serves a file that works like the published one but has more bytes:
// an empty line, or an empty section of WebAssembly.
func altered(t *testing.T, board *publisher, path string) http.HandlerFunc {
	t.Helper()
	content, err := fs.ReadFile(board.site, strings.TrimPrefix(path, "/"))
	if err != nil {
		t.Fatal(err)
	}
	mediaType, more := "text/javascript", "\n"
	if strings.HasSuffix(path, ".wasm") {
		mediaType, more = "application/wasm", "\x00\x02\x01x"
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Write(content)
		io.WriteString(w, more)
	}
}
