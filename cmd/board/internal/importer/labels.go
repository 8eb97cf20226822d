package importer

import (
	"strings"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// form reads the table or definition list in which boards show a post: each
// value, often the text included, stands behind a label such as "Date". A page
// can have words like "Contents" or "Author" anywhere, so that such a form has
// labels of several fields, and its text is the article of the page.
func (p *page) form() {
	for _, form := range findAll(p.doc, "table, dl") {
		if cells := labelCells(form); p.isForm(cells) {
			for _, n := range cells {
				p.label(n)
			}
		}
	}
}

// labelCells returns the cells of a table or list, without those of tables
// inside it.
func labelCells(form *html.Node) (cells []*html.Node) {
	for _, n := range findAll(form, "th, dt, td") {
		if isLeaf(n) && closest(n, "table", "dl") == form {
			cells = append(cells, n)
		}
	}
	return cells
}

func (p *page) isForm(cells []*html.Node) bool {
	values := make(map[string]*html.Node)
	for _, n := range cells {
		if field, value := labelOf(shortWords(n)), valueOf(n); field != "" && value != nil && values[field] == nil {
			values[field] = value
		}
	}
	if body := values["body"]; body != nil {
		return len(values) > 2 && !p.isWrong(body)
	}
	return len(values) > 1 && (values["date"] != nil || values["views"] != nil)
}

// isLeaf reports whether an element holds words alone, as a label does.
func isLeaf(n *html.Node) bool {
	nodes := 0
	for c := range n.Descendants() {
		if nodes++; nodes > maxLabel || htmltree.IsElement(c, "table", "td", "p", "li", "div", "dl") {
			return false
		}
	}
	return nodes > 0
}

// labels reads values behind labels such as "Date:" in one line.
func (p *page) labels() {
	for _, n := range findAll(p.doc, "th, dt, td, strong, b, span, label, em, li, p, div") {
		switch {
		case !isLeaf(n) || p.body != nil && inside(n, p.body):
		case !htmltree.IsElement(n, "th", "dt"):
			p.label(n)
		case p.body != nil:
			p.row(n)
		}
	}
}

func isCell(n *html.Node) bool { return htmltree.IsElement(n, "th", "dt", "td") }

func (p *page) label(n *html.Node) {
	text := shortWords(n)
	if text == "" {
		return
	}
	if field := labelOf(text); field != "" {
		p.labelled(field, valueOf(n))
		return
	}
	if htmltree.IsElement(n, "th", "dt") {
		p.row(n)
		return
	}
	for _, one := range pairs(text) {
		p.labelledText(one.field, n, one.value)
	}
}

// row keeps the value behind a label for which a post has no field.
func (p *page) row(n *html.Node) {
	if value := valueOf(n); htmltree.IsElement(value, "td", "dd") && labelOf(shortWords(n)) == "" {
		p.d.keep(shortWords(n), shortWords(value))
	}
}

// valueOf returns the value behind a label: the next cell, or the rest of the
// line.
func valueOf(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			if isCell(n) != htmltree.IsElement(s, "td", "dd", "th") {
				return nil
			}
			return s
		}
		if s.Type == html.TextNode && strings.Trim(s.Data, " \t\r\n:：\u00a0") != "" {
			return s
		}
	}
	return nil
}

// labelled reads the value of a label.
func (p *page) labelled(field string, value *html.Node) {
	if value == nil {
		return
	}
	switch field {
	case "body":
		if p.body == nil && htmltree.IsElement(value, "td", "dd") {
			p.body = value
		}
	case "files":
		p.labelledFiles(value)
	default:
		text := value.Data
		if value.Type == html.ElementNode {
			text = shortWords(value)
		}
		p.labelledText(field, value, strings.TrimLeft(htmltree.OneLine(text), ":： "))
	}
}

func (p *page) labelledFiles(value *html.Node) {
	if value.Type != html.ElementNode || len(p.d.files) > 0 {
		return
	}
	for _, link := range findAll(value, "a[href]") {
		p.d.files = append(p.d.files, p.fileOf(link))
	}
}

// labelledText reads a value that is text; n is its place in the file.
func (p *page) labelledText(field string, n *html.Node, text string) {
	d := p.d
	switch field {
	case "title":
		if isCell(n) || strings.Contains(p.title, text) {
			set(&d.title, text)
		}
	case "by":
		if looksLikeName(text) {
			d.setAuthors(authorsIn(text)...)
		}
	case "date":
		if _, ok := parseStamp(text, d.lang); ok {
			p.setPublished(n, text)
		}
	case "updated":
		if _, ok := parseStamp(text, d.lang); ok {
			set(&d.updated, text)
		}
	case "tags":
		if len(d.tags) == 0 {
			d.tags = append(d.tags, strings.Split(text, ",")...)
		}
	case "views":
		if d.meta["x-views"] == nil && text != "" {
			d.keep("views", text)
		}
	}
}
