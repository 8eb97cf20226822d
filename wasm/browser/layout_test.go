package browser

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Every layout shows every post with its subject as a link. A page can change the
// layout at any time.
func TestLayouts(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	for layout, want := range map[string]string{
		"list": "OL LI", "table": "TABLE TR", "cards": "OL LI", "tiles": "OL LI", "latest": "OL LI", "spiral": "OL LI",
	} {
		page.run(`el.setAttribute("layout", "` + layout + `")`)
		page.wants(`part("list").tagName + " " + rows()[0].tagName`, want)
		page.wants(`rows().length`, "14")
		page.wants(`rows().every(r => shown(r.querySelector('a[part~="subject"]')))`, "true")
		page.wants(`shown(row("Visiting hours").querySelector('[part="pin"]'))`, "true")
	}
	page.run(`el.setAttribute("layout", "spiral")`)
	page.wants(`el.layout`, "list")
	page.quiet()
}

// A table shows the usual columns of a board, with headings.
func TestTable(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, `<board-view layout="table" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready"`)
	page.wants(`all("th").map(text).join()`, "No.,Subject,By,Date")
	page.wants(`rows().map((r) => text(r.cells[0])).join()`, "3,2,1")
	page.wants(`all("td", rows()[1]).map(text).join("|")`, "2|Nov 26 "+realSubject+"|MSEAP Cyber Secretariat|Nov 26, 2019")
	page.run(`rows()[1].querySelector("a").click()`)
	page.wait(`opened() && part("back")`)
	page.run(`part("back").click()`)
	page.wait(`!opened()`)
	page.wants(`focused()`, "Nov 26 "+realSubject)
	page.quiet()
}

// Cards and tiles show the board's pictures, and third-party pictures only if
// images allows them.
func TestPicturesOfRows(t *testing.T) {
	board := publish(t, fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT Own\nDATE 2020-01-02\n\nPHOTO: A caption\n![own](own.webp)\n\nx\n")},
		"b.txt": {Data: []byte("SUBJECT Foreign\nDATE 2020-01-01\n\nPHOTO: A caption\n![theirs](https://elsewhere.example/a.webp)\n\nx\n")},
	})
	const theirs = "https://elsewhere.example/a.webp"
	for images, want := range map[string][]string{"board": {board.URL + "/own.webp"}, "off": nil, "any": {board.URL + "/own.webp", theirs}} {
		page := board.embedUnder(t, "", script+`<board-view layout="cards" images="`+images+`" src="{{board}}/feed.json"></board-view>`, referrers)
		page.wait(`el.state === "ready"`)
		page.run(`pause(500)`)
		got := slices.DeleteFunc(page.asked(), func(address string) bool { return !strings.HasSuffix(address, ".webp") })
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("images=%s: asked for %q, want %q", images, got, want)
		}
		page.wants(`[...told].join()`, map[bool]string{true: "no-referrer lazy anonymous"}[want != nil])
	}
}

// A card shows a photo and a summary; a tile shows a photo, or the subject in its
// place.
func TestCardsAndTiles(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := board.embed(t, strings.Replace(element, "<board-view", `<board-view layout="cards"`, 1))
	page.wait(`el.state === "ready"`)
	page.wants(`row("Winter").querySelector("img").alt`, "Rows of blue and brown seats in a half circle around a speaker's desk")
	page.wants(`text(row("Winter").querySelector('[part="summary"]')).startsWith("The Assembly of the Seven Valleys opened")`, "true")
	page.wants(`row("Winter").querySelector('[part="summary"]').lang`, "en")
	page.wants(`!!row("Secretary").querySelector('[part="picture"]')`, "false")
	page.run(`(el.layout = "tiles", true)`)
	page.wants(`rows().every((r) => r.querySelector('[part="picture"]')) + ", " + !!part("summary")`, "true, false")
	page.wants(`((picture, subject) => picture.bottom > subject.top)(...["picture", "subject"].map((name) => row("Secretary").querySelector('[part~="' + name + '"]').getBoundingClientRect()))`, "true")
	page.quiet()
}

// referrers records the referrer policy and loading mode of pictures when they are
// inserted, since the widget removes a picture that fails to load.
const referrers = `
globalThis.told = new Set();
const before = Element.prototype.append;
Element.prototype.append = function (...nodes) {
	for (const { localName, referrerPolicy, loading, crossOrigin } of nodes) if (localName === "img") told.add(referrerPolicy + " " + loading + " " + crossOrigin);
	return before.apply(this, nodes);
};`

// limit sets the number of posts shown at once; latest shows five.
func TestLimit(t *testing.T) {
	board := publish(t, many(45))
	page := board.embed(t, `<board-view layout="latest" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready"`)
	page.wants(`rows().length`, "5")
	page.run(`el.limit = 20`)
	page.wants(`rows().length`, "20")
	page.run(`part("more").click()`)
	page.wait(`el.state === "ready" && rows().length === 25`)
	page.run(`part("more").click()`)
	page.wait(`el.state === "ready" && rows().length === 45`)
	page.wants(`shown(part("more"))`, "false")
	page.quiet()
}

// Pinning the widget's script also pins the reader's script: a modified one does
// not run, and a row acts as an ordinary link.
func TestReaderIsPinned(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/"+board.file(t, "reader.*.js"), func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write([]byte(`globalThis.forged = true; export const engine = {}, styles = null; export class Reader {}`))
	})
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.wants(`await el.open(el.posts[0].id).catch(e => e.name)`, "TypeError")
	page.wants(`!!globalThis.forged`, "false")
	page.run(`rows()[0].querySelector("a").click()`)
	page.wait(`document.querySelector("article") && location.href.startsWith("` + board.URL + `")`)
}

// A post opens at once, even before the reader's script has loaded.
func TestWordsFirst(t *testing.T) {
	board := publish(t, three(t))
	release := board.hold(board.file(t, "reader.*.js"))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.run(`(() => { row("Secretary").querySelector("a").click(); })()`)
	page.wait(`text(opened().querySelector("h2")) === "[Nov 26] ` + realSubject + `"`)
	page.wants(`text(opened()).includes("On November 25, 2019,")`, "true")
	page.wants(`rows().some(shown)`, "false")
	close(release)
	page.wait(`shown(part("back")) && opened().contains(root.activeElement)`)
	page.wants(`all("article").length`, "1")
	page.quiet()
}

// A date longer than its column wraps, and does not overlap the subject.
func TestLongDates(t *testing.T) {
	page := newPage(t)
	page.looks(1200, "light")
	page.open(servePage(t, "", publish(t, three(t)).at(script+strings.Replace(element, "<board-view", `<board-view lang="pt-BR" style="--board-font: 1.5rem/1.5 serif"`, 1))))
	page.wait(`text(row("Secretary").querySelector("time")) === "26 de nov. de 2019"`)
	page.wants(`(() => {
		const words = document.createRange();
		words.selectNodeContents(row("Secretary").querySelector("time"));
		return words.getBoundingClientRect().right < row("Secretary").querySelector("[part~=subject]").getBoundingClientRect().left;
	})()`, "true")
}
