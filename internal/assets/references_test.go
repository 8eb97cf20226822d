package assets

import (
	"strings"
	"testing"
)

// families are texts in which addresses could begin everywhere and end nowhere.
var families = map[string]string{
	"parentheses":           "](",
	"closed parentheses":    "](a)",
	"nested parentheses":    "((](",
	"definitions":           "]:",
	"definitions on lines":  "]:\n",
	"addresses":             "https://",
	"addresses with marks":  "http://a>",
	"www":                   "www.",
	"angles":                "](<",
	"escaped angles":        `(<\`,
	"attributes":            "src=",
	"quoted attributes":     `src="`,
	"mixed quotation marks": `src="href='`,
	"lists of pictures":     "srcset=a,",
	"white space":           "](  ",
	"equals signs":          "= ",
	"references":            "](&amp;",
	"percent signs":         "](%41",
	"backslashes":           `](\(`,
	"block quotes":          "](\n> ",
}

// TestLinear: four times as long a text allocates at most about four times as
// much memory, and is looked at no more than about four times as often.
func TestLinear(t *testing.T) {
	for name, piece := range families {
		cost := func(size int) (spent, allocations float64) {
			text := strings.Repeat(piece, size/len(piece))
			r := NewReferences([]string{"a.pdf"}, "https://board.example/news/")
			allocations = testing.AllocsPerRun(1, func() { r.AddText("", text) })
			s := &scanner{r, "", budgetOf(text)}
			s.all(text)
			return float64(budgetOf(text) - s.budget), allocations
		}
		spent, allocations := cost(16 << 10)
		spentMore, allocationsMore := cost(64 << 10)
		if spentMore > 5*spent+5000 || allocationsMore > 5*allocations+5000 {
			t.Errorf("%s: of four times the text, %.0f bytes of addresses became %.0f, and %.0f allocations %.0f", name, spent, spentMore, allocations, allocationsMore)
		}
	}
}

// FuzzReferences: any text can be read, and what is found in it does not depend
// on what stands in the paragraphs before and after it.
func FuzzReferences(f *testing.F) {
	for _, piece := range families {
		f.Add(strings.Repeat(piece, 3))
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := NewReferences([]string{"a.pdf"}, "https://board.example/news/")
		r.AddText("", text+"\n\n[a](a.pdf)\n\n"+text)
		if len(text) < 1000 && !r.Has("a.pdf") {
			t.Errorf("%q hides the link between two of it", text)
		}
	})
}
