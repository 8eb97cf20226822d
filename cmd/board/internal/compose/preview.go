package compose

import (
	"bytes"
	"cmp"
	"io/fs"
	"time"

	"github.com/boardview/board"
)

// A Shown is a post as readers will see it.
type Shown struct {
	Article string `json:"article"` // as the widget shows it
	Page    string `json:"page"`    // as the board's own page does, a whole document
	Style   string `json:"style"`   // of that page
}

// Preview renders a post as it will be seen when its time has come, as a page only
// if that is wanted. A draft and a post that is held back are shown, too: their writer
// wants to see them.
func Preview(name, source string, page bool) (*Shown, error) {
	p, _ := board.Parse(name, []byte(source))
	p.Draft = false
	for _, refused := range []string{"held-back", "date", "embargo", "published", "expires", "draft"} {
		delete(p.Meta, refused)
	}
	p.Embargo, p.Expires = board.Date{}, board.Date{}
	if p.Date.IsZero() {
		p.Date = board.Date{Time: time.Now().UTC().Truncate(24 * time.Hour)}
	}
	r := &board.Renderer{BaseURL: "./"}
	var article bytes.Buffer
	if err := r.Article(&article, p); err != nil {
		return nil, err
	}
	s := &Shown{Article: article.String()}
	if !page {
		return s, nil
	}
	return s, s.addPage(r, p)
}

// addPage publishes a board with nothing but the post.
func (s *Shown) addPage(r *board.Renderer, p *board.Post) error {
	b := board.New(p)
	b.Title, b.Lang = "…", cmp.Or(p.Lang, "en")
	b.Now = func() time.Time { return p.Date.Time.AddDate(1, 0, 0) }
	site, err := r.Publish(b)
	if err != nil {
		return err
	}
	page, err := fs.ReadFile(site, "posts/"+p.ID+"/index.html")
	if err != nil {
		return nil // such as a post without a subject: there is no page to show
	}
	style, err := fs.ReadFile(site, "board.css")
	s.Page, s.Style = string(page), string(style)
	return err
}
