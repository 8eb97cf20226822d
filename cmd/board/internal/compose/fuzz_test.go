package compose

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/boardview/board"
)

// FuzzEdit edits whatever text: nothing panics, what is set to what it is stays as it
// is, and a value that was set is there afterwards.
func FuzzEdit(f *testing.F) {
	for _, source := range corpus(f) {
		f.Add(source, "A new value")
	}
	f.Add("SUBJECT x\r\nDATE 2026-01-01\r\rBY a\r\nBY b", "a\nb")
	f.Fuzz(func(t *testing.T, source, value string) {
		if !utf8.ValidString(source) || len(source) > 1<<16 {
			t.Skip("an editor does not open it")
		}
		var e Editor
		d := e.Open("a.txt", source)
		if got, err := e.SetText("a.txt", source, d.Text); err == nil && got.Source != source {
			t.Errorf("the text %q was set to itself: %q became %q", d.Text, source, got.Source)
		}
		if got, err := e.SetPhotos("a.txt", source, slices.Clone(d.Photos)); err == nil && got.Source != source {
			t.Errorf("the photos were set to themselves: %q became %q", source, got.Source)
		}
		for _, field := range []string{"subject", "date", "by", "tags", "withdrawn", "draft"} {
			got, err := e.SetField("a.txt", source, field, []string{value})
			want := tidy([]string{value})
			if err == nil && field == "subject" && want != nil && !slices.Equal(tidy(open("a.txt", got.Source).Fields[field]), want) {
				t.Errorf("%s: wanted %q, found %q in %q", field, want, got.Fields[field], got.Source)
			}
		}
		e.SetPhotos("a.txt", source, append(d.Photos, board.Photo{Caption: value, URL: "x.jpg"}))
		e.SetText("a.txt", source, value)
	})
}

// FuzzPaste pastes whatever HTML: nothing panics, and the result is UTF-8 without the
// characters that stand for elements meanwhile.
func FuzzPaste(f *testing.F) {
	f.Add("<p class=MsoListParagraph style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>1.</span>x</p><table><tr><td>a")
	f.Add("<b style='font-weight:normal'><p>a<sup>b</sup>&#xe001;")
	f.Fuzz(func(t *testing.T, html string) {
		p, err := Paste(html)
		if err == nil && (!utf8.ValidString(p.Text) && utf8.ValidString(html) || strings.ContainsAny(p.Text, "\ue000\ue001\ue002\ue003\ue004")) {
			t.Errorf("%q became %q", html, p.Text)
		}
	})
}
