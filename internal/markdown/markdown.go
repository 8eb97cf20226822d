// Package markdown reads a post's Markdown with goldmark and writes it to a
// [safehtml.Builder]. The article renderer calls it; nothing else imports
// goldmark. It does not know where the Markdown comes from, and trusts it as
// little as raw HTML: time and memory are bounded, and every tag goes through
// the Builder.
package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/safehtml"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// maxMarkdown is how much of a body is read as Markdown, in bytes. Beyond
// it, the whole body is shown as paragraphs of plain text.
const maxMarkdown = 256 << 10

// Write writes Markdown to b. Its headings are lowered by headingShift levels.
// Markdown that is too long, or becomes too much, is written as plain text.
func Write(b *safehtml.Builder, source string, headingShift int) {
	d := &document{b, headingShift}
	b.Attempt(
		func() {
			if len(source) > maxMarkdown {
				b.Exceed("bytes of Markdown", maxMarkdown)
				return
			}
			d.markdown(source)
		},
		func() { d.plain(source) },
	)
}

// A document is a body on its way to the Builder.
type document struct {
	*safehtml.Builder
	headingShift int
}

func (d *document) markdown(source string) {
	pc, s := newContext(source)
	for p := range pieces(source, s.mail) {
		if p.words {
			d.At(p.start)
			d.paragraph(source[p.start:p.end])
			continue
		}
		w := &walker{document: d, body: source[p.start:p.end], source: []byte(source[p.start:p.end]), start: p.start, spent: s}
		w.piece(parser(), pc)
	}
	d.At(0)
	for _, limit := range s.bitten {
		d.Note("wanted %s, found more: it is shown as text", limit)
	}
}

// paragraph writes a paragraph in which nothing but words stands.
func (d *document) paragraph(words string) {
	d.Open("p")
	for line := range strings.Lines(words) {
		d.Text(unescape(line))
	}
	d.Close()
	d.Text("\n")
}

// plain writes paragraphs of plain text, and HTML blocks as HTML.
func (d *document) plain(source string) {
	for paragraph := range strings.SplitSeq(source, "\n\n") {
		paragraph = strings.Trim(paragraph, "\n")
		switch {
		case strings.TrimSpace(paragraph) == "":
		case strings.HasPrefix(paragraph, "<") && d.TakesHTML():
			d.HTML(paragraph)
		default:
			d.Open("p")
			d.lines(paragraph)
			d.Close()
		}
	}
}

// lines writes plain text and keeps its line ends.
func (d *document) lines(s string) {
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			d.Void("br")
		}
		d.Text(l)
	}
}

// A walker writes the tree that goldmark made of a piece of a document.
type walker struct {
	*document
	body   string // the piece
	source []byte // the same
	start  int    // its offset in the document

	spent    *spent
	numbered []*note // footnotes that were referred to
}

// piece parses the piece and writes it.
func (w *walker) piece(p gm.Parser, pc gm.Context) {
	tree := p.Parse(text.NewReader(w.source), gm.WithContext(pc))
	w.report()
	w.children(tree)
	w.footnotes() // if there are any, this is the only piece
}

// report notes what was found while the piece was parsed.
func (w *walker) report() {
	for _, f := range w.spent.found {
		w.At(w.start + f.at)
		w.Note("%s", f.message)
	}
	w.spent.found = w.spent.found[:0]
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
	w.Open(name, attrs...)
	w.children(n)
	w.Close()
}

// block is an element that ends its line, for whoever reads the source.
func (w *walker) block(n ast.Node, name string, attrs ...html.Attribute) {
	w.element(n, name, attrs...)
	w.Text("\n")
}

func (w *walker) node(n ast.Node) {
	if at := n.Pos(); at >= 0 {
		w.At(w.start + at)
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		w.block(n, "p")
	case *ast.TextBlock:
		w.children(n)
	case *ast.Heading:
		w.block(n, "h"+strconv.Itoa(min(n.Level+w.headingShift, 6)))
	case *ast.ThematicBreak:
		w.Void("hr")
		w.Text("\n")
	case *ast.Blockquote:
		w.block(n, "blockquote")
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.block(n, "li")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n)
	case *ast.HTMLBlock:
		w.HTML(w.htmlBlock(n))
	case *ast.Document: // a footnote; they come last
	default:
		w.inlineNode(n)
	}
}

func (w *walker) list(n *ast.List) {
	name, attrs := "ul", []html.Attribute(nil)
	if n.IsOrdered() {
		name = "ol"
		if n.Start != 1 {
			attrs = append(attrs, safehtml.Attr("start", strconv.Itoa(n.Start)))
		}
	}
	w.Open(name, attrs...)
	w.Text("\n")
	w.children(n)
	w.Close()
	w.Text("\n")
}

