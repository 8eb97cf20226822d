package browser

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	stdhtml "html"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
	"github.com/yuin/goldmark"
	gmhtml "github.com/yuin/goldmark/renderer/html"
)

var report = flag.String("report", "", "write the table of attacks and what became of them to this file")

// judge inserts HTML into a page in every context and looks for signs of a
// successful attack: a call of alert, an element or attribute outside the
// policy, or a DOM that differs from the HTML.
const judge = `
const contexts = {
	div: (html) => put(document.createElement("div"), html),
	article: (html) => put(document.createElement("article"), html),
	li: (html) => put(document.createElement("ul").appendChild(document.createElement("li")), html),
	td: (html) => put(document.createElement("table").insertRow().insertCell(), html),
	template: (html) => {
		const template = document.createElement("template");
		template.innerHTML = html;
		const div = document.createElement("div");
		div.append(document.importNode(template.content, true));
		return put(div);
	},
	shadow: (html) => {
		const root = document.createElement("div").attachShadow({ mode: "open" });
		put(root.host);
		setHTML(root, html);
		return root;
	},
};
// The second wall, given the engine's own list.
const setHTML = (root, html) => globalThis.allow
	? root.setHTML(html, { sanitizer: { elements: allow, attributes: [], comments: false, dataAttributes: false } })
	: root.innerHTML = html;
const put = (element, html) => {
	const yard = document.body.appendChild(document.createElement("div"));
	yard.append(element.parentNode ? element.getRootNode() : element);
	if (html !== undefined) element.innerHTML = html;
	return element;
};
globalThis.judgeOne = (html) => {
	const verdict = { outside: [], made: {} };
	for (const [name, write] of Object.entries(contexts)) {
		const root = write(html);
		verdict.outside.push(...outside(root, policy));
		verdict.made[name] = root.innerHTML;
	}
	return verdict;
};
globalThis.clear = async () => {
	await new Promise((resolve) => setTimeout(resolve, 100)); // what is to happen, happens
	document.body.replaceChildren();
};
`

// outside lists the elements and attributes below a root that an allow-list lacks.
const outside = `
globalThis.outside = (root, list) => [...root.querySelectorAll("*")].flatMap((e) => {
	const row = list.find(({ name }) => name === e.localName);
	if (!row || e.namespaceURI !== "http://www.w3.org/1999/xhtml") return ["<" + e.localName + ">"];
	return [...e.attributes].filter(({ name }) => !row.attributes.includes(name)).map(({ name }) => e.localName + " " + name);
});
`

// alarm counts calls of alert in every frame.
const alarm = `globalThis.alerts = 0; globalThis.alert = () => { top.alerts++; };`

// A verdict holds the browser's findings on one piece of HTML.
type verdict struct {
	Outside []string          `json:"outside"`
	Made    map[string]string `json:"made"` // the resulting DOM as HTML, by context
}

// A score adds up verdicts.
type score struct {
	attacks, combinations, executions, outside, foreign, mutations, differing int
}

func (s score) row(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %d |\n",
		name, s.attacks, s.combinations, s.executions, s.outside, s.foreign, s.mutations, s.differing)
}

// check fails the test if any attack succeeded.
func (s score) check(t *testing.T) {
	t.Helper()
	if s.executions+s.outside+s.foreign+s.mutations+s.differing > 0 {
		t.Errorf("an attack won: %+v", s)
	}
}

