package board

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// maxMarkdown is how much of a body is read as Markdown, in bytes. Beyond
// it, the whole body is shown as paragraphs of plain text.
const maxMarkdown = 32 << 10

// body writes a post's body. One that is too long for Markdown, or becomes
// too much, is written again as plain text.
func (b *builder) body(src string, headingShift int) {
	size, written, held, open, before := b.out.Len(), b.written, len(b.held), len(b.stack), b.exceeded
	b.exceeded = false
	if len(src) > maxMarkdown {
		b.exceed("bytes of Markdown", maxMarkdown)
	} else {
		b.markdown(src, headingShift)
		b.closeTo(open)
	}
	if b.exceeded {
		b.note("this post is shown as plain text")
		b.out.Truncate(size)
		b.held = b.held[:held]
		b.written, b.raw, b.inline, b.pending = written, 0, false, false
		b.plain(src)
		b.closeTo(open)
	}
	b.exceeded = b.exceeded || before
}

func (b *builder) markdown(src string, headingShift int) {
	b.source = append(b.source[:0], src...)
	pc, s := newContext(src)
	for p := range pieces(src, s.mail) {
		if p.words {
			b.at = p.start
			b.paragraph(src[p.start:p.end])
			continue
		}
		w := &walker{builder: b, body: src[p.start:p.end], source: b.source[p.start:p.end], start: p.start, headingShift: headingShift}
		w.children(markdownParser().Parse(text.NewReader(w.source), gm.WithContext(pc)))
	}
	b.at = 0
	for _, limit := range s.bitten {
		b.note("wanted %s, found more: it is shown as text", limit)
	}
}

// plain writes paragraphs of plain text, and HTML blocks as HTML.
func (b *builder) plain(src string) {
	for paragraph := range strings.SplitSeq(src, "\n\n") {
		paragraph = strings.Trim(paragraph, "\n")
		switch {
		case strings.TrimSpace(paragraph) == "":
		case strings.HasPrefix(paragraph, "<") && b.raw < maxRaw:
			b.html(paragraph)
		default:
			b.open("p")
			b.lines(paragraph)
			b.close()
		}
	}
}

// lines writes plain text that keeps its line ends.
func (b *builder) lines(s string) {
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			b.enter("br", nil, true)
		}
		b.text(l)
	}
}

// A walker turns a Markdown tree into the builder's events.
type walker struct {
	*builder
	body         string // the same as source
	source       []byte
	start        int // where in the post's body
	headingShift int
}

// value is a piece of the source.
func (w *walker) value(s text.Segment) string {
	if s.Padding > 0 || s.ForceNewline {
		return string(s.Value(w.source))
	}
	return w.body[s.Start:s.Stop]
}

func (w *walker) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// element writes n's children inside an element.
func (w *walker) element(n ast.Node, name string, attrs ...html.Attribute) {
	w.open(name, attrs...)
	w.children(n)
	w.close()
}

// block is an element that ends its line, for whoever reads the source.
func (w *walker) block(n ast.Node, name string, attrs ...html.Attribute) {
	w.element(n, name, attrs...)
	w.text("\n")
}

func (w *walker) node(n ast.Node) {
	if at := n.Pos(); at >= 0 {
		w.at = w.start + at
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		w.block(n, "p")
	case *ast.TextBlock:
		w.children(n)
	case *ast.Heading:
		w.block(n, "h"+strconv.Itoa(min(n.Level+w.headingShift, 6)))
	case *ast.ThematicBreak:
		w.enter("hr", nil, true)
		w.text("\n")
	case *ast.Blockquote:
		w.block(n, "blockquote")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.block(n, "li")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n)
	case *ast.HTMLBlock:
		w.html(w.htmlBlock(n))
	default:
		w.inlineNode(n)
	}
}

func (w *walker) list(n *ast.List) {
	name, attrs := "ul", []html.Attribute(nil)
	if n.IsOrdered() {
		name = "ol"
		if n.Start != 1 {
			attrs = append(attrs, attr("start", strconv.Itoa(n.Start)))
		}
	}
	w.open(name, attrs...)
	w.text("\n")
	w.children(n)
	w.close()
	w.text("\n")
}

func (w *walker) code(n ast.Node) {
	w.open("pre")
	w.open("code")
	w.text(string(n.Lines().Value(w.source)))
	w.close()
	w.close()
	w.text("\n")
}

func (w *walker) htmlBlock(n *ast.HTMLBlock) string {
	raw := n.Lines().Value(w.source)
	if n.HasClosure() {
		raw = append(bytes.Clone(raw), n.ClosureLine.Value(w.source)...)
	}
	return string(raw)
}

