package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// This file writes what other programs read: the feeds of a list in JSON Feed,
// RSS and Atom, a post as an item, as oEmbed and as linked data, the sitemap
// and robots.txt. Publish calls it when such a file is opened, pages.go for
// linked data. It must not know which posts and files there are, which site
// knows, nor what HTML pages look like.

// JSON Feed.

// A writtenFeed is a feed whose items are not encoded yet: encoding/json would
// check and copy a json.RawMessage once more.
type writtenFeed struct {
	feed
	Items []feedItem `json:"items"`
}

// maxFeedPage bounds a page of a feed in bytes, less than readers accept (see
// [MaxFeed]); frame is what a page has besides its items. maxTagShare bounds an
// item in the feed of a tag: one post is in up to 60 of them.
const (
	maxFeedPage = 3 << 19
	frame       = 16 << 10
	maxTagShare = 64 << 10
)

// fit shortens the longest entries until a page of a feed has a size that
// readers accept, and in the feed of a tag each that has more than its share of
// it. path is that of the feed, size that of an entry in its format.
func (s *site) fit(path string, l *list, entries []entry, size func(entry) int) []entry {
	share := maxFeedPage
	if l.kind == byTag {
		share = maxTagShare
	}
	rough, most := 0, 0
	for _, e := range entries {
		n := roughSize(e)
		rough, most = rough+n, max(most, n)
	}
	if rough < maxFeedPage/8 && most < share/8 { // no format makes more of it
		return entries
	}
	total := frame
	sizes := make([]int, len(entries))
	for i, e := range entries {
		sizes[i] = size(e)
		total += sizes[i]
	}
	entries = slices.Clone(entries)
	for longest := slices.Max(sizes); longest > 0 && (total > maxFeedPage || longest > share); longest = slices.Max(sizes) {
		i := slices.Index(sizes, longest)
		e := &entries[i]
		e.item = e.item.shortened(s.itemURL(path, *e))
		total -= longest - size(*e)
		sizes[i] = 0 // it does not get shorter
	}
	return entries
}

func roughSize(e entry) int {
	n := len(e.item.ContentHTML) + sourceSize(e.post)
	for _, values := range e.post.Meta {
		n += len(strings.Join(values, ""))
	}
	return n
}

func jsonSize(e entry) int {
	src, err := marshal(e.item)
	if err != nil {
		return 0 // writing the page will report it
	}
	return len(src) + len(",")
}

// xmlSize is that of an entry in RSS or Atom, with room for its elements.
func xmlSize(e entry) int {
	size := 4096
	for _, text := range []string{e.item.Title, e.item.ContentHTML, e.item.Summary} {
		size += len(html.EscapeString(text))
	}
	for _, tag := range e.item.Tags {
		size += len(html.EscapeString(tag)) + len("<category></category>")
	}
	for _, a := range e.item.Attachments {
		size += len(html.EscapeString(a.URL+a.Title+a.MimeType)) + 200
	}
	return size
}

// jsonFeed writes a page of a list as JSON Feed 1.1, paged by next_url.
func (s *site) jsonFeed(page listPage) ([]byte, error) {
	path := page.folder() + jsonFormat.file
	r := s.absoluteRenderer(path)
	f := writtenFeed{Items: []feedItem{}, feed: feed{
		Version: feedVersion, Title: s.listTitle(page.list), HomePageURL: s.listURL(page.list), Description: s.board.Description,
		FeedURL: r.publishedURL(path), Language: plaintext.Language(page.list.lang),
	}}
	f.Ext = &feedExtension{Base: relativeRoot(path)}
	if page.number == 0 {
		f.Ext.Total = page.list.count
		if page.list.kind == allPosts && s.hasSearch() {
			f.Ext.Search = searchFolderURL
		}
	}
	if older, ok := page.older(); ok {
		f.NextURL = r.publishedURL(older.folder() + jsonFormat.file)
	}
	entries, err := s.entries(path, page)
	if err != nil {
		return nil, err
	}
	for _, e := range s.fit(path, page.list, s.asListed(path, page, entries), jsonSize) {
		f.Items = append(f.Items, e.item)
	}
	return marshal(f)
}

