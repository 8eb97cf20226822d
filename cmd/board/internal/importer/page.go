package importer

import (
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// A page is a saved page that is converted to a post. Each field is looked for
// in several ways, the most reliable first; the first result is used.
type page struct {
	*reader
	doc       *html.Node
	title     string // of the page, with the site's name
	d         *draft
	body      *html.Node          // what holds the text
	sure      bool                // that it does: a known program made the page
	metas     map[string][]string // the <meta> elements, see meta
	found     *readability.Article
	publisher []board.Author // of the page, if nobody else is named
}

// comments returns the elements that hold comments of readers.
func (p *page) comments() []*html.Node {
	return findAll(p.doc, `.comment, .commentlist, .comment-list, #comments, #disqus_thread, [itemtype$="Comment" i], [itemtype$="UserComments" i]`)
}

// set sets a field that is still empty.
func set(field *string, values ...string) {
	for _, v := range values {
		if *field == "" {
			*field = strings.TrimSpace(v)
		}
	}
}

func (p *page) first(s string) *html.Node { return find(p.doc, s) }

// own returns the elements that match a selector, without those of comments.
func (p *page) own(s string) []*html.Node {
	comments := p.comments()
	return slices.DeleteFunc(findAll(p.doc, s), func(n *html.Node) bool {
		return slices.ContainsFunc(comments, func(c *html.Node) bool { return inside(n, c) })
	})
}

// meta returns the content of the first <meta> that has one of the names,
// which are lower case and have colons instead of dots.
func (p *page) meta(names ...string) string {
	if p.metas == nil {
		p.readMetas()
	}
	for _, name := range names {
		if contents := p.metas[name]; len(contents) > 0 {
			return contents[0]
		}
	}
	return ""
}

// readMetas collects the contents by name. A <meta> can have several names
// with spaces between them (RDFa), and DC.title is dc:title.
func (p *page) readMetas() {
	p.metas = make(map[string][]string)
	all := findAll(p.doc, "meta[content]")
	for _, kind := range []string{"property", "name", "itemprop"} {
		for _, n := range all {
			content := htmltree.OneLine(htmltree.Attr(n, "content"))
			if content == "" {
				continue
			}
			for name := range strings.FieldsSeq(strings.ToLower(htmltree.Attr(n, kind))) {
				name = strings.ReplaceAll(name, ".", ":")
				p.metas[name] = append(p.metas[name], content)
			}
		}
	}
}
