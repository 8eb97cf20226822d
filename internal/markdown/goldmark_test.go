package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/boardview/board/internal/safehtml"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// TestAsGoldmark: text that this package reads itself gives the same HTML as
// goldmark's own inline parsers.
func TestAsGoldmark(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20_000) {
		checkAsGoldmark(t, markdownSoup(seed))
	}
}

func FuzzAsGoldmark(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(markdownSoup(seed))
	}
	f.Fuzz(func(t *testing.T, source string) {
		if utf8.ValidString(source) && !strings.Contains(source, "\r") { // Parse holds other text back, and knows one line end
			checkAsGoldmark(t, source)
		}
	})
}

func checkAsGoldmark(t *testing.T, source string) {
	t.Helper()
	d := newDocument(source)
	d.markdown(source)
	if got, want := finished(d), readByGoldmark(source); got != want {
		t.Fatalf("%q\ngot  %q\nwant %q", source, got, want)
	}
}

func newDocument(source string) *document {
	return &document{Builder: safehtml.New(safehtml.Options{Size: len(source), MinHeading: 1})}
}

func readByGoldmark(source string) string {
	pc, s := newContext(source)
	w := &walker{document: newDocument(source), body: source, source: []byte(source), spent: s}
	w.piece(newParser(util.Prioritized(bareLinks{extension.NewLinkifyParser()}, 999)), pc)
	return finished(w.document)
}

// bareLinks reads links, and of words no more than it takes to find them.
type bareLinks struct{ gm.InlineParser }

func (p bareLinks) Parse(parent ast.Node, r text.Reader, pc gm.Context) ast.Node {
	line, here := r.PeekLine()
	s := spentOf(pc)
	s.escapes(parent, r.Source()) // or it would not know the block
	link := p.InlineParser.Parse(parent, r, pc)
	if link == nil && here.Padding == 0 {
		return s.wordsToLink(line, here, r)
	}
	return link
}

func (bareLinks) Trigger() []byte { return words{}.Trigger() }

func finished(d *document) string {
	var s strings.Builder
	d.Flush(&s)
	return s.String()
}

// markdownSoup is random Markdown. The same seed gives the same text.
func markdownSoup(seed uint64) string {
	pieces := []string{
		"word", "two words", " ", " ", " ", "\n", "\n", "\n\n", "  \n", "\\\n", "\r\n", "\\", "\\", "\\ ", "\\*", "\t", "-\t\t", "*", "**", "_", "~~", "`", "``", "[", "]", "[a]: b\n",
		"](/b)", "![", "!", "<", ">", "<b>", "<!-- ", "&amp;", "(", ")", "http://a.example", "https://b.example/?c&d", "www.c.example", "ftp:", "http",
		"d@e.example", "@", "f.g", "- ", "1. ", "> ", "# ", "---\n", "===\n", "| ", "|-|-|\n", "[ ] ", "    ", "é", "*word*", "**word**", ".", " ", "“", "한", "\x00", "\v",
		"[^a]", "\n[^a]: b\n", "[^", "]:", "。", "（", "\ufe01", "\U000e0100", "한**", "**。", "1|2|3\n", "](a b)",
	}
	r := rand.New(rand.NewPCG(seed, 0))
	var s strings.Builder
	for range 2 + r.IntN(20) {
		s.WriteString(pieces[r.IntN(len(pieces))])
	}
	return s.String()
}
