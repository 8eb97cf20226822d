package importer

import (
	"strings"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// entry reads fields that are marked with microformats (h-entry and the older
// hentry) or as schema.org microdata.
func (p *page) entry() {
	all := p.own(`.h-entry, .hentry, [itemtype$="Article" i], [itemtype$="BlogPosting" i]`)
	if len(all) == 0 {
		return
	}
	n := all[0]
	d := p.d
	set(&d.title, htmltree.Words(find(n, `.p-name, .entry-title, [itemprop="headline"]`)))
	set(&d.published, when(find(n, `.dt-published, time.published, .published, time.entry-date, [itemprop="datePublished"]`)))
	set(&d.updated, when(find(n, `.dt-updated, time.updated, [itemprop="dateModified"]`)))
	set(&d.url, attrOf(find(n, "a.u-url[href], [itemprop=url][href]"), "href"))
	p.person(find(n, `.p-author, .author .fn, .vcard .fn, [itemprop="author"] [itemprop="name"], [itemprop="author"], .entry-author, a[rel~="author"]`))
	if body := find(n, `.e-content, .entry-content, [itemprop="articleBody"]`); p.body == nil && htmltree.Words(body) != "" {
		p.body = body
	}
	for _, tag := range findAll(n, `.p-category, a[rel~="tag"], [itemprop="keywords"]`) {
		if p.body == nil || !inside(tag, p.body) {
			d.tags = append(d.tags, htmltree.Words(tag))
		}
	}
	for _, img := range findAll(n, `img.u-photo, img.u-featured, .post-thumbnail img, img.wp-post-image`) {
		p.lead(img)
	}
}

// when returns the date of an element.
func when(n *html.Node) string {
	for _, name := range []string{"datetime", "content", "title"} {
		if s := attrOf(n, name); s != "" {
			if _, ok := parseStamp(s, ""); ok {
				return s
			}
		}
	}
	if n == nil {
		return ""
	}
	if inner := find(n, "time[datetime]"); inner != nil {
		return htmltree.Attr(inner, "datetime")
	}
	return htmltree.Words(n)
}

// person reads the author from an element.
func (p *page) person(n *html.Node) {
	if n == nil || len(p.d.authors) > 0 {
		return
	}
	list := authorsIn(withoutLabel(htmltree.Words(n)))
	if len(list) == 0 {
		return
	}
	link := n
	if !htmltree.IsElement(n, "a") {
		link = find(n, "a[href]")
	}
	switch href := attrOf(link, "href"); {
	case strings.HasPrefix(href, "mailto:"):
		list[0].Email = strings.TrimPrefix(href, "mailto:")
	case htmltree.IsElement(link, "a") && (htmltree.Attr(link, "rel") == "author" || hasClass(link, "u-url")):
		list[0].URL = href
	}
	p.d.setAuthors(list...)
}

func (p *page) lead(img *html.Node) {
	if p.body != nil && inside(img, p.body) {
		return
	}
	p.image(img, p.d)
	photo := photoOf(img)
	if caption := find(img.Parent, "figcaption, .wp-caption-text"); caption != nil {
		photo.Caption = htmltree.Words(caption)
	}
	p.d.leads = append(p.d.leads, photo)
}
