package board

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark/extension"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// This test is internal since it compares two ways to read Markdown that no
// caller can choose between: plain words are read by our own inline parser,
// which must give what goldmark's parsers give.

// TestProse: words that goldmark's inline parsers do not see come out as those
// parsers would write them.
func TestProse(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20_000) {
		checkProse(t, markdownSoup(seed))
	}
}

func FuzzProse(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(markdownSoup(seed))
	}
	f.Fuzz(checkProse)
}

func checkProse(t *testing.T, source string) {
	t.Helper()
	b := new(Renderer).builder(len(source), 1)
	b.markdown(source, 0)
	if got, want := finished(b), readByGoldmark(source); got != want {
		t.Fatalf("%q\ngot  %q\nwant %q", source, got, want)
	}
}

func readByGoldmark(source string) string {
	b := new(Renderer).builder(len(source), 1)
	w := &walker{builder: b, body: source, source: []byte(source)}
	pc, _ := newContext(source)
	w.children(newMarkdownParser(util.Prioritized(extension.NewLinkifyParser(), 999)).Parse(text.NewReader(w.source), gm.WithContext(pc)))
	return finished(b)
}

func finished(b *builder) string {
	var html strings.Builder
	b.flush(&html)
	return html.String()
}

// markdownSoup is random Markdown. The same seed gives the same text.
func markdownSoup(seed uint64) string {
	pieces := []string{
		"word", "two words", " ", " ", " ", "\n", "\n", "\n\n", "  \n", "\\\n", "\r\n", "\\", "\\", "\\ ", "\\*", "\t", "-\t\t", "*", "**", "_", "~~", "`", "``", "[", "]", "[a]: b\n",
		"](/b)", "![", "!", "<", ">", "<b>", "<!-- ", "&amp;", "(", ")", "http://a.example", "https://b.example/?c&d", "www.c.example", "ftp:", "http",
		"d@e.example", "@", "f.g", "- ", "1. ", "> ", "# ", "---\n", "===\n", "| ", "|-|-|\n", "[ ] ", "    ", "é", "*word*", "**word**", ".", " ", "“", "한", "\x00", "\v",
	}
	r := rand.New(rand.NewPCG(seed, 0))
	var s strings.Builder
	for range 2 + r.IntN(20) {
		s.WriteString(pieces[r.IntN(len(pieces))])
	}
	return s.String()
}
