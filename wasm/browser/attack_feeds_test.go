package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// weakest removes the browser's own sanitizer. The page has no Content
// Security Policy either, so only the widget and its engine are tested.
const weakest = `delete Element.prototype.setHTML;` + answered

// unpainted replaces requestAnimationFrame by a timer: the test opens thousands
// of posts, and sixty frames a second would slow it down.
const unpainted = `globalThis.requestAnimationFrame = (f) => setTimeout(f);`

// partners is the partner's page: its own content, then the widget.
const partners = `<p>The partner's words</p><input value="the partner's">` + element

// readers uses a hostile feed as a reader would: it loads the list and the
// next page, and opens every post.
const readers = `
const ends = (el) => new Promise((resolve) => ["load", "error"].forEach((type) => el.addEventListener(type, resolve, { once: true })));
const astray = (root) => [...root.querySelectorAll("a, img")]
	.filter(({ href, src }) => src ? new URL(src).origin !== "{{board}}" : !/^(https?|mailto|tel):/.test(href))
	.map(({ outerHTML }) => outerHTML);

// What is in the article is the engine's, all else the widget's own. Before
// it is looked at, what the widget adds to the article is taken off again.
const judgeArticle = (article) => {
	const withCookies = [...article.querySelectorAll('img:not([crossorigin="anonymous"])')].map(({ outerHTML }) => outerHTML);
	article.querySelector("h1, h2, h3, h4, h5, h6").removeAttribute("tabindex");
	for (const time of article.querySelectorAll("header time")) {
		time.removeAttribute("lang");
		time.removeAttribute("dir");
		time.textContent = time.dateTime;
	}
	const box = document.createElement("div");
	article.querySelectorAll("img").forEach((img) => img.removeAttribute("crossorigin"));
	article.querySelectorAll("[part~=photo], label").forEach((own) => own.replaceWith(...own.childNodes));
	box.append(article);
	return { outside: [...outside(box, policy), ...astray(box), ...withCookies], html: box.innerHTML };
};

// A picture that fails is replaced by a link, at a time that nobody knows, so
// that each article is also copied as it is inserted.
let inserted;
const copyArticles = (root) => new MutationObserver((changes) => {
	for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
		const article = node.localName === "article" ? node : node.querySelector?.("article");
		if (article) inserted = article.cloneNode(true);
	}
}).observe(root, { subtree: true, childList: true });
const judgePost = async (el, id) => {
	const asked = answers, began = Date.now();
	await el.open(id);
	while ({{engine}} && answers === asked && Date.now() < began + 5000) await new Promise((resolve) => setTimeout(resolve));
	const view = el.shadowRoot.querySelector("[part=post]").cloneNode(true);
	const later = judgeArticle(view.querySelector("article"));
	const { outside: wins, html } = judgeArticle(inserted.cloneNode(true));
	return { outside: [...wins, ...later.outside, ...outside(view, own)], html };
};
copyArticles(document.querySelector("board-view").shadowRoot);
globalThis.read = async (src) => {
	const el = document.querySelector("board-view"), root = el.shadowRoot;
	const ended = ends(el);
	el.src = src;
	await ended;
	const list = root.querySelector("[part=board]").cloneNode(true);
	list.querySelector("article")?.remove(); // of the last feed, and judged
	const verdict = { state: el.state, posts: [], outside: [...outside(list, own), ...astray(list)] };
	const more = root.querySelector('[part~="more"]');
	if (!more.hidden) {
		const ended = ends(el);
		more.click();
		await ended;
	}
	for (const { id } of el.posts) verdict.posts.push(await judgePost(el, id));
	return verdict;
};
`

// own is the allow-list for the markup that the widget itself adds.
const own = `const own = [
	{ name: "slot", attributes: ["hidden"] },
	{ name: "div", attributes: ["part", "lang", "role", "class", "hidden"] },
	{ name: "section", attributes: ["part", "hidden"] },
	{ name: "ol", attributes: ["part", "role", "hidden", "style"] },
	{ name: "li", attributes: ["part"] },
	{ name: "p", attributes: ["part", "role", "aria-hidden"] },
	{ name: "a", attributes: ["part", "href", "rel"] },
	{ name: "button", attributes: ["part", "type", "hidden", "aria-busy", "aria-label"] },
	{ name: "dialog", attributes: ["part"] },
	{ name: "figure", attributes: [] },
	{ name: "span", attributes: ["part"] },
	{ name: "small", attributes: [] },
	{ name: "bdi", attributes: ["part", "lang"] },
	{ name: "time", attributes: ["part", "datetime"] }
];
`