// asListed leaves out the texts on an old page of a part of the board, for they are
// in the feed of all posts, and in files of their own. Only the widget reads such a
// page, and it takes the text from there: twice more of each would be a third of the
// tree.
func (s *site) asListed(path string, page listPage, entries []entry) []entry {
	if page.number == 0 || page.list.kind == allPosts {
		return entries
	}
	listed := slices.Clone(entries)
	for i, e := range listed {
		listed[i].item = e.item.withoutText(s.itemURL(path, e))
	}
	return listed
}

// itemURL is the URL of the file that has the whole item, for the file at a path.
func (s *site) itemURL(path string, e entry) string {
	return s.absoluteRenderer(path).publishedURL("posts/" + e.post.ID + ".json")
}

// A writtenItem is an item in a file of its own. Only there it says which posts
// stand beside it: a page of a feed never changes once it is full.
type writtenItem struct {
	feedItem
	Ext writtenExtension `json:"_board"`
}

type writtenExtension struct {
	*itemExtension
	Newer *feedLink `json:"newer,omitempty"`
	Older *feedLink `json:"older,omitempty"`
}

// jsonItem writes one post as an item of a JSON Feed.
func (s *site) jsonItem(p *Post) ([]byte, error) {
	path := "posts/" + p.ID + ".json"
	e, err := s.entry(path, p)
	if err != nil {
		return nil, err
	}
	r := s.absoluteRenderer(path)
	item := writtenItem{feedItem: e.item, Ext: writtenExtension{itemExtension: e.item.Ext}}
	newer, older := s.board.neighbors(p.ID, s.now)
	if newer != nil {
		item.Ext.Newer = s.feedLink(r, newer)
	}
	if older != nil {
		item.Ext.Older = s.feedLink(r, older)
	}
	return marshal(item)
}

// RSS 2.0 (rssboard.org/rss-specification).

// An xmlFile is an XML file that is being written.
type xmlFile struct{ markup.Writer }

