package tomarkdown

import (
	"strings"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// blocks splits a body into the blocks that Markdown has: paragraphs, lists,
// tables. Elements that only wrap them are dropped.
func blocks(root *html.Node) []*html.Node {
	var c cutter
	c.children(root)
	c.flush()
	return c.blocks
}

// A cutter collects blocks, each in a <div>.
type cutter struct {
	blocks []*html.Node
	run    []*html.Node // of what stands in one line
	breaks int          // <br> in a row
}

func (c *cutter) children(n *html.Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.node(child)
	}
}

func (c *cutter) node(n *html.Node) {
	switch {
	case htmltree.IsElement(n, "br"):
		c.breaks++
		c.run = append(c.run, n)
	case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
		c.run = append(c.run, n)
	case n.Type == html.TextNode || htmltree.IsElement(n, "img") || n.Type == html.ElementNode && htmltree.Phrasing[n.Data] && !holdsBlocks(n):
		if c.breaks > 1 { // legacy pages part paragraphs so
			c.flush()
		}
		c.breaks = 0
		c.run = append(c.run, n)
	default:
		c.flush()
		c.block(n)
	}
}

func (c *cutter) block(n *html.Node) {
	if isWrapper(n) {
		c.children(n)
		c.flush()
		return
	}
	c.add(htmltree.NewElement("div"), n)
}

// flush ends the current paragraph.
func (c *cutter) flush() {
	run := c.run
	c.run, c.breaks = nil, 0
	for len(run) > 0 && isBlank(run[len(run)-1]) {
		run = run[:len(run)-1]
	}
	for len(run) > 0 && isBlank(run[0]) {
		run = run[1:]
	}
	if len(run) > 0 {
		c.add(htmltree.NewElement("p"), run...)
	}
}

func isBlank(n *html.Node) bool {
	return htmltree.IsElement(n, "br") || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// add adds a block: a paragraph, or another element inside a <div>.
func (c *cutter) add(around *html.Node, nodes ...*html.Node) {
	for _, n := range nodes {
		around.AppendChild(htmltree.Clone(n))
	}
	if htmltree.IsElement(around, "p") {
		outer := htmltree.NewElement("div")
		outer.AppendChild(around)
		around = outer
	}
	c.blocks = append(c.blocks, around)
}

// isWrapper reports whether an element is only for layout, so that its
// content can do without it.
func isWrapper(n *html.Node) bool {
	if htmltree.IsElement(n, "div", "section", "article", "main", "center", "form", "fieldset", "header", "footer", "aside", "font", "span", "noscript") {
		return htmltree.Attr(n, "lang") == "" && (htmltree.Attr(n, "dir") == "" || htmltree.Attr(n, "dir") == "auto")
	}
	return htmltree.IsElement(n, "tbody", "tr", "td") && onlyCell(n) || htmltree.IsElement(n, "table") && onlyCell(n)
}

// onlyCell reports whether a table has only one cell, and returns it.
func onlyCell(n *html.Node) bool {
	for n.Parent != nil && !htmltree.IsElement(n, "table") {
		n = n.Parent
	}
	cells := 0
	htmltree.Walk(n, func(c *html.Node) bool {
		if htmltree.IsElement(c, "td", "th", "caption") {
			cells++
		}
		return cells < 2
	})
	return htmltree.IsElement(n, "table") && cells == 1
}

func holdsBlocks(n *html.Node) bool {
	found := false
	htmltree.Walk(n, func(c *html.Node) bool {
		found = found || c.Type == html.ElementNode && !htmltree.Phrasing[c.Data] && !htmltree.IsElement(c, "br", "img", "input")
		return !found
	})
	return found
}
