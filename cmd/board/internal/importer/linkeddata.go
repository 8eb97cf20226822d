package importer

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// articles are the types of schema.org that are read as posts.
var articles = []string{
	"NewsArticle", "Article", "BlogPosting", "Report", "ReportageNewsArticle", "SocialMediaPosting", "DiscussionForumPosting", "AnalysisNewsArticle",
}

// linkedData reads the article from the JSON-LD of the page.
func (p *page) linkedData() {
	var found []map[string]any
	for _, script := range findAll(p.doc, `script[type="application/ld+json" i]`) {
		if script.FirstChild == nil {
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(script.FirstChild.Data), &v); err != nil {
			p.at(p.placeOf(script, p.d), board.Guessed, "wanted JSON-LD, found: %v", err)
			continue
		}
		found = append(found, articlesIn(v)...)
	}
	if len(found) == 0 {
		return
	}
	if len(found) > 1 {
		p.at(0, board.Guessed, "wanted a page with one post, found %d: the first is taken", len(found))
	}
	p.article(found[0])
}

// articlesIn finds the articles in a value, in an array or in "@graph".
func articlesIn(v any) (found []map[string]any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			found = append(found, articlesIn(one)...)
		}
	case map[string]any:
		for _, kind := range textsOf(v["@type"]) {
			if slices.Contains(articles, kind) {
				return []map[string]any{v}
			}
		}
		if v["@graph"] != nil {
			return articlesIn(v["@graph"])
		}
	}
	return found
}

func (p *page) article(a map[string]any) {
	d := p.d
	text := func(name string) string { return firstText(a[name]) }
	set(&d.title, html.UnescapeString(text("headline")), html.UnescapeString(text("name")))
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
	for _, role := range []string{"author", "creator", "publisher"} {
		if d.by.Name == "" {
			d.by = personIn(a[role])
		}
	}
	for _, people := range manyOf(a["author"])[min(1, len(manyOf(a["author"]))):] {
		d.keep("author", firstText(people))
	}
	for _, tags := range append(textsOf(a["keywords"]), textsOf(a["articleSection"])...) {
		d.tags = append(d.tags, strings.Split(tags, ",")...)
	}
	if images := manyOf(a["image"]); len(images) > 0 {
		d.leads = append(d.leads, photoIn(images[0])) // the others are its sizes
	}
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

// personIn returns the first person of a value.
func personIn(v any) board.Author {
	if list := manyOf(v); len(list) > 0 {
		v = list[0]
	}
	person, ok := v.(map[string]any)
	if !ok {
		return board.Author{Name: firstText(v)}
	}
	email, _ := person["email"].(string)
	address, _ := person["url"].(string)
	return board.Author{Name: firstText(person["name"]), Email: email, URL: address}
}

func photoIn(v any) board.Photo {
	image, ok := v.(map[string]any)
	if !ok {
		return board.Photo{URL: firstText(v)}
	}
	address, _ := image["url"].(string)
	return board.Photo{URL: address, Caption: plainText(firstText(image["caption"]))}
}