// TestAttacks renders every attack with the engine and has the browser judge
// it in every context. A control judges the same attacks without a sanitiser,
// to show that the judge detects those that succeed.
func TestAttacks(t *testing.T) {
	var table strings.Builder
	table.WriteString("| attacks | tried | × contexts | scripts run | outside the policy | foreign requests | mutations | Go and browser differ |\n|---|---|---|---|---|---|---|---|\n")
	for _, c := range collections(t) {
		t.Run(c.name, func(t *testing.T) {
			s := c.judge(t)
			table.WriteString(s.row(c.name))
			s.check(t)
		})
	}
	t.Run("feeds", func(t *testing.T) {
		s := feeds(t, true)
		table.WriteString(s.row("ours: payload × field of a JSON Feed, in the widget"))
		s.check(t)
	})
	t.Run("feeds without engine", func(t *testing.T) {
		s := feeds(t, false)
		table.WriteString(s.row("the same, before the engine is there"))
		s.check(t)
	})
	t.Run("pages", func(t *testing.T) {
		s := publishedPages(t)
		table.WriteString(s.row("ours: on the pages that Publish writes (a sample)"))
		s.check(t)
	})
	t.Run("control", func(t *testing.T) {
		control := unsanitised(t)
		table.WriteString(control.row("control: ours, not sanitised"))
		if control.executions < 100 || control.outside < 500 || control.foreign < 5 || control.mutations < 100 {
			t.Errorf("the judge overlooks attacks that must win: %+v", control)
		}
	})
	if *report != "" {
		if err := os.WriteFile(*report, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("\n%s", &table)
}

// A collection holds attacks from one origin, each the source of a post.
type collection struct {
	name    string
	sources []string
}

// isTried selects every 17th attack under go test -short. That still covers
// each payload, construct and field, since 17 divides none of their numbers.
func isTried(n int) bool { return !testing.Short() || n%17 == 0 }

func collections(t *testing.T) []collection {
	ours := collection{name: "ours: payload × Markdown construct or field"}
	n := 0
	for a := range hostile.Attacks {
		if n++; isTried(n) {
			ours.sources = append(ours.sources, a.Source)
		}
	}
	if n*6 < 20_000 {
		t.Fatalf("wanted at least 20000 combinations, found %d", n*6)
	}
	return append([]collection{ours, random(t)}, elsewhere(t)...)
}

// random generates posts from random pieces of markup: $BOARD_SOUP of them.
func random(t *testing.T) collection {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("BOARD_SOUP"), "1500"))
	if err != nil || n < 1 {
		t.Fatalf("wanted a number in BOARD_SOUP, found %q", os.Getenv("BOARD_SOUP"))
	}
	c := collection{name: "ours: random markup"}
	for seed := range n {
		if !isTried(seed) {
			continue
		}
		c.sources = append(c.sources, post(hostile.Soup(uint64(seed))))
	}
	return c
}

// post returns the source of a post with the given body.
func post(body string) string { return "SUBJECT x\nDATE 2024-03-01\n\n" + body + "\n" }

const batch = 250

// judge renders a collection with the engine and has the browser judge it.
func (c collection) judge(t *testing.T) score {
	t.Helper()
	board := publish(t, three(t))
	page := board.engine(t, alarm)
	page.run(`ask("policy").then(({ elements }) => { globalThis.policy = globalThis.allow = elements; })`)
	page.run("(() => {" + outside + judge + "})()")
	s := score{attacks: len(c.sources)}
	options, _ := json.Marshal(map[string]string{"base": board.URL + "/feed.json"})
	for i, source := range c.sources {
		c.sources[i] = strings.ToValidUTF8(source, "\ufffd") // a JavaScript string cannot carry invalid UTF-8
	}
	for sources := range slices.Chunk(c.sources, batch) {
		s.add(t, page, board, sources, string(options))
	}
	s.executions = eval[int](page, "alerts")
	s.foreign = foreign(page, board.URL+"/")
	return s
}

// add renders one batch in Go and in the browser, and adds the verdicts.
func (s *score) add(t *testing.T, page *page, p *publisher, sources []string, options string) {
	t.Helper()
	var encoded []string
	for _, source := range sources {
		encoded = append(encoded, base64.StdEncoding.EncodeToString([]byte(source)))
	}
	call, _ := json.Marshal(encoded)
	quoted, _ := json.Marshal(options)
	answers := eval[[]answer](page, "Promise.all("+string(call)+".map(s => article('a.txt', s, "+string(quoted)+")))")
	html, _ := json.Marshal(texts(answers))
	verdicts := eval[[]verdict](page, string(html)+".map(judgeOne)")
	page.run("clear()")
	r := &board.Renderer{BaseURL: p.URL + "/feed.json"}
	for i, v := range verdicts {
		want := native(t, r, sources[i])
		if isHeld(answers[i]) { // the engine reads less front matter; the widget shows nothing of such a post
			want = answers[i].HTML
		}
		s.differing += count(answers[i].HTML != want, t, "in Go", sources[i], answers[i].HTML, want)
		s.outside += count(len(v.Outside) > 0, t, fmt.Sprint(v.Outside), sources[i], "", "")
		judged := make(map[string]bool) // contexts mostly make the same of it
		for context, made := range v.Made {
			if _, ok := judged[made]; !ok {
				judged[made] = mutated(t, r, made, want)
			}
			s.combinations++
			s.mutations += count(judged[made], t, "in "+context, sources[i], made, want)
		}
	}
}

