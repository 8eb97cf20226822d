package board

import "github.com/boardview/board/internal/weburl"

// oembed is what other sites show for a link to a post (oembed.com, 2.3.4):
// its title, by whom, and a picture.
func (s *site) oembed(p *Post) ([]byte, error) {
	answer := oembed{
		Version: "1.0", Type: "link", Title: p.Subject, AuthorName: p.By.Name, AuthorURL: p.By.URL,
		ProviderName: s.title(), ProviderURL: s.home,
	}
	photo := p.picture()
	if address := s.feeds("").absolute(photo.URL); weburl.IsWeb(address) && photo.Width > 0 && photo.Height > 0 {
		answer.ThumbnailURL, answer.ThumbnailWidth, answer.ThumbnailHeight = address, photo.Width, photo.Height
	}
	return marshal(answer)
}

type oembed struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	Title           string `json:"title,omitempty"`
	AuthorName      string `json:"author_name,omitempty"`
	AuthorURL       string `json:"author_url,omitempty"`
	ProviderName    string `json:"provider_name,omitempty"`
	ProviderURL     string `json:"provider_url,omitempty"`
	ThumbnailURL    string `json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
}
