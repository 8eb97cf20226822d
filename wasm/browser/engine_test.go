package browser

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"slices"
	"strings"
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
	worker.postMessage({ op, args: op === "article" ? args.map((arg) => typeof arg === "string" ? arg : JSON.stringify(arg)) : args });
});
let queue = Promise.resolve();
globalThis.ask = (op, ...args) => queue = queue.catch(() => {}).then(() => askNow(op, args));
globalThis.bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
globalThis.article = async (file, source, options, text = source) => {
	const { findings } = await ask("parse", file, bytes(source));
	const item = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(text));
	return { findings, ...await ask("article", item, { ...JSON.parse(options), file }) };
};
globalThis.articles = async (feed, options) => {
	const { authors, author, items: all } = JSON.parse(feed); // wasm/js/feed/board.js passes on the feed's authors
	const items = all.filter((item) => item && typeof item === "object" && !Array.isArray(item))
		.map((item) => item.author ? item : { authors, author, ...item });
	return (await Promise.all(items.map((item) => ask("article", item, JSON.parse(options))))).map(({ html }) => html + "\n");
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
		if path.Ext(c.File) == ".json" {
			sameFeed(t, page, c)
			continue
		}
		if c.Held {
			heldBack(t, page, c)
			continue
		}
		text := bytes.ToValidUTF8(c.Source, []byte("\ufffd")) // all that a string in JavaScript can be
		call, _ := json.Marshal([]any{c.File, c.Source, c.Options, text})
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

// heldBack: the engine says of what it cannot read that it is not to be shown,
// and why.
func heldBack(t *testing.T, page *page, c *cases.Case) {
	t.Helper()
	call, _ := json.Marshal([]any{c.File, c.Source})
	got := eval[struct {
		Draft    bool
		Findings []string
	}](page, `(async ([file, source]) => ask("parse", file, bytes(source)))(`+string(call)+`)`)
	if !got.Draft || len(got.Findings) == 0 || !strings.HasSuffix(got.Findings[0], "held back") {
		t.Errorf("%s: the browser reads %+v, wanted a post that is held back", c.Name, got)
	}
}

// shown is a feed without the items that are held back: the widget does not ask
// for their articles.
func shown(t *testing.T, source []byte) string {
	t.Helper()
	var feed map[string]json.RawMessage
	var items []json.RawMessage
	err := json.Unmarshal(source, &feed)
	if err == nil {
		err = json.Unmarshal(feed["items"], &items)
	}
	if err != nil {
		t.Fatal(err)
	}
	feed["items"], err = json.Marshal(slices.DeleteFunc(items, func(item json.RawMessage) bool {
		post, _ := board.ReadItem(item)
		return post != nil && (post.HeldBack() || !post.Withdrawn.Date.IsZero())
	}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(feed)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sameFeed holds a feed's articles against the case, in any order: a board
// puts posts in order, a feed does not.
func sameFeed(t *testing.T, page *page, c *cases.Case) {
	t.Helper()
	if !json.Valid(c.Source) {
		return // the widget has no items to ask for
	}
	call, _ := json.Marshal([]string{shown(t, c.Source), c.Options})
	got := eval[[]string](page, "articles(..."+string(call)+")")
	rest, _ := c.Want("article")
	for _, article := range got {
		if !strings.Contains(rest, article) {
			t.Errorf("%s: the browser shows\n%s\nwant one of\n%s", c.Name, article, rest)
		}
		rest = strings.Replace(rest, article, "", 1)
	}
	if rest != "" {
		t.Errorf("%s: the browser does not show\n%s", c.Name, rest)
	}
}

// A panic in the engine is an error value, and the engine goes on.
func TestPanic(t *testing.T) {
	page := publish(t, three(t)).engine(t)
	page.wants(`await ask("parse", "a.txt", { length: -1 }).catch(e => e.message.startsWith("Error: panic: "))`, "true")
	page.wants(`await ask("article", [], {}).catch(e => e.message.startsWith("Error: wanted an object"))`, "true")
	page.wants(`(await article("a.txt", btoa("SUBJECT x"), "{}")).html.includes("<h1")`, "true")
}
