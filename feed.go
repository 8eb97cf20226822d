package board

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/weburl"
)

// This file is the wire format: JSON Feed 1.1 (jsonfeed.org/version/1.1) with
// our own fields under "_board", as its section Extensions allows. It writes a
// post as an item and reads items and feeds, ours or anybody's. The site and
// the widget's engine call it. It must not know which posts a board publishes,
// nor which other files there are.

const feedVersion = "https://jsonfeed.org/version/1.1"

// A feed is one page of a JSON Feed. Its items are decoded one by one, so that
// a bad one never hides the others, and no more of them than are read.
type feed struct {
	Version     string          `json:"version"`
	Title       string          `json:"title"`
	HomePageURL string          `json:"home_page_url,omitempty"`
	FeedURL     string          `json:"feed_url,omitempty"`
	Description string          `json:"description,omitempty"`
	NextURL     string          `json:"next_url,omitempty"`
	Language    string          `json:"language,omitempty"`
	Authors     []any           `json:"authors,omitempty"` // of items that name none; ours do not need them
	Author      map[string]any  `json:"author,omitempty"`  // the same in JSON Feed 1.0
	Ext         *feedExtension  `json:"_board,omitempty"`
	Items       json.RawMessage `json:"items"` // an array
}

// A feedExtension holds what the widget needs to know about a feed. Only the
// newest page has the total: the older pages would change with each new post.
type feedExtension struct {
	Total  int    `json:"total,omitempty"`  // how many posts all pages of the feed have
	Search string `json:"search,omitempty"` // relative URL of the folder of the search index, in the feed of all posts if there is one
	Base   string `json:"base,omitempty"`   // relative URL of the board's folder, "../": relative URLs in a post's source start there
}

type feedItem struct {
	ID            string           `json:"id"`
	URL           string           `json:"url,omitempty"`
	ExternalURL   string           `json:"external_url,omitempty"`
	Title         string           `json:"title,omitempty"`
	ContentHTML   string           `json:"content_html"` // JSON Feed requires this or content_text, which we leave out
	Summary       string           `json:"summary,omitempty"`
	Image         string           `json:"image,omitempty"`
	DatePublished string           `json:"date_published,omitempty"`
	DateModified  string           `json:"date_modified,omitempty"`
	Authors       []feedAuthor     `json:"authors,omitempty"`
	Tags          []string         `json:"tags,omitempty"`
	Language      string           `json:"language,omitempty"`
	Attachments   []feedAttachment `json:"attachments,omitempty"`
	Ext           *itemExtension   `json:"_board,omitempty"`
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

	// Sizes are copies to choose from, narrowest first, with their URLs as an
	// item's have them. Only Publish knows them; Item leaves them out.
	Sizes []feedSize `json:"sizes,omitempty"`
}

type feedSize struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// An itemExtension holds the fields of a post that JSON Feed has no place for.
// With it, a post read from a feed equals the post that was published.
type itemExtension struct {
	ID          string              `json:"id"`
	Label       string              `json:"label,omitempty"`
	Date        string              `json:"date,omitempty"` // as Date.String writes it: date_published makes a moment of a day
	Updated     string              `json:"updated,omitempty"`
	Expires     string              `json:"expires,omitempty"`
	Withdrawn   *feedWithdrawal     `json:"withdrawn,omitempty"`
	Embargo     string              `json:"embargo,omitempty"`
	By          *feedAuthor         `json:"by,omitempty"`
	CoAuthors   []feedAuthor        `json:"coauthors,omitempty"` // all but the first, which is By
	Photos      []feedPhoto         `json:"photos,omitempty"`
	Attachments []feedAttachment    `json:"attachments,omitempty"` // their URLs as the post has them
	Pinned      bool                `json:"pinned,omitempty"`
	Translates  string              `json:"translates,omitempty"`
	Aliases     []string            `json:"aliases,omitempty"`
	Folder      string              `json:"folder,omitempty"` // relative URLs in body, photos and attachments start there
	Meta        map[string][]string `json:"meta,omitempty"`
	Body        string              `json:"body"` // Markdown

	// ItemURL is where the whole item is, if this one is shortened.
	ItemURL string `json:"item_url,omitempty"`

	// Images are the pictures of the board in the text, with their URLs as
	// content_html has them. Only Publish knows them, too.
	Images []feedPhoto `json:"images,omitempty"`

	// Translations are the published posts that say the same in other
	// languages. Only Publish knows them; Item leaves them out.
	Translations []feedLink `json:"translations,omitempty"`
}