func (w *walker) code(n ast.Node) {
	w.Open("pre")
	w.Open("code")
	w.Text(string(n.Lines().Value(w.source)))
	w.Close()
	w.Close()
	w.Text("\n")
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
	case *ast.CodeSpan:
		w.Open("code")
		w.Text(strings.ReplaceAll(w.verbatim(n), "\n", " "))
		w.Close()
	case *ast.Emphasis:
		if n.Level < 0 {
			w.reference(w.spent.notes[-1-n.Level])
		} else {
			w.element(n, []string{"em", "strong"}[n.Level-1])
		}
	case *ast.Link:
		w.element(n, "a", safehtml.Attr("href", unescape(string(n.Destination))), safehtml.Optional("title", unescape(string(n.Title))))
	case *ast.Image:
		w.Void("img", safehtml.Attr("src", unescape(string(n.Destination))), safehtml.Optional("alt", w.plainChildren(n)), safehtml.Optional("title", unescape(string(n.Title))))
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML:
		w.HTML(string(n.Segments.Value(w.source)))
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
		box := []html.Attribute{safehtml.Attr("type", "checkbox")}
		if n.IsChecked {
			box = append(box, safehtml.Attr("checked", ""))
		}
		w.Void("input", box...)
		w.Text(" ")
	case *east.Table:
		w.table(n)
	default:
		w.children(n)
	}
}

func (w *walker) table(n *east.Table) {
	w.Open("table")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, header := row.(*east.TableHeader); header {
			w.Open("thead")
			w.row(row, "th")
			w.Close()
			w.Open("tbody")
		} else {
			w.row(row, "td")
		}
	}
	w.Close()
	w.Close()
	w.Text("\n")
}

func (w *walker) row(n ast.Node, cell string) {
	w.Open("tr")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		var attrs []html.Attribute
		if c, ok := c.(*east.TableCell); ok && c.Alignment != east.AlignNone {
			attrs = append(attrs, safehtml.Attr("align", c.Alignment.String()))
		}
		w.element(c, cell, attrs...)
	}
	w.Close()
}

func (w *walker) words(n *ast.Text) {
	value := w.value(n.Segment)
	if !n.IsRaw() {
		value = unescape(value)
	}
	w.Text(value)
	switch {
	case n.HardLineBreak():
		w.Void("br")
		w.Text("\n")
	case n.SoftLineBreak():
		w.Text("\n")
	}
}

func (w *walker) autoLink(n *ast.AutoLink) {
	address := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	w.Open("a", safehtml.Attr("href", address))
	w.Text(string(n.Label(w.source)))
	w.Close()
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
			s.WriteString(unescape(w.value(c.Segment)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				s.WriteByte(' ')
			}
		case *ast.AutoLink:
			s.Write(c.Label(w.source))
		}
		return ast.WalkContinue, nil
	})
	return s.String()
}

// reference writes the number of a note.
func (w *walker) reference(n *note) {
	w.number(n)
	w.Open("sup")
	w.Text("[" + strconv.Itoa(n.number) + "]")
	w.Close()
}

// number gives a note the next number, if it has none yet.
func (w *walker) number(n *note) {
	if n.number == 0 {
		w.numbered = append(w.numbered, n)
		n.number = len(w.numbered)
	}
}

// footnotes writes the notes: those that the text refers to, and those that
// nothing refers to. Notes may refer to notes.
func (w *walker) footnotes() {
	if len(w.spent.notes) == 0 {
		return
	}
	w.Void("hr")
	w.Text("\n")
	w.Open("ol")
	w.Text("\n")
	w.footnotesFrom(0)
	for _, n := range w.spent.notes {
		if n.number == 0 {
			w.noteUnused(n)
			w.number(n)
			w.footnotesFrom(n.number - 1)
		}
	}
	w.Close()
	w.Text("\n")
}

func (w *walker) noteUnused(n *note) {
	w.At(w.start + n.at)
	if w.spent.noteOf[n.label] == n {
		w.Note("wanted a reference [^%s] to this footnote, found none: it comes after the others", n.label)
	} else {
		w.Note("wanted one footnote [^%s], found another: it comes after the others", n.label)
	}
}

// footnotesFrom writes numbered notes, and those that get a number meanwhile.
func (w *walker) footnotesFrom(i int) {
	for ; i < len(w.numbered); i++ {
		w.footnote(w.numbered[i])
	}
}

func (w *walker) footnote(n *note) {
	w.Open("li")
	w.TextOnly("[" + strconv.Itoa(n.number) + "] ")
	if only := n.block.FirstChild(); only != nil && only == n.block.LastChild() && only.Kind() == ast.KindParagraph {
		w.children(only)
	} else {
		w.children(n.block)
	}
	w.Close()
	w.Text("\n")
}
