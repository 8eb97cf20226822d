package board

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/assets"
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/markdown"
	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// The Renderer: posts as HTML. Programs and the widget call it, and so do the
// pages and feeds of a published board. It writes only through
// safehtml.Builder, which decides what may come out, and does not know where
// its HTML will stand.

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

	// Held, if not nil, is called with the URL of each picture that
	// ImagesBoard keeps out and ImagesAny would show, so that a page can offer
	// to show them.
	Held func(address string) `json:"-"`

	// Found, if not nil, is called by Publish with what it finds in the files
	// beside the posts: which ones are not published, and why.
	Found func(ErrorList) `json:"-"`

	// Sizes, if not nil, makes smaller copies of the pictures beside the posts, so
	// that a page loads what it shows: sizes.Maker in the module
	// github.com/boardview/board/sizes does. Publish calls it with the pictures
	// that it publishes. In the result, the copies of pictures/a.jpg are the files
	// of a folder that is called pictures/a.jpg; COPY.jpg in it is published as
	// pictures/a.COPY.jpg. If the error is an [ErrorList], these are findings, and
	// no other copy is missing.
	Sizes func(pictures fs.FS) (copies fs.FS, err error) `json:"-"`

	// Widget holds the widget's files, as go run ./wasm/build writes them.
	// Publish puts them under widget/. Nil leaves them out.
	Widget fs.FS `json:"-"`

	// Earlier, if not nil, holds the files that Publish made of the board before, as
	// the web server has them. From the search index among them, Publish takes over
	// the words of the posts that have not changed, so that it need not read these
	// posts again. The result is the same. Files that are damaged, missing or of
	// another program are not used; but whoever can write there decides what is
	// found.
	Earlier fs.FS `json:"-"`

	// Headers are the web servers for which Publish writes the file from which
	// they read the headers to send with the board: "apache" (.htaccess), "iis"
	// (web.config), "netlify" (_headers, which Cloudflare Pages reads, too),
	// "nginx" (nginx.conf, which the server's configuration must include).
	Headers []string `json:"-"`

	dress         *dress // of our own pages
	directoryURLs bool   // of the board that is published

	named string // where the board was when its posts got their IDs; empty: at BaseURL
}

// A dress is what the board's own pages add to an article: the class names of
// microformats (microformats.org/wiki/h-entry), dates written out, the authors
// below the headline, links from tags to their lists, boxes in which tables are
// scrolled, and labels of tasks. A partner's page never gets a class of ours.
type dress struct {
	date     func(Date) string
	tag      func(tag string) (address string) // "" if the tag has no list
	label    func(*Post) string                // "" if it says no more than the date
	original string                            // stands before the link to the post's URL
	table    string                            // names the box of a table
}

var errNoPost = errors.New("board: wanted a post to render, found nil")

// Render writes the body of the post as HTML, its photos first. Its errors are
// those of w, and an error for a nil post.
func (r *Renderer) Render(w io.Writer, p *Post) error {
	if p == nil {
		return errNoPost
	}
	a := r.newArticle(p, safehtml.Options{Depth: 1}) // it will stand in an <article>
	a.content(p)
	return r.finish(a.Builder, w)
}

// A rendering is the content of a post, its photos and its body, in the forms
// that feeds need.
type rendering struct {
	html    string
	summary string // of the body alone
}

func (r *Renderer) rendering(p *Post) rendering {
	a := r.newArticle(p, safehtml.Options{Depth: 1, PlainText: true})
	a.photos(p)
	a.TakeText() // of the captions
	a.body(p)
	_, summary := a.TakeText()
	var s strings.Builder
	r.finish(a.Builder, &s) // a strings.Builder returns no errors
	return rendering{s.String(), summary}
}

// Article writes the whole post as an <article>: subject, date, photos,
// body, by, attachments and tags. Its errors are those of w, and an error for a
// nil post.
func (r *Renderer) Article(w io.Writer, p *Post) error {
	if p == nil {
		return errNoPost
	}
	a := r.newArticle(p, safehtml.Options{})
	a.whole(p)
	return r.finish(a.Builder, w)
}

// Sanitize writes any HTML as Render would write it in a body, and leaves what
// Render and Article wrote as it is. Its errors are those of w.
func (r *Renderer) Sanitize(w io.Writer, source string) error {
	b := r.builder(safehtml.Options{Size: len(source), MinHeading: r.heading()})
	b.HTML(source)
	return r.finish(b, w)
}

