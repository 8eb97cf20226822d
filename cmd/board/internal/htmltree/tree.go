// Package htmltree has what all need who read HTML as a tree: the importer, what
// makes Markdown of it, and the editor. It does not know what the HTML is for.
package htmltree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Place is the attribute that holds the offset of an element in the file. It
// is removed before a body is written.
const Place = "data-board-place"

// ParseFragment parses HTML as the content of a <div>.
func ParseFragment(source string) (*html.Node, error) {
	root := NewElement("div")
	if err := CheckTangled(source); err != nil {
		return root, err
	}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(source), root, html.ParseOptionEnableScripting(false))
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, err
}

func NewElement(name string, attrs ...html.Attribute) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: attrs}
}

func NewText(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func IsElement(n *html.Node, names ...string) bool {
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

func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func SetAttr(n *html.Node, name, value string) {
	for i, a := range n.Attr {
		if a.Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func SetName(n *html.Node, name string) { n.Data, n.DataAtom = name, atom.Lookup([]byte(name)) }

// Content returns the HTML inside n.
func Content(n *html.Node) string {
	var s strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		html.Render(&s, c) // a strings.Builder takes everything
	}
	return s.String()
}

// Words returns the text of n as one line, as textOf does: it is asked of one
// element inside the other, and writing each as HTML would take too long.
func Words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var s strings.Builder
	addText(&s, n)
	return OneLine(s.String())
}

func addText(s *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
			continue
		}
		breaks := !Phrasing[c.Data]
		if breaks {
			s.WriteByte(' ')
		}
		if !IsElement(c, "script", "style") {
			addText(s, c)
		}
		if breaks {
			s.WriteByte(' ')
		}
	}
}

// Clone copies n and its descendants.
func Clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace}
	c.Attr = append([]html.Attribute(nil), n.Attr...)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(Clone(child))
	}
	return c
}

// Walk calls f for n and its descendants. f may remove its node from the tree.
// If f returns false, the descendants of its node are skipped.
func Walk(n *html.Node, f func(*html.Node) bool) {
	if !f(n) {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		Walk(c, f)
		c = next
	}
}

func Remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

func Replace(n, with *html.Node) {
	if n.Parent != nil {
		n.Parent.InsertBefore(with, n)
		n.Parent.RemoveChild(n)
	}
}
