package browser

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
)

// withheld never answers a request.
func withheld(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// withhold never answers the request for the engine.
func (p *publisher) withhold(t testing.TB) {
	t.Helper()
	p.instead("/"+p.file(t, "*.wasm"), withheld)
}

// patient removes the time limit for starting the engine.
const patient = `{
	const { setTimeout } = globalThis;
	globalThis.setTimeout = (f, ms, ...args) => ms === 30_000 ? 0 : setTimeout(f, ms, ...args);
}`

// answered counts the posts that the engine has rendered.
const answered = `
globalThis.answers = 0;
globalThis.Worker = class extends Worker {
	constructor(url) {
		super(url);
		this.addEventListener("message", ({ data }) => { if (data.value?.html) answers++; });
	}
};`

// everyPost is a board with every case of the corpus and every post of the
// example.
func everyPost(t *testing.T) fstest.MapFS {
	t.Helper()
	all, err := cases.Read(os.DirFS("../../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	posts := make(fstest.MapFS)
	for _, c := range all {
		posts[strings.TrimSuffix(c.Name, ".txtar")+path.Ext(c.File)] = &fstest.MapFile{Data: c.Source}
	}
	names, err := filepath.Glob("../../testdata/posts/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		posts[filepath.Base(name)] = &fstest.MapFile{Data: source}
	}
	return posts
}

// allPosts opens every post of the board, page after page, and returns what
// each shows.
const allPosts = `(async () => {
	while (shown(part("more"))) { part("more").click(); while (el.state !== "ready") await pause(20); }
	const shows = {};
	for (const { id } of el.posts) {
		await el.open(id);
		shows[id] = part("body").innerHTML;
		el.close();
	}
	return shows;
})()`

// The engine's article replaces the browser's only if they differ. For every
// known post they are equal.
func TestFirstViewStays(t *testing.T) {
	for _, level := range []string{"2", "5"} {
		board := publish(t, everyPost(t)).withPictures()
		embed := strings.Replace(element, "<board-view", `<board-view heading-level=`+level, 1)
		board.withhold(t)
		page := board.embed(t, embed)
		page.wait(`el.state === "ready"`)
		first := eval[map[string]string](page, allPosts)
		page.quiet()
		board.instead("/"+board.file(t, "*.wasm"), nil)
		page = board.embed(t, embed, answered)
		page.wait(`el.state === "ready"`)
		page.run(`el.open(el.posts[0].id)`)
		page.wait(`answers === 1`)
		page.run(`el.close()`)
		last := eval[map[string]string](page, allPosts)
		if diff := cmp.Diff(last, first); diff != "" || len(first) < 50 {
			t.Errorf("%d posts, heading level %s: engine (-), before it (+):\n%s", len(first), level, diff)
		}
	}
}

// holdBack withholds the engine until the channel is closed.
func (p *publisher) holdBack(t testing.TB) chan<- struct{} {
	t.Helper()
	return p.hold(p.file(t, "*.wasm"))
}

// hold withholds a file until the channel is closed, or the server is.
func (p *publisher) hold(name string) chan<- struct{} {
	released := make(chan struct{})
	p.instead("/"+name, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-released:
			http.FileServerFS(p.site).ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
	return released
}

// An equal article from the engine does not touch focus, selection or scroll
// position.
func TestLeftAlone(t *testing.T) {
	board := publish(t, three(t))
	release := board.holdBack(t)
	page := board.embed(t, element, answered)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`(() => {
		globalThis.article = opened();
		globalThis.word = article.querySelector("article > p").firstChild;
		part("original").focus();
		getSelection().setBaseAndExtent(word, 3, word, 9);
	})()`)
	close(release)
	page.wait(`answers === 1`)
	page.run(`pause(100)`)
	page.wants(`article === opened() && article.contains(word)`, "true")
	page.wants(`root.activeElement === part("original")`, "true")
	page.wants(`getSelection().toString().length`, "6")
	page.quiet()
}

// The same holds for ordinary HTML in feeds of other programs.
func TestForeignLeftAlone(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(`{"version": "https://jsonfeed.org/version/1.1", "items": [{
		"id": "1", "title": "A foreign post", "url": "https://other.example/1", "date_published": "2024-03-01T10:00:00Z",
		"authors": [{"name": "Ann", "url": "https://ann.example/"}, {"name": "Ben"}], "tags": ["a", "b"],
		"attachments": [{"url": "a.pdf", "mime_type": "application/pdf", "size_in_bytes": 2400000}],
		"content_html": "<h2>One <b>two</b></h2>\n\n<p><a href=\"/x\">three</a></p><ul><li>four</li></ul>"}]}`))
	release := board.holdBack(t)
	page := board.embed(t, element, answered)
	page.wait(`el.state === "ready"`)
	page.openRow("foreign")
	page.run(`(() => { globalThis.article = opened(); })()`)
	close(release)
	page.wait(`answers === 1`)
	page.run(`pause(100)`)
	page.wants(`article === opened()`, "true")
	page.quiet()
}

// The authors of a feed are those of its items that name none: in JSON Feed 1.1,
// and the one author in 1.0. A list names all authors of a post.
func TestFeedAuthors(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(`{"version": "https://jsonfeed.org/version/1", "title": "T", "author": {"name": "Press Office"}, "items": [
		{"id": "1", "title": "Of the feed", "content_text": "Text."},
		{"id": "2", "title": "Old", "content_text": "Text.", "author": {"name": "Ann"}},
		{"id": "3", "title": "New", "content_text": "Text.", "authors": [{"name": "Ben"}, {}, {"name": "Cyd"}]},
		{"id": "4", "title": "No text", "content_text": "Text.", "author": "Ann", "authors": "Ben"},
		{"id": "5", "title": "No name", "content_text": "Text.", "author": {"name": " "}, "authors": [{"avatar": "a.png"}]}]}`))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.wants(`el.posts.map((post) => post.by).join()`, "Press Office,Ann,Ben, Cyd,Press Office,Press Office")
	page.quiet()
}

// lie makes the HTML in the feed differ from the post's source.
func (p *publisher) lie(t testing.TB, html string) {
	t.Helper()
	page, err := fs.ReadFile(p.site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	var feed map[string]any
	if err := json.Unmarshal(page, &feed); err != nil {
		t.Fatal(err)
	}
	for _, item := range feed["items"].([]any) {
		item.(map[string]any)["content_html"] = html
	}
	page, _ = json.Marshal(feed)
	p.instead("/feed.json", plain(string(page)))
}

// If they differ, the engine's article is shown, and the focus stays on the
// heading.
func TestLastWord(t *testing.T) {
	board := publish(t, three(t))
	board.lie(t, "<p>A lie.</p>")
	release := board.holdBack(t)
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wants(`text(opened().querySelector("p:not(header p)"))`, "A lie.")
	page.wants(`focused()`, "The newer post")
	close(release)
	page.wait(`text(opened().querySelector("p:not(header p)")) === "It is newer."`)
	page.wants(`focused()`, "The newer post")
	page.quiet()
}

// Without the Sanitizer API a post is plain text until the engine has loaded.
func TestTextFirst(t *testing.T) {
	board := publish(t, three(t))
	release := board.holdBack(t)
	page := board.embed(t, element, `delete Element.prototype.setHTML`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.wants(`all("article > p[dir]").length`, "6")
	page.wants(`all("article > figure > figcaption").length`, "1")
	page.wants(`!!part("note")`, "false") // it may still become more than text
	close(release)
	page.wait(`all("article > p:not([dir])").length === 6`)
	page.quiet()
}

// A source file is shown unparsed until the engine has parsed it.
func TestSourceFirst(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/note.md", plain("---\nsubject: A note\n---\n\nOne **bold** word.\n"))
	release := board.holdBack(t)
	page := board.embed(t, `<board-view src="{{board}}/note.md"></board-view>`, recorder)
	page.wait(`opened()`)
	page.wants(`text(opened().querySelector("h2"))`, "note.md")
	page.wants(`text(opened()).includes("One **bold** word.")`, "true")
	close(release)
	page.wait(`text(opened().querySelector("strong")) === "bold"`)
	page.wait(`el.state === "ready" && el.posts[0].subject === "A note"`)
	page.wants(`events.map(e => e.type).join()`, "load")
	page.quiet()
}

// A browser takes a time in the square of the depth to parse HTML, in the page.
// So it gets long HTML only if its elements nest a little, by its tags, whatever
// hides an end tag from the browser or from those who count. The last is harmless.
func TestDeepHTMLFirst(t *testing.T) {
	board := publish(t, three(t))
	board.withhold(t)
	for html, want := range map[string]string{
		`<b>x`:                                "false", // is never closed
		`<p><b>x</p>`:                         "false", // is not closed in order
		`<b></x>y`:                            "false",
		`<b title="></b>">x`:                  "false", // an end tag in an attribute,
		`<b title='"></b>'>x`:                 "false",
		`<b><!--</b>-->x`:                     "false", // in a comment,
		`<b><style></b></style>x`:             "false", // and in an element of text
		`<b><textarea></b></textarea>x`:       "false",
		`<B>x</b/ >`:                          "false",
		`<p>Some <b title="x">words</b>.</p>`: "true",
	} {
		board.lie(t, strings.Repeat(html, 40_000/len(html)))
		page := board.embedUnder(t, "", script+element, sanitising)
		page.wait(`el.state === "ready"`)
		page.openRow("newer")
		if got := eval[bool](page, `longest > 32 << 10`); fmt.Sprint(got) != want {
			t.Errorf("%s: the browser parsed it: %v, want %s", html, got, want)
		}
	}
}

// sanitising records the length of the longest HTML that the browser sanitised.
const sanitising = `
globalThis.longest = 0;
const { setHTML } = Element.prototype;
Element.prototype.setHTML = function (html, ...options) {
	longest = Math.max(longest, html.length);
	setHTML.call(this, html, ...options);
};`

// Pictures from other sites are links with a button to show them, also before
// the engine has loaded.
func TestPicturesFirst(t *testing.T) {
	board := publish(t, three(t)).withPictures()
	board.lie(t, `<p><img src="https://other.example/a.png" alt="A"> <img src="/pictures/b.png"> <a href="/c"><img src="https://other.example/c.png"></a></p>`)
	board.withhold(t)
	page := board.embedUnder(t, "", script+element)
	page.wait(`el.state === "ready"`)
	page.openRow("newer")
	page.wants(`all("article img").map(i => i.src).join()`, board.URL+"/pictures/b.png")
	page.wants(`all("article p:not(header p) a").map(a => a.href + " " + text(a)).join()`, "https://other.example/a.png A,"+board.URL+"/c c.png")
	page.wants(`text(part("pictures"))`, "Show pictures from other.example")
	for _, address := range page.asked() {
		if strings.Contains(address, "other.example") {
			t.Errorf("asked for %s before the reader did", address)
		}
	}
	page.wants(`all("article img").map(i => i.crossOrigin).join()`, "anonymous")
	page.run(`part("pictures").click()`)
	page.wait(`all("article img").length === 3`)
	page.wants(`all("article img").some(i => i.crossOrigin)`, "false")
}
