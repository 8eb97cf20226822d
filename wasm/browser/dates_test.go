package browser

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/boardview/board"
)

// The list reads dates without the engine, in the forms of ISO 8601. Whatever it
// reads is what the Go library reads in the same item, and looks the same. The
// corpus is that of package dates.
func TestListDates(t *testing.T) {
	iso, all := corpusOfDates(t)
	server := publish(t, three(t))
	server.instead("/dates.json", plain(feedOfDates(t, all)))
	page := newPage(t, `Date.now = () => Date.UTC(9999, 11, 31)`) // all are due
	page.open(servePage(t, "", server.at(script+`<board-view src="{{board}}/dates.json"></board-view>`)))
	page.wait(`el.state === "ready"`)
	read := eval[map[string]string](page, `Object.fromEntries(el.posts.map(({ id, date }) => [id, date]))`)
	if len(read) != len(all) {
		t.Fatalf("the list has %d posts, want %d", len(read), len(all))
	}
	for i, text := range all {
		date, _ := board.ParseDate(text)
		got := read[strconv.Itoa(i)]
		if got != date.String() && (got != "" || slices.Contains(iso, text)) {
			t.Errorf("%q: the list reads %q, Go %q", text, got, date)
		}
	}
}

// corpusOfDates returns the texts under the heading of ISO 8601, and those with
// all others that begin like a year.
func corpusOfDates(t *testing.T) (iso, all []string) {
	t.Helper()
	corpus, err := os.ReadFile("../../internal/dates/testdata/dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	heading := ""
	for line := range strings.Lines(string(corpus)) {
		columns := strings.Split(line, " | ")
		switch {
		case strings.HasPrefix(line, "#"):
			heading = line
		case len(columns) == 4 && strings.Trim(columns[1][:min(len(columns[1]), 4)], "0123456789") == "":
			all = append(all, columns[1])
			if strings.Contains(heading, "ISO 8601") {
				iso = append(iso, columns[1])
			}
		}
	}
	if len(iso) < 10 || len(all) < 2*len(iso) {
		t.Fatalf("wanted dates of ISO 8601 among others, found %d in %d", len(iso), len(all))
	}
	return iso, all
}

// feedOfDates has an item for each date, whose id is its number.
func feedOfDates(t *testing.T, dates []string) string {
	t.Helper()
	var items []map[string]string
	for i, date := range dates {
		items = append(items, map[string]string{"id": strconv.Itoa(i), "title": date, "date_published": date})
	}
	feed, err := json.Marshal(map[string]any{"items": items})
	if err != nil {
		t.Fatal(err)
	}
	return string(feed)
}
