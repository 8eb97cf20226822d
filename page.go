package board

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// literal is text that a programmer wrote. No other string converts to it
// by itself, so nothing of a publisher's can be written raw.
type literal string

// A page is a page of HTML around what a builder wrote, or an XML file.
type page struct {
	bytes.Buffer
	prefix string // leads to the board's folder
	lang   string
}

func (p *page) raw(s literal) { p.WriteString(string(s)) }

func (p *page) text(s string) { p.WriteString(html.EscapeString(clean(s))) }

func (p *page) word(key string) { p.text(pageWord(key, p.lang)) }

// attribute writes an attribute, unless it is empty.
func (p *page) attribute(name literal, value string) {
	if value == "" {
		return
	}
	p.raw(" " + name + `="`)
	p.text(value)
	p.raw(`"`)
}

// void writes an element that has nothing but attributes, in pairs of name
// and value.
func (p *page) void(element literal, attributes ...string) {
	p.raw("<" + element)
	for i := 0; i < len(attributes); i += 2 {
		p.attribute(literal(attributes[i]), attributes[i+1])
	}
	p.raw(">\n")
}

// link writes a link to a file of the board.
func (p *page) link(name, text string) {
	p.raw(`<a href="`)
	p.text(p.prefix + link(name))
	p.raw(`"><bdi>`)
	p.text(text)
	p.raw("</bdi></a>")
}

// A head is what a page says of itself to machines.
type head struct {
	name        string // of the page's file
	title       string
	lang        string
	description string
	feeds       *list // announced
	post        *feedEntry
	front       bool // of the board's front page
	lost        bool // shown at any address
}

