// Package hostile makes input that attacks: bodies that cost parsers more time
// or memory than their size justifies, and markup that tries to run scripts or
// to break out of the element around it. The tests of the root package, of the
// engine and of the widget in browsers use the same input. The package does
// not know what should come of it.
package hostile

import (
	"fmt"
	"strings"
)

// A Pathology is a family of inputs of any size. Most are of kinds that the
// test suites of cmark and commonmark.js have, too.
type Pathology struct {
	Name string
	Make func(size int) string // about size bytes
}

// repeat repeats a piece until there are size bytes.
func repeat(piece string) func(int) string {
	return func(size int) string { return strings.Repeat(piece, size/len(piece)+1)[:size] }
}

// around puts openers before the middle, and as many closers after it.
func around(opener, middle, closer string) func(int) string {
	return func(size int) string {
		n := size / (len(opener) + len(closer))
		return strings.Repeat(opener, n) + middle + strings.Repeat(closer, n)
	}
}

// halves repeats one piece in the first half and another in the second.
func halves(first, second string) func(int) string {
	return func(size int) string { return repeat(first)(size/2) + repeat(second)(size/2) }
}

// Pathologies are all families.
var Pathologies = []Pathology{
	{"nested strong emphasis", around("*a **a ", "b", " a** a*")},
	{"emphasis closers without openers", repeat("a_ ")},
	{"emphasis openers without closers", repeat("_a ")},
	{"openers and closers mixed", repeat("*a_ ")},
	{"strong and emphasis mixed", repeat("a**b" + "c* ")},
	{"stars and underscores", repeat("*_* _ ")},
	{"strikethrough openers", repeat("~~a ")},
	{"long run of stars", repeat("*")},
	{"emphasis of three kinds", repeat("***a **b *c ~~d ")},
	{"link closers without openers", repeat("a]")},
	{"link openers without closers", repeat("[a")},
	{"mismatched link openers and emphasis", repeat("[ a_")},
	{"nested brackets", around("[", "a", "]")},
	{"nested images", around("![", "a", "](b)")},
	{"nested links", around("[", "a", "](b)")},
	{"links without end", repeat("[a](b")},
	{"images without end", repeat("![a](b")},
	{"empty links without end", repeat("[](")},
	{"angle destinations without end", repeat("[a](<b")},
	{"titles without end", repeat(`[a](b "c`)},
	{"destinations of parentheses", repeat("[a](((((((((((")},
	{"link then emphasis", repeat("**x [a*b**c*](d)")},
	{"bracket then bang", repeat("![[]()")},
	{"backticks of growing length", growing("`")},
	{"code spans without end", repeat("`a``b```")},
	{"unclosed comments", repeat("a <!--")},
	{"unclosed processing instructions", repeat("a <?")},
	{"unclosed declarations", repeat("a <!A ")},
	{"unclosed cdata", repeat("a <![CDATA[")},
	{"unclosed tags", repeat("a <b c='")},
	{"tags of many attributes", repeat("<a b c d e f g h ")},
	{"autolinks without end", repeat("<http://a ")},
	{"bare links", repeat("http://a.b/c ")},
	{"bare links of parentheses", repeat("http://a.b/((((((")},
	{"www without end", repeat("www.a_b_")},
	{"mail addresses", repeat("a@b.c_")},
	{"entities", repeat("&amp;&#1;&bogus;")},
	{"unfinished entities", repeat("&#x&#&a")},
	{"backslashes", repeat("\\")},
	{"hard breaks", repeat("a  \n")},
	{"nested block quotes", repeat("> ")},
	{"block quotes that deepen", deepening("> ", "a")},
	{"nested lists on one line", repeat("* ")},
	{"nested ordered lists on one line", repeat("1. ")},
	{"nested lists and quotes", repeat("- > ")},
	{"lists that deepen by indentation", indented("- a")},
	{"deep list, then blank lines", halves("- ", "\n")},
	{"deep quote and list, then blank lines", func(n int) string { return ">" + repeat(" -")(n/2) + "\n" + repeat(">\n")(n/2) }},
	{"list items", repeat("- a\n")},
	{"empty list items", repeat("-\n")},
	{"ordered list items", repeat("1. a\n")},
	{"loose list items", repeat("- a\n\n")},
	{"alternating bullets", repeat("- a\n* b\n+ c\n")},
	{"list items and lazy lines", repeat("- a\nb\n")},
	{"blank lines", repeat("\n")},
	{"spaces", repeat(" ")},
	{"tabs", repeat("\t")},
	{"no-break spaces", repeat("\u00a0\n")},
	{"setext underlines", repeat("a\n=\n")},
	{"headings", repeat("# a\n")},
	{"closed headings", repeat("# # # ")},
	{"thematic breaks", repeat("---\n")},
	{"almost thematic breaks", repeat("- - - a\n")},
	{"fences", repeat("```\na\n")},
	{"fences of growing length", growing("```\n`")},
	{"indented code", repeat("    a\n\n")},
	{"reference definitions", repeat("[a]: b\n")},
	{"definitions of different labels", numbered("[a%d]: b\n")},
	{"definitions without end", repeat("[a]: <b\n")},
	{"definitions with open titles", repeat("[a]: b '\n")},
	{"references to one definition", func(n int) string { return repeat("[a] ")(n) + "\n\n[a]: b\n" }},
	{"references to one long definition", func(n int) string {
		return repeat("[a] ")(n/2) + "\n\n[a]: http://b/" + strings.Repeat("c", n/2) + "\n"
	}},
	{"wide table, short rows", func(n int) string {
		return repeat("|a")(n/4) + "\n" + repeat("|-")(n/4) + "\n" + repeat("|b\n")(n/2)
	}},
	{"table of two columns", func(n int) string { return "|a|b|\n|-|-|\n" + repeat("|c|d|\n")(n) }},
	{"table without delimiter row", repeat("|a|b|\n")},
	{"delimiter rows", repeat("|-|-|\n")},
	{"pipes", repeat("|")},
	{"tables one after another", repeat("|a|b|\n|-|-|\n|c|d|\n\n")},
	{"task boxes", repeat("- [ ] a\n- [x] b\n")},
	{"open divs", repeat("<div>")},
	{"open bolds in text", repeat("a<b>")},
	{"open and stray tags", halves("<b>", "</i>")},
	{"open anchors", repeat(`<a href="http://b/">c`)},
	{"open tables", repeat("<table><tr><td>")},
	{"table parts", repeat("<tr><td>a")},
	{"open lists", repeat("<ul><li>a")},
	{"open blockquotes on lines", repeat("<blockquote>\n\n")},
	{"stray end tags", repeat("</p>")},
	{"less-than signs on lines", repeat("<\n\n")},
	{"paragraphs of HTML", repeat("<p>\n\n")},
	{"tags in paragraphs", repeat("a <b>\n\n")},
	{"tags in headings", repeat("# <b>\n")},
	{"tags in a table", func(n int) string { return "|a|\n|-|\n" + repeat("|<b>\n")(n) }},
	{"paragraphs", repeat("<p>a")},
	{"scripts", repeat("<script>a</script>")},
	{"open script", func(n int) string { return "<script>" + repeat("a<b>")(n) }},
	{"open svg", repeat("<svg><style>")},
	{"attributes", func(n int) string { return "<b" + repeat(" a=b")(n) + ">" }},
	{"long attribute", func(n int) string { return `<b title="` + repeat("&amp;")(n) + `">` }},
	{"less-than signs", repeat("<")},
	{"quotation marks", repeat(`"`)},
	{"NUL bytes", repeat("\x00")},
	{"bad UTF-8", repeat("\xff\xc0")},
	{"combining marks", repeat("a\u0301\u0302")},
	{"long word", repeat("a")},
	{"footnote definitions", repeat("[^a]: b\n\n")},
	{"footnotes of different labels", numbered("[^%d]: b\n")},
	{"footnotes that refer to the next", func(n int) string {
		var s strings.Builder
		for i := 0; s.Len() < n; i++ {
			fmt.Fprintf(&s, "[^%d]: a [^%d]\n\n", i, i+1)
		}
		return "[^0]\n\n" + s.String()[:n]
	}},
	{"references to one footnote", func(n int) string { return repeat("a[^a] ")(n) + "\n\n[^a]: b [^a]\n" }},
	{"references to no footnote", func(n int) string { return repeat("a[^b] ")(n) + "\n\n[^a]: b\n" }},
	{"footnotes inside each other", func(n int) string { return repeat("[^a]: ")(n) }},
	{"footnotes that deepen", deepening("    ", "[^a]: b")},
	{"footnote labels without end", repeat("[^a")},
	{"long footnote labels", func(n int) string { return "[^a]: b\n\n" + repeat("[^"+strings.Repeat("a", 900))(n) }},
	{"stars in Korean", repeat("가*나")},
	{"strong in Japanese", repeat("**。あ")},
	{"strikethrough in Chinese", repeat("~~（中")},
	{"variation selectors and stars", repeat("\ufe01*")},
	{"bare links in Korean", repeat("가http://a.b/c")},
	{"almost bare links in Korean", repeat("가http://")},
	{"almost addresses in Korean", func(n int) string { return "@" + repeat("가a")(n) }},
	{"addresses in Korean", repeat("가a@b.c")},
	{"escapes in Korean", repeat("\\*가")},
	{"escapes and quotation marks in Korean", repeat("\"\\\"가-")},
	{"words beyond a table", func(n int) string { return "|a|\n|-|\n" + repeat("|b|c|d\n")(n) }},
	{"tables with words beyond", repeat("|a|\n|-|\n|c|d|\n\n")},
	{"link destinations with spaces", repeat("[a](b c)")},
	{"link destinations with spaces and parentheses", repeat("[a](b (c ")},
	{"open deletions on lines", repeat("<del>\n\n")},
	{"deletions of paragraphs", repeat("<del>\n\na\n\n</del>\n\n")},
	{"links around paragraphs", repeat("<a href=\"http://b/\">\n\na\n\n")},
	{"deletions and bolds of blocks", repeat("<del><b><p>a")},
	{"hard breaks of one byte", repeat("\\\n")},
	{"photos", repeat("PHOTO: a\n![b](c.jpg)\n\n")},
	{"photo of many images", func(n int) string { return "PHOTO: " + repeat("![b](c.jpg) ")(n) }},
	{"bylines", repeat("BY a (b) (\n")},
	{"labels", repeat("[a] ")},
	{"parentheses", func(n int) string { return "BY " + repeat("(")(n) }},
	{"header fields", repeat("A: b\n")},
	{"front matter", func(n int) string { return "---\n" + repeat("a: b\n")(n) + "---\n" }},
	{"deep front matter", func(n int) string { return "---\n" + indented("a:")(n) + "---\n" }},
	{"front matter lists", func(n int) string { return "---\ntags: [" + repeat("'a',")(n) + "]\n---\n" }},
}

// growing makes runs of one, two, three and more pieces.
func growing(piece string) func(int) string {
	return func(size int) string {
		var s strings.Builder
		for n := 1; s.Len() < size; n++ {
			s.WriteString("e" + strings.Repeat(piece, n) + " ")
		}
		return s.String()[:size]
	}
}

// deepening makes lines that begin with one, two, three and more pieces.
func deepening(piece, text string) func(int) string {
	return func(size int) string {
		var s strings.Builder
		for n := 1; s.Len() < size; n++ {
			s.WriteString(strings.Repeat(piece, n) + text + "\n")
		}
		return s.String()[:size]
	}
}

// indented makes lines each of which is indented two columns further.
func indented(text string) func(int) string { return deepening("  ", text) }

// numbered replaces %d with another word in each repetition; a few hundred
// words differ.
func numbered(piece string) func(int) string {
	return func(size int) string {
		var s strings.Builder
		for n := 0; s.Len() < size; n++ {
			s.WriteString(strings.ReplaceAll(piece, "%d", strings.Repeat("x", n%17)+string(rune('a'+n%26))))
		}
		return s.String()[:size]
	}
}
