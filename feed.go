package board

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"time"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

const feedVersion = "https://jsonfeed.org/version/1.1"

// A feed is one page of a JSON Feed 1.1 (jsonfeed.org/version/1.1), with
// our own fields under "_board" as § Extensions lets us.
type feed struct {
	Version     string            `json:"version"`
	Title       string            `json:"title"`
	HomePageURL string            `json:"home_page_url,omitempty"`
	FeedURL     string            `json:"feed_url,omitempty"`
	Description string            `json:"description,omitempty"`
	NextURL     string            `json:"next_url,omitempty"`
	Language    string            `json:"language,omitempty"`
	Board       *feedBoard        `json:"_board,omitempty"`
	Items       []json.RawMessage `json:"items"`
}

// feedBoard is what the widget has to know of a feed. The total is on the
// newest page only: the others are not written again.
type feedBoard struct {
	Total int    `json:"total,omitempty"` // of posts, on all pages
	Base  string `json:"base,omitempty"`  // the way to the board's folder, "../": addresses in sources start there
}

type feedItem struct {
	ID            string           `json:"id"`
	URL           string           `json:"url,omitempty"`
	ExternalURL   string           `json:"external_url,omitempty"`
	Title         string           `json:"title,omitempty"`
	ContentHTML   string           `json:"content_html"` // JSON Feed wants this or the text
	ContentText   string           `json:"content_text,omitempty"`
	Summary       string           `json:"summary,omitempty"`
	Image         string           `json:"image,omitempty"`
	DatePublished string           `json:"date_published,omitempty"`
	DateModified  string           `json:"date_modified,omitempty"`
	Authors       []feedAuthor     `json:"authors,omitempty"`
	Tags          []string         `json:"tags,omitempty"`
	Language      string           `json:"language,omitempty"`
	Attachments   []feedAttachment `json:"attachments,omitempty"`
	Board         *itemBoard       `json:"_board,omitempty"`
}

type feedAuthor struct {
	Name  string `json:"name,omitempty"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"` // only under _board
}

type feedAttachment struct {
	URL      string `json:"url"`
	MimeType string `json:"mime_type,omitempty"`
	Title    string `json:"title,omitempty"`
	Size     int64  `json:"size_in_bytes,omitempty"`
}

