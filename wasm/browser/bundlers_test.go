package browser

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The build scripts in package.json bundle the React example with esbuild and
// the Vue example with Vite. Under the policy that SECURITY.md documents for
// files on the page's own origin, the bundles load the widget, its worker and
// the engine from the package; the framework sets properties and receives
// events; and an element that the framework removes leaks nothing.
func TestReact(t *testing.T) { framework(t, "react") }
func TestVue(t *testing.T)   { framework(t, "vue") }

func framework(t *testing.T, name string) {
	dir := packed(t).example(t, name)
	if _, err := runIn(dir, "npm", "run", "build"); err != nil {
		t.Fatal(err)
	}
	board := publish(t, three(t))
	page := newPage(t)
	page.open(serveBundle(t, filepath.Join(dir, "dist"), board) + "?board=" + board.URL + "/feed.json")
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
	page.wait(`el.getAttribute("layout") === "table" && root.querySelectorAll("tbody tr").length === 3`)
	leavesNothing(page)
	page.quiet()
}

// serveBundle serves a bundled page under the documented policy and returns its
// URL.
func serveBundle(t *testing.T, site string, board *publisher) string {
	t.Helper()
	policy := "default-src 'none'; " + documented(t, board, "page's own origin `", "`")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" { // not for the worker, which could not run WebAssembly under it
			w.Header().Set("Content-Security-Policy", policy)
		}
		http.FileServer(http.Dir(site)).ServeHTTP(w, r)
	}))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server.URL + "/"
}

// leavesNothing removes the element, adds a new one, and checks that the first
// leaves no nodes behind and is garbage-collected.
func leavesNothing(page *page) {
	page.Helper()
	const nodes = `document.querySelectorAll("*").length`
	page.run(`(globalThis.before = ` + nodes + `, globalThis.first = new WeakRef(el), true)`)
	page.run(`document.querySelector("input").click()`)
	page.wait(`!el && ` + nodes + ` === before - 1`)
	page.run(`document.querySelector("input").click()`)
	page.wait(`el?.state === "ready" && text(document.querySelector("output")) === "load 3" && ` + nodes + ` === before`)
	page.run(`document.querySelector("button").click()`) // a framework holds on to its last render until the next one
	page.collect(`first.deref() === undefined`)
}

// Vite's development server rewrites the scripts that it serves.
func TestViteServer(t *testing.T) {
	dir := packed(t).example(t, "vue")
	const config = `import { createServer } from 'vite';
		const server = await createServer({ server: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
		await server.listen();
		console.log(server.resolvedUrls.local[0]);`
	cmd := exec.CommandContext(t.Context(), "node", "--input-type=module", "--eval", config)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Wait() }) // the test's context has killed it by now
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	page := newPage(t)
	page.open(strings.TrimSpace(address) + "?board=" + publish(t, three(t)).URL + "/feed.json")
	opensAs(page, "html")
	page.quiet()
}

// Webpack includes the same files, and leaves alone those that it would bundle
// incorrectly.
func TestWebpack(t *testing.T) {
	p := packed(t)
	board := publish(t, three(t))
	dir := filepath.Join(p.dir, "webpack")
	site := filepath.Join(dir, "dist")
	if err := os.MkdirAll(site, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"main.js":         `import 'board-view';`,
		"build.js":        `import webpack from 'webpack'; webpack({ entry: './main.js', mode: 'production' }, (error, stats) => { if (error ?? stats.hasErrors()) throw error ?? stats.toString(); });`,
		"dist/index.html": `<!DOCTYPE html><title>Bundled</title>` + board.at(element) + `<script src="main.js"></script>`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := runIn(dir, "node", "build.js"); err != nil {
		t.Fatal(err)
	}
	page := newPage(t)
	page.open(serveBundle(t, site, board))
	opensAs(page, "html")
	page.quiet()
}

// example copies an example to a new folder, installs the package there as npm
// would, and returns the folder.
func (p *pack) example(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.MkdirTemp(p.dir, name)
	if err != nil {
		t.Fatal(err)
	}
	installed := filepath.Join("node_modules", "board-view")
	if err := os.CopyFS(filepath.Join(dir, installed), os.DirFS(filepath.Join(p.dir, installed))); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("../../examples", name, "*.*")) // leaves out the folders that npm created
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
	return dir
}

// collect collects garbage until an expression is true.
func (p *page) collect(expression string) {
	p.Helper()
	for deadline := time.Now().Add(patience); !eval[bool](p, expression); time.Sleep(100 * time.Millisecond) {
		p.does(p.driver.collectGarbage)
		if time.Now().After(deadline) {
			p.Fatalf("waited in vain for %s", expression)
		}
	}
}

// A bundle that is no ES module cannot find the element's other files. It says so,
// and how to mend it, in one sentence; the page keeps its fallback.
func TestBundleOfAnotherFormat(t *testing.T) {
	p := packed(t)
	board := publish(t, three(t))
	for entry, define := range map[string]string{"board-view": "", "board-view/class": "BoardView.define()"} {
		dir := t.TempDir()
		source := filepath.Join(p.dir, "iife.js")
		content := "import { BoardView } from '" + entry + "';\nglobalThis.BoardView = BoardView;\n" + define
		if err := os.WriteFile(source, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		p.tool(t, "esbuild", source, "--bundle", "--format=iife", "--log-override:empty-import-meta=silent", "--outfile="+filepath.Join(dir, "main.js"))
		index := `<!DOCTYPE html><title>Bundled</title>` + board.at(element) + `<script src="main.js"></script>`
		if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(index), 0o666); err != nil {
			t.Fatal(err)
		}
		page := newPage(t)
		page.open(serveBundle(t, dir, board))
		page.wants(`shown(el.querySelector("a")) + ", " + !!root`, "true, false")
		said := strings.Join(page.complaints(), "\n")
		if !strings.Contains(said, `Error: bundle board-view as "esm", load it with type="module"`) {
			t.Errorf("%s: the console shows %q", entry, said)
		}
	}
}

// A page that forgets type="module" keeps its fallback. The browser's console names
// the script and says that it belongs into a module; the script cannot say more,
// because a browser runs nothing of a file that it cannot parse, and what locates the
// other files for pages and bundlers (import.meta) is for modules only.
func TestScriptWithoutType(t *testing.T) {
	board := publish(t, three(t))
	page := newPage(t)
	page.open(servePage(t, "", board.at(strings.Replace(script, ` type="module"`, "", 1)+element)))
	page.wait(`document.readyState === "complete"`)
	page.wants(`shown(el.querySelector("a")) + ", " + !!root`, "true, false")
	said := page.complaints()
	if len(said) != 1 || !strings.Contains(said[0], "module") {
		t.Errorf("the console shows %q, want one sentence about modules", said)
	}
}
