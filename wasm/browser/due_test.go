package browser

import "testing"

// frozen stops the clock at a moment that is another day at each end of the
// world.
const frozen = `{
	const now = Date.parse("2026-11-26T11:00:00Z");
	globalThis.Date = class extends Date {
		constructor(...parts) { super(...parts.length ? parts : [now]); }
		static now() { return now; }
	};
}`

// Whatever the feed still has, a post is shown from its day or moment to its
// end, by the reader's calendar, and a draft never.
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