type feedPhoto struct {
	URL     string `json:"url,omitempty"`
	Caption string `json:"caption,omitempty"`
	Alt     string `json:"alt,omitempty"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
}

// itemBoard is what JSON Feed has no room for: with it, a post read back is
// the post that was published.
type itemBoard struct {
	ID          string              `json:"id"`
	Label       string              `json:"label,omitempty"`
	Date        string              `json:"date,omitempty"` // a day stays a day
	Updated     string              `json:"updated,omitempty"`
	Expires     string              `json:"expires,omitempty"`
	Withdrawn   *feedWithdrawal     `json:"withdrawn,omitempty"`
	By          *feedAuthor         `json:"by,omitempty"`
	Photos      []feedPhoto         `json:"photos,omitempty"`
	Attachments []feedAttachment    `json:"attachments,omitempty"`
	Pinned      bool                `json:"pinned,omitempty"`
	Translates  string              `json:"translates,omitempty"`
	Aliases     []string            `json:"aliases,omitempty"`
	Meta        map[string][]string `json:"meta,omitempty"`
	Body        string              `json:"body"` // Markdown

	// Translations are the posts in other languages that say the same, as
	// Publish finds them on the board.
	Translations []feedTranslation `json:"translations,omitempty"`
}

type feedWithdrawal struct {
	Date   string `json:"date"`
	Reason string `json:"reason,omitempty"`
}

type feedTranslation struct {
	Lang  string `json:"lang,omitempty"`
	URL   string `json:"url"`
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Item writes a post as one item of a JSON Feed. Addresses in its HTML are
// resolved against BaseURL, which is where the board is published.
func (r *Renderer) Item(p *Post) ([]byte, error) { return marshal(r.item(p.shown())) }

func (r *Renderer) item(p *Post) feedItem {
	item := feedItem{
		ID:            r.tagURI(p),
		URL:           r.file(postName(p)),
		ExternalURL:   r.absolute(p.URL),
		Title:         p.Subject,
		DatePublished: timestamp(p.Date),
		DateModified:  timestamp(p.Updated),
		Tags:          p.Tags,
		Language:      plaintext.Language(p.Lang),
		Board:         newItemBoard(p),
	}
	item.setContent(r, p)
	if p.By.Name != "" {
		item.Authors = []feedAuthor{{Name: p.By.Name, URL: r.absolute(p.By.URL)}}
	}
	for _, a := range p.Attachments {
		item.Attachments = append(item.Attachments, feedAttachment{
			r.absolute(a.URL), cmp.Or(a.Type, weburl.MediaType(a.URL)), a.Title, a.Size,
		})
	}
	return item
}

// setContent renders the post for newsreaders. The summary begins with the
// body, not with what stands below the photos.
func (item *feedItem) setContent(r *Renderer, p *Post) {
	content := r.rendering(p)
	item.ContentHTML = content.html
	item.ContentText = content.text
	item.Summary = content.summary
	if photo := p.picture(); photo.URL != "" {
		item.Image = r.absolute(photo.URL)
	}
}

// picture is the photo that stands for the post.
func (p *Post) picture() Photo {
	for _, photo := range p.Photos {
		if photo.URL != "" {
			return photo
		}
	}
	return Photo{}
}

// marshal writes JSON without HTML's escapes, which make feeds unreadable.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func newItemBoard(p *Post) *itemBoard {
	ext := &itemBoard{
		ID: p.ID, Label: p.Label, Date: p.Date.String(), Updated: p.Updated.String(),
		Expires: p.Expires.String(), Pinned: p.Pinned, Translates: p.Translates, Aliases: p.Aliases, Meta: p.Meta, Body: p.Body,
	}
	if p.Withdrawn != (Withdrawal{}) {
		ext.Withdrawn = &feedWithdrawal{p.Withdrawn.Date.String(), p.Withdrawn.Reason}
	}
	if p.By != (Author{}) {
		ext.By = &feedAuthor{p.By.Name, p.By.URL, p.By.Email}
	}
	for _, photo := range p.Photos {
		ext.Photos = append(ext.Photos, feedPhoto(photo))
	}
	for _, a := range p.Attachments {
		ext.Attachments = append(ext.Attachments, feedAttachment{a.URL, a.Type, a.Title, a.Size})
	}
	return ext
}

// timestamp is a date as JSON Feed wants it (RFC 3339).
func timestamp(d Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time.Format(time.RFC3339)
}

// tagURI names a post for good (RFC 4151), also when it gets another date,
// subject or ID: the ID that it had first is what counts.
func (r *Renderer) tagURI(p *Post) string {
	first := p.ID
	if len(p.Aliases) > 0 {
		first = p.Aliases[0]
	}
	u, err := url.Parse(cmp.Or(r.named, r.BaseURL))
	if err != nil || u.Host == "" {
		return first
	}
	day := "2000-01-01" // of an ID that does not begin with one
	if d, err := time.Parse(time.DateOnly, first[:min(len(first), len(day))]); err == nil {
		day = d.Format(time.DateOnly)
	}
	return "tag:" + u.Hostname() + "," + day + ":" + url.PathEscape(first)
}

// file is the address of a file of the board.
func (r *Renderer) file(name string) string { return r.absolute(weburl.Link(name)) }

// absolute resolves an address against the board's; what is no address
// comes out empty.
func (r *Renderer) absolute(address string) string {
	resolved, refused := weburl.NewResolver(r.BaseURL, weburl.ImagesAny).Link(address)
	if refused != "" {
		return ""
	}
	return resolved
}