// before records the state of the partner's page, and reports its changes.
const before = `
const seen = () => ({
	names: Reflect.ownKeys(globalThis).map(String).sort(),
	prototypes: [Object, Array, String, Element].map(({ prototype }) => Reflect.ownKeys(prototype).length),
	sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
	place: location.href + " " + history.length + " " + document.title + " " + document.cookie,
	words: getComputedStyle(document.querySelector("p")).cssText,
	on_top: [...document.querySelectorAll("p, input")].map((e) => {
		const { x, y } = e.getBoundingClientRect();
		return document.elementFromPoint(x + 2, y + 2) === e;
	}),
});
const changes = new MutationObserver(() => {});
changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
let then;
globalThis.changed = () => {
	const wins = changes.takeRecords().filter(({ target, attributeName }) => target.localName !== "board-view" || attributeName !== "src")
		.map(({ type, target, attributeName }) => [type, target.nodeName, attributeName].join(" "));
	if (JSON.stringify(seen()) !== then) wins.push(then + " became " + JSON.stringify(seen()));
	if (!["BODY", "BOARD-VIEW"].includes(document.activeElement.nodeName)) wins.push("focus in " + document.activeElement.nodeName);
	return wins;
};
then = JSON.stringify(seen());
`

// A reading holds what the widget showed of one feed.
type reading struct {
	State   string   `json:"state"`
	Outside []string `json:"outside"`
	Posts   []struct {
		Outside []string `json:"outside"`
		HTML    string   `json:"html"`
	} `json:"posts"`
}

// feeds opens every hostile feed in the widget on a partner's page, either
// rendered by the engine or as shown before the engine has loaded.
func feeds(t *testing.T, engine bool) score {
	t.Helper()
	p := publish(t, three(t))
	scripts := []string{alarm, unpainted, weakest}
	if !engine {
		p.withhold(t)
		scripts = []string{alarm, unpainted, answered, patient}
	}
	page := p.embedUnder(t, "", script+partners, scripts...)
	page.wait(`el.state === "ready"`)
	names := map[string]string{"board": p.URL, "engine": fmt.Sprint(engine)}
	page.run("(() => { const policy = " + policy() + ";" + own + outside + fill(readers, names) + "})()")
	page.run("(() => {" + before + "})()")
	var s score
	n := 0
	for f := range hostile.Feeds {
		if n++; !isTried(n) {
			continue
		}
		path := fmt.Sprintf("/hostile-%d.json", n)
		p.instead(path, plain(string(f.JSON)))
		s.read(t, f, p.URL+"/", eval[reading](page, `read("`+p.URL+path+`")`), engine)
	}
	s.executions = eval[int](page, "alerts")
	s.foreign = foreign(page, p.URL+"/", page.asked()[0])
	for _, win := range eval[[]string](page, "changed()") {
		s.outside += count(true, t, "in the partner's page: "+win, "", "", "")
	}
	return s
}

// policy returns the board's policy as JSON, for the scripts above.
func policy() string {
	type row struct {
		Name       string   `json:"name"`
		Attributes []string `json:"attributes"`
	}
	var rows []row
	for _, e := range board.Policy() {
		rows = append(rows, row{e.Name, e.Attributes})
	}
	b, _ := json.Marshal(rows)
	return string(b)
}

// read judges one reading. HTML from the engine must equal what Go renders.
func (s *score) read(t *testing.T, f hostile.Feed, base string, saw reading, engine bool) {
	t.Helper()
	s.outside += count(len(saw.Outside) > 0, t, f.Name+": "+fmt.Sprint(saw.Outside), "", "", "")
	items := slices.DeleteFunc(slices.Clone(f.Items), func(item json.RawMessage) bool {
		post, _ := board.ReadItem(item)
		return post.HeldBack()
	})
	if len(saw.Posts) != len(items) {
		t.Errorf("%s: the list has %d posts of %d (%s)", f.Name, len(saw.Posts), len(items), saw.State)
		return
	}
	r := &board.Renderer{BaseURL: base, HeadingLevel: 2, UGC: true}
	for i, item := range items {
		s.attacks++
		s.combinations += 2 // one in the list, one in the open post
		p := saw.Posts[i]
		s.outside += count(len(p.Outside) > 0, t, fmt.Sprint(p.Outside), string(item), "", "")
		if !engine {
			continue
		}
		post, _ := board.ReadItem(withAuthors(t, f.JSON, item))
		var want bytes.Buffer
		if err := r.Article(&want, post); err != nil {
			t.Fatal(err)
		}
		s.differing += count(mutated(t, r, p.HTML, want.String()), t, "in the widget", string(item), p.HTML, want.String())
	}
}

// withAuthors returns an item with the authors of its feed, if it names none.
func withAuthors(t *testing.T, feed, item []byte) []byte {
	t.Helper()
	var fields, all map[string]json.RawMessage
	if json.Unmarshal(item, &fields) != nil || json.Unmarshal(feed, &all) != nil {
		return item
	}
	if namesAuthor(fields) || all["authors"] == nil {
		return item
	}
	fields["authors"] = all["authors"]
	b, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// namesAuthor decides that as the widget does, which must know it before the
// engine is there: a name is a text with something to see, and neither a number
// nor half a surrogate pair.
func namesAuthor(item map[string]json.RawMessage) bool {
	var authors []json.RawMessage
	json.Unmarshal(item["authors"], &authors) // of another type: none
	for _, a := range append(authors, item["author"]) {
		var author struct{ Name, URL any }
		json.Unmarshal(bytes.ReplaceAll(a, []byte(`\ud800`), nil), &author)
		name, _ := author.Name.(string)
		url, _ := author.URL.(string)
		isSeen := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
		if strings.ContainsFunc(name, isSeen) || strings.HasPrefix(url, "http") {
			return true
		}
	}
	return false
}