type feedWithdrawal struct {
	Date   string `json:"date"`
	Reason string `json:"reason,omitempty"`
}

// A feedLink leads to another post of the board.
type feedLink struct {
	Lang  string `json:"lang,omitempty"`
	URL   string `json:"url"`
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Writing an item.

// Item writes a post as one item of a JSON Feed 1.1 (jsonfeed.org/version/1.1):
// a JSON object without a line end. content_html is what [Renderer.Render]
// writes. Relative URLs are resolved against BaseURL, which should be the URL
// of the folder where the board is published. [ReadItem] returns an equal post.
func (r *Renderer) Item(p *Post) ([]byte, error) { return marshal(r.item(p.shown())) }

func (r *Renderer) item(p *Post) feedItem {
	item := feedItem{
		ID:            r.tagURI(p),
		URL:           r.publishedURL(p.pagePath()),
		ExternalURL:   r.resolve(p.URL),
		Title:         p.Subject,
		DatePublished: p.Date.timestamp(),
		DateModified:  p.Updated.timestamp(),
		Tags:          p.Tags,
		Language:      plaintext.Language(p.Lang),
		Ext:           newItemExtension(p),
	}
	item.setContent(r, p)
	for _, a := range p.namedAuthors() {
		item.Authors = append(item.Authors, feedAuthor{Name: a.Name, URL: r.resolve(a.URL)})
	}
	for _, a := range p.Attachments {
		item.Attachments = append(item.Attachments, feedAttachment{
			URL: r.resolveIn(p, a.URL), MimeType: cmp.Or(a.Type, weburl.MediaType(a.URL)), Title: a.Title, Size: a.Size,
		})
	}
	return item
}

// withoutText returns the item with its summary in place of its text, and the URL
// of the whole item.
func (item feedItem) withoutText(itemURL string) feedItem {
	ext := *item.Ext
	ext.Body, ext.Images, ext.ItemURL = "", nil, itemURL
	item.ContentHTML, item.Ext = item.teaser(), &ext
	return item
}

// teaser is the summary, with a link to the whole.
func (item feedItem) teaser() string {
	var content markup.Writer
	content.Raw("<p>")
	content.Text(item.Summary)
	content.Raw("</p>")
	if item.URL != "" {
		content.Raw(`<p><a href="`)
		content.Text(item.URL)
		content.Raw(`" rel="noopener noreferrer">`)
		content.Text(plaintext.FirstLine(item.Title))
		content.Raw("</a></p>")
	}
	return content.String()
}

// shortened returns the item as withoutText does, and without whatever else may be
// long. What is left has a bounded size.
func (item feedItem) shortened(itemURL string) feedItem {
	ext := item.Ext
	short := feedItem{
		ID: item.ID, URL: item.URL, Title: plaintext.FirstLine(item.Title), Summary: item.Summary,
		ContentHTML:   item.teaser(),
		DatePublished: item.DatePublished, DateModified: item.DateModified, Language: item.Language,
		Ext: &itemExtension{
			ID: ext.ID, Date: ext.Date, Updated: ext.Updated, Expires: ext.Expires, Pinned: ext.Pinned,
			Translates: ext.Translates, Translations: ext.Translations, ItemURL: itemURL,
		},
	}
	if len(item.Image) < 2048 {
		short.Image = item.Image
	}
	return short
}

// setContent renders the post. The summary begins with the body: it leaves out
// captions.
func (item *feedItem) setContent(r *Renderer, p *Post) {
	content := r.rendering(p)
	item.ContentHTML = content.html
	item.Summary = content.summary
	if photo := p.picture(); photo.URL != "" {
		item.Image = r.resolveIn(p, photo.URL)
	}
}

// picture is the first photo that is more than a caption.
func (p *Post) picture() Photo {
	for _, photo := range p.Photos {
		if photo.URL != "" {
			return photo
		}
	}
	return Photo{}
}

// namedAuthors are the authors that feeds and pages can name.
func (p *Post) namedAuthors() []Author {
	return slices.DeleteFunc(slices.Clone(p.Authors()), func(a Author) bool { return a.Name == "" })
}

func newItemExtension(p *Post) *itemExtension {
	ext := &itemExtension{
		ID: p.ID, Label: p.Label, Date: p.Date.String(), Updated: p.Updated.String(),
		Expires: p.Expires.String(), Embargo: p.Embargo.String(), Pinned: p.Pinned, Translates: p.Translates, Aliases: p.Aliases,
		Folder: p.Folder, Meta: p.Meta, Body: p.Body,
	}
	if p.Withdrawn != (Withdrawal{}) {
		ext.Withdrawn = &feedWithdrawal{Date: p.Withdrawn.Date.String(), Reason: p.Withdrawn.Reason}
	}
	if p.By != (Author{}) {
		ext.By = &feedAuthor{Name: p.By.Name, URL: p.By.URL, Email: p.By.Email}
	}
	for _, a := range p.CoAuthors {
		ext.CoAuthors = append(ext.CoAuthors, feedAuthor{Name: a.Name, URL: a.URL, Email: a.Email})
	}
	for _, photo := range p.Photos {
		ext.Photos = append(ext.Photos, feedPhoto{URL: photo.URL, Caption: photo.Caption, Alt: photo.Alt, Width: photo.Width, Height: photo.Height})
	}
	for _, a := range p.Attachments {
		ext.Attachments = append(ext.Attachments, feedAttachment{URL: a.URL, MimeType: a.Type, Title: a.Title, Size: a.Size})
	}
	return ext
}

// marshal writes JSON without HTML's escapes: "<" stays "<" instead of "\u003c".
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// timestamp is a date in RFC 3339, as JSON Feed and Atom require; "" for none.
func (d Date) timestamp() string {
	if d.IsZero() {
		return ""
	}
	return d.moment().Format(time.RFC3339)
}

// dayHour is the time of a day, in UTC, at which most of the world has the same
// date: all zones from -10:00 to +13:45, which are those of America and Asia,
// Hawaii and New Zealand.
const dayHour = 10

// moment is the time that feeds give a date. Their readers show it in the time
// zones where they are, but a day must not shift.
func (d Date) moment() time.Time {
	if d.HasTime || d.IsZero() {
		return d.Time
	}
	return d.Time.Add(dayHour * time.Hour)
}

// tagURI identifies a post permanently (RFC 4151). It is made of the first ID
// that the post had and of the host where the board was first published, so
// that newsreaders do not show the post again when either changes.
func (r *Renderer) tagURI(p *Post) string {
	first := p.ID
	if len(p.Aliases) > 0 {
		first = p.Aliases[0]
	}
	u, err := url.Parse(cmp.Or(r.named, r.BaseURL))
	if err != nil || u.Host == "" {
		return first
	}
	day := "2000-01-01" // RFC 4151 requires a date; this stands for an ID that does not begin with one
	if d, err := time.Parse(time.DateOnly, first[:min(len(first), len(day))]); err == nil {
		day = d.Format(time.DateOnly)
	}
	return "tag:" + u.Hostname() + "," + day + ":" + url.PathEscape(first)
}

// pagePath is the path of a post's page in the published tree.
func (p *Post) pagePath() string { return "posts/" + p.ID + "/index.html" }

// indexFile is the HTML page of a folder.
const indexFile = "index.html"

// publishedURL is the URL of a file in the published tree.
func (r *Renderer) publishedURL(path string) string { return r.resolve(r.link(path)) }

// link is the URL of a file in the published tree, relative to the tree. That of
// the front page may be empty.
func (r *Renderer) link(path string) string {
	if r.directoryURLs {
		path = strings.TrimSuffix(path, indexFile)
	}
	return weburl.Link(path)
}

// resolve makes a URL of a post absolute, as far as BaseURL is. A URL that the
// policy refuses becomes "".
func (r *Renderer) resolve(address string) string { return r.resolveIn(new(Post), address) }

// resolveIn is resolve for a URL of a file that goes with the post.
func (r *Renderer) resolveIn(p *Post, address string) string {
	resolved, refused := weburl.NewResolver(r.BaseURL, weburl.ImagesAny).Within(p.Folder).Link(address)
	if refused != "" {
		return ""
	}
	return resolved
}

// Reading an item.

// ReadItem reads one item of a JSON Feed (1.0 or 1.1), ours or anybody's. A
// field of the wrong type is left out, and the error lists those fields beside
// a usable post. The post is nil only if src is not a JSON object.
func ReadItem(src []byte) (*Post, error) {
	var item any
	var beyond *json.UnmarshalTypeError // a number beyond float64's, which is null then
	if err := json.Unmarshal(src, &item); err != nil && !errors.As(err, &beyond) {
		return nil, err
	}
	fields, ok := item.(map[string]any)
	if !ok {
		return nil, errors.New("wanted an object")
	}
	var wrong []string
	if beyond != nil {
		wrong = []string{"wanted smaller numbers"}
	}
	return fromItem(fields, wrong)
}

// FromItem is [ReadItem] for an item that is already decoded, in the types that
// encoding/json uses for an interface value. The post is never nil.
func FromItem(fields map[string]any) (*Post, error) { return fromItem(fields, nil) }

func fromItem(fields map[string]any, wrong []string) (*Post, error) {
	post := readPost(object{fields: fields, wrong: &wrong})
	if wrong != nil {
		return post, errors.New(strings.Join(wrong, ", "))
	}
	return post, nil
}

func readPost(item object) *Post {
	p := &Post{
		Subject: item.subject(),
		Updated: item.date("date_modified"),
		Tags:    item.tags(),
		Lang:    item.lang("language"),
	}
	if ext := item.object("_board"); ext.fields["body"] != nil {
		p.fillFromExtension(ext)
		p.URL = item.web("external_url")
		if ext.text("item_url") != "" { // the whole body is there
			p.Body = safehtml.HTMLBody(item.text("content_html"))
		}
	} else {
		p.fillFromItem(item)
	}
	if p.ID == "" {
		p.ID = makeID(p.Date, p.Subject)
	}
	p.ID = plaintext.Slug(p.ID)
	return p
}

// subject is the item's title, or else the first field that can replace it:
// JSON Feed does not require a title.
func (item object) subject() string {
	subject := plaintext.FirstSeen(item.line("title"), item.line("summary"))
	if subject == "" {
		subject = plaintext.FirstSeen(plaintext.OneLine(plaintext.FirstLine(item.text("content_text"))), item.line("id"), "post")
	}
	return subject
}

// fillFromItem fills in the rest from an item without our extension.
func (p *Post) fillFromItem(item object) {
	p.Label, p.Subject = splitLabel(p.Subject)
	p.Date = item.date("date_published")
	p.URL = cmp.Or(item.web("url"), item.web("external_url"))
	p.setAuthors(item.authors())
	p.Attachments = readAttachments(item)
	content := item.text("content_html")
	if image := item.line("image"); image != "" && !strings.Contains(content, "<img") {
		p.Photos = []Photo{{URL: noAngles.Replace(image)}}
	}
	p.Body = cmp.Or(safehtml.HTMLBody(content), safehtml.TextBody(item.text("content_text")))
}

// fillFromExtension fills in the rest from our extension.
func (p *Post) fillFromExtension(ext object) {
	p.ID = ext.text("id")
	p.Label = ext.line("label")
	p.Meta = readMeta(ext.object("meta"))
	p.Date, p.Expires = p.decidingDate(ext, "date"), p.decidingDate(ext, "expires")
	p.Updated = ext.date("updated")
	p.Withdrawn = readWithdrawal(ext)
	p.Translates = ext.id("translates")
	p.Aliases = ext.ids("aliases")
	p.Pinned = get[bool](ext, "pinned", "true or false")
	p.Body = ext.text("body")
	p.Embargo = p.decidingDate(ext, "embargo")
	p.setAuthors(readAuthors(append([]object{ext.object("by")}, ext.objects("coauthors")...)))
	p.Attachments = readAttachments(ext)
	for _, o := range ext.objects("photos") {
		if photo := readPhoto(o); photo != (Photo{}) {
			p.Photos = append(p.Photos, photo)
		}
	}
	p.Folder = ext.validLine("folder", isFolder, "a folder")
}

// decidingDate reads a date that decides if the post is shown. One that cannot
// be read holds the post back.
func (p *Post) decidingDate(ext object, name string) Date {
	text, isText := ext.fields[name].(string)
	d, ok := ParseDate(text)
	if !ok && ext.fields[name] != nil && !(isText && text == "") {
		if text == "" { // of another type
			text = "unreadable"
		}
		p.addMeta(name, plaintext.OneLine(text))
		ext.report(name, "a date")
	}
	return d
}

// readWithdrawal fails closed: an object without a readable date withdraws the
// post, too, and so does a value of any other type.
func readWithdrawal(ext object) Withdrawal {
	o := ext.object("withdrawn")
	w := Withdrawal{Date: o.date("date"), Reason: o.line("reason")}
	if w.Date.IsZero() && ext.fields["withdrawn"] != nil {
		w.Date = undated
	}
	return w
}

func readMeta(o object) map[string][]string {
	meta := make(map[string][]string)
	names := make([]string, 0, len(o.fields))
	for name := range o.fields {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return names[i] < names[j] }) // slices.Sort makes the engine 1.3 kB larger
	for _, name := range names {
		if !isMetaName(name) {
			o.report(name, "the name of a field")
			continue
		}
		for _, value := range o.texts(name) {
			meta[name] = append(meta[name], plaintext.OneLine(value))
		}
	}
	if len(meta) == 0 {
		return nil
	}
	return meta
}

