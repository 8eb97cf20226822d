package board

import (
	"strconv"
	"strings"

	"github.com/boardview/board/internal/weburl"
)

// relations links the page to its other forms: feeds, translations, the
// post's source.
func (s *site) relations(p *page, h head) {
	if h.lost || h.post != nil && !h.post.post.Withdrawn.Date.IsZero() {
		p.Void("meta", "name content", "robots", "noindex")
	} else if s.home != "" {
		p.Void("link", "rel href", "canonical", s.address(h.name))
	}
	for _, form := range s.forms() {
		p.Void("link", "rel type title href", "alternate", form.mediaType, s.titleOf(h.feeds), p.prefix+weburl.Link(h.feeds.file(form.file, 0)))
	}
	if h.post == nil {
		return
	}
	post := h.post.post
	for _, t := range s.translations[h.post.listed] {
		if lang := s.lang(t); lang != "" {
			p.Void("link", "rel hreflang href", "alternate", lang, s.file(p, postName(t)))
		}
	}
	p.Void("link", "rel type href", "alternate", "text/plain", p.prefix+weburl.Link("posts/"+post.ID+".txt"))
	if s.home != "" && post.Withdrawn.Date.IsZero() {
		p.Void("link", "rel type title href", "alternate", "application/json+oembed", post.Subject, s.address("oembed/"+post.ID+".json"))
	}
}

// address is the address that a file will have. An index has that of its
// folder if it is the front page.
func (s *site) address(name string) string {
	if name == "index.html" {
		return s.home
	}
	return s.home + weburl.Link(name)
}

// file is the address of a file, as absolute as it can be.
func (s *site) file(p *page, name string) string {
	if s.home == "" {
		return p.prefix + weburl.Link(name)
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
			p.Void("meta", "property content", name, value)
		}
	}
	if h.post != nil {
		property("og:title", h.post.item.Title)
	} else {
		property("og:title", h.title)
	}
	property("og:site_name", s.title())
	property("og:description", h.description)
	property("og:locale", openGraphLocale(h.lang))
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
	if weburl.IsWeb(item.Image) {
		property("og:image", item.Image)
		property("og:image:width", positive(photo.Width))
		property("og:image:height", positive(photo.Height))
		property("og:image:alt", photo.Alt)
		card = "summary_large_image"
	}
	p.Void("meta", "name content", "twitter:card", card)
}

// positive is a number as text, nothing for zero.
func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// openGraphLocale is a language with its territory, as Open Graph wants it.
func openGraphLocale(lang string) string {
	language, territory, ok := strings.Cut(lang, "-")
	if !ok || len(territory) != 2 {
		return ""
	}
	return strings.ToLower(language) + "_" + strings.ToUpper(territory)
}
