package hostile

import (
	"math/rand/v2"
	"strings"
)

// Soup makes a body of random pieces of markup, inside and outside the policy,
// well-formed and not. The same seed gives the same soup. Soups of odd seeds
// are a single HTML block, which Markdown passes on as it is.
func Soup(seed uint64) string {
	p := &pot{Rand: rand.New(rand.NewPCG(seed, 0))}
	p.pieces(4+p.IntN(40), 0)
	if seed%2 == 0 {
		return p.String()
	}
	return "<div>" + blankLines.Replace(p.String())
}

var blankLines = strings.NewReplacer("\n", " ", "\r", " ")

// A pot collects the pieces of a soup.
type pot struct {
	*rand.Rand
	strings.Builder
}

const maxNesting = 12 // of well-formed elements

func (p *pot) pieces(n, depth int) {
	for range n {
		p.piece(depth)
	}
}

func (p *pot) piece(depth int) {
	switch n := p.IntN(20); {
	case n < 4:
		p.some(words)
	case n < 7:
		p.some(spaces)
	case n < 10:
		p.startTag(p.one(names))
	case n < 12:
		p.WriteString("</" + p.one(names) + p.one(tagEnds))
	case n < 14:
		p.some(marks)
	case n < 16:
		p.some(edges)
	case n < 17:
		p.some(payloads)
	case depth < maxNesting:
		p.element(p.one(names), depth+1)
	}
}

// element writes a start tag, soup, and the matching end tag.
func (p *pot) element(name string, depth int) {
	p.startTag(name)
	p.pieces(p.IntN(4), depth)
	p.WriteString("</" + name + ">")
}

func (p *pot) startTag(name string) {
	p.WriteString("<" + name)
	for range p.IntN(3) {
		quote := p.one(quotes)
		p.WriteString(p.one(gaps) + p.one(attributes) + p.one(equals) + quote + p.one(values) + quote)
	}
	p.WriteString(p.one(tagEnds))
}

func (p *pot) one(of []string) string { return of[p.IntN(len(of))] }

// some writes one of the pieces, unless it is long: long payloads are tried
// one at a time by Attacks.
func (p *pot) some(of []string) {
	if s := p.one(of); len(s) < 300 {
		p.WriteString(s)
	}
}

var (
	names = append(strings.Fields(`
		article header footer address h1 h2 h6 p br time a div blockquote pre hr ul ol li dl dt dd em strong
		b i u s del ins mark small sub sup q cite dfn abbr code kbd samp var span bdi bdo ruby rt rp wbr input
		img figure figcaption details summary table caption thead tbody tfoot tr th td
		table tr td table tr td a a p p li b i
		svg math mi mo mtext mglyph malignmark annotation-xml foreignObject desc title g path use animate
		script style template select option optgroup selectedcontent button form fieldset legend label textarea
		datalist output progress noscript noembed noframes iframe xmp plaintext listing object embed param applet
		audio video source track picture canvas map area frameset frame html head body base meta link col colgroup
		font nobr center big tt strike acronym marquee dir menu dialog hgroup section main nav aside slot portal
		image isindex keygen rb rtc bgsound basefont fencedframe search geolocation
		x-y a:b svg:a xlink IMG TaBlE SCRIPT a/b a"b b<b h7 s1`),
		"scrİpt", "ſvg", "\x00a", "a\x00", "?", "!", "/", "")

	words = []string{
		"a", "word", "Конституция", "漢字", "مرحبا", "😀", "e\u0301", "0", "x=y", "alert(1)",
		"&amp;", "&lt;", "&gt;b", "&lt", "&nbsp;", "&#60;script&#62;", "&#x3c", "&#0;", "&#13;", "&#x80;", "&#xD800;",
		"&bogus;", "&notit;", "&colon;", "&NewLine;", "&Tab;", "&fjlig;", "&amp;lt;", "&", "&#", "&#x;",
		"<", ">", `"`, "'", "`", "=", "/", "\\", "{{x}}", "${x}", "\xff", "\xe2\x80", "\u2028", "\ufeff", "\ufffe", "\u202e",
	}
	spaces = []string{" ", " ", "\n", "\n", "\n\n", "\n\n", "\t", "\r\n", "\r", "\f", "\u00a0", "\n ", "\n    ", "  \n", "\n\t", "\x00", "\x0b"}

	// edges begin and end comments, sections and tags.
	edges = []string{
		"<!--", "-->", "--!>", "<!-->", "<!--->", "<!-- x -->", "<!--x--!>", "<!---", "<!-- <!-- -->", "<!", "<!x>", "<!>",
		"<![CDATA[", "]]>", "<![CDATA[x]]>", "<?", "?>", "<?x?>", "<!DOCTYPE html>", "</", "</>", "</ x>", "<a", "<a href", `<a href="`, "<%x%>",
	}

	// marks are Markdown syntax.
	marks = []string{
		"*", "**", "***", "_", "__", "~~", "`", "``", "\n```\n", "\n~~~ x\n", "\n# ", "\n###### ", "\n> ", "\n- ", "\n* ", "\n1. ", "\n07) ",
		"\n- [ ] ", "\n- [x] ", "\n  ", "\n===\n", "\n---\n", "\n***\n", "\n| a | b |\n|---|:-:|\n| c | ", " | ", "|", "\n|-|-|\n",
		"[", "]", "[a](", "](https://b.example/)", "](<b> 't')", "![", "![a](b.png)", "![", "](javascript:alert(1))", "[r]", "\n[r]: https://b.example/ 't'\n\n",
		"<https://b.example/>", "<a@b.example>", "https://b.example/?a=b&c", "www.b.example", "a@b.example", "\\", "\\<", "\\&", "(", ")", "!",
	}

	gaps       = []string{" ", " ", "\n", "/", "\t", "\f", "", " / ", "\u00a0"}
	equals     = []string{"=", "=", "=", " = ", "", "=="}
	quotes     = []string{`"`, `"`, `'`, "", "`"}
	tagEnds    = []string{">", ">", ">", ">", ">", " >", "/>", "\n>", ">>", " x>", "", "/", "\x00>"}
	attributes = []string{
		"href", "href", "src", "src", "title", "alt", "lang", "dir", "type", "start", "value", "reversed", "open", "checked", "colspan",
		"rowspan", "scope", "align", "datetime", "width", "height", "id", "name", "class", "style", "onclick", "onerror", "srcset", "action",
		"formaction", "xlink:href", "is", "slot", "hidden", "popover", "autofocus", "data-x", "aria-label", "role", "encoding", "HREF", "on\x00x", "a<b", `"`, "=",
	}
	values = []string{
		"", "x", "7", "-1", "1e3", "auto", "rtl", "ko", "checkbox", "A", "row", "center", "2024-03-01", "https://b.example/", "https://b.example/?a&lt=b", "./c.png",
		"//evil.example/", "javascript:alert(1)", "java\nscript:alert(1)", "javascript&colon;alert(1)", "data:text/html,x", "mailto:a@b.example", "tel:+1",
		"https://board.example/a.png", "https://evil.example/a.png", "alert(1)", "text/html", "'><img src=x onerror=alert(1)>", `"><b>`, "-->", "</style>", "</title>", "<!--", "`", "&quot;", "&#x22;>", "\\", "\u00a0",
	}
)