// newPage starts a page, up to its masthead.
func (s *site) newPage(h head) *page {
	p := &page{prefix: below(h.name), lang: cmp.Or(language(h.lang), "en")} // as our words are
	if u, err := url.Parse(s.home); h.lost && err == nil {
		p.prefix = u.EscapedPath()
	}
	p.raw("<!DOCTYPE html>\n<html")
	p.attribute("lang", p.lang)
	p.attribute("dir", direction(p.lang))
	p.raw(">\n<head>\n<meta charset=\"utf-8\">\n" +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n" +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'">` + "\n" +
		`<meta name="referrer" content="no-referrer">` + "\n<title>")
	p.text(h.title)
	p.raw("</title>\n")
	if h.description != "" {
		p.void("meta", "name", "description", "content", h.description)
	}
	p.void("link", "rel", "stylesheet", "href", p.prefix+"board.css")
	s.relations(p, h)
	s.openGraph(p, h)
	s.schema(p, h)
	p.raw("</head>\n")
	s.masthead(p, h.front)
	return p
}

// relations links the page to its other forms: feeds, translations, the
// post's source.
func (s *site) relations(p *page, h head) {
	if h.lost || h.post != nil && !h.post.post.Withdrawn.Date.IsZero() {
		p.void("meta", "name", "robots", "content", "noindex")
	} else if s.home != "" {
		p.void("link", "rel", "canonical", "href", s.address(h.name))
	}
	for _, form := range s.forms() {
		p.void("link", "rel", "alternate", "type", form.mediaType, "title", s.titleOf(h.feeds), "href", p.prefix+link(h.feeds.file(form.file, 0)))
	}
	if h.post == nil {
		return
	}
	post := h.post.post
	for _, t := range s.translations[h.post.listed] {
		p.void("link", "rel", "alternate", "hreflang", s.lang(t), "href", s.file(p, postName(t)))
	}
	p.void("link", "rel", "alternate", "type", "text/plain", "href", p.prefix+link("posts/"+post.ID+".txt"))
	if s.home != "" && post.Withdrawn.Date.IsZero() {
		p.void("link", "rel", "alternate", "type", "application/json+oembed", "title", post.Subject, "href", s.address("oembed/"+post.ID+".json"))
	}
}

// address is the address that a file will have. An index has that of its
// folder if it is the front page.
func (s *site) address(name string) string {
	if name == "index.html" {
		return s.home
	}
	return s.home + link(name)
}

// file is the address of a file, as absolute as it can be.
func (s *site) file(p *page, name string) string {
	if s.home == "" {
		return p.prefix + link(name)
	}
	return s.address(name)
}

// A form is one of the ways in which a list can be subscribed to.
type form struct {
	file, mediaType, name string
}

func (s *site) forms() []form {
	if s.home == "" {
		return []form{{"feed.json", "application/feed+json", "JSON Feed"}}
	}
	return []form{
		{"feed.xml", "application/rss+xml", "RSS"},
		{"atom.xml", "application/atom+xml", "Atom"},
		{"feed.json", "application/feed+json", "JSON Feed"},
	}
}

// openGraph is what other sites show of a link to the page (ogp.me).
func (s *site) openGraph(p *page, h head) {
	property := func(name, value string) {
		if value != "" {
			p.void("meta", "property", name, "content", value)
		}
	}
	if h.post != nil {
		property("og:title", h.post.item.Title)
	} else {
		property("og:title", h.title)
	}
	property("og:site_name", s.title())
	property("og:description", h.description)
	property("og:locale", locale(h.lang))
	if s.home != "" && !h.lost {
		property("og:url", s.address(h.name))
	}
	if h.post == nil {
		property("og:type", "website")
		return
	}
	item := h.post.item
	property("og:type", "article")
	property("article:published_time", item.DatePublished)
	property("article:modified_time", item.DateModified)
	for _, tag := range item.Tags {
		property("article:tag", tag)
	}
	photo, card := h.post.post.picture(), "summary"
	if isWeb(item.Image) {
		property("og:image", item.Image)
		property("og:image:width", positive(photo.Width))
		property("og:image:height", positive(photo.Height))
		property("og:image:alt", photo.Alt)
		card = "summary_large_image"
	}
	p.void("meta", "name", "twitter:card", "content", card)
}

// positive is a number as text, nothing for zero.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// locale is a language with its territory, as Open Graph wants it.
func locale(lang string) string {
	language, territory, ok := strings.Cut(lang, "-")
	if !ok || len(territory) != 2 {
		return ""
	}
	return strings.ToLower(language) + "_" + strings.ToUpper(territory)
}

// rightToLeft are the languages that are written so.
var rightToLeft = map[string]bool{"ar": true, "fa": true, "he": true, "ur": true, "ps": true, "ckb": true, "ug": true, "yi": true, "dv": true}

func direction(lang string) string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if rightToLeft[primary] {
		return "rtl"
	}
	return ""
}

// schema is what search engines want to know of a post (schema.org).
func (s *site) schema(p *page, h head) {
	if h.post == nil || !h.post.post.Withdrawn.Date.IsZero() {
		return
	}
	src, err := json.Marshal(s.newsArticle(h)) // which escapes <, > and &: nothing in it ends the script
	if err != nil {
		return // of strings, there is none
	}
	p.raw(`<script type="application/ld+json">`)
	p.WriteString(clean(string(src)))
	p.raw("</script>\n")
}

// A thing is something that schema.org has a word for.
type thing struct {
	Context          string   `json:"@context,omitempty"`
	Type             string   `json:"@type"`
	ID               string   `json:"@id,omitempty"`
	Name             string   `json:"name,omitempty"`
	Headline         string   `json:"headline,omitempty"`
	Description      string   `json:"description,omitempty"`
	URL              string   `json:"url,omitempty"`
	MainEntityOfPage string   `json:"mainEntityOfPage,omitempty"`
	Identifier       string   `json:"identifier,omitempty"`
	DatePublished    string   `json:"datePublished,omitempty"`
	DateModified     string   `json:"dateModified,omitempty"`
	Expires          string   `json:"expires,omitempty"`
	InLanguage       string   `json:"inLanguage,omitempty"`
	Keywords         []string `json:"keywords,omitempty"`
	Image            *thing   `json:"image,omitempty"`
	Caption          string   `json:"caption,omitempty"`
	Author           *thing   `json:"author,omitempty"`
	Publisher        *thing   `json:"publisher,omitempty"`
	IsBasedOn        string   `json:"isBasedOn,omitempty"`
	TranslationOf    *thing   `json:"translationOfWork,omitempty"`
}

func (s *site) newsArticle(h head) thing {
	post, item := h.post.post, h.post.item
	article := thing{
		Context: "https://schema.org", Type: "NewsArticle", Headline: item.Title, Description: item.Summary,
		Identifier: item.ID, DatePublished: post.Date.String(), DateModified: post.Updated.String(), Expires: post.Expires.String(),
		InLanguage: language(h.lang), Keywords: item.Tags, IsBasedOn: item.ExternalURL,
		Publisher: &thing{Type: "Organization", Name: s.title(), URL: s.home},
	}
	if s.home != "" {
		article.URL, article.MainEntityOfPage = item.URL, item.URL
	}
	if post.By.Name != "" {
		article.Author = &thing{Type: "Organization", Name: post.By.Name, URL: post.By.URL}
	}
	if photo := h.post.post.picture(); isWeb(item.Image) {
		article.Image = &thing{Type: "ImageObject", URL: item.Image, Caption: photo.Caption}
	}
	if group := s.translations[h.post.listed]; group != nil && group[0] != h.post.listed && s.home != "" {
		article.TranslationOf = &thing{Type: "NewsArticle", ID: s.address(postName(group[0])), InLanguage: s.lang(group[0])}
	}
	return article
}

// masthead is on top of every page, and the same on all but the front page,
// whose heading it is.
func (s *site) masthead(p *page, front bool) {
	start, name, end := literal("<body>\n"), literal(`<p class="name" dir="auto">`), literal("</p>\n")
	if front {
		start, name, end = `<body class="front">`+"\n", `<h1 class="name" dir="auto">`, "</h1>\n"
	}
	lang := p.lang
	p.raw(start + `<a class="skip" href="#main">`)
	p.word("skip")
	p.raw("</a>\n<header class=\"masthead\">\n" + name)
	p.link("index.html", s.title())
	p.raw(end + "<nav")
	p.attribute("aria-label", pageWord("board", lang))
	p.raw(">")
	p.link("index.html", pageWord("all", lang))
	p.link("archive/index.html", pageWord("archive", lang))
	p.raw("</nav>\n</header>\n")
}

// finish writes the foot, with what can be subscribed to.
func (s *site) finish(p *page, l *list) []byte {
	p.raw("<footer class=\"foot\">\n<p dir=\"auto\">")
	p.text(s.title())
	p.raw("</p>\n<p>")
	for _, form := range s.forms() {
		p.link(l.file(form.file, 0), form.name)
	}
	p.raw("</p>\n</footer>\n</body>\n</html>\n")
	return p.Bytes()
}
