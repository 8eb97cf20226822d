package importer

import (
	"codeberg.org/readeck/go-readability/v2"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// maxElements limits the pages that the readability library looks at.
const maxElements = 50_000

// readable returns what the readability library finds on the page. Its title
// and byline may be empty, its node nil.
func (p *page) readable() *readability.Article {
	if p.found == nil {
		parser := readability.NewParser()
		parser.MaxElemsToParse = maxElements
		found, err := parser.ParseDocument(p.doc, nil) // addresses stay as they are: the files may lie beside the page
		if err != nil {
			found = readability.Article{}
		}
		p.found = &found
	}
	return p.found
}

// Lengths of the texts that the library finds, in bytes: one that may be an
// article, and one that is an article for sure.
const (
	someArticle = 200
	article     = 800
)

// isWrong reports whether what is marked as the text cannot be it: the page has
// a much longer article, or one inside it that is much shorter, since some
// sites mark all of a page.
func (p *page) isWrong(body *html.Node) bool {
	found := p.readable().Node
	marked, text := len(htmltree.Words(body)), len(htmltree.Words(found))
	switch {
	case text < someArticle:
		return false
	case marked < text/3:
		return text >= article || p.share(found, body) == 0
	}
	return text >= article && marked > 3*text && p.share(body, found) > 0.5
}

// share returns which share of the elements of part, or their copies, are in n.
func (p *page) share(n, part *html.Node) float64 {
	there := make(map[string]bool)
	for _, c := range findAll(n, "["+htmltree.Place+"]") {
		there[htmltree.Attr(c, htmltree.Place)] = true
	}
	all, inside := 0, 0
	htmltree.Walk(part, func(c *html.Node) bool {
		if at := htmltree.Attr(c, htmltree.Place); at != "" {
			all++
			if there[at] {
				inside++
			}
		}
		return true
	})
	return float64(inside) / float64(max(all, 1))
}
