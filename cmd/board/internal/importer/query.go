package importer

import (
	"sync"

	"github.com/andybalholm/cascadia"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// selectors caches compiled selectors, of which there are few.
var selectors sync.Map

// selector compiles a selector, which must be valid.
func selector(s string) cascadia.SelectorGroup {
	if known, ok := selectors.Load(s); ok {
		return known.(cascadia.SelectorGroup)
	}
	compiled, err := cascadia.ParseGroup(s)
	if err != nil {
		panic(s + ": " + err.Error()) // a mistake of the programmer's
	}
	selectors.Store(s, compiled)
	return compiled
}

// find returns the first element that matches the first part of a selector
// that matches any.
func find(n *html.Node, s string) *html.Node {
	if n == nil || s == "" {
		return nil
	}
	for _, one := range selector(s) {
		if found := cascadia.Query(n, one); found != nil {
			return found
		}
	}
	return nil
}

func findAll(n *html.Node, s string) []*html.Node {
	if n == nil || s == "" {
		return nil
	}
	return cascadia.QueryAll(n, selector(s))
}

func attrOf(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	return htmltree.Attr(n, name)
}

func inside(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// closest returns the innermost element around n that has one of the names.
func closest(n *html.Node, names ...string) *html.Node {
	for n = n.Parent; n != nil && !htmltree.IsElement(n, names...); {
		n = n.Parent
	}
	return n
}