// rssFeed writes a page of a list as RSS.
func (s *site) rssFeed(page listPage) ([]byte, error) {
	entries, err := s.entries("", page)
	if err != nil {
		return nil, err
	}
	var f xmlFile
	f.Raw(markup.XMLHeader + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:media="http://search.yahoo.com/mrss/">` + "\n<channel>\n")
	f.Element("title", s.listTitle(page.list))
	f.Element("link", s.listURL(page.list))
	f.Element("description", cmp.Or(s.board.Description, s.listTitle(page.list)))
	f.Element("language", plaintext.Language(page.list.lang))
	if changed := lastChange(entries); !changed.IsZero() {
		f.Element("lastBuildDate", changed.Format(time.RFC1123Z))
	}
	s.pagingLinks(&f, "atom:link", rssFormat, page)
	for _, e := range s.fit("", page.list, entries, xmlSize) {
		f.rssItem(e)
	}
	f.Raw("</channel>\n</rss>\n")
	return f.Bytes(), nil
}

func (f *xmlFile) rssItem(e entry) {
	f.Raw("<item>\n")
	f.Element("title", e.item.Title)
	f.Element("link", e.item.URL)
	f.Raw(`<guid isPermaLink="false">`)
	f.Text(e.item.ID)
	f.Raw("</guid>\n")
	if !e.post.Date.IsZero() {
		f.Element("pubDate", e.post.Date.moment().Format(time.RFC1123Z))
	}
	f.Element("atom:updated", e.item.DateModified)
	for _, author := range e.post.namedAuthors() {
		f.Element("dc:creator", author.Name)
	}
	f.Element("dc:language", e.item.Language)
	for _, tag := range e.item.Tags {
		f.Element("category", tag)
	}
	f.Element("description", textToHTML.Replace(e.item.Summary))
	f.Element("content:encoded", e.item.ContentHTML)
	for i, a := range e.item.Attachments {
		f.rssAttachment(a, i == 0)
	}
	f.Raw("</item>\n")
}

// rssAttachment writes the first attachment as an enclosure, of which RSS allows
// one, and the others as Media RSS (rssboard.org/media-rss).
func (f *xmlFile) rssAttachment(a feedAttachment, first bool) {
	if first {
		f.Raw("<enclosure")
		f.Attribute("url", a.URL)
		f.Attribute("length", strconv.FormatInt(a.Size, 10))
		f.Attribute("type", a.MimeType)
		f.Raw("/>\n")
		return
	}
	f.Raw("<media:content")
	f.Attribute("url", a.URL)
	if a.Size > 0 {
		f.Attribute("fileSize", strconv.FormatInt(a.Size, 10))
	}
	f.Attribute("type", a.MimeType)
	f.Raw(">")
	f.Element("media:title", a.Title)
	f.Raw("</media:content>\n")
}

// textToHTML escapes text for a description, which RSS readers take for HTML.
var textToHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Atom (RFC 4287).

// atomFeed writes a page of a list as Atom, with a tombstone (RFC 6721) for each
// post that was withdrawn from it.
func (s *site) atomFeed(page listPage) ([]byte, error) {
	entries, err := s.entries("", page)
	if err != nil {
		return nil, err
	}
	var f xmlFile
	f.Raw(markup.XMLHeader + `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0"`)
	f.Attribute("xml:lang", plaintext.Language(page.list.lang))
	f.Raw(">\n")
	f.Element("id", cmp.Or(s.firstURL, s.baseURL)+weburl.Link(page.list.folder))
	f.Element("title", s.listTitle(page.list))
	f.Element("subtitle", s.board.Description)
	f.Element("updated", atomTime(lastChange(entries)))
	f.Raw("<author>")
	f.Element("name", s.title())
	f.Raw("</author>\n")
	f.Relation("link", "alternate", "text/html", s.listURL(page.list))
	s.pagingLinks(&f, "link", atomFormat, page)
	for _, e := range s.fit("", page.list, entries, xmlSize) {
		f.atomEntry(e)
	}
	for _, post := range s.withdrawnFrom(page) {
		f.atomTombstone(s.absoluteRenderer("").tagURI(post), s.resolve(post).Withdrawn)
	}
	f.Raw("</feed>\n")
	return f.Bytes(), nil
}

// atomTime is a time in the form of Atom, which requires one: an unknown time
// becomes the beginning of 1970.
func atomTime(t time.Time) string {
	if t.IsZero() {
		t = undated.Time
	}
	return t.Format(time.RFC3339)
}

func (f *xmlFile) atomEntry(e entry) {
	f.Raw("<entry")
	f.Attribute("xml:lang", e.item.Language)
	f.Raw(">\n")
	f.Element("id", e.item.ID)
	f.Element("title", e.item.Title)
	f.Relation("link", "alternate", "text/html", e.item.URL)
	f.Element("published", e.item.DatePublished)
	f.Element("updated", atomTime(e.post.changed().moment()))
	for _, author := range e.post.namedAuthors() {
		f.Raw("<author>")
		f.Element("name", author.Name)
		f.Element("uri", author.URL)
		f.Element("email", author.Email)
		f.Raw("</author>\n")
	}
	for _, tag := range e.item.Tags {
		f.Raw("<category")
		f.Attribute("term", tag)
		f.Raw("/>\n")
	}
	f.atomTranslations(e.item.Ext.Translations)
	for _, a := range e.item.Attachments {
		f.atomEnclosure(a)
	}
	f.Element("summary", e.item.Summary)
	f.Raw(`<content type="html">`)
	f.Text(e.item.ContentHTML)
	f.Raw("</content>\n</entry>\n")
}

// atomTranslations links to the translations of a post. Atom allows one
// alternate link per language, and the one without a language is the post's own
// (RFC 4287 § 4.1.2).
func (f *xmlFile) atomTranslations(translations []feedLink) {
	linked := map[string]bool{"": true}
	for _, t := range translations {
		if linked[t.Lang] {
			continue
		}
		linked[t.Lang] = true
		f.Raw(`<link rel="alternate" type="text/html"`)
		f.Attribute("hreflang", t.Lang)
		f.Attribute("href", t.URL)
		f.Raw("/>\n")
	}
}

func (f *xmlFile) atomEnclosure(a feedAttachment) {
	f.Raw(`<link rel="enclosure"`)
	f.Attribute("href", a.URL)
	f.Attribute("type", a.MimeType)
	f.Attribute("title", a.Title)
	if a.Size > 0 {
		f.Attribute("length", strconv.FormatInt(a.Size, 10))
	}
	f.Raw("/>\n")
}

func (f *xmlFile) atomTombstone(id string, w Withdrawal) {
	f.Raw("<at:deleted-entry")
	f.Attribute("ref", id)
	f.Attribute("when", w.Date.timestamp())
	f.Raw(">\n")
	f.Element("at:comment", w.Reason)
	f.Raw("</at:deleted-entry>\n")
}

// What RSS and Atom share.

// pagingLinks links the pages of a feed as an archived feed (RFC 5005 § 4): the
// newest page is the subscription document, all older ones are archive
// documents.
func (s *site) pagingLinks(f *xmlFile, element markup.Literal, format feedFormat, page listPage) {
	link := func(rel markup.Literal, to listPage) {
		f.Relation(element, rel, format.mediaType, s.absoluteURL(to.folder()+format.file))
	}
	link("self", page)
	if page.number > 0 {
		link("current", page.list.newestPage())
	}
	if older, ok := page.older(); ok && older.in(format) {
		link("prev-archive", older)
	}
	if newer, ok := page.newer(); ok && newer.number > 0 {
		link("next-archive", newer)
	}
	if page.number > 0 {
		f.Raw("<fh:archive/>\n")
	}
}

// lastChange is when the latest of the posts was published or corrected.
func lastChange(entries []entry) (latest time.Time) {
	for _, e := range entries {
		if t := e.post.changed().moment(); t.After(latest) {
			latest = t
		}
	}
	return latest
}

// changed is when the post was published or last corrected.
func (p *Post) changed() Date {
	if p.Updated.moment().After(p.Date.moment()) {
		return p.Updated
	}
	return p.Date
}

// Sitemap (sitemaps.org/protocol.html).

const sitemapNamespace markup.Literal = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

// A sitemapPart is one of the sitemaps that the index sitemap.xml lists. It has
// posts or lists.
type sitemapPart struct {
	file  string
	posts []*Post
	lists []*list
}

// sitemapIndex writes sitemap.xml.
func (s *site) sitemapIndex(parts []sitemapPart) []byte {
	var f xmlFile
	f.Raw(markup.XMLHeader + "<sitemapindex" + sitemapNamespace + ">\n")
	for _, part := range parts {
		var latest time.Time
		for _, post := range part.posts {
			if t := s.resolve(post).changed().Time; t.After(latest) {
				latest = t
			}
		}
		f.sitemapEntry("sitemap", s.absoluteURL(part.file), latest)
	}
	f.Raw("</sitemapindex>\n")
	return f.Bytes()
}

func (s *site) sitemap(part sitemapPart) []byte {
	var f xmlFile
	f.Raw(markup.XMLHeader + "<urlset" + sitemapNamespace + ">\n")
	for _, post := range part.posts {
		if s.due(post) {
			f.sitemapEntry("url", s.absoluteURL(post.pagePath()), s.resolve(post).changed().Time)
		}
	}
	for _, l := range part.lists {
		f.sitemapEntry("url", s.listURL(l), time.Time{})
	}
	f.Raw("</urlset>\n")
	return f.Bytes()
}

// sitemapEntry writes a URL, and when it last changed if that is known.
func (f *xmlFile) sitemapEntry(element markup.Literal, address string, changed time.Time) {
	f.Raw("<" + element + ">")
	f.Element("loc", address)
	if !changed.IsZero() {
		f.Element("lastmod", changed.Format(time.RFC3339))
	}
	f.Raw("</" + element + ">\n")
}

// robots writes robots.txt (RFC 9309), which tells search engines where the
// sitemap is. They read it only if the board is at the root of its host.
func (s *site) robots() ([]byte, error) {
	text := "User-agent: *\nAllow: /\n"
	if s.baseURL != "" {
		text += "Sitemap: " + s.absoluteURL("sitemap.xml") + "\n"
	}
	return []byte(text), nil
}

// oEmbed (oembed.com § 2.3.4).

// An oembed is the response of type "rich" for a post: its page in a frame.
// Consumers that do not trust a board, such as WordPress, accept nothing else,
// and let no script run in it.
type oembed struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
	Title           string `json:"title,omitempty"`
	AuthorName      string `json:"author_name,omitempty"`
	AuthorURL       string `json:"author_url,omitempty"`
	ProviderName    string `json:"provider_name,omitempty"`
	ProviderURL     string `json:"provider_url,omitempty"`
	ThumbnailURL    string `json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
}

// The size of an embedded post in pixels. WordPress uses it for its own posts.
const embedWidth, embedHeight = 600, 400

// oembed writes how other sites embed a post for a link to it.
func (s *site) oembed(p *Post) ([]byte, error) {
	var names []string
	for _, author := range p.namedAuthors() {
		names = append(names, author.Name)
	}
	response := oembed{
		Version: "1.0", Type: "rich", HTML: s.embedHTML(p), Width: embedWidth, Height: embedHeight, Title: p.Subject, AuthorName: strings.Join(names, ", "), AuthorURL: p.By.URL,
		ProviderName: s.title(), ProviderURL: s.baseURL,
	}
	r := s.absoluteRenderer("")
	if photo := s.shared(r, s.measured(r, p)); weburl.IsWeb(photo.URL) && photo.Width > 0 && photo.Height > 0 {
		response.ThumbnailURL, response.ThumbnailWidth, response.ThumbnailHeight = photo.URL, photo.Width, photo.Height
	}
	return marshal(response)
}

// embedHTML is a frame with the page of a post.
func (s *site) embedHTML(p *Post) string {
	var w markup.Writer
	w.Raw("<iframe")
	w.Attribute("src", s.absoluteURL(p.pagePath()))
	w.Attribute("width", strconv.Itoa(embedWidth))
	w.Attribute("height", strconv.Itoa(embedHeight))
	w.Attribute("title", plaintext.FirstLine(p.Subject))
	w.Raw("></iframe>")
	return w.String()
}

// Linked data (schema.org).

// A thing is an item of any type in the vocabulary of schema.org.
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
	Author           any      `json:"author,omitempty"` // a thing, or several
	Publisher        *thing   `json:"publisher,omitempty"`
	IsBasedOn        string   `json:"isBasedOn,omitempty"`
	TranslationOf    *thing   `json:"translationOfWork,omitempty"`
}

// authorThings describes one author or several; nil if there is none.
func authorThings(authors []Author) any {
	var things []thing
	for _, a := range authors {
		things = append(things, thing{Type: "Organization", Name: a.Name, URL: a.URL})
	}
	switch len(things) {
	case 0:
		return nil
	case 1:
		return things[0]
	}
	return things
}

// newsArticle describes a post as schema.org/NewsArticle.
func (s *site) newsArticle(e *entry, lang string) thing {
	post, item := e.post, e.item
	article := thing{
		Context: "https://schema.org", Type: "NewsArticle", Headline: item.Title, Description: item.Summary,
		Identifier: item.ID, DatePublished: post.Date.String(), DateModified: post.Updated.String(), Expires: post.Expires.String(),
		InLanguage: plaintext.Language(lang), Keywords: item.Tags, IsBasedOn: item.ExternalURL,
		Publisher: &thing{Type: "Organization", Name: s.title(), URL: s.baseURL},
	}
	if s.baseURL != "" {
		article.URL, article.MainEntityOfPage = item.URL, item.URL
	}
	article.Author = authorThings(post.namedAuthors())
	if weburl.IsWeb(item.Image) {
		article.Image = &thing{Type: "ImageObject", URL: item.Image, Caption: post.picture().Caption}
	}
	if group := s.translations[e.listed]; group != nil && group[0] != e.listed && s.baseURL != "" {
		article.TranslationOf = &thing{Type: "NewsArticle", ID: s.absoluteURL(group[0].pagePath()), InLanguage: s.lang(group[0])}
	}
	return article
}
