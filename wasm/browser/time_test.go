package browser

import (
	"testing"
	"testing/fstest"
)

// What is not to be seen yet, or no more, is not in the list, whatever the
// feed says: a file may be older than the time it is read at.
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

// A post that was corrected says when; one that is withdrawn, or has not
// come, or is over, is not in the feed of its board, so the widget has
// nothing to hide.
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