func readPhoto(o object) Photo {
	return Photo{
		URL: noAngles.Replace(o.line("url")), Caption: o.line("caption"), Alt: o.line("alt"),
		Width: int(o.integer("width", maxPixels)), Height: int(o.integer("height", maxPixels)),
	}
}

// authors are those of an item or a whole feed, without an e-mail address: JSON
// Feed has no such field.
func (o object) authors() []Author {
	list := readAuthors(o.objects("authors"))
	if list == nil {
		list = readAuthors([]object{o.object("author")}) // JSON Feed 1.0
	}
	for i := range list {
		list[i].Email = ""
	}
	return list
}

// readAuthors leaves out authors without any field.
func readAuthors(objects []object) (list []Author) {
	for _, o := range objects {
		if a := readAuthor(o); a != (Author{}) {
			list = append(list, a)
		}
	}
	return list
}

func readAuthor(o object) Author {
	return Author{Name: o.line("name"), Email: o.validLine("email", weburl.IsEmail, "an e-mail address"), URL: o.web("url")}
}

// maxSize is the largest believable size of an attachment in bytes: a petabyte.
const maxSize = 1e15

func readAttachments(o object) (list []Attachment) {
	for _, a := range o.objects("attachments") {
		attachment := Attachment{
			URL: noAngles.Replace(a.line("url")), Title: a.line("title"), Type: a.line("mime_type"), Size: a.integer("size_in_bytes", maxSize),
		}
		if attachment.URL != "" {
			list = append(list, attachment)
		}
	}
	return list
}

