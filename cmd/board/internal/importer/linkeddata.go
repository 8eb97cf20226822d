package importer

import (
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// isArticle reports whether a type of schema.org is one that is read as a post.
func isArticle(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") && kind != "JobPosting" || kind == "Report"
}

// linked is the JSON-LD of a page.
type linked struct {
	articles []map[string]any
	nodes    map[string]map[string]any // by @id
}

// linkedData reads the article from the JSON-LD of the page.
func (p *page) linkedData() {
	l := linked{nodes: make(map[string]map[string]any)}
	for _, script := range findAll(p.doc, `script[type="application/ld+json" i]`) {
		if script.FirstChild == nil {
			continue
		}
		v, err := parseLinkedData(script.FirstChild.Data)
		if err != nil {
			p.at(p.placeOf(script, p.d), board.Guessed, "wanted JSON-LD, found: %v", err)
			continue
		}
		l.collect(v)
	}
	if len(l.articles) == 0 {
		return
	}
	if len(l.articles) > 1 {
		p.at(0, board.Guessed, "wanted a page with one post, found %d: the first is taken", len(l.articles))
	}
	p.article(l.articles[0], l)
}

// cdataRE matches the marks of CDATA sections and comments around a script,
// which may stand in comments themselves.
var cdataRE = regexp.MustCompile(`^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$`)

// withoutCDATA removes what keeps XML parsers and old browsers from reading a
// script, and a semicolon behind it.
func withoutCDATA(script string) string {
	return strings.TrimRight(cdataRE.ReplaceAllString(script, ""), "; \t\r\n")
}

// parseLinkedData parses JSON-LD, also if it is escaped as HTML is.
func parseLinkedData(script string) (v any, err error) {
	script = withoutCDATA(script)
	if err = json.Unmarshal([]byte(script), &v); err != nil && json.Unmarshal([]byte(html.UnescapeString(script)), &v) == nil {
		return v, nil
	}
	return v, err
}

// collect finds the articles and the nodes that others refer to in a value, in
// an array, in "@graph", or as the main thing of a page.
func (l *linked) collect(v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			l.collect(one)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			l.nodes[id] = v
		}
		if slices.ContainsFunc(textsOf(v["@type"]), isArticle) {
			l.articles = append(l.articles, v)
			return
		}
		l.collect(v["@graph"])
		l.collect(v["mainEntity"])
	}
}

func (p *page) article(a map[string]any, l linked) {
	d := p.d
	text := func(name string) string { return firstText(a[name]) }
	set(&d.title, p.titleOf(html.UnescapeString(text("headline")), html.UnescapeString(text("name"))))
	set(&d.published, text("datePublished"), text("dateCreated"))
	set(&d.updated, text("dateModified"))
	set(&d.url, text("url"))
	set(&d.lang, text("inLanguage"))
	set(&d.text, text("articleBody"))
	set(&d.expires, text("expires"))
	if original, ok := a["translationOfWork"].(map[string]any); ok {
		address, _ := original["@id"].(string)
		d.keep("translates", address)
	}
	if id := text("identifier"); id != "" {
		d.setID(id)
	}
	d.setAuthors(l.peopleIn(a["author"])...)
	d.setAuthors(l.peopleIn(a["creator"])...)
	p.publisher = l.peopleIn(a["publisher"])
	for _, tags := range append(textsOf(a["keywords"]), textsOf(a["articleSection"])...) {
		d.tags = append(d.tags, strings.Split(tags, ",")...)
	}
	if images := manyOf(a["image"]); len(images) > 0 {
		d.leads = append(d.leads, photoIn(images[0])) // the others are its sizes
	}
}

// titleOf returns the headline of an article, or its name if the page's title
// begins with that alone: some sites have a description as headline.
func (p *page) titleOf(headline, name string) string {
	if name = htmltree.OneLine(name); headline == "" || name != "" && strings.HasPrefix(p.title, name) && !strings.HasPrefix(p.title, htmltree.OneLine(headline)) {
		return name
	}
	return headline
}

func manyOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

// textsOf returns the texts of a value: the value itself, its name or address.
func textsOf(v any) (list []string) {
	for _, one := range manyOf(v) {
		if s := firstText(one); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func firstText(v any) string {
	for _, one := range manyOf(v) {
		switch one := one.(type) {
		case string:
			return one
		case map[string]any:
			for _, name := range []string{"@value", "name", "url", "@id"} {
				if s, ok := one[name].(string); ok {
					return s
				}
			}
		}
	}
	return ""
}

// peopleIn returns the people of a value. A person may be described elsewhere.
func (l linked) peopleIn(v any) (list []board.Author) {
	for _, one := range manyOf(v) {
		person, ok := one.(map[string]any)
		if !ok {
			list = append(list, authorsIn(firstText(one))...)
			continue
		}
		if id, _ := person["@id"].(string); person["name"] == nil && l.nodes[id] != nil {
			person = l.nodes[id]
		}
		email, _ := person["email"].(string)
		address, _ := person["url"].(string)
		for i, a := range authorsIn(firstText(person["name"])) {
			if i == 0 {
				a.Email, a.URL = cmp.Or(a.Email, email), cmp.Or(a.URL, address)
			}
			list = append(list, a)
		}
	}
	return list
}

func photoIn(v any) board.Photo {
	image, ok := v.(map[string]any)
	if !ok {
		return board.Photo{URL: firstText(v)}
	}
	address, _ := image["url"].(string)
	return board.Photo{URL: address, Caption: plainText(firstText(image["caption"]))}
}
