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
		checkCanonical(t, want)
		n++
	}
	if n < 100 {
		t.Errorf("wanted at least 100 dates, found %d", n)
	}
}

// checkCanonical: a date in the form that posts are written in is read back, in
// a language with the month first and in one whose words are not letters.
func checkCanonical(t *testing.T, want string) {
	t.Helper()
	if want == "none" || strings.Contains(want, " or ") {
		return
	}
	for _, language := range []string{"", "en-US", "ko", "fa"} {
		if got := read(want, language); got != want {
			t.Errorf("%s in the language %q: found %s", want, language, got)
		}
	}
}

// FuzzRead: whatever Read reads is in the years 1 to 9999, and is read back from
// its canonical form.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"26 November 2019", "2024년 5월 1일 오후 9시 30분", "03/04/2026 9 a.m. +0900", "令和元年十一月二十六日", "0024년 5월 1일 오후 9시"} {
		f.Add(text, "en")
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		date, other, ok := dates.Read(text, language)
		for _, d := range []dates.Date{date, other} {
			if !ok || d == (dates.Date{}) {
				continue
			}
			if got := read(format(d), language); got != format(d) {
				t.Errorf("%q is %s, which is read as %s", text, format(d), got)
			}
		}
	})
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

func BenchmarkRead(b *testing.B) {
	for _, text := range []string{"2019-11-26", "2019-11-26T09:30:00+09:00", "26/11/2019", "Nov. 26, 2019, 9:30 a.m. EST"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				dates.Read(text, "en")
			}
		})
	}
}