// finish writes the HTML, and calls Held for what is missing in it.
func (r *Renderer) finish(b *safehtml.Builder, w io.Writer) error {
	if r.Held != nil {
		for _, address := range b.Held() {
			r.Held(address)
		}
	}
	return b.Flush(w)
}

// Check reads a source file and gives every finding: those of Parse, and
// what the policy and the limits take out of the post. A picture that the
// partner's choice of images turns into a link is not a finding.
func (r *Renderer) Check(name string, src []byte) error {
	p := parse(name, src)
	r.check(p, nil).Flush(io.Discard)
	return p.findings().err()
}

// Preview is [Parse], Article and Check in one, for an editor that shows all three at
// each key: it reads a source file once, and renders it once. It writes the article to
// w, and always returns a usable post. The error is that of w, or an [ErrorList] of all
// findings, or nil.
func (r *Renderer) Preview(w io.Writer, name string, src []byte) (*Post, error) {
	p := parse(name, src)
	err := r.finish(r.check(p, nil).Builder, w)
	return p.post, cmp.Or(err, p.findings().err())
}

// Load reads a board as the function [Load] does, and also reports what
// [Renderer.Check] does, and pictures and documents that are missing. It renders
// every post for that. If BaseURL is not absolute, the URL among the board's
// settings takes its place.
func (r *Renderer) Load(fsys fs.FS) (*Board, error) { return load(fsys, r.checkOn) }

// CheckPost gives the findings about one post that [Renderer.Load] has and the
// function [Load] has not: for a program that reads a large board again and again,
// and need not hear the same about posts that have not changed. There are none if
// the post is not from a file, or if the file cannot be read any more.
func (r *Renderer) CheckPost(b *Board, id string) error {
	post, _ := b.find(id)
	source, ok := b.bodies[post]
	if !ok {
		return nil
	}
	src, err := readSource(b.fsys, source.file, new(bytes.Buffer))
	if err != nil {
		return nil
	}
	p := parse(source.file, src)
	p.errs, p.strays = findings{}, nil
	r.checkOn(b, p)
	return p.findings().err()
}

// checkOn checks a post of a board.
func (r *Renderer) checkOn(b *Board, p *parser) {
	checked := *r
	if !weburl.IsWeb(r.BaseURL) {
		checked.BaseURL = cmp.Or(b.URL, r.BaseURL)
	}
	checked.check(p, func(u *url.URL) (wrong string) { return beside(b.fsys, u) }).Flush(io.Discard)
}

// check writes the article of a post, and adds what it leaves out to the findings.
func (r *Renderer) check(p *parser, beside func(*url.URL) string) (a *article) {
	a = r.newArticle(p.post, safehtml.Options{Beside: beside, Report: func(offset int, missing bool, message string) {
		kind := LeftOut
		if missing {
			kind = Missing
		}
		p.report(p.placeIn(a.field, offset), kind, "%s", message)
	}})
	a.whole(p.post)
	field, offset, found := a.undescribed(p.post)
	if found { // one is enough to make the author think of all
		p.report(p.placeIn(field, offset), Missing, "wanted a description of the picture for readers who cannot see it, found none: write it between the brackets, ![like this](…)")
	}
	if n := len(p.post.Tags); n > len(p.post.tagsWithLists()) && n > maxTagLists {
		p.report(p.placeIn(fieldAt{field: fieldTags}, 0), LeftOut, "wanted at most %d tags, found %d: the others are shown, but no list has this post for them", maxTagLists, n)
	}
	return a
}

// undescribed finds the first picture that says nothing to readers who cannot see
// it: a photo with neither a description nor a caption, or a picture in the text.
func (a *article) undescribed(p *Post) (field fieldAt, offset int, found bool) {
	for i, photo := range p.Photos {
		if photo.URL != "" && strings.TrimSpace(photo.Alt+photo.Caption) == "" {
			return fieldAt{fieldPhoto, i + 1}, 0, true
		}
	}
	offset, found = a.Undescribed()
	return fieldAt{}, offset, found
}

// beside says what is wrong with the relative URL of a file that goes with a
// post: a picture, an attachment, a document that a link leads to.
func beside(files fs.FS, u *url.URL) (wrong string) {
	name := path.Clean(u.Path)
	switch {
	case strings.HasPrefix(u.Path, "/") || name == ".." || strings.HasPrefix(name, "../"):
		return "it leads out of the board's directory"
	case name != "." && strings.Contains("/"+name, "/."):
		return "it is hidden, and not published"
	}
	info, err := fs.Stat(files, name)
	switch {
	case err != nil && madeByBoard(name) || err == nil && info.IsDir() && weburl.MediaTypes[strings.ToLower(path.Ext(name))] == "":
		return ""
	case err != nil || !info.Mode().IsRegular():
		return "there is no such file beside the posts"
	case assets.IsSource(name):
		return "it is the source of a post, and not published: link to the page of the post, posts/ID/index.html"
	}
	return ""
}

