package browser

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

const table = `<board-view layout="table" src="{{board}}/feed.json"></board-view>`

// telling changes the total number of posts in the feed's first page.
func (p *publisher) telling(t testing.TB, total string) {
	t.Helper()
	page, err := fs.ReadFile(p.site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	var feed map[string]any
	if err := json.Unmarshal(page, &feed); err != nil {
		t.Fatal(err)
	}
	feed["_board"] = map[string]any{"total": json.RawMessage(total)}
	page, _ = json.Marshal(feed)
	p.instead("/feed.json", plain(string(page)))
}

// turn clicks a page number, or an arrow.
func (p *page) turn(label string) {
	p.Helper()
	const find = `all('[part="pages"] button').find(b => (b.ariaLabel ?? text(b)) === "%s")`
	p.wait(fmt.Sprintf(`shown(`+find+`)`, label))
	p.run(fmt.Sprintf(find+`.click()`, label))
}

const numbers = `rows().length + ": " + text(rows()[0].cells[0]) + "-" + text(rows().at(-1).cells[0])`
const pager = `[...part("pages").children].map(n => n.ariaLabel ?? text(n)).join(" ")`

// A table has numbered pages of twenty posts; older posts are read when they
// are needed, and every change of page is reported to the embedding page.
func TestPages(t *testing.T) {
	board := publish(t, many(66))
	page := board.embed(t, table, recorder)
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.wants(numbers, "20: 66-47")
	page.wants(pager, "1 2 … 4 Next page")
	page.wants(`text(part("current")) + part("current").ariaCurrent + part("pages").ariaLabel`, "1pagePages")
	page.wants(`shown(part("more"))`, "false")
	if n := board.asked("/page-"); n != 0 {
		t.Errorf("%d requests for posts that nobody wants to see", n)
	}
	page.turn("2")
	page.wait(numbers + ` === "20: 46-27"`)
	page.wants(`focused()`, "Post 46.")
	page.wants(pager, "Previous page 1 2 3 4 Next page")
	page.turn("4")
	page.wait(numbers + ` === "6: 6-1"`)
	page.turn("Previous page")
	page.wait(numbers + ` === "20: 26-7"`)
	page.turn("1")
	page.wait(numbers + ` === "20: 66-47"`)
	page.wants(`events.filter(e => e.type === "page").map(e => e.detail.page).join()`, "2,4,3,1")
	page.wants(`text(part("status"))`, "66 posts")
	page.quiet()
}

// The rows of a feed without a total are numbered from the top, and its last
// page is known only when it has been read.
func TestPagesWithoutTotal(t *testing.T) {
	board := publish(t, many(66))
	board.telling(t, "null")
	page := board.embed(t, table)
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.wants(numbers, "20: 1-20")
	page.turn("2")
	page.wait(numbers + ` === "20: 21-40"`)
	page.turn("Next page")
	page.wait(numbers + ` === "20: 41-60"`)
	page.turn("Next page")
	page.wait(numbers + ` === "6: 61-66"`)
	page.wait(pager + ` === "Previous page 1 … 3 4"`)
	page.quiet()
}

// A table of one page needs no more requests than a list; in a longer one,
// the last post of a page still links to the next older one, and the pages
// keep their size.
func TestShortTable(t *testing.T) {
	board := publish(t, many(20))
	page := board.embed(t, table)
	page.wait(`el.state === "ready"`)
	page.run(`pause(300)`)
	page.wants(`rows().length + ", " + shown(part("more"))`, "20, false")
	if n := board.asked("finder."); n > 0 {
		t.Errorf("%d requests for pages that there are not", n)
	}
	board = publish(t, many(45))
	page = board.embed(t, strings.Replace(table, "table", `table" limit="25`, 1))
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.openRow("Post 21.")
	page.wait(`part("older") && text(part("older")).includes("Post 20.")`)
	page.run(`part("back").click()`)
	page.wait(`!opened()`)
	page.wants(numbers, "25: 45-21")
	page.quiet()
}

// A page of the table takes one or two pages of the feed, wherever it is. Withdrawn
// posts leave their places empty, so that each post stands on one page.
func TestPagesInOneRequest(t *testing.T) {
	posts := many(1210)
	posts["008.txt"] = &fstest.MapFile{Data: append([]byte("WITHDRAWN 2021-02-01\n"), posts["008.txt"].Data...)}
	board := publish(t, posts)
	page := board.embed(t, `<board-view layout="table" deep-links id="news" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready"`)
	for _, turn := range []struct{ label, rows, asked string }{
		{"61", "9: 10-2", "page-1/feed.json"},
		{"60", "20: 30-11", "page-2/feed.json"},
		{"59", "20: 50-31", "page-3/feed.json"},
		{"1", "20: 1210-1191", ""},
		{"61", "9: 10-2", ""},
	} {
		before := board.fetched()
		page.turn(turn.label)
		page.wait(numbers + ` === "` + turn.rows + `"`)
		page.wants(`text(part("current"))`, turn.label)
		if got := strings.TrimSpace(strings.TrimPrefix(board.fetched(), before)); got != turn.asked {
			t.Errorf("page %s: the board was asked for %q, wanted %q", turn.label, got, turn.asked)
		}
	}
	page.openRow("Post 5.")
	page.wait(`part("newer") && part("older")`)
	page.run(`part("older").click()`)
	page.wait(`text(opened().querySelector("h2")) === "Post 4."`)
	page.run(`part("back").click()`)
	page.wants(`focused() + " " + text(part("current"))`, "Post 4. 61")
	page.run(`location.reload()`)
	page.wait(numbers + ` === "9: 10-2"`)
	page.quiet()
}

// The total in a feed is untrusted.
func TestHostileTotal(t *testing.T) {
	for total, want := range map[string]string{"-1": "1-20", "1e300": "1-20", `"66"`: "1-20", "1.5": "1-20", "[66]": "1-20", "9007199254740991": "9007199254740991-9007199254740972"} {
		board := publish(t, many(45))
		board.telling(t, total)
		page := board.embed(t, table)
		page.wait(`el.state === "ready" && shown(part("pages"))`)
		page.wants(numbers, "20: "+want)
		page.run(`all('[part="pages"] button').at(-2).click()`) // the last page number
		page.wait(`el.state === "ready" && ` + pager + ` === "Previous page 1 2 3" && rows().length === 5 || text(part("current")) === "2"`)
		page.quiet()
	}
}

// limit sets the page size; the current page stays until the next one has
// arrived, and a failure is reported.
func TestPagesAsTheyCome(t *testing.T) {
	board := publish(t, many(66))
	page := board.embed(t, `<board-view layout="table" limit="10" src="{{board}}/feed.json"></board-view>`)
	page.wait(`el.state === "ready" && shown(part("pages"))`)
	page.wants(numbers, "10: 66-57")
	hold := make(chan struct{})
	board.instead("/page-1/feed.json", func(w http.ResponseWriter, r *http.Request) {
		<-hold
		broken(w, r)
	})
	page.turn("7")
	page.wait(`el.state === "loading"`)
	page.wants(numbers, "10: 66-57")
	close(hold)
	page.wait(`el.state === "stale"`)
	page.wants(numbers, "10: 66-57")
	board.instead("/page-1/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(numbers + ` === "6: 6-1"`)
	page.wants(`text(part("current"))`, "7")
}

// Returning from a post restores the page of the table; changing the layout
// goes back to the first page.
func TestBackToThePage(t *testing.T) {
	page := publish(t, many(66)).embed(t, table)
	page.turn("2")
	page.wait(`row("Post 30.")`)
	page.openRow("Post 30.")
	page.wait(`part("back")`)
	page.wants(`shown(part("pages"))`, "false")
	page.wait(`part("older")`)
	page.run(`part("older").click()`)
	page.wait(`text(opened().querySelector("h2")) === "Post 29."`)
	page.run(`part("back").click()`)
	page.wait(`!opened()`)
	page.wants(`focused() + " " + text(part("current"))`, "Post 29. 2")
	page.run(`el.layout = "cards"`)
	page.wants(`text(rows()[0]).includes("Post 66.") && !shown(part("pages"))`, "true")
	page.quiet()
}

// Search results have pages, too, and keep their numbers.
func TestPagesOfWhatIsFound(t *testing.T) {
	board := publish(t, many(66))
	page := board.embed(t, `<board-view search layout="table" src="{{board}}/feed.json"></board-view>`)
	page.turn("2")
	page.wait(`row("Post 30.")`)
	page.seek("text 3")
	page.wait(`text(part("status")) === "1 of 66 posts" && !shown(part("pages"))`)
	page.wants(numbers, "1: 3-3")
	page.seek("text")
	page.wait(`text(part("status")) === "66 of 66 posts"`)
	page.wants(pager, "1 2 … 4 Next page")
	page.turn("4")
	page.wait(numbers + ` === "6: 6-1"`)
	page.quiet()
}

// On an old page of a tag's feed the posts are without their texts, which come from
// the posts' own files when they are opened.
func TestOldPageOfTag(t *testing.T) {
	posts := many(66)
	for _, f := range posts {
		f.Data = []byte(strings.Replace(string(f.Data), "\n\n", "\nTAGS news\n\n", 1) + "\nBY Office\n")
	}
	board := publish(t, posts)
	page := board.embed(t, `<board-view layout="table" src="{{board}}/tags/news/feed.json"></board-view>`)
	page.turn("2")
	page.turn("3")
	page.wait(`row("Post 20.")`)
	page.wants(`text(row("Post 20.").cells[2])`, "Office")
	page.openRow("Post 20.")
	page.wait(`opened() && text(part("body")).includes("Text of post 20.")`)
	if n := board.asked("/posts/"); n != 1 {
		t.Errorf("wanted one request for the post, found %d: %s", n, board.fetched())
	}
	page.quiet()
}
