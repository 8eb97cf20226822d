package importer

import (
	"regexp"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// dropRepeated removes pictures from the text that are photos of the post.
func dropRepeated(root *html.Node, photos []board.Photo) {
	known := make(map[string]bool)
	for _, p := range photos {
		known[p.URL] = p.URL != ""
	}
	htmltree.Walk(root, func(n *html.Node) bool {
		if htmltree.IsElement(n, "img") && known[htmltree.Attr(n, "src")] {
			htmltree.Remove(n)
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
	htmltree.Walk(root, func(n *html.Node) bool {
		if htmltree.IsElement(n, "img") {
			there[pictureKey(htmltree.Attr(n, "src"))] = true
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
