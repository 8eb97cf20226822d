package safehtml

import "testing"

// TestSummary: the summary of a post keeps headings, items and rows apart,
// where no punctuation does.
func TestSummary(t *testing.T) {
	for _, c := range []struct{ name, html, text, summary string }{
		{"items and headings", "<h2>Agenda</h2><ul><li>Roads</li><li>Schools</li></ul>", "Agenda\n\nRoads\n\nSchools", "Agenda · Roads · Schools"},
		{"punctuation is enough", "<p>Bring:</p><ul><li>cake,</li><li>tea.</li><li>잔。</li><li>컵</li></ul>", "Bring:\n\ncake,\n\ntea.\n\n잔。\n\n컵", "Bring: cake, tea. 잔。 컵"},
		{"rows, terms", "<table><tr><th>a<th>b<tr><td>1<td>2</table><dl><dt>t<dd>m</dl>", "a b\n\n1 2\n\nt\n\nm", "a b · 1 2 · t · m"},
		{"paragraphs and readings", "<p>One</p><p>two<br>three <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>", "One\n\ntwo\nthree 漢(かん)", "One two three 漢(かん)"},
	} {
		b := New(Options{Size: len(c.html), PlainText: true, MinHeading: 1})
		b.HTML(c.html)
		text, summary := b.TakeText()
		if text != c.text || summary != c.summary {
			t.Errorf("%s: got %q and %q", c.name, text, summary)
		}
	}
}
