package browser

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/examples/partner"
	"github.com/chromedp/chromedp"
)

// shifts records layout shifts (web.dev/articles/cls) without recent input.
const shifts = `
globalThis.moved = [];
new PerformanceObserver((list) => {
	for (const { value, hadRecentInput, sources } of list.getEntries())
		if (!hadRecentInput) moved.push([value, ...sources.map(({ node, previousRect: a, currentRect: b }) => [node?.localName, a.y, b.y])].join(" "));
}).observe({ type: "layout-shift", buffered: true });
`

// Nothing moves when the list replaces the fallback, nor when the engine loads
// while a post is open.
func TestNothingMoves(t *testing.T) {
	board := publish(t, three(t))
	release := board.holdBack(t)
	board.slowly("/feed.json", 400*time.Millisecond)
	page := board.embed(t, element, shifts, answered)
	page.needs("reports of layout shifts", `PerformanceObserver.supportedEntryTypes.includes("layout-shift")`)
	page.wait(`shown(part("status")) && el.state === "loading"`)
	page.wait(`el.state === "ready"`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
	page.openRow("Secretary")
	page.run(`pause(300)`)
	page.run(`moved.splice(0)`) // a script's click is no reader's
	close(release)
	page.wait(`answers === 1`)
	page.run(`pause(300)`)
	page.wants(`moved.join()`, "")
}

// Nothing moves when the post takes the place of its words, which are shown until
// the reader's script has come: the heading, the date, and the paragraphs and
// captions in front of anything whose height only the post knows.
func TestNothingMovesAfterTheWords(t *testing.T) {
	posts := wordy(t)
	board := publish(t, posts).withPictures()
	board.instead("/foreign.json", plain(`{"items": [
		{"id": "html", "title": "HTML", "date_published": "2020-01-01T10:00:00Z", "content_html": "<p>One\n two</p>\n<p>Three</p><h2>Four</h2><p>Five</p>"},
		{"id": "text", "title": "Text", "content_text": "One\n\nTwo"}]}`))
	for _, c := range []struct {
		feed, id, attributes string
		width                int64
		places               int // of the heading, the date, and what else is seen before the post
	}{
		{"feed", "secretary", ``, 320, 9}, {"feed", "secretary", `lang="kk"`, 412, 9}, {"feed", "secretary", `theme="inherit"`, 1200, 9}, {"feed", "secretary", `policy="text"`, 360, 2},
		{"feed", "label", `lang="fr"`, 320, 4}, {"feed", "label", `style="--board-font: 20px/1.3 serif" heading-level="4"`, 1200, 4},
		{"feed", "translated", `lang="ar"`, 320, 3}, {"feed", "translated", ``, 1200, 3}, {"feed", "photo", ``, 412, 2}, {"feed", "corrected", ``, 360, 3},
		{"feed", "arabic", ``, 360, 3}, {"feed", "undated", ``, 360, 2}, {"foreign", "html", ``, 360, 4}, {"foreign", "text", ``, 360, 3},
	} {
		release := board.hold(board.file(t, "reader.*.js"))
		page := newPage(t, shifts)
		page.looks(c.width, "light")
		page.open(servePage(t, "", board.at(advised(t)+`<board-view `+c.attributes+` src="{{board}}/`+c.feed+`.json"></board-view><p>What stands below.</p>`)))
		page.wait(`el.state === "ready" && rows().length`)
		const places = `all('[part="post"] :is(h2, h4, header p, article > p, article > div > p, figcaption)').filter(shown)
			.map((node) => [text(node).replace(/\s+/g, " ").slice(0, 16), node.getBoundingClientRect().top.toFixed(1)].join(" at "))`
		page.run(`(el.open(el.posts.find(({ id }) => id.includes("` + c.id + `")).id), pause(100))`)
		page.run(`moved.splice(0)`) // a script's click is no reader's
		words := eval[[]string](page, places)
		if len(words) != c.places {
			t.Errorf("%s %s %d: the words stand at %q, want %d places", c.id, c.attributes, c.width, words, c.places)
		}
		close(release)
		page.wait(`shown(part("tools"))`)
		page.run(`pause(300)`)
		if post := eval[[]string](page, places); len(post) < len(words) || !slices.Equal(words, post[:len(words)]) {
			t.Errorf("%s %s %d: the words stand at %q,\nthe post stands at %q", c.id, c.attributes, c.width, words, post)
		}
		page.wants(`moved.map((what) => "`+c.id+` " + what).join()`, "")
	}
}

// Nor does anything move where the element shows one post, from its source: neither
// before the post is there, nor after. Its list is never seen.
func TestNothingMovesAroundOnePost(t *testing.T) {
	board := publish(t, wordy(t))
	board.instead("/one.txt", plain(string(realSource(t))))
	for _, file := range []string{"board-view.js", "reader.*.js"} {
		board.slowly("/"+board.file(t, file), 200*time.Millisecond)
	}
	for _, width := range []int64{360, 1200} {
		page := newPage(t, shifts, `
			globalThis.seen = new Set();
			(function look() {
				const root = document.querySelector("board-view")?.shadowRoot;
				for (const part of root?.querySelectorAll("[part~=row]") ?? []) if (part.checkVisibility()) seen.add("a row");
				requestAnimationFrame(look);
			})();`)
		page.looks(width, "light")
		page.open(servePage(t, "", board.at(advised(t)+`<board-view src="{{board}}/one.txt"><a href="{{board}}/one.txt">A post</a></board-view><p>What stands below.</p>`)))
		page.wait(`el?.state === "ready" && shown(part("tools"))`)
		page.run(`pause(300)`)
		page.wants(`moved.map((what) => "`+itoa(int(width))+` " + what).join()`, "")
		page.run(`el.reload()`)
		page.run(`pause(300)`)
		page.wants(`[...seen].join()`, "")
	}
}

// wordy is a board with posts of every shape.
func wordy(t *testing.T) fstest.MapFS {
	posts := fstest.MapFS{realFile: {Data: realSource(t)}}
	for id, source := range map[string]string{
		"label":      "SUBJECT [Session] A subject so long that it takes more than one line on a phone\nDATE 2020-02-02T10:00:00+09:00\n\nFirst,\nin two lines.\n\nSecond *with* [a link](https://elsewhere.example/).\n\n- A list\n\nThird.\n",
		"translated": "SUBJECT Translated\nDATE 2020-02-03\nLANG en\n\nText.\n",
		"photo":      "SUBJECT Photo\nDATE 2020-02-04\n\n![A photo](a.png)\n\nText.\n",
		"corrected":  "SUBJECT Corrected\nDATE 2020-02-05\nUPDATED 2020-02-06\n\nText.\n",
		"arabic":     "SUBJECT خبر\nDATE 2020-02-07\nLANG ar\n\nنص.\n",
		"undated":    "SUBJECT Undated\n\nText.\n",
	} {
		posts[id+".txt"] = &fstest.MapFile{Data: []byte("ID " + id + "\n" + source)}
	}
	for _, lang := range []string{"ko", "ru", "ar", "fr", "es", "zh", "mn", "tr"} {
		posts[lang+".txt"] = &fstest.MapFile{Data: []byte("SUBJECT In " + lang + "\nTRANSLATES translated\nLANG " + lang + "\nDATE 2019-02-03\n\nText.\n")}
	}
	return posts
}

// On a partner's page with the README's lines nothing moves from loading to
// ready, in any layout, narrow or wide, however late the feed and what comes
// after the list are; nor where the parent shrinks to fit.
func TestNothingMovesInAnyLayout(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	board.slowly("/"+board.file(t, "finder.*.js"), 300*time.Millisecond)
	for _, layout := range layouts {
		for _, width := range []int64{360, 1200} {
			for _, parent := range []string{"", "display: flex"} {
				release := make(chan struct{})
				board.instead("/feed.json", func(w http.ResponseWriter, r *http.Request) {
					<-release
					http.FileServerFS(board.site).ServeHTTP(w, r)
				})
				page := newPage(t, shifts)
				page.do(chromedp.EmulateViewport(width, 800))
				page.open(servePage(t, "", board.at(advised(t)+"<h1>A partner</h1><div style=\""+parent+"\">"+
					strings.Replace(element, "<board-view", `<board-view search layout="`+layout+`"`, 1)+"</div><p>What stands below.</p>")))
				page.wait(`shown(part("placeholder")) && el.state === "loading"`)
				page.run(`pause(100)`)
				close(release)
				page.wait(`el.state === "ready" && shown(part("search"))`)
				page.run(`pause(300)`)
				page.wants(`moved.map((what) => "`+layout+` `+itoa(int(width))+` `+parent+` " + what).join()`, "")
			}
		}
	}
}

// Nothing moves when dates are formatted, which makes them nearly twice as long in
// Portuguese. Before the formatter is ready, dates appear as published in layouts
// where they have a line to themselves; other layouts wait.
func TestNothingMovesWhenDatesTurnIntoWords(t *testing.T) {
	board := publish(t, fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT On top\nDATE 2019-11-26\nPINNED yes\nBY The Secretariat\n\nText.")},
		"b.txt": {Data: []byte("SUBJECT At a time and by nobody\nDATE 2019-11-25T10:00:00+09:00\n\nText.")},
		"c.txt": {Data: []byte("SUBJECT By an office whose name takes a line\nDATE 2019-11-24\nBY The Department of Long Names and Titles\n\nText.")},
	})
	for _, layout := range layouts {
		for _, width := range []int64{360, 1200} {
			page := newPage(t, shifts, busy)
			page.looks(width, "light")
			page.open(servePage(t, "", board.at(advised(t)+strings.Replace(element, "<board-view", `<board-view lang="pt-BR" layout="`+layout+`"`, 1)+"<p>What stands below.</p>")))
			page.wait(`idle.length`)
			page.run(`pause(500)`)
			page.wants(`dates().join()`, map[string]string{"list": "2019-11-26,2019-11-25,2019-11-24", "cards": "2019-11-26,2019-11-25,2019-11-24"}[layout])
			page.run(`free()`)
			page.wait(`el.state === "ready" && dates().length === 3 && dates().every((date) => date.endsWith(" de nov. de 2019"))`)
			page.run(`pause(300)`)
			page.wants(`moved.map((what) => "`+layout+` `+itoa(int(width))+` " + what).join()`, "")
		}
	}
}

