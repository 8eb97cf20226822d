package board

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
)

// Limits of a feed that is read: the bytes of it, and the items in it.
const (
	MaxFeed  = 2 << 20
	maxItems = 200
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

type feedBoard struct {
	Total int `json:"total"` // posts on all pages
}

type feedItem struct {
	ID            string           `json:"id"`
	URL           string           `json:"url,omitempty"`
	ExternalURL   string           `json:"external_url,omitempty"`
	Title         string           `json:"title,omitempty"`
	ContentHTML   string           `json:"content_html,omitempty"`
	ContentText   string           `json:"content_text,omitempty"`
	Summary       string           `json:"summary,omitempty"`
	Image         string           `json:"image,omitempty"`
	DatePublished string           `json:"date_published,omitempty"`
	DateModified  string           `json:"date_modified,omitempty"`
	Authors       []feedAuthor     `json:"authors,omitempty"`
	Author        *feedAuthor      `json:"author,omitempty"` // JSON Feed 1.0
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
	By          *feedAuthor         `json:"by,omitempty"`
	Photos      []feedPhoto         `json:"photos,omitempty"`
	Attachments []feedAttachment    `json:"attachments,omitempty"`
	Pinned      bool                `json:"pinned,omitempty"`
	Meta        map[string][]string `json:"meta,omitempty"`
	Body        string              `json:"body"` // Markdown
}

// Item writes a post as one item of a JSON Feed. Addresses in its HTML are
// resolved against BaseURL, which is where the board is published.
func (r *Renderer) Item(p *Post) ([]byte, error) {
	item := feedItem{
		ID:            r.tagURI(p),
		URL:           r.pageURL(p),
		ExternalURL:   p.URL,
		Title:         p.Subject,
		DatePublished: timestamp(p.Date),
		DateModified:  timestamp(p.Updated),
		Tags:          p.Tags,
		Language:      p.Lang,
		Board:         newItemBoard(p),
	}
	item.setContent(r, p)
	if p.By.Name != "" {
		item.Authors = []feedAuthor{{Name: p.By.Name, URL: p.By.URL}}
	}
	for _, a := range p.Attachments {
		item.Attachments = append(item.Attachments, feedAttachment{
			r.absolute(a.URL), cmp.Or(a.Type, mediaType(a.URL)), a.Title, a.Size,
		})
	}
	return marshal(item)
}

// setContent renders the post for newsreaders.
func (item *feedItem) setContent(r *Renderer, p *Post) {
	var content bytes.Buffer
	r.Render(&content, p) // a bytes.Buffer takes everything
	item.ContentHTML = content.String()
	item.ContentText = textOf(item.ContentHTML)
	item.Summary = summarize(textOf(renderBody(r, p)))
	for _, photo := range p.Photos {
		if photo.URL != "" && item.Image == "" {
			item.Image = r.absolute(photo.URL)
		}
	}
}

// renderBody is the HTML of the body without the photos.
func renderBody(r *Renderer, p *Post) string {
	var b bytes.Buffer
	r.Render(&b, &Post{Body: p.Body})
	return b.String()
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
		Expires: p.Expires.String(), Pinned: p.Pinned, Meta: p.Meta, Body: p.Body,
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

// tagURI names a post for good (RFC 4151), wherever the board moves.
func (r *Renderer) tagURI(p *Post) string {
	u, err := url.Parse(r.BaseURL)
	if err != nil || u.Host == "" {
		return p.ID
	}
	return "tag:" + u.Hostname() + "," + cmp.Or(p.Date.Time.Format(time.DateOnly), "2000-01-01") + ":" + p.ID
}

// pageURL is where the post's own page is.
func (r *Renderer) pageURL(p *Post) string {
	return r.absolute((&url.URL{Path: "posts/" + p.ID + "/index.html"}).String())
}

// absolute resolves an address against the board's; what is no address
// comes out empty.
func (r *Renderer) absolute(address string) string {
	resolved, refused := newAddresses(r.BaseURL, ImagesAny).link(address)
	if refused != "" {
		return ""
	}
	return resolved
}

// mediaTypes are those of the files that go with posts. They also are all
// that Publish copies from the posts' directory.
var mediaTypes = map[string]string{
	".avif": "image/avif", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png",
	".svg": "image/svg+xml", ".webp": "image/webp",
	".csv": "text/csv", ".ics": "text/calendar", ".pdf": "application/pdf", ".zip": "application/zip",
	".doc": "application/msword", ".hwp": "application/x-hwp", ".hwpx": "application/hwp+zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".mp3":  "audio/mpeg", ".mp4": "video/mp4",
}

func mediaType(address string) string {
	return cmp.Or(mediaTypes[strings.ToLower(path.Ext(address))], "application/octet-stream")
}

// ReadItem reads one item of a JSON Feed, ours or anybody's. It is as
// lenient as it can be: the error tells of fields of the wrong type, which
// are left out; only what is no JSON object gives no post.
func ReadItem(src []byte) (*Post, error) {
	var item feedItem
	err := json.Unmarshal(src, &item)
	var wrong *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &wrong) {
		return nil, err
	}
	return item.post(), err
}

func (item *feedItem) post() *Post {
	p := &Post{
		Subject: oneLine(cmp.Or(item.Title, item.Summary, firstLine(item.ContentText), item.ID, "post")),
		Updated: date(item.DateModified),
		Tags:    appendTags(nil, strings.Join(item.Tags, ",")),
		Lang:    oneLine(item.Language),
	}
	if item.Board != nil {
		item.Board.fill(p)
		p.URL = oneLine(item.ExternalURL)
	} else {
		item.fill(p)
	}
	p.ID = slug(cmp.Or(p.ID, makeID(p.Date, p.Subject)))
	return p
}

// date reads a date that may be anything.
func date(s string) Date {
	d, _ := ParseDate(s)
	return d
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return summarize(line)
}

// fill takes the fields of an item that is not ours.
func (item *feedItem) fill(p *Post) {
	p.Label, p.Subject = splitLabel(p.Subject)
	p.Date = date(item.DatePublished)
	p.URL = oneLine(cmp.Or(item.URL, item.ExternalURL))
	p.By = item.by()
	for _, a := range item.Attachments {
		p.Attachments = append(p.Attachments, Attachment{oneLine(a.URL), oneLine(a.Title), oneLine(a.MimeType), max(a.Size, 0)})
	}
	if item.Image != "" && !strings.Contains(item.ContentHTML, "<img") {
		p.Photos = []Photo{{URL: oneLine(item.Image)}}
	}
	p.Body = htmlBody(item.ContentHTML)
	if p.Body == "" {
		p.Body = textBody(item.ContentText)
	}
}

func (item *feedItem) by() Author {
	author := item.Author
	if len(item.Authors) > 0 {
		author = &item.Authors[0]
	}
	if author == nil {
		return Author{}
	}
	return Author{Name: oneLine(author.Name), URL: oneLine(author.URL)}
}

// fill takes our own fields.
func (ext *itemBoard) fill(p *Post) {
	p.ID = ext.ID
	p.Label = oneLine(ext.Label)
	p.Date, p.Updated, p.Expires = date(ext.Date), date(ext.Updated), date(ext.Expires)
	p.Pinned = ext.Pinned
	p.Meta = ext.Meta
	p.Body = ext.Body
	if ext.By != nil {
		p.By = Author{oneLine(ext.By.Name), oneLine(ext.By.Email), oneLine(ext.By.URL)}
	}
	for _, photo := range ext.Photos {
		photo.Caption, photo.Alt, photo.URL = oneLine(photo.Caption), oneLine(photo.Alt), oneLine(photo.URL)
		p.Photos = append(p.Photos, Photo(photo))
	}
	for _, a := range ext.Attachments {
		p.Attachments = append(p.Attachments, Attachment{oneLine(a.URL), oneLine(a.Title), oneLine(a.MimeType), max(a.Size, 0)})
	}
}

// ReadFeed reads one page of a JSON Feed, ours or anybody's, as a board.
// The name is for findings. The board is always usable: a bad item never
// hides the others. Board.NextURL leads to the page with the older posts.
func ReadFeed(name string, src []byte) (*Board, error) {
	r := feedReader{name: name, src: src}
	f := r.feed()
	var posts []*Post
	for i, item := range f.Items {
		if i == maxItems {
			r.report(0, "wanted at most %d items, found %d: the rest was not read", maxItems, len(f.Items))
			break
		}
		if p := r.item(i, item); p != nil {
			posts = append(posts, p)
		}
	}
	b := New(posts...)
	b.Title, b.Description, b.Lang = oneLine(f.Title), oneLine(f.Description), oneLine(f.Language)
	b.URL, b.NextURL = oneLine(f.HomePageURL), oneLine(f.NextURL)
	return b, r.errs.err()
}

// A feedReader gathers the findings of one ReadFeed.
type feedReader struct {
	name string
	src  []byte
	errs ErrorList
}

func (r *feedReader) report(offset int64, format string, args ...any) {
	line, col := position(r.src[:min(offset, int64(len(r.src)))])
	r.errs = append(r.errs, &Error{r.name, line, col, fmt.Sprintf(format, args...)})
}

func (r *feedReader) feed() (f feed) {
	if len(r.src) > MaxFeed {
		r.report(0, "wanted at most %d bytes, found %d: nothing was read", MaxFeed, len(r.src))
		return feed{}
	}
	err := json.Unmarshal(bytes.TrimPrefix(r.src, []byte("\ufeff")), &f)
	r.jsonError(0, err)
	if err == nil && !strings.HasPrefix(f.Version, "https://jsonfeed.org/version/") {
		r.report(0, "wanted a JSON Feed (%s), found the version %q", feedVersion, f.Version)
	}
	return f
}

func (r *feedReader) item(i int, src json.RawMessage) *Post {
	p, err := ReadItem(src)
	if start := bytes.Index(r.src, src); err != nil {
		r.jsonError(int64(start), fmt.Errorf("item %d: %w", i+1, err))
	}
	return p
}

// jsonError reports where in the file encoding/json stopped.
func (r *feedReader) jsonError(start int64, err error) {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
	case errors.As(err, &syntax):
		r.report(start+syntax.Offset, "wanted JSON, found: %v", err)
	case errors.As(err, &wrong):
		r.report(start+wrong.Offset, "wanted another type of value, found: %v", err)
	default:
		r.report(start, "wanted JSON, found: %v", err)
	}
}