// mutated reports whether the browser's DOM differs from the HTML we wrote,
// or changes when sanitised again. It compares unescaped text, since browsers
// escape other characters than we do.
func mutated(t *testing.T, r *board.Renderer, made, want string) bool {
	t.Helper()
	return stdhtml.UnescapeString(made) != stdhtml.UnescapeString(want) || sanitized(t, r, made) != want
}

// isHeld reports whether the engine holds back what it cannot read.
func isHeld(a answer) bool {
	return slices.ContainsFunc(a.Findings, func(f string) bool { return strings.HasSuffix(f, "the post is held back") })
}

func texts(answers []answer) (html []string) {
	for _, a := range answers {
		html = append(html, a.HTML)
	}
	return html
}

// count logs a successful attack and returns 1, or returns 0.
func count(won bool, t *testing.T, how, source, got, want string) int {
	if !won {
		return 0
	}
	t.Logf("%s:\n%q\ngot  %q\nwant %q", how, source, got, want)
	return 1
}

func native(t *testing.T, r *board.Renderer, source string) string {
	t.Helper()
	post, _ := board.Parse("a.txt", []byte(source))
	var b bytes.Buffer
	if err := r.Article(&b, post); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sanitized(t *testing.T, r *board.Renderer, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Sanitize(&b, source); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// foreign counts the requests whose URL has none of the expected prefixes.
func foreign(page *page, expected ...string) (n int) {
	expected = append(expected, "blob:", "data:")
	for _, address := range page.asked() {
		own := func(prefix string) bool { return strings.HasPrefix(address, prefix) }
		if !slices.ContainsFunc(expected, own) {
			page.Log("a request for ", address)
			n++
		}
	}
	return n
}

// unsanitised is the positive control: Markdown with raw HTML, not sanitised.
func unsanitised(t *testing.T) score {
	t.Helper()
	p := publish(t, three(t))
	page := p.engine(t, alarm)
	page.run(`ask("policy").then(({ elements }) => { globalThis.policy = elements; })`)
	page.run("(() => {" + outside + judge + "})()")
	r := &board.Renderer{BaseURL: p.URL + "/feed.json"}
	var s score
	for few := range slices.Chunk(unsafePages(t), 10) {
		html, _ := json.Marshal(few)
		verdicts := eval[[]verdict](page, string(html)+".map(judgeOne)")
		page.run("clear()")
		for i, v := range verdicts {
			s.attacks++
			s.outside += len(v.Outside)
			for _, made := range v.Made {
				s.combinations++
				if mutated(t, r, made, few[i]) {
					s.mutations++
				}
			}
		}
	}
	s.executions = eval[int](page, "alerts")
	for _, address := range page.asked() {
		if strings.Contains(address, "evil.example") {
			s.foreign++
		}
	}
	return s
}

// unsafePages renders our payloads as Markdown with raw HTML. It leaves out
// those that would navigate away from the test page or slow the test down.
func unsafePages(t *testing.T) (pages []string) {
	t.Helper()
	markdown := goldmark.New(goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	for _, payload := range hostile.Payloads() {
		if strings.Contains(payload, "http-equiv=refresh") || len(payload) > 1000 {
			continue
		}
		var out bytes.Buffer
		if err := markdown.Convert([]byte(payload), &out); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, out.String())
	}
	return pages
}

// html serves text as a page.
func html(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html>\n"+text)
	}
}

// fill replaces each {{name}} by its value.
func fill(text string, values map[string]string) string {
	for name, value := range values {
		text = strings.ReplaceAll(text, "{{"+name+"}}", value)
	}
	return text
}

// elsewhere reads third-party collections, which we may not copy, from the
// directory $BOARD_ATTACKS. Each file is a JSON array of strings of HTML or
// Markdown.
func elsewhere(t *testing.T) (all []collection) {
	dir := os.Getenv("BOARD_ATTACKS")
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		c := collection{name: strings.TrimSuffix(e.Name(), ".json")}
		var bodies []string
		if err := json.Unmarshal(b, &bodies); err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		for _, body := range bodies {
			c.sources = append(c.sources, post(body))
		}
		all = append(all, c)
	}
	return all
}