// An object is a JSON object whose fields are read one by one. A field that is
// missing or null is empty; so is one of the wrong type, which is reported.
type object struct {
	fields map[string]any
	path   string    // of this object in the item: "_board.by."
	wrong  *[]string // the reports of the whole item
}

// maxWrong limits the length of the error that a hostile item causes.
const maxWrong = 20

func get[T any](o object, name, want string) T { return as[T](o, name, o.fields[name], want) }

// as reads a value of a field, or of an array that is one.
func as[T any](o object, name string, value any, want string) T {
	v, ok := value.(T)
	if !ok && value != nil {
		o.report(name, want)
	}
	return v
}

func (o object) report(name, want string) {
	if len(*o.wrong) < maxWrong {
		*o.wrong = append(*o.wrong, "wanted "+want+" for "+strconv.Quote(plaintext.Start(o.path+name)))
	}
}

// text reads a string. A number counts as one: many feeds have numbers as IDs.
func (o object) text(name string) string { return o.asText(name, o.fields[name]) }

func (o object) asText(name string, value any) string {
	if n, ok := value.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return as[string](o, name, value, "text")
}

func (o object) line(name string) string { return plaintext.OneLine(o.text(name)) }

// validLine reads a line that a function accepts. Any other line is reported.
func (o object) validLine(name string, valid func(string) bool, want string) string {
	s := o.line(name)
	if s != "" && !valid(s) {
		o.report(name, want)
		return ""
	}
	return s
}

