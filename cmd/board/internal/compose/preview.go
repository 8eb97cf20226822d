package compose

import (
	"cmp"
	"io/fs"
	"maps"
	"time"

	"github.com/boardview/board"
)

// AddPage adds to a document of the editor the page that the board will have for it: it
// publishes a board with nothing but the post. A draft and a post that is held back
// have a page, too, as it will be when their time has come: their writer wants to
// see it. A post that has none, such as one without a subject, stays without.
func (e *Editor) AddPage(d *Document) error {
	p := *e.last.post
	p.Draft = false
	p.Meta = maps.Clone(p.Meta)
	for _, refused := range []string{"held-back", "date", "embargo", "published", "expires", "draft"} {
		delete(p.Meta, refused)
	}
	p.Embargo, p.Expires = board.Date{}, board.Date{}
	if p.Date.IsZero() {
		p.Date = board.Date{Time: time.Now().UTC().Truncate(24 * time.Hour)}
	}
	b := board.New(&p)
	b.Title, b.Lang = "…", cmp.Or(p.Lang, "en")
	b.Now = func() time.Time { return p.Date.Time.AddDate(1, 0, 0) }
	site, err := renderer.Publish(b)
	if err != nil {
		return err
	}
	if page, err := fs.ReadFile(site, "posts/"+p.ID+"/index.html"); err == nil {
		d.Page = string(page)
	}
	return nil
}
