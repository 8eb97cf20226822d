package importer

import "github.com/boardview/board"

// metadata reads the <meta> elements of the page: Dublin Core, Open Graph, and
// the names that news sites use.
func (p *page) metadata() {
	d := p.d
	set(&d.published, p.meta("article:published_time", "article:published", "datepublished", "dcterms:available", "dcterms:created", "dcterms:issued",
		"dc:date:issued", "dc:date", "date", "weibo:article:create_at", "parsely-pub-date", "pubdate", "publishdate", "publish-date"))
	set(&d.updated, p.meta("article:modified_time", "og:updated_time", "dcterms:modified", "datemodified"))
	set(&d.title, p.meta("dc:title", "dcterm:title", "dcterms:title", "og:title", "weibo:article:title", "weibo:webpage:title", "title", "twitter:title", "parsely-title"))
	d.setAuthors(p.metaAuthors()...)
	set(&d.lang, p.meta("og:locale"))
	if image := p.meta("og:image"); image != "" && len(d.leads) == 0 && len(d.photos) == 0 {
		d.leads = append(d.leads, board.Photo{URL: image, Alt: p.meta("og:image:alt")})
	}
	if len(d.tags) == 0 {
		p.meta()
		d.tags = append(d.tags, p.metas["article:tag"]...)
	}
}

// metaAuthors returns the authors of the first name that has any.
func (p *page) metaAuthors() (list []board.Author) {
	p.meta()
	for _, name := range []string{"dc:creator", "dcterm:creator", "dcterms:creator", "author", "parsely-author", "article:author"} {
		for _, text := range p.metas[name] {
			list = append(list, authorsIn(text)...)
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}