// busy is a browser that is never idle until free is called.
const busy = `
globalThis.idle = [];
globalThis.requestIdleCallback = (run) => idle ? idle.push(run) : setTimeout(run);
globalThis.free = () => { for (const run of idle) run(); idle = null; };
globalThis.dates = () => [...document.querySelector("board-view").shadowRoot.querySelectorAll("time")].map((time) => time.textContent);
`

// Nothing moves on the example of a partner's page, however late its script and its
// feed are.
func TestNothingMovesOnTheExample(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	board.slowly("/widget/board-view.js", 300*time.Millisecond)
	board.slowly("/feed.json", 600*time.Millisecond)
	site := httptest.NewServer(partner.Handler(board.URL))
	t.Cleanup(func() { site.CloseClientConnections(); site.Close() })
	for _, width := range []int64{360, 1200} {
		page := newPage(t, shifts)
		page.do(chromedp.EmulateViewport(width, 800))
		page.open(site.URL)
		page.wait(`el?.state === "ready" && rows().length`)
		page.run(`pause(300)`)
		page.wants(`moved.join()`, "")
	}
}

// The expected number of rows takes exactly the reserved space, even if the page
// reserves none.
func TestRoomIsKept(t *testing.T) {
	board := publish(t, many(45))
	board.slowly("/feed.json", 300*time.Millisecond)
	for _, c := range []struct {
		layout string
		rows   int
		width  int64
	}{{"latest", 5, 360}, {"latest", 5, 1200}, {"table", 20, 1200}} {
		page := newPage(t, shifts)
		page.do(chromedp.EmulateViewport(c.width, 2000))
		page.open(servePage(t, "", board.at(script+strings.Replace(element, "<board-view", `<board-view layout="`+c.layout+`"`, 1)+"<p>What stands below.</p>")))
		page.wait(`el.state === "loading" && shown(part("placeholder")) && document.querySelector("p").getBoundingClientRect().top < innerHeight`)
		page.run(`pause(100)`)
		page.run(`moved.splice(0)`) // it was nothing before its script was there
		page.wait(`el.state === "ready" && rows().length === ` + itoa(c.rows))
		page.run(`pause(300)`)
		page.wants(`moved.map((what) => "`+c.layout+` " + what).join()`, "")
	}
}

// advised returns the lines for a page's head from the widget's README, for this test's
// board.
func advised(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(readme), "```html\n<style>board-view {")
	lines, _, ok := strings.Cut("<style>board-view {"+lines, "```")
	if !ok || strings.Count(lines, "\n") != 3 {
		t.Fatalf("wanted three lines for the head in wasm/README.md, found %q", lines)
	}
	return strings.ReplaceAll(lines, "https://secretariat.example/news", "{{board}}")
}