// web reads an http or https URL.
func (o object) web(name string) string {
	return o.validLine(name, weburl.IsWeb, "an address of the web")
}

func (o object) lang(name string) string {
	return o.validLine(name, plaintext.IsLanguage, "a language tag")
}

// id reads the ID of another post.
func (o object) id(name string) string {
	if id := o.text(name); id != "" {
		return plaintext.Slug(id)
	}
	return ""
}

// tags reads an array of tags, each of which may have commas.
func (o object) tags() (list []string) {
	for _, tag := range o.texts("tags") {
		if tag = strings.TrimFunc(plaintext.OneLine(tag), plaintext.IsSpace); tag != "" {
			list = append(list, tag)
		}
	}
	return list
}

func (o object) ids(name string) (list []string) {
	for _, id := range o.texts(name) {
		list = append(list, plaintext.Slug(id))
	}
	return list
}

// date reads a date. One that cannot be parsed is not reported: feeds have
// dates of every kind.
func (o object) date(name string) Date {
	d, _ := ParseDate(o.text(name))
	return d
}

// integer reads a number from 0 to limit. Any other number is 0.
func (o object) integer(name string, limit float64) int64 {
	n := get[float64](o, name, "a number")
	if n >= 0 && n <= limit {
		return int64(n)
	}
	return 0
}

