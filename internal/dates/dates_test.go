package dates_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/internal/dates"
)

// TestRead reads the dates in testdata/dates.txt.
func TestRead(t *testing.T) {
	text, err := os.ReadFile("testdata/dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		if line == "\n" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "|")
		if len(columns) != 4 {
			t.Fatalf("wanted four columns, found %q", line)
		}
		language := strings.TrimPrefix(strings.TrimSpace(columns[0]), "-")
		want, why := strings.TrimSpace(columns[2]), strings.TrimSpace(columns[3])
		if got := read(strings.TrimSuffix(strings.TrimPrefix(columns[1], " "), " "), language); got != want {
			t.Errorf("%q in the language %q: wanted %s (%s), found %s", columns[1], language, want, why, got)
		}
		n++
	}
	if n < 100 {
		t.Errorf("wanted at least 100 dates, found %d", n)
	}
}

// read writes what Read returns as the table has it.
func read(text, language string) string {
	date, other, ok := dates.Read(text, language)
	switch {
	case !ok:
		return "none"
	case other != dates.Date{}:
		return format(date) + " or " + format(other)
	}
	return format(date)
}

func format(d dates.Date) string {
	switch {
	case !d.HasTime:
		return d.Time.Format(time.DateOnly)
	case d.Local:
		return d.Time.Format("2006-01-02T15:04:05")
	}
	return d.Time.Format(time.RFC3339)
}
