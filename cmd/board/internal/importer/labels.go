package importer

import (
	"strings"

	"golang.org/x/net/html"
)

// labels reads values behind labels such as "Date:", in the cells of a table,
// in a definition list, or in one line.
func (p *page) labels() {
	for _, n := range findAll(p.doc, "th, dt, td, strong, b, span, label, em, li, p, div") {
		if n.FirstChild != nil && (p.body == nil || !inside(n, p.body)) && find(n, "table, td, p, li, div, dl") == nil {
			p.label(n)
		}
	}
}

func isCell(n *html.Node) bool { return isElement(n, "th", "dt", "td") }

func (p *page) label(n *html.Node) {
	text := shortWords(n)
	if text == "" {
		return
	}
	if field := labelOf(text); field != "" {
		p.labelled(field, valueOf(n))
		return
	}
	if value := valueOf(n); isElement(n, "th", "dt") && isElement(value, "td", "dd") {
		p.d.keep(text, shortWords(value))
		return
	}
	for _, one := range pairs(text) {
		p.labelledText(one.field, n, one.value)
	}
}

// valueOf returns the value behind a label: the next cell, or the rest of the
// line.
func valueOf(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			if isCell(n) != isElement(s, "td", "dd", "th") {
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
		if p.body == nil && value.Type == html.ElementNode {
			p.body = value
		}
	case "files":
		p.labelledFiles(value)
	default:
		text := value.Data
		if value.Type == html.ElementNode {
			text = shortWords(value)
		}
		p.labelledText(field, value, strings.TrimLeft(oneLine(text), ":： "))
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
		set(&d.title, text)
	case "by":
		set(&d.by.Name, text)
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
			d.tags = append(d.tags, text)
		}
	case "views":
		if d.meta["x-views"] == nil && text != "" {
			d.keep("views", text)
		}
	}
}