// inlineNode writes what stands among words, and tables.
func (w *walker) inlineNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.words(n)
	case *ast.String:
		w.text(plainText(string(n.Value)))
	case *ast.CodeSpan:
		w.open("code")
		w.text(strings.ReplaceAll(w.verbatim(n), "\n", " "))
		w.close()
	case *ast.Emphasis:
		w.element(n, []string{"em", "strong"}[min(max(n.Level-1, 0), 1)])
	case *ast.Link:
		w.element(n, "a", attr("href", target(n.Destination)), optional("title", plainText(string(n.Title))))
	case *ast.Image:
		w.enter("img", []html.Attribute{attr("src", target(n.Destination)), attr("alt", w.plainChildren(n)), optional("title", plainText(string(n.Title)))}, true)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML:
		w.html(string(n.Segments.Value(w.source)))
	default:
		w.extension(n)
	}
}

// extension writes GitHub's additions to Markdown.
func (w *walker) extension(n ast.Node) {
	switch n := n.(type) {
	case *east.Strikethrough:
		w.element(n, "del")
	case *east.TaskCheckBox:
		box := []html.Attribute{attr("type", "checkbox")}
		if n.IsChecked {
			box = append(box, attr("checked", ""))
		}
		w.enter("input", box, true)
		w.text(" ")
	case *east.Table:
		w.table(n)
	default:
		w.children(n)
	}
}

func (w *walker) table(n *east.Table) {
	w.open("table")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, header := row.(*east.TableHeader); header {
			w.open("thead")
			w.row(row, "th")
			w.close()
			w.open("tbody")
		} else {
			w.row(row, "td")
		}
	}
	w.close()
	w.close()
	w.text("\n")
}

func (w *walker) row(n ast.Node, cell string) {
	w.open("tr")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		var attrs []html.Attribute
		if c, ok := c.(*east.TableCell); ok && c.Alignment != east.AlignNone {
			attrs = append(attrs, attr("align", c.Alignment.String()))
		}
		w.element(c, cell, attrs...)
	}
	w.close()
}

func (w *walker) words(n *ast.Text) {
	value := w.value(n.Segment)
	if !n.IsRaw() {
		value = plainText(value)
	}
	w.text(value)
	switch {
	case n.HardLineBreak():
		w.enter("br", nil, true)
		w.text("\n")
	case n.SoftLineBreak():
		w.text("\n")
	}
}

func (w *walker) autoLink(n *ast.AutoLink) {
	address := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	w.open("a", attr("href", address))
	w.text(string(n.Label(w.source)))
	w.close()
}

// verbatim is the text of a node's children as it stands in the source.
func (w *walker) verbatim(n ast.Node) string {
	var s strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			s.WriteString(w.value(t.Segment))
		}
	}
	return s.String()
}

// plainChildren is the text inside n without its formatting.
func (w *walker) plainChildren(n ast.Node) string {
	var s strings.Builder
	ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			s.WriteString(plainText(w.value(c.Segment)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				s.WriteByte(' ')
			}
		case *ast.String:
			s.WriteString(plainText(string(c.Value)))
		case *ast.AutoLink:
			s.Write(c.Label(w.source))
		}
		return ast.WalkContinue, nil
	})
	return s.String()
}

// plainText resolves Markdown's backslashes and character references
// (CommonMark § 2.4 and 2.5), before anybody looks at what they hide: a
// scheme, say (CVE-2026-5160).
func plainText(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	i := strings.IndexAny(s, `\&`)
	var plain strings.Builder
	for ; i >= 0; i = strings.IndexAny(s, `\&`) {
		plain.WriteString(s[:i])
		text, size := unhide(s[i:])
		plain.WriteString(text)
		s = s[i+size:]
	}
	plain.WriteString(s)
	return plain.String()
}

// unhide reads what starts with a backslash or an ampersand.
func unhide(s string) (text string, size int) {
	if s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]) {
		return s[1:2], 2
	}
	const longest = len("&CounterClockwiseContourIntegral;")
	if end := strings.IndexByte(s[:min(len(s), longest)], ';'); s[0] == '&' && referenceRE.MatchString(s[:end+1]) {
		return html.UnescapeString(s[:end+1]), end + 1
	}
	return s[:1], 1
}

var referenceRE = regexp.MustCompile(`^&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});$`)

// target is a link destination as an address.
func target(destination []byte) string { return plainText(string(destination)) }
