package importer

import (
	"regexp"
	"strings"

	"github.com/boardview/board"
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
	case isElement(n, "br"):
		c.breaks++
		c.run = append(c.run, n)
	case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
		c.run = append(c.run, n)
	case n.Type == html.TextNode || isElement(n, "img") || n.Type == html.ElementNode && phrasing[n.Data] && !holdsBlocks(n):
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
	c.add(newElement("div"), n)
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
		c.add(newElement("p"), run...)
	}
}

func isBlank(n *html.Node) bool {
	return isElement(n, "br") || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// add adds a block: a paragraph, or another element inside a <div>.
func (c *cutter) add(around *html.Node, nodes ...*html.Node) {
	for _, n := range nodes {
		around.AppendChild(clone(n))
	}
	if isElement(around, "p") {
		outer := newElement("div")
		outer.AppendChild(around)
		around = outer
	}
	c.blocks = append(c.blocks, around)
}

// isWrapper reports whether an element is only for layout, so that its
// content can do without it.
func isWrapper(n *html.Node) bool {
	if isElement(n, "div", "section", "article", "main", "center", "form", "fieldset", "header", "footer", "aside", "font", "span", "noscript") {
		return attr(n, "lang") == "" && (attr(n, "dir") == "" || attr(n, "dir") == "auto")
	}
	return isElement(n, "tbody", "tr", "td") && onlyCell(n) || isElement(n, "table") && onlyCell(n)
}

// onlyCell reports whether a table has only one cell, and returns it.
func onlyCell(n *html.Node) bool {
	for n.Parent != nil && !isElement(n, "table") {
		n = n.Parent
	}
	cells := 0
	walk(n, func(c *html.Node) bool {
		if isElement(c, "td", "th", "caption") {
			cells++
		}
		return cells < 2
	})
	return isElement(n, "table") && cells == 1
}

func holdsBlocks(n *html.Node) bool {
	found := false
	walk(n, func(c *html.Node) bool {
		found = found || c.Type == html.ElementNode && !phrasing[c.Data] && !isElement(c, "br", "img", "input")
		return !found
	})
	return found
}

// dropRepeated removes pictures from the text that are photos of the post.
func dropRepeated(root *html.Node, photos []board.Photo) {
	known := make(map[string]bool)
	for _, p := range photos {
		known[p.URL] = p.URL != ""
	}
	walk(root, func(n *html.Node) bool {
		if isElement(n, "img") && known[attr(n, "src")] {
			remove(n)
		}
		return true
	})
}

// missing returns the leading pictures that neither the figures nor the text
// show in any size.
func (r *reader) missing(root *html.Node, d *draft) (list []board.Photo) {
	there := make(map[string]bool)
	for _, p := range d.photos {
		there[pictureKey(p.URL)] = true
	}
	walk(root, func(n *html.Node) bool {
		if isElement(n, "img") {
			there[pictureKey(attr(n, "src"))] = true
		}
		return true
	})
	for _, p := range d.leads {
		p.URL = r.address(p.URL, d.at)
		if p.Caption != "" || !there[pictureKey(p.URL)] {
			there[pictureKey(p.URL)] = true
			list = append(list, p)
		}
	}
	return list
}

var sizeRE = regexp.MustCompile(`[-_](?:\d{2,5}x\d{2,5}|scaled|thumb)(\.\w+)$`)

// pictureKey returns a key that all sizes of a picture share.
func pictureKey(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return sizeRE.ReplaceAllString(address, "$1")
}
