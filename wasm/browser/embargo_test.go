package browser

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
)

// frozen stops the clock at a moment at which the day differs between time
// zones.
var frozen = stopped(time.Date(2026, 11, 26, 11, 0, 0, 0, time.UTC))

// stopped returns a script that stops the clock.
func stopped(now time.Time) string {
	return fmt.Sprintf(`{
	const now = %d;
	globalThis.Date = class extends Date {
		constructor(...parts) { super(...parts.length ? parts : [now]); }
		static now() { return now; }
	};
}`, now.UnixMilli())
}

// Whatever the feed contains, a post is shown from 36 hours before its date: the
// publisher, who has put it into the feed, may be east of the reader, whose clock
// may be a day behind. It is shown until its expiry, by the reader's calendar, and
// a draft never.
func TestEmbargoAndExpiry(t *testing.T) {
	server := publish(t, three(t))
	server.instead("/feed.json", plain(`{"items": [
		{"id": "1", "title": "draft", "_board": {"date": "2020-01-01", "draft": true}},
		{"id": "2", "title": "next year", "date_published": "2027-01-01T00:00:00Z"},
		{"id": "3", "title": "too soon", "date_published": "2026-11-27T23:00:01Z"},
		{"id": "4", "title": "soon", "date_published": "2026-11-27T23:00:00Z"},
		{"id": "5", "title": "27th", "_board": {"date": "2026-11-27"}},
		{"id": "6", "title": "28th", "_board": {"date": "2026-11-28"}},
		{"id": "7", "title": "until the 25th", "_board": {"date": "2020-01-01", "expires": "2026-11-25"}},
		{"id": "8", "title": "until the 26th", "_board": {"date": "2020-01-01", "expires": "2026-11-26"}},
		{"id": "9", "title": "over", "_board": {"date": "2020-01-01", "expires": "2026-11-26T11:00:00Z"}}]}`))
	for zone, want := range map[string]string{
		"Pacific/Kiritimati": "soon,27th", "Pacific/Pago_Pago": "soon,27th,until the 26th", "UTC": "soon,27th,until the 26th",
	} {
		page := newPage(t, frozen)
		page.inZone(zone)
		page.open(servePage(t, "", server.at(script+element)))
		page.wait(`el.state === "ready"`)
		page.wants(`el.posts.map(({ subject }) => subject).join()`, want)
		page.wants(`await el.open("1")`, "false")
	}
}

// A post that a publisher in Seoul calls due is listed at that moment in America,
// and by a clock that is a day behind.
func TestDueInTheEast(t *testing.T) {
	wantBrowser(t)
	now := time.Date(2026, 11, 28, 0, 0, 1, 0, time.FixedZone("", 9*60*60))
	b, err := board.Load(fstest.MapFS{"a.txt": {Data: []byte("SUBJECT Session opens today\nDATE 2026-11-28\n\nWords.\n")}})
	if err != nil {
		t.Fatal(err)
	}
	b.Location, b.Now = now.Location(), func() time.Time { return now }
	site, err := (&board.Renderer{}).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := fs.ReadFile(site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	server := publish(t, three(t))
	server.instead("/feed.json", plain(string(feed)))
	for _, clock := range []time.Time{now, now.AddDate(0, 0, -1)} {
		for _, zone := range []string{"America/New_York", "America/Los_Angeles"} {
			page := newPage(t, stopped(clock))
			page.inZone(zone)
			page.open(servePage(t, "", server.at(script+element)))
			page.wait(`el.state === "ready"`)
			page.wants(`el.posts.map(({ subject }) => subject).join()`, "Session opens today")
		}
	}
}

// Nobody has decided yet that a source file is due: it is held until its date, by
// the reader's calendar.
func TestSourceIsHeldUntilItsDate(t *testing.T) {
	server := publish(t, three(t))
	for date, want := range map[string]string{"2026-11-27": "empty", "2026-11-26": "ready"} {
		server.instead("/note.txt", plain("SUBJECT A note\nDATE "+date+"\n\nWords.\n"))
		page := newPage(t, frozen)
		page.inZone("UTC")
		page.open(servePage(t, "", server.at(script+`<board-view src="{{board}}/note.txt"></board-view>`)))
		page.wait(`el.state === "` + want + `" && el.posts.every((post) => post.subject === "A note")`)
	}
}

// Posts under embargo, expired posts and drafts are not listed even if the feed has
// them: the feed may be older than the time of reading.
func TestDue(t *testing.T) {
	server := publish(t, three(t))
	server.instead("/feed.json", plain(`{"items": [
		{"id": "1", "title": "tomorrow", "date_published": "2999-01-01T00:00:00Z"},
		{"id": "2", "title": "a day to come", "_board": {"date": "2999-01-01"}},
		{"id": "3", "title": "over", "date_published": "2001-01-01T00:00:00Z", "_board": {"date": "2001-01-01", "expires": "2001-01-02"}},
		{"id": "4", "title": "over since a moment", "_board": {"expires": "2001-01-02T10:00:00+09:00"}},
		{"id": "5", "title": "a draft", "_board": {"draft": true}},
		{"id": "6", "title": "stays until the end", "_board": {"date": "2001-01-01", "expires": "2999-01-02"}},
		{"id": "7", "title": "has come", "date_published": "2001-01-01T00:00:00Z"}
	]}`))
	page := server.embed(t, element)
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
