package board

import (
	"cmp"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// A Renderer turns posts into HTML that is safe to put into any page,
// whoever wrote the post. Nothing but what [Policy] lists comes out of it,
// every element is closed, and sanitising the output again changes nothing.
//
// The zero value is the safe default: the whole policy, no relative
// addresses, no pictures from other origins. A Renderer may be used by many
// goroutines at once. As JSON it is what the widget tells its engine:
// {"policy": "basic", "images": "board", "base": "https://…"}.
type Renderer struct {
	// Policy narrows what comes out: Full, Basic or Text.
	Policy Level `json:"policy"`

	// Images says from where pictures are shown: ImagesBoard, ImagesAny or
	// ImagesOff. A picture that is not shown is a link to it.
	Images ImagePolicy `json:"images"`

	// BaseURL is what relative addresses in posts mean: the http or https
	// address of the board, or of its feed; its origin is where ImagesBoard
	// lets pictures come from. It may itself be relative, "./", "../" and so
	// on. Any other, the empty one too, leaves out links and pictures with
	// relative addresses.
	BaseURL string `json:"base"`

	// HeadingLevel is the level of the subject's heading, 1 to 6; zero
	// means 1. Headings in the body come below it.
	HeadingLevel int `json:"headingLevel"`

	// UGC marks all links rel="nofollow ugc": the page they are on does
	// not vouch for them.
	UGC bool `json:"ugc"`

	// Held, if not nil, is told the address of each picture that ImagesBoard
	// keeps out and ImagesAny would show, so that somebody can offer to.
	Held func(address string) `json:"-"`

	// Widget holds the widget's files, as go run ./wasm/build writes them.
	// Publish puts them under widget/. Nil leaves them out.
	Widget fs.FS `json:"-"`

	dress *dress // of our own pages
	named string // where the board was when its posts got their IDs; empty: at BaseURL
}

// Render writes the body of the post as HTML, its photos first.
func (r *Renderer) Render(w io.Writer, p *Post) error {
	b, _ := r.render(p)
	return b.flush(w)
}

// html is what Render writes, and where in it the body begins.
func (r *Renderer) html(p *Post) (html string, body int) {
	b, body := r.render(p)
	var s strings.Builder
	b.flush(&s) // a strings.Builder takes everything
	return s.String(), body
}

func (r *Renderer) render(p *Post) (b *builder, body int) {
	b = r.builder(sourceSize(p), r.heading()+1)
	b.depth = 1 // as it stands in an <article>
	body = r.content(b, p)
	r.tellHeld(b)
	return b, body
}

// Article writes the whole post as an <article>: subject, date, photos,
// body, by, attachments and tags.
func (r *Renderer) Article(w io.Writer, p *Post) error {
	b := r.builder(sourceSize(p), r.heading()+1)
	r.article(b, p)
	r.tellHeld(b)
	return b.flush(w)
}

func (r *Renderer) tellHeld(b *builder) {
	if r.Held != nil {
		for _, address := range b.held {
			r.Held(address)
		}
	}
}

func (r *Renderer) article(b *builder, p *Post) {
	b.field = "lang"
	b.open("article", optional("lang", p.Lang), attr("dir", "auto"))
	b.articleHeader(p, r.heading())
	b.dressed("e-content", func() { r.content(b, p) })
	b.articleFooter(p.shown())
	b.close()
}

// Sanitize writes the HTML of anybody as Render would write it in a body,
// and leaves what Render and Article wrote as it is.
func (r *Renderer) Sanitize(w io.Writer, source string) error {
	b := r.builder(len(source), r.heading())
	b.html(source)
	r.tellHeld(b)
	return b.flush(w)
}

// Check reads a source file and gives every finding: those of Parse, and
// what the policy and the limits take out of the post. A picture that the
// partner's choice of images makes a link is none.
func (r *Renderer) Check(name string, src []byte) error {
	p := parse(name, src)
	r.check(p, nil)
	return p.errs.err()
}

// Load is the function [Load] with the findings of [Renderer.Check], and of
// which pictures and documents are not there.
func (r *Renderer) Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(p *parser) {
		r.check(p, func(u *url.URL) (wrong string) { return beside(fsys, u) })
	})
}