// madeByBoard reports whether a file may be one that the board makes, by its
// name: a page, a feed, a folder.
func madeByBoard(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".html", ".json", ".xml", ".txt", ".css", ".js":
		return true
	}
	return false
}

// heading is the level of the subject's heading.
func (r *Renderer) heading() int { return min(max(r.HeadingLevel, 1), 6) }

func (r *Renderer) resolver() weburl.Resolver {
	return weburl.NewResolver(r.BaseURL, weburl.Images(r.Images))
}

// builder completes the options with those of the Renderer.
func (r *Renderer) builder(o safehtml.Options) *safehtml.Builder {
	o.Level, o.Resolver, o.UGC = safehtml.Level(r.Policy), r.resolver(), r.UGC
	return safehtml.New(o)
}

// An article is a post that is being written.
type article struct {
	*safehtml.Builder
	dress   *dress  // nil on pages of others
	heading int     // the level of the subject's
	field   fieldAt // the post's field that is being written; zero for the body
}

func (r *Renderer) newArticle(p *Post, o safehtml.Options) *article {
	o.Size, o.MinHeading = sourceSize(p), r.heading()+1
	if r.dress != nil {
		o.Own, o.TableName = true, r.dress.table
	}
	a := &article{Builder: r.builder(o), dress: r.dress, heading: r.heading()}
	a.Within(p.Folder)
	return a
}

