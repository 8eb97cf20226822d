package importer

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// A page is a saved page that is converted to a post. Each field is looked for
// in several ways, the most reliable first; the first result is used.
type page struct {
	*reader
	doc   *html.Node
	title string // of the page, with the site's name
	d     *draft
	body  *html.Node // what holds the text
}

// set sets a field that is still empty.
func set(field *string, values ...string) {
	for _, v := range values {
		if *field == "" {
			*field = strings.TrimSpace(v)
		}
	}
}

// meta returns the content of a <meta> by its name or property.
func (p *page) meta(name string) string {
	return attrOf(p.first(fmt.Sprintf(`meta[property=%q][content], meta[name=%q][content], meta[itemprop=%q][content]`, name, name, name)), "content")
}

func (p *page) first(s string) *html.Node { return find(p.doc, s) }