func (r *Renderer) check(p *parser, beside func(*url.URL) string) {
	b := r.builder(sourceSize(p.post), r.heading()+1)
	b.checking, b.beside = true, beside
	r.article(b, p.post)
	for _, n := range b.notes {
		p.report(p.place(n), LeftOut, "%s", n.msg)
	}
}

// place is where in the file what a note is about stands.
func (p *parser) place(n note) place {
	if n.field == "" {
		return p.bodyAt(n.at)
	}
	name, number, _ := strings.Cut(n.field, " ")
	index, _ := strconv.Atoi(number)
	if at, ok := p.at(fieldAt{fieldNamed(name), index}); ok {
		return at
	}
	return p.startAt()
}

// item names one of a field's many values: "photo 1".
func item(field string, i int) string { return field + " " + strconv.Itoa(i+1) }

func (r *Renderer) heading() int { return min(max(r.HeadingLevel, 1), 6) }

// builder starts the HTML of a source of size bytes.
func (r *Renderer) builder(size, minLevel int) *builder {
	b := builders.Get().(*builder)
	b.out.Reset()
	*b = builder{
		out:       b.out,
		stack:     b.stack[:0],
		scratch:   b.scratch[:0],
		source:    b.source,
		held:      b.held[:0],
		level:     r.Policy,
		addresses: weburl.NewResolver(r.BaseURL, weburl.Images(r.Images)),
		ugc:       r.UGC,
		dress:     r.dress,
		minLevel:  minLevel,
		limit:     growth*size + slack,
	}
	return b
}

// builders are those that have done their work: their memory is used again.
var builders = sync.Pool{New: func() any { return new(builder) }}

// sourceSize is about how long the source of p is.
func sourceSize(p *Post) int {
	n := len(p.Body) + len(p.Label) + len(p.Subject) + len(p.By.Name) + len(p.By.Email) + len(p.By.URL) + len(p.URL)
	for _, photo := range p.Photos {
		n += len(photo.URL) + len(photo.Caption) + len(photo.Alt)
	}
	for _, a := range p.Attachments {
		n += len(a.URL) + len(a.Title)
	}
	for _, tag := range p.Tags {
		n += len(tag)
	}
	return n
}

// flush writes the HTML, and is the builder's end.
func (b *builder) flush(w io.Writer) error {
	b.closeTo(0)
	_, err := w.Write(b.out.Bytes())
	builders.Put(b)
	return err
}

// content writes the photos and the body, and gives where in the HTML the
// body begins.
func (r *Renderer) content(b *builder, p *Post) (body int) {
	if !p.Withdrawn.Date.IsZero() {
		b.withdrawal(p)
		return 0
	}
	b.field = "photo"
	for i, photo := range first(b, p.Photos) {
		b.field = item("photo", i)
		b.figure(photo)
	}
	b.field = ""
	b.heading = r.heading()
	body = b.out.Len()
	b.body(p.Body, r.heading())
	return body
}

// first gives as many photos, files or tags as a post may have.
func first[T any](b *builder, list []T) []T {
	if len(list) > maxFiles {
		b.note("wanted at most %d %ss, found %d: the rest was left out", maxFiles, b.field, len(list))
		return list[:maxFiles]
	}
	return list
}

func (b *builder) figure(p Photo) {
	b.open("figure")
	if p.URL != "" {
		b.enter("img", []html.Attribute{
			attr("src", p.URL), attr("alt", p.Alt), dimension("width", p.Width), dimension("height", p.Height),
		}, true)
	}
	if p.Caption != "" {
		b.open("figcaption")
		b.text(p.Caption)
		b.close()
	}
	b.close()
	b.text("\n")
}

// dimension is a width or height, if it is known.
func dimension(name string, pixels int) html.Attribute {
	if pixels <= 0 {
		return html.Attribute{}
	}
	return attr(name, strconv.Itoa(pixels))
}

