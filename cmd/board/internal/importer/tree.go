package importer

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is the attribute that holds the offset of an element in the file. It
// is removed before a body is written.
const place = "data-board-place"

// parseFragment parses HTML as the content of a <div>.
func parseFragment(source string) (*html.Node, error) {
	root := newElement("div")
	if err := checkTangled(source); err != nil {
		return root, err
	}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(source), root, html.ParseOptionEnableScripting(false))
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, err
}

func newElement(name string, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: attrs}
}

func newText(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func isElement(n *html.Node, names ...string) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, name := range names {
		if n.Data == name {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func setAttr(n *html.Node, name, value string) {
	for i, a := range n.Attr {
		if a.Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func setName(n *html.Node, name string) { n.Data, n.DataAtom = name, atom.Lookup([]byte(name)) }

// content returns the HTML inside n.
func content(n *html.Node) string {
	var s strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		html.Render(&s, c) // a strings.Builder takes everything
	}
	return s.String()
}

// words returns the text of n as one line, as textOf does: it is asked of one
// element inside the other, and writing each as HTML would take too long.
func words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var s strings.Builder
	addText(&s, n)
	return oneLine(s.String())
}

func addText(s *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
			continue
		}
		breaks := !phrasing[c.Data]
		if breaks {
			s.WriteByte(' ')
		}
		if !isElement(c, "script", "style") {
			addText(s, c)
		}
		if breaks {
			s.WriteByte(' ')
		}
	}
}

// clone copies n and its descendants.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace}
	c.Attr = append([]html.Attribute(nil), n.Attr...)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(clone(child))
	}
	return c
}

// walk calls f for n and its descendants. f may remove its node from the tree.
// If f returns false, the descendants of its node are skipped.
func walk(n *html.Node, f func(*html.Node) bool) {
	if !f(n) {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		walk(c, f)
		c = next
	}
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

func replace(n, with *html.Node) {
	if n.Parent != nil {
		n.Parent.InsertBefore(with, n)
		n.Parent.RemoveChild(n)
	}
}
