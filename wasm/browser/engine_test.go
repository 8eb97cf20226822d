package browser

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
)

// engineNames starts the engine in a worker of a page of the board's own
// origin, without the widget: ask(op, …args) calls it.
const engineNames = `
const worker = new Worker("/{{script}}");
const askNow = (op, args) => new Promise((resolve, reject) => {
	worker.onmessage = ({ data: { value, error } }) => value === undefined ? reject(new Error(error)) : resolve(value);
	worker.postMessage({ op, args });
});
let queue = Promise.resolve();
globalThis.ask = (op, ...args) => queue = queue.catch(() => {}).then(() => askNow(op, args));
globalThis.bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
globalThis.article = async (file, source, options) => {
	const { item, findings } = await ask("parse", file, bytes(source));
	return { findings, ...await ask("article", item, JSON.parse(options)) };
};
globalThis.started = ask("start", new URL("/{{wasm}}", location).href, "{{integrity}}");
`

// engine opens a page of the board with the engine running in it.
func (p *publisher) engine(t testing.TB, scripts ...string) *page {
	t.Helper()
	var integrity map[string]string
	b, err := os.ReadFile(widget + "/integrity.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &integrity); err != nil {
		t.Fatal(err)
	}
	wasm := p.file(t, "*.wasm")
	page := newPage(t, scripts...)
	p.instead("/engine", html("<title>Engine</title><script>"+fill(engineNames, map[string]string{
		"script": p.file(t, "engine.*.js"), "wasm": wasm, "integrity": integrity[wasm[len("widget/"):]],
	})+"</script>"))
	page.open(p.URL + "/engine")
	page.run("started")
	return page
}

// An answer is what the engine makes of a source file.
type answer struct {
	Findings []string `json:"findings"`
	HTML     string   `json:"html"`
}

// TestSameBytes: every case gives the same bytes in the browser as in Go.
func TestSameBytes(t *testing.T) {
	all, err := cases.Read(os.DirFS("../../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	page := publish(t, three(t)).engine(t)
	for _, c := range all {
		call, _ := json.Marshal([]string{c.File, base64.StdEncoding.EncodeToString(c.Source), c.Options})
		got := eval[answer](page, "article(..."+string(call)+")")
		if want, ok := c.Want("article"); !ok || got.HTML+"\n" != want {
			t.Errorf("%s: the browser shows\n%s\nwant\n%s", c.Name, got.HTML, want)
		}
		_, err := board.Parse(c.File, c.Source)
		list, _ := err.(board.ErrorList)
		for i, e := range list {
			if len(got.Findings) != len(list) || got.Findings[i] != e.Error() {
				t.Fatalf("%s: the browser finds %q, want %v", c.Name, got.Findings, err)
			}
		}
	}
}

// A panic in the engine is an error value, and the engine goes on.
func TestPanic(t *testing.T) {
	page := publish(t, three(t)).engine(t)
	page.wants(`await ask("article").catch(e => e.message.startsWith("Error: panic: "))`, "true")
	page.wants(`await ask("article", {}, { headingLevel: "x" }).catch(e => e.message.startsWith("Error: json: "))`, "true")
	page.wants(`(await article("a.txt", btoa("SUBJECT x"), "{}")).html.includes("<h1")`, "true")
}