func (b *builder) articleHeader(p *Post, level int) {
	b.open("header")
	b.mark("p-name").open("h"+strconv.Itoa(level), attr("dir", "auto"))
	if p.Label != "" {
		b.text("[" + p.Label + "] ")
	}
	b.text(p.Subject)
	b.close()
	b.dates(p)
	b.close()
	b.text("\n")
}

// dates writes the date and, if the post was corrected, when.
func (b *builder) dates(p *Post) {
	if p.Date.IsZero() {
		return
	}
	b.mark("dates").open("p")
	b.mark("dt-published").time(p.Date)
	if !p.Updated.IsZero() {
		b.text(" · " + locale.Word("updated", p.Lang) + " ")
		b.mark("dt-updated").time(p.Updated)
	}
	b.close()
}

// withdrawal says that the post was withdrawn, in place of it.
func (b *builder) withdrawal(p *Post) {
	b.mark("withdrawn").open("p")
	b.open("strong")
	b.text(locale.Word("withdrawn", p.Lang))
	b.close()
	if p.Withdrawn.Date != undated {
		b.text(" ")
		b.time(p.Withdrawn.Date)
	}
	b.close()
	if p.Withdrawn.Reason != "" {
		b.open("p", attr("dir", "auto"))
		b.text(p.Withdrawn.Reason)
		b.close()
	}
}

func (b *builder) time(d Date) {
	b.open("time", attr("datetime", d.String()))
	if b.dress != nil {
		b.text(b.dress.date(d))
	} else {
		b.text(d.String())
	}
	b.close()
}

func (b *builder) articleFooter(p *Post) {
	if p.By == (Author{}) && p.Attachments == nil && p.Tags == nil && p.URL == "" {
		return
	}
	b.open("footer")
	b.field = "by"
	b.byline(p.By)
	b.field = "attachment"
	b.attachments(first(b, p.Attachments))
	b.field = "tag"
	b.tags(first(b, p.Tags))
	b.field = "url"
	if p.URL != "" {
		b.open("p")
		b.anchor(p.URL, weburl.Host(p.URL))
		b.close()
	}
	b.close()
}

func (b *builder) tags(tags []string) {
	if len(tags) == 0 {
		return
	}
	b.mark("tags").open("p")
	for i, tag := range tags {
		if i > 0 {
			b.text(" ")
		}
		if b.dress != nil {
			b.mark("p-category").anchor(b.dress.tag(tag), "#"+tag)
		} else {
			b.text("#" + tag)
		}
	}
	b.close()
}

func (b *builder) byline(by Author) {
	if by == (Author{}) {
		return
	}
	b.mark("p-author h-card").open("address")
	b.text(by.Name)
	for _, contact := range []string{by.Email, by.URL} {
		if contact == "" {
			continue
		}
		address := contact
		if contact == by.Email {
			address = "mailto:" + contact
		}
		b.text(" (")
		b.anchor(address, contact)
		b.text(")")
	}
	b.close()
}

func (b *builder) attachments(files []Attachment) {
	if len(files) == 0 {
		return
	}
	b.open("ul")
	for i, a := range files {
		b.field = item("attachment", i)
		b.open("li")
		b.anchor(a.URL, cmp.Or(a.Title, path.Base(a.URL)))
		b.text(about(a))
		b.close()
	}
	b.close()
}

func (b *builder) anchor(address, text string) {
	b.open("a", attr("href", address))
	b.text(text)
	b.close()
}

// about says what kind of file an attachment is, and how large.
func about(a Attachment) string {
	var words []string
	if ext := strings.ToLower(path.Ext(a.URL)); weburl.MediaTypes[ext] != "" {
		words = append(words, strings.ToUpper(ext[1:]))
	}
	switch {
	case a.Size >= 1e6:
		words = append(words, strconv.FormatFloat(float64(a.Size)/1e6, 'f', 1, 64)+" MB")
	case a.Size > 0:
		words = append(words, strconv.FormatInt((a.Size+999)/1000, 10)+" kB")
	}
	if words == nil {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}
