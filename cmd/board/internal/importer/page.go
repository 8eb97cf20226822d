package importer

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// A page is a saved page on its way to a post. Each way to know something
// is asked in turn, the surest first; the first answer counts.
type page struct {
	*reader
	doc   *html.Node
	title string // of the page, with the site's name
	d     *draft
	body  *html.Node // what holds the text
}

// set gives a field its value, unless it has one.
func set(field *string, values ...string) {
	for _, v := range values {
		if *field == "" {
			*field = strings.TrimSpace(v)
		}
	}
}

// meta is the content of a <meta>, by its name or property.
func (p *page) meta(name string) string {
	return attrOf(p.first(fmt.Sprintf(`meta[property=%q][content], meta[name=%q][content], meta[itemprop=%q][content]`, name, name, name)), "content")
}

func (p *page) first(s string) *html.Node { return find(p.doc, s) }
