package browser

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
)

// The pages of the examples, bundled as their package.json says, React's by
// esbuild and Vue's by Vite: under the policy that SECURITY.md documents for
// files on the page's own origin, they load the widget, its worker and the
// engine from the package, properties and events go both ways, and an
// element that the framework has removed leaves nothing behind.
func TestReact(t *testing.T) { framework(t, "react") }
func TestVue(t *testing.T)   { framework(t, "vue") }

func framework(t *testing.T, name string) {
	site := packed(t).bundle(t, name)
	board := publish(t, three(t))
	policy := "default-src 'none'; " + documented(t, board, "page's own origin `", "`")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" { // a worker would get it, too, and may not run WebAssembly then
			w.Header().Set("Content-Security-Policy", policy)
		}
		http.FileServer(http.Dir(site)).ServeHTTP(w, r)
	}))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	page := newPage(t)
	page.open(server.URL + "/?board=" + board.URL + "/feed.json")
	opensAs(page, "html")
	page.wants(`text(document.querySelector("output")).split(" ")[0]`, "open")
	page.run(`el.close()`)
	page.wait(`text(document.querySelector("output")).startsWith("close ")`)
	page.wants(`[el.layout, el.headingLevel, el.strings.more]`, "list,3,Show more")
	page.run(`(() => {
		const select = document.querySelector("select");
		select.value = "table";
		select.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)
	page.wait(`el.layout === "table" && root.querySelectorAll("tbody tr").length === 3`)
	leavesNothing(page)
	page.quiet()
}

// leavesNothing removes the element and brings it back, and looks for what
// is left of the first one.
func leavesNothing(page *page) {
	page.Helper()
	const nodes = `document.querySelectorAll("*").length`
	page.run(`(globalThis.before = ` + nodes + `, globalThis.first = new WeakRef(el), true)`)
	page.run(`document.querySelector("input").click()`)
	page.wait(`!el && ` + nodes + ` === before - 1`)
	page.run(`document.querySelector("input").click()`)
	page.wait(`el?.state === "ready" && text(document.querySelector("output")) === "load 3" && ` + nodes + ` === before`)
	page.run(`document.querySelector("button").click()`) // frameworks keep what they showed last until they show something else
	page.collect(`first.deref() === undefined`)
}

// bundle builds the page of an example and gives its folder.
func (p *pack) bundle(t *testing.T, example string) string {
	t.Helper()
	dir := filepath.Join(p.dir, example)
	installed := filepath.Join("node_modules", "board-view")
	if err := os.CopyFS(filepath.Join(dir, installed), os.DirFS(filepath.Join(p.dir, installed))); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("../../examples", example, "*.*")) // and no folder that npm has made there
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(file)), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := runIn(dir, "npm", "run", "build"); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "dist")
}

// collect waits until an expression is true, and collects garbage meanwhile.
func (p *page) collect(expression string) {
	p.Helper()
	for deadline := time.Now().Add(patience); !eval[bool](p, expression); time.Sleep(100 * time.Millisecond) {
		command(p, heapprofiler.CollectGarbage, cdp.Empty{})
		if time.Now().After(deadline) {
			p.Fatalf("waited in vain for %s", expression)
		}
	}
}
