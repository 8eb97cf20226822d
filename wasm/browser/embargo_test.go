package browser

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// frozen stops the clock at a moment at which the day differs between time
// zones.
const frozen = `{
	const now = Date.parse("2026-11-26T11:00:00Z");
	globalThis.Date = class extends Date {
		constructor(...parts) { super(...parts.length ? parts : [now]); }
		static now() { return now; }
	};
}`

// Whatever the feed contains, a post is shown from its date to its expiry, by the
// reader's calendar, and a draft never.
func TestEmbargoAndExpiry(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(`{"items": [
		{"id": "1", "title": "draft", "_board": {"date": "2020-01-01", "draft": true}},
		{"id": "2", "title": "next year", "date_published": "2027-01-01T00:00:00Z"},
		{"id": "3", "title": "soon", "date_published": "2026-11-26T11:00:01Z"},
		{"id": "4", "title": "now", "date_published": "2026-11-26T11:00:00Z"},
		{"id": "5", "title": "26th", "_board": {"date": "2026-11-26"}},
		{"id": "6", "title": "27th", "_board": {"date": "2026-11-27"}},
		{"id": "7", "title": "until the 25th", "_board": {"date": "2020-01-01", "expires": "2026-11-25"}},
		{"id": "8", "title": "until the 26th", "_board": {"date": "2020-01-01", "expires": "2026-11-26"}},
		{"id": "9", "title": "over", "_board": {"date": "2020-01-01", "expires": "2026-11-26T11:00:00Z"}}]}`))
	for zone, want := range map[string]string{
		"Pacific/Kiritimati": "now,26th,27th", "Pacific/Pago_Pago": "now,26th,until the 26th", "UTC": "now,26th,until the 26th",
	} {
		page := newPage(t, frozen)
		page.inZone(zone)
		page.open(servePage(t, "", board.at(script+element)))
		page.wait(`el.state === "ready"`)
		page.wants(`el.posts.map(({ subject }) => subject).join()`, want)
		page.wants(`await el.open("1")`, "false")
	}
}

// Posts under embargo, expired posts and drafts are not listed even if the feed has
// them: the feed may be older than the time of reading.
func TestDue(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(`{"items": [
		{"id": "1", "title": "tomorrow", "date_published": "2999-01-01T00:00:00Z"},
		{"id": "2", "title": "a day to come", "_board": {"date": "2999-01-01"}},
		{"id": "3", "title": "over", "date_published": "2001-01-01T00:00:00Z", "_board": {"date": "2001-01-01", "expires": "2001-01-02"}},
		{"id": "4", "title": "over since a moment", "_board": {"expires": "2001-01-02T10:00:00+09:00"}},
		{"id": "5", "title": "a draft", "_board": {"draft": true}},
		{"id": "6", "title": "stays until the end", "_board": {"date": "2001-01-01", "expires": "2999-01-02"}},
		{"id": "7", "title": "has come", "date_published": "2001-01-01T00:00:00Z"}
	]}`))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.wants(`el.posts.map((p) => p.subject).join()`, "stays until the end,has come")
	page.wants(`rows().length`, "2")
	page.quiet()
}

// A corrected post shows the date of the correction. Withdrawn posts, posts under
// embargo and expired posts are not in the feed of their board.
func TestTime(t *testing.T) {
	posts := fstest.MapFS{}
	for name, source := range map[string]string{
		"corrected": "DATE 2020-01-01\nUPDATED 2020-02-03\n",
		"withdrawn": "DATE 2020-01-02\nWITHDRAWN 2020-01-03 It was wrong.\n",
		"embargo":   "DATE 2999-01-01\n",
		"expired":   "DATE 2020-01-01\nEXPIRES 2020-01-02\n",
	} {
		posts[name+".txt"] = &fstest.MapFile{Data: []byte("SUBJECT " + name + "\n" + source + "\nWords.\n")}
	}
	page := publish(t, posts).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.wants(`el.posts.map((p) => p.subject).join()`, "corrected")
	page.openRow("corrected")
	page.wants(`Array.from(root.querySelectorAll("article time"), (time) => time.dateTime).join()`, "2020-01-01,2020-02-03")
	page.quiet()
}

// A source file that is a draft, or that the engine cannot read, shows nothing: it
// could be under embargo.
func TestSourceHeldBack(t *testing.T) {
	const element = `<board-view src="{{board}}/%s"></board-view>`
	board := publish(t, three(t))
	for name, source := range map[string]string{
		"draft.md":   "---  \ntitle: A draft\ndate: 2020-01-01\ndraft: true\n---\nWords.\n",
		"toml.md":    "+++\ntitle = \"Nobody reads this here\"\n+++\nWords.\n",
		"unread.txt": "SUBJECT A date to come\nDATE next spring\n\nWords.\n",
	} {
		board.instead("/"+name, plain(source))
		page := board.embed(t, fmt.Sprintf(element, name))
		page.wait(`el.state === "empty" && el.posts.length === 0`)
		page.wait(`!root.querySelector("article")?.checkVisibility()`)
		page.quiet()
	}
}