func (o object) object(name string) object { return o.asObject(name, o.fields[name]) }

func (o object) asObject(name string, value any) object {
	return object{fields: as[map[string]any](o, name, value, "an object"), path: o.path + name + ".", wrong: o.wrong}
}

// objects reads an array of objects, and leaves out what is none: an array may
// have a million elements.
func (o object) objects(name string) (list []object) {
	for _, element := range get[[]any](o, name, "an array") {
		if e := o.asObject(name, element); e.fields != nil {
			list = append(list, e)
		}
	}
	return list
}

// texts reads an array of strings, and leaves out what is none.
func (o object) texts(name string) (list []string) {
	for _, element := range get[[]any](o, name, "an array") {
		if s := o.asText(name, element); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// Reading a feed.

// MaxFeed is the size in bytes of the largest feed that [ReadFeed] reads: 2 MiB.
const MaxFeed = 2 << 20

// maxItems is how many items of one feed are read.
const maxItems = 200

// ReadFeed reads one page of a JSON Feed (jsonfeed.org/version/1 or 1.1), ours
// or anybody's, as a board. Board.NextURL is the URL of the page with older
// posts. The name stands for the file in findings.
//
// The board is never nil. The error is nil or an [ErrorList] of all findings: a
// bad item never hides the others, of more than 200 items the first 200 are
// read, and a source larger than [MaxFeed] gives an empty board.
func ReadFeed(name string, src []byte) (*Board, error) {
	r := feedReader{name: name, src: bytes.TrimPrefix(src, []byte("\ufeff"))}
	f := r.feed()
	authors := object{fields: map[string]any{"authors": f.Authors, "author": f.Author}, wrong: new([]string)}.authors()
	authors = authors[:min(len(authors), maxItems)]
	var posts []*Post
	for p := range r.posts(f.Items) {
		if p.Authors() == nil {
			p.setAuthors(slices.Clone(authors))
		}
		posts = append(posts, p)
	}
	b := New(posts...)
	b.Title, b.Description, b.Lang = plaintext.OneLine(f.Title), plaintext.OneLine(f.Description), plaintext.Language(f.Language)
	b.URL = r.web("home_page_url", f.HomePageURL)
	b.NextURL = (&Renderer{BaseURL: "./"}).resolve(f.NextURL)
	return b, r.errs.all(name).err()
}

// A feedReader collects the findings of one ReadFeed.
type feedReader struct {
	name string
	src  []byte
	at   int   // an offset in src
	seen place // of that
	errs findings
}

// report adds a finding about what stands at an offset. Its place is found from
// the one of the finding before.
func (r *feedReader) report(offset int, kind Kind, err error, format string, args ...any) {
	if offset = min(offset, len(r.src)); r.at == 0 || offset < r.at {
		r.at, r.seen = 0, fileStart
	}
	line, col := plaintext.Position(r.src[r.at:offset])
	if r.seen.line += line - 1; line > 1 {
		r.seen.col = 1
	}
	r.seen.col += col - 1
	r.at = offset
	if r.errs.full(kind) {
		r.errs.skip(r.seen, 1)
		return
	}
	e := r.seen.finding(r.name, kind, format, args...)
	e.Err = err
	r.errs.list = append(r.errs.list, e)
}

func (r *feedReader) feed() (f feed) {
	if len(r.src) > MaxFeed {
		r.report(0, FileError, nil, "wanted at most %d bytes, found %d: nothing was read", MaxFeed, len(r.src))
		return feed{}
	}
	err := json.Unmarshal(r.src, &f)
	r.reportJSON(err, 0)
	if err == nil && !strings.HasPrefix(f.Version, "https://jsonfeed.org/version/") {
		r.report(0, Guessed, nil, "wanted a JSON Feed (%s), found the version %q", feedVersion, f.Version)
	}
	return f
}

// posts reads the items of a feed.
func (r *feedReader) posts(items json.RawMessage) iter.Seq[*Post] {
	return func(yield func(*Post) bool) {
		start := bytes.Index(r.src, items)
		d := json.NewDecoder(bytes.NewReader(items))
		if t, _ := d.Token(); t != json.Delim('[') {
			if t != nil {
				r.reportJSON(json.Unmarshal(items, new([]json.RawMessage)), start)
			}
			return
		}
		for i := 0; d.More(); i++ {
			if i == maxItems {
				r.report(0, LeftOut, nil, "wanted at most %d items, found more: the rest was not read", maxItems)
				return
			}
			var src json.RawMessage
			d.Decode(&src) // the feed has been read, so it is JSON
			if p := r.item(i, src, start+int(d.InputOffset())-len(src)); p != nil && !yield(p) {
				return
			}
		}
	}
}

func (r *feedReader) item(i int, src json.RawMessage, offset int) *Post {
	p, err := ReadItem(src)
	if err != nil {
		kind, then := BadValue, ""
		if p != nil && p.HeldBack() {
			kind, then = HeldBack, ": it is held back"
		}
		r.report(offset, kind, err, "item %d: %v%s", i+1, err, then)
	}
	return p
}

// web passes on an http or https URL. Any other is reported.
func (r *feedReader) web(name, s string) string {
	if s = plaintext.OneLine(s); s != "" && !weburl.IsWeb(s) {
		r.report(0, BadValue, nil, "wanted an address of the web for %q, found %q", name, s)
		return ""
	}
	return s
}

// reportJSON reports where encoding/json stopped in what begins at an offset.
func (r *feedReader) reportJSON(err error, start int) {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
	case errors.As(err, &syntax):
		r.report(start+int(syntax.Offset), FileError, err, "wanted JSON, found: %v", err)
	case errors.As(err, &wrong):
		r.report(start+int(wrong.Offset), BadValue, err, "wanted another type of value, found: %v", err)
	}
}

// NextPage returns the URL of the page with older posts, for a board that ReadFeed
// read from the URL at, the one after redirects; "" if there is no such page. A program that
// follows NextURL itself asks whichever host a feed names, in its own network,
// too. NextPage keeps to the widget's rule: http or https on the feed's own origin,
// and another page than this. A program that goes on must still count: a feed
// may have pages without end.
func (b *Board) NextPage(at string) string {
	here, err := url.Parse(at)
	if err != nil || b.NextURL == "" || strings.Contains(b.NextURL, `\`) { // which clients take for a slash
		return ""
	}
	there, err := here.Parse(b.NextURL)
	if err != nil || there.User != nil || !sameOrigin(here, there) {
		return ""
	}
	if there.Fragment, here.Fragment = "", ""; there.String() == here.String() {
		return ""
	}
	return there.String()
}

// sameOrigin compares scheme, host and port (WHATWG HTML, section 7.1.1).
func sameOrigin(a, b *url.URL) bool {
	ports := map[string]string{"http": "80", "https": "443"}
	port := ports[a.Scheme]
	return port != "" && a.Scheme == b.Scheme && a.Hostname() != "" && strings.EqualFold(a.Hostname(), b.Hostname()) &&
		cmp.Or(a.Port(), port) == cmp.Or(b.Port(), port)
}
