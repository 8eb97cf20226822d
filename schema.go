package board

import (
	"encoding/json"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// schema is what search engines want to know of a post (schema.org).
func (s *site) schema(p *page, h head) {
	if h.post == nil || !h.post.post.Withdrawn.Date.IsZero() {
		return
	}
	src, err := json.Marshal(s.newsArticle(h)) // which escapes <, > and &: nothing in it ends the script
	if err != nil {
		return // of strings, there is none
	}
	p.Raw(`<script type="application/ld+json">`)
	p.WriteString(plaintext.Clean(string(src)))
	p.Raw("</script>\n")
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
		InLanguage: plaintext.Language(h.lang), Keywords: item.Tags, IsBasedOn: item.ExternalURL,
		Publisher: &thing{Type: "Organization", Name: s.title(), URL: s.home},
	}
	if s.home != "" {
		article.URL, article.MainEntityOfPage = item.URL, item.URL
	}
	if post.By.Name != "" {
		article.Author = &thing{Type: "Organization", Name: post.By.Name, URL: post.By.URL}
	}
	if photo := h.post.post.picture(); weburl.IsWeb(item.Image) {
		article.Image = &thing{Type: "ImageObject", URL: item.Image, Caption: photo.Caption}
	}
	if group := s.translations[h.post.listed]; group != nil && group[0] != h.post.listed && s.home != "" {
		article.TranslationOf = &thing{Type: "NewsArticle", ID: s.address(postName(group[0])), InLanguage: s.lang(group[0])}
	}
	return article
}