// sourceSize is roughly how long the source of p is, in bytes.
func sourceSize(p *Post) int {
	n := len(p.Body) + len(p.Label) + len(p.Subject) + len(p.URL)
	for _, author := range p.Authors() {
		n += len(author.Name) + len(author.Email) + len(author.URL)
	}
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

// class gives the next element a class, on the board's own pages.
func (a *article) class(name markup.Literal) *article {
	if a.dress != nil {
		a.Class(name)
	}
	return a
}

func (a *article) whole(p *Post) {
	a.field = fieldAt{field: fieldLang}
	a.Open("article", safehtml.Optional("lang", p.Lang), safehtml.Attr("dir", "auto"))
	a.header(p)
	if a.dress != nil {
		a.class("e-content").Open("div")
		a.content(p)
		a.Close()
	} else {
		a.content(p)
	}
	a.footer(p.shown())
	a.Close()
}

func (a *article) header(p *Post) {
	a.Open("header")
	a.class("p-name").Open("h"+strconv.Itoa(a.heading), safehtml.Attr("dir", "auto"))
	label := p.Label
	if a.dress != nil {
		label = a.dress.label(p)
	}
	if label != "" {
		a.Text("[" + label + "] ")
	}
	a.Text(p.Subject)
	a.Close()
	a.dates(p)
	if a.dress != nil {
		a.bylines(p.shown())
	}
	a.Close()
	a.Text("\n")
}

// dates writes the date of the post and that of its correction.
func (a *article) dates(p *Post) {
	if p.Date.IsZero() {
		return
	}
	a.class("dates").Open("p")
	a.class("dt-published").time(p.Date)
	if !p.Updated.IsZero() && (a.dress == nil || a.dress.date(p.Updated) != a.dress.date(p.Date)) {
		a.Text(" · " + locale.ArticleWordsIn(p.Lang).Updated + " ")
		a.class("dt-updated").time(p.Updated)
	}
	a.Close()
}

func (a *article) time(d Date) {
	text, dir := d.String(), ""
	if a.dress != nil {
		text, dir = a.dress.date(d), "auto" // in the language of the page, which need not be the post's
	}
	a.Open("time", safehtml.Attr("datetime", d.String()), safehtml.Optional("dir", dir))
	a.Text(text)
	a.Close()
}

// content writes the photos and the body, or that the post was withdrawn.
func (a *article) content(p *Post) {
	a.photos(p)
	a.body(p)
}

func (a *article) photos(p *Post) {
	if !p.Withdrawn.Date.IsZero() {
		return
	}
	a.field = fieldAt{field: fieldPhoto}
	for i, photo := range first(a, "photos", p.Photos) {
		a.field = fieldAt{fieldPhoto, i + 1}
		if a.dress != nil && i == 0 {
			a.Eager()
		}
		a.figure(photo)
	}
}

func (a *article) body(p *Post) {
	if !p.Withdrawn.Date.IsZero() {
		a.withdrawal(p)
		return
	}
	a.field = fieldAt{}
	a.After(a.heading)
	markdown.Write(a.Builder, p.Body, a.heading)
}

// first returns as many photos, files or tags as a post may have.
func first[T any](a *article, plural string, list []T) []T {
	if len(list) > safehtml.MaxFiles {
		a.Note("wanted at most %d %s, found %d: the rest was left out", safehtml.MaxFiles, plural, len(list))
		return list[:safehtml.MaxFiles]
	}
	return list
}

func (a *article) figure(p Photo) {
	a.Open("figure")
	if p.URL != "" {
		a.Void("img", safehtml.Attr("src", p.URL), safehtml.Attr("alt", p.Alt), dimension("width", p.Width), dimension("height", p.Height))
	}
	if p.Caption != "" {
		a.Open("figcaption")
		a.Text(p.Caption)
		a.Close()
	}
	a.Close()
	a.Text("\n")
}

// dimension is a width or height, if it is known.
func dimension(name string, pixels int) html.Attribute {
	if pixels <= 0 {
		return html.Attribute{}
	}
	return safehtml.Attr(name, strconv.Itoa(pixels))
}

// withdrawal says in place of the post that it was withdrawn.
func (a *article) withdrawal(p *Post) {
	a.class("withdrawn").Open("p")
	a.Open("strong")
	a.Text(locale.ArticleWordsIn(p.Lang).Withdrawn)
	a.Close()
	if p.Withdrawn.Date != undated {
		a.Text(" ")
		a.time(p.Withdrawn.Date)
	}
	a.Close()
	if p.Withdrawn.Reason != "" {
		a.Open("p", safehtml.Attr("dir", "auto"))
		a.Text(p.Withdrawn.Reason)
		a.Close()
	}
}

func (a *article) footer(p *Post) {
	below := a.dress == nil && p.Authors() != nil
	if !below && p.Attachments == nil && p.Tags == nil && p.URL == "" {
		return
	}
	a.Open("footer")
	if below {
		a.bylines(p)
	}
	a.field = fieldAt{field: fieldAttachment}
	a.attachments(first(a, "attachments", p.Attachments))
	a.field = fieldAt{field: fieldTags}
	a.Within("") // tags lead to lists of the board
	a.tags(first(a, "tags", p.Tags))
	a.field = fieldAt{field: fieldURL}
	if p.URL != "" {
		a.Open("p")
		if a.dress != nil {
			a.Text(a.dress.original + " ")
		}
		a.anchor(p.URL, weburl.Host(p.URL))
		a.Close()
	}
	a.Close()
}

func (a *article) bylines(p *Post) {
	a.field = fieldAt{field: fieldBy}
	for i, author := range first(a, "authors", p.Authors()) {
		a.field = fieldAt{fieldBy, i + 1}
		a.byline(author)
	}
}

func (a *article) byline(by Author) {
	a.class("p-author h-card").Open("address")
	a.Text(by.Name)
	for _, contact := range []string{by.Email, by.URL} {
		if contact == "" {
			continue
		}
		address := contact
		if contact == by.Email {
			address = "mailto:" + contact
		}
		a.Text(" (")
		a.anchor(address, contact)
		a.Text(")")
	}
	a.Close()
}

func (a *article) attachments(files []Attachment) {
	if len(files) == 0 {
		return
	}
	a.Open("ul")
	for i, file := range files {
		a.field = fieldAt{fieldAttachment, i + 1}
		a.Open("li")
		a.anchor(file.URL, cmp.Or(file.Title, path.Base(file.URL)))
		a.Text(typeAndSize(file))
		a.Close()
	}
	a.Close()
}

func (a *article) tags(tags []string) {
	if len(tags) == 0 {
		return
	}
	a.class("tags").Open("p")
	for i, tag := range tags {
		if i > 0 {
			a.Text(" ")
		}
		if address := a.listOf(tag); address != "" {
			a.class("p-category").anchor(address, "#"+tag)
		} else {
			a.Text("#" + tag)
		}
	}
	a.Close()
}

// listOf is the address of a tag's list; "" if it has none, or on pages of others.
func (a *article) listOf(tag string) (address string) {
	if a.dress == nil {
		return ""
	}
	return a.dress.tag(tag)
}

func (a *article) anchor(address, text string) {
	a.Open("a", safehtml.Attr("href", address))
	a.Text(text)
	a.Close()
}

// typeAndSize describes an attachment: " (PDF, 1.2 MB)".
func typeAndSize(a Attachment) string {
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
