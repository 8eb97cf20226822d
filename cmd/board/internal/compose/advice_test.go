package compose

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestAdvice: whatever a clerk does wrong in the form of the editor has a finding beside
// the field where it was done, and the editor's page knows a sentence about what to do, in
// each of its languages (wasm/editor_words_test.go).
func TestAdvice(t *testing.T) {
	page, err := os.ReadFile("../../../../wasm/js/editor/words.js")
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	table := regexp.MustCompile(`(?s)const situations = \{(.*?)\n\};`).FindStringSubmatch(string(page))
	for _, list := range regexp.MustCompile(`: '(.*)',`).FindAllStringSubmatch(table[1], -1) {
		for situation := range strings.FieldsSeq(list[1]) {
			known[situation] = false
		}
	}
	const tags = "a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u"
	for _, c := range []struct{ why, field, value, want string }{
		{"no subject", "subject", "", "subject:missing"},
		{"a label of another day", "subject", "[Nov 25] A visit", "subject:inconsistent"},
		{"no date", "date", "", "date:missing"},
		{"an invalid date", "date", "soon", "date:held-back"},
		{"a date that can be read in two ways", "date", "03/04/2026", "date:guessed"},
		{"an embargo that can be read in two ways", "embargo", "03/04/2027", "embargo:guessed"},
		{"an end that can be read in two ways", "expires", "03/04/2027", "expires:guessed"},
		{"a correction that can be read in two ways", "updated", "03/04/2027", "updated:guessed"},
		{"an embargo that is no date", "embargo", "soon", "embargo:held-back"},
		{"an end that is no date", "expires", "soon", "expires:held-back"},
		{"an end before the beginning", "expires", "2026-01-01", "expires:inconsistent"},
		{"a correction that is no date", "updated", "soon", "updated:bad-value"},
		{"a correction before the beginning", "updated", "2026-01-01", "updated:inconsistent"},
		{"a contact that is none", "by", "The Office (office at parliament)", "by:guessed"},
		{"an address without https", "url", "parliament.example", "url:bad-value"},
		{"a name for the address with capitals", "id", "The Visit!", "id:changed"},
		{"a translation of a name with capitals", "translates", "The Visit!", "translates:changed"},
		{"more tags than lists", "tags", tags, "tags:left-out"},
		{"a link that leads nowhere", "text", "[more](javascript:alert)", "text:left-out"},
		{"a list as Word writes it", "text", "·\tone\n·\ttwo", "text:guessed"},
	} {
		var e Editor
		d := e.Open("a.txt", "SUBJECT A visit\nDATE 2026-11-26\n\nThe text.\n")
		edit := func() (*Document, error) { return e.SetField("a.txt", d.Source, c.field, strings.Split(c.value, ", ")) }
		if c.field == "text" {
			edit = func() (*Document, error) { return e.SetText("a.txt", d.Source, c.value) }
		}
		edited, err := edit()
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		var got []string
		for _, f := range edited.Findings {
			got = append(got, f.Part+":"+string(f.Kind))
		}
		if _, ok := known[c.want]; !ok || strings.Join(got, " ") != c.want {
			t.Errorf("%s: wanted %s, for which the page has a sentence: %t, found %v", c.why, c.want, ok, edited.Findings)
		}
		known[c.want] = true
	}
	for situation, caused := range known {
		if !caused {
			t.Errorf("the page has a sentence for %s, which nothing here causes", situation)
		}
	}
}

// TestNew: a new post has one finding, that its subject is missing, and is otherwise one
// that can be published.
func TestNew(t *testing.T) {
	for _, draft := range []bool{false, true} {
		var e Editor
		d := e.Open("post.txt", New(time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC), draft))
		if len(d.Findings) != 1 || d.Findings[0].Part != "subject" || d.Fields["date"][0] != "2026-11-29" {
			t.Errorf("got %v, %v", d.Fields, d.Findings)
		}
		d, err := e.SetField("post.txt", d.Source, "subject", []string{"A visit"})
		if want := "Board View\nSUBJECT A visit\nDATE 2026-11-29\n"; err != nil || len(d.Findings) > 0 || !strings.HasPrefix(d.Source, want) {
			t.Errorf("got %q, %v, %v", d.Source, d.Findings, err)
		}
	}
}
