package board

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/srcset"
	"github.com/boardview/board/internal/weburl"
)

// This file writes the HTML pages: lists, posts, the archive, redirects and
// 404.html, with the metadata in their heads, and the frame around them. Publish
// calls it when a page is opened. It must not know which posts and files there are, which site knows,
// nor how a post becomes HTML, which Renderer knows.

// The pages.

// listHTML writes a page of a list.
func (s *site) listHTML(page listPage) ([]byte, error) {
	l := page.list
	h := head{kind: ListPage, path: page.folder() + indexFile, title: s.listTitle(l), lang: l.lang, feeds: l}
	if l.kind == allPosts && page.number == 0 {
		h.kind = FrontPage
	}
	if !l.hasFeeds() {
		h.feeds = s.lists[0]
	}
	if page.number > 0 {
		h.title += " · " + strconv.Itoa(page.number)
	}
	entries, err := s.entries("", page)
	if err != nil {
		return nil, err
	}
	p := s.newHTMLPage(h)
	p.Raw(`<main id="main" class="h-feed">` + "\n")
	p.listHeading(l, h.kind == FrontPage)
	p.search()
	if page.number == 0 {
		p.shelf(p.partsLabel(l), "", s.parts(l))
	}
	p.rows(entries, h.kind == FrontPage)
	if h.kind == FrontPage {
		p.shelf(p.words.Topics, p.words.Topics, s.topics())
	}
	p.Raw("</main>\n")
	p.listPager(page)
	return p.finish()
}

// postHTML writes the page of a post.
func (s *site) postHTML(listed *Post) ([]byte, error) {
	path := listed.pagePath()
	e, err := s.entry(path, listed)
	if err != nil {
		return nil, err
	}
	lang := cmp.Or(plaintext.Language(listed.Lang), s.board.Lang)
	p := s.newHTMLPage(head{kind: PostPage, path: path, title: e.post.Subject + " · " + s.title(), lang: lang, description: cmp.Or(e.item.Summary, e.item.Title), feeds: s.lists[0], entry: &e})
	p.Raw(`<main id="main" class="h-entry">` + "\n")
	p.translations(listed)
	if err := s.writeArticle(p, e, lang); err != nil {
		return nil, err
	}
	p.Raw("\n" + `<data class="u-url u-uid"`)
	p.Attribute("value", p.permalink(path))
	p.Raw("></data>\n</main>\n")
	p.postPager(listed)
	return p.finish()
}

// archiveHTML writes the page that links to all lists.
func (s *site) archiveHTML() ([]byte, error) {
	title := locale.PageWordsIn(s.board.Lang).Archive
	p := s.newHTMLPage(head{kind: ArchivePage, path: "archive/index.html", title: title + " · " + s.title(), lang: s.board.Lang, feeds: s.lists[0]})
	p.Raw("<main id=\"main\">\n<h1>")
	p.Text(title)
	p.Raw("</h1>\n")
	p.archiveSection(p.words.ByDate, s.years())
	p.archiveSection(p.words.Topics, s.listsOf(byTag))
	p.archiveSection(p.words.Languages, s.languages())
	p.Raw("</main>\n")
	return p.finish()
}

// redirectHTML writes the page at a former ID of a post.
func (s *site) redirectHTML(post *Post) ([]byte, error) {
	path := post.pagePath() // as deep as the page itself
	p := s.blankHTMLPage(head{kind: MovedPage, path: path, title: post.Subject, lang: s.lang(post), feeds: s.lists[0]})
	p.Void("meta", "http-equiv content", "refresh", "0; url="+p.href(path))
	p.Void("meta", "name content", "robots", "noindex")
	p.Void("link", "rel href", "canonical", p.permalink(path))
	p.cutMetadata()
	p.Raw("<main>\n<p>")
	p.Text(p.words.Moved)
	p.Raw(" ")
	p.link(path, post.Subject)
	p.Raw("</p>\n</main>\n")
	return p.finish()
}

// notFoundHTML writes the page that servers send instead of a missing file.
func (s *site) notFoundHTML() ([]byte, error) {
	title := locale.PageWordsIn(s.board.Lang).NotFound
	p := s.newHTMLPage(head{kind: NotFoundPage, path: "404.html", title: title, lang: s.board.Lang, feeds: s.lists[0]})
	p.Raw("<main id=\"main\">\n<h1>")
	p.Text(title)
	p.Raw("</h1>\n<p>")
	p.Text(p.words.NothingHere)
	p.Raw("</p>\n</main>\n")
	return p.finish()
}

// What all pages have.

// An htmlPage is an HTML page that is being written: its metadata, then its
// content.
type htmlPage struct {
	markup.Writer
	site     *site
	head     head
	metadata HTML
	root     string // URL of the board's folder, relative to the page
	lang     string
	words    locale.PageWords
}

func (s *site) blankHTMLPage(h head) *htmlPage {
	root := relativeRoot(h.path)
	if u, err := url.Parse(s.baseURL); h.kind == NotFoundPage && err == nil {
		root = u.EscapedPath() // servers send the page at URLs of any depth
	}
	lang := cmp.Or(plaintext.Language(h.lang), "en")
	return &htmlPage{site: s, head: h, root: root, lang: lang, words: locale.PageWordsIn(lang)}
}

// newHTMLPage starts a page whose metadata is written.
func (s *site) newHTMLPage(h head) *htmlPage {
	p := s.blankHTMLPage(h)
	if h.description == "" {
		h.description = s.listDescription(h.title)
	}
	p.Void("meta", "name content", "description", h.description)
	p.relations(h)
	p.openGraph(h)
	p.linkedData(h)
	p.cutMetadata()
	return p
}

// cutMetadata takes what was written for the page's metadata.
func (p *htmlPage) cutMetadata() {
	p.metadata = HTML(p.String())
	p.Reset()
}

// finish puts the page into its frame.
func (p *htmlPage) finish() ([]byte, error) {
	write := p.site.board.Frame
	if write == nil {
		write = writeFrame
	}
	var framed bytes.Buffer
	err := write(&framed, p.webPage())
	return framed.Bytes(), err
}

// webPage is the page for a frame.
func (p *htmlPage) webPage() *WebPage {
	s := p.site
	w := &WebPage{
		Kind: p.head.kind, Title: plaintext.Clean(p.head.title), Path: p.head.path, Root: p.root, Lang: p.lang, Dir: cmp.Or(locale.Direction(p.lang), "ltr"),
		Head: p.metadata, Content: HTML(p.String()),
		Board: s.title(), Logo: p.besideURL(s.board.Logo), Icon: p.besideURL(cmp.Or(s.board.Icon, iconFile)), Style: p.besideURL(s.board.Style), Search: p.searchURL(),
		Lists: []Link{{Title: p.words.AllPosts, URL: p.href(indexFile)}, {Title: p.words.Archive, URL: p.href("archive/" + indexFile)}},
	}
	if s.baseURL != "" && w.Kind != NotFoundPage {
		w.URL = s.absoluteURL(w.Path)
	}
	for _, format := range s.feedFormats() {
		w.Feeds = append(w.Feeds, Link{Title: format.name, URL: p.href(p.head.feeds.folder + format.file)})
	}
	for _, l := range s.board.Links {
		l.URL = p.linkURL(l.URL)
		if l.Place == Foot {
			w.Foot = append(w.Foot, l)
		} else {
			w.Menu = append(w.Menu, l)
		}
	}
	return w
}

// besideURL is the URL of a file beside the posts; "" if the name is empty.
func (p *htmlPage) besideURL(name string) string {
	if name == "" {
		return ""
	}
	return p.root + weburl.Link(name)
}

// linkURL is the URL of a link of the board.
func (p *htmlPage) linkURL(address string) string {
	address, _ = weburl.NewResolver("./", weburl.ImagesOff).Link(address) // refused ones are no settings
	if below, ok := strings.CutPrefix(address, "./"); ok {
		return cmp.Or(p.root+below, "./")
	}
	return address
}

// The frame.

// writeFrame writes a page in the design of board.css.
func writeFrame(w io.Writer, page *WebPage) error {
	f := &framedPage{WebPage: page, words: locale.PageWordsIn(page.Lang)}
	f.start()
	if page.Kind == MovedPage {
		f.Raw("<body>\n")
		f.WriteString(string(page.Content))
	} else {
		f.masthead()
		f.WriteString(string(page.Content))
		f.foot()
	}
	f.Raw("</body>\n</html>\n")
	_, err := w.Write(f.Bytes())
	return err
}

// A framedPage is a page that is being written with the design around it.
type framedPage struct {
	markup.Writer
	*WebPage
	words locale.PageWords
}

// start writes the head.
func (f *framedPage) start() {
	f.Raw("<!DOCTYPE html>\n<html")
	f.Attribute("lang", f.Lang)
	if f.Dir == "rtl" {
		f.Attribute("dir", f.Dir)
	}
	f.Raw(">\n<head>\n<meta charset=\"utf-8\">\n" +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	more := markup.Literal("")
	if f.Style != "" { // ours has no fonts
		more = "; font-src 'self'"
	}
	if f.Search != "" {
		more += "; script-src 'self'"
	}
	f.Raw(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' https:; connect-src 'self'; base-uri 'none'; form-action 'none'` + more + `">` + "\n")
	f.Raw(`<meta name="referrer" content="no-referrer">` + "\n<title>")
	f.Text(f.Title)
	f.Raw("</title>\n")
	f.Void("link", "rel href", "icon", f.Icon)
	f.Void("link", "rel href", "stylesheet", f.Root+"board.css")
	if f.Style != "" {
		f.Void("link", "rel href", "stylesheet", f.Style)
	}
	f.WriteString(string(f.Head))
	if f.Search != "" {
		f.Raw(`<script type="module"`)
		f.Attribute("src", f.Search)
		f.Raw("></script>\n")
	}
	f.Raw("</head>\n")
}

// masthead writes the top of a page: logo and name of the board, which is the
// heading of the front page only, the way to all posts, and the menu.
func (f *framedPage) masthead() {
	start, name, end := markup.Literal("<body>\n"), markup.Literal(`<p class="name" dir="auto">`), markup.Literal("</p>\n")
	if f.Kind == FrontPage {
		start, name, end = `<body class="front">`+"\n", `<h1 class="name" dir="auto">`, "</h1>\n"
	}
	f.Raw(start + `<a class="skip" href="#main">`)
	f.Text(f.words.SkipToContent)
	f.Raw("</a>\n<header class=\"masthead\">\n" + name)
	f.Raw(`<a href="`)
	f.Text(f.Lists[0].URL)
	f.Raw(`">`)
	if f.Logo != "" {
		f.Void(`img class="logo" alt=""`, "src", f.Logo)
	}
	f.Raw("<bdi>")
	f.Text(f.Board)
	f.Raw("</bdi></a>" + end + "<nav")
	f.Attribute("aria-label", f.words.Board)
	f.Raw(">")
	f.links(f.Lists)
	f.Raw("</nav>\n")
	if len(f.Menu) > 0 {
		f.Raw(`<nav class="menu"`)
		f.Attribute("aria-label", f.words.Menu)
		f.Raw(">")
		f.links(f.Menu)
		f.Raw("</nav>\n")
	}
	f.Raw("</header>\n")
}

// foot writes the bottom of a page.
func (f *framedPage) foot() {
	f.Raw("<footer class=\"foot\">\n<p dir=\"auto\">")
	f.Text(f.Board)
	f.Raw("</p>\n")
	if len(f.Foot) > 0 {
		f.Raw("<p>")
		f.links(f.Foot)
		f.Raw("</p>\n")
	}
	f.Raw("<p>")
	f.links(f.Feeds)
	f.Raw("</p>\n</footer>\n")
}

func (f *framedPage) links(links []Link) {
	for _, l := range links {
		writeLink(&f.Writer, l.URL, l.Title)
	}
}

func writeLink(w *markup.Writer, address, text string) {
	w.Raw(`<a href="`)
	w.Text(address)
	w.Raw(`"><bdi>`)
	w.Text(text)
	w.Raw("</bdi></a>")
}

// What pages share.

// href is the relative URL of a file of the board.
func (p *htmlPage) href(path string) string {
	return cmp.Or(p.root+p.site.renderer.link(path), "./")
}

// permalink is the absolute URL of a file of the board if that is known, else
// the relative one.
func (p *htmlPage) permalink(path string) string {
	if p.site.baseURL == "" {
		return p.href(path)
	}
	return p.site.absoluteURL(path)
}

// link writes a link to a file of the board.
func (p *htmlPage) link(path, text string) { writeLink(&p.Writer, p.href(path), text) }

// startNav starts a row of links to pages of the same kind.
func (p *htmlPage) startNav(class markup.Literal, label string) {
	p.Raw(`<nav class="` + class + `"`)
	p.Attribute("aria-label", label)
	p.Raw(">")
}

// pagerLink links to the page before or after. The title of that page may be
// empty.
func (p *htmlPage) pagerLink(rel markup.Literal, path, label, title string) {
	p.Raw(`<a rel="` + rel + `" href="`)
	p.Text(p.href(path))
	p.Raw(`"><span>`)
	p.Text(label)
	p.Raw("</span>")
	if title != "" {
		p.Raw(" <bdi>")
		p.Text(title)
		p.Raw("</bdi>")
	}
	p.Raw("</a>")
}

// Metadata.

// A head is what the <head> of a page says about it.
type head struct {
	kind        PageKind
	path        string // of the page
	title       string
	lang        string
	description string // if empty, the board's
	feeds       *list  // the list whose feeds the page announces
	entry       *entry // on a post's page
}

// relations links the page to its canonical URL, its feeds and, for a post, its
// translations, its source and its oEmbed file.
func (p *htmlPage) relations(h head) {
	s := p.site
	if h.kind == NotFoundPage || h.entry != nil && !h.entry.post.Withdrawn.Date.IsZero() {
		p.Void("meta", "name content", "robots", "noindex")
	} else if s.baseURL != "" {
		p.Void("link", "rel href", "canonical", s.absoluteURL(h.path))
	}
	for _, format := range s.feedFormats() {
		p.Void("link", "rel type title href", "alternate", format.mediaType, s.listTitle(h.feeds), p.href(h.feeds.folder+format.file))
	}
	if h.entry == nil {
		return
	}
	for _, t := range s.translations[h.entry.listed] {
		if lang := s.lang(t); lang != "" {
			p.Void("link", "rel hreflang href", "alternate", lang, p.permalink(t.pagePath()))
		}
	}
	post := h.entry.post
	p.Void("link", "rel type href", "alternate", "text/plain", p.href("posts/"+post.ID+".txt"))
	if s.baseURL != "" && post.Withdrawn.Date.IsZero() {
		p.Void("link", "rel type title href", "alternate", "application/json+oembed", post.Subject, s.absoluteURL("oembed/"+post.ID+".json"))
	}
}

// openGraph writes what other sites show for a link to the page (ogp.me).
func (p *htmlPage) openGraph(h head) {
	title := h.title
	if h.entry != nil {
		title = h.entry.item.Title
	}
	p.property("og:title", title)
	p.property("og:site_name", p.site.title())
	p.property("og:description", h.description)
	p.property("og:locale", openGraphLocale(h.lang))
	if p.site.baseURL != "" && h.kind != NotFoundPage {
		p.property("og:url", p.site.absoluteURL(h.path))
	}
	if h.entry == nil {
		p.property("og:type", "website")
		return
	}
	item := h.entry.item
	p.property("og:type", "article")
	p.property("article:published_time", item.DatePublished)
	p.property("article:modified_time", item.DateModified)
	for _, tag := range item.Tags {
		p.property("article:tag", tag)
	}
	card := "summary"
	if weburl.IsWeb(item.Image) {
		photo := p.site.shared(p.site.absoluteRenderer(""), h.entry.post)
		p.property("og:image", photo.URL)
		p.property("og:image:width", dimensionText(photo.Width))
		p.property("og:image:height", dimensionText(photo.Height))
		p.property("og:image:alt", photo.Alt)
		card = "summary_large_image"
	}
	p.Void("meta", "name content", "twitter:card", card)
}

func (p *htmlPage) property(name, value string) {
	if value != "" {
		p.Void("meta", "property content", name, value)
	}
}

// dimensionText is a width or height as text; "" if it is unknown.
func dimensionText(pixels int) string {
	if pixels <= 0 {
		return ""
	}
	return strconv.Itoa(pixels)
}

// openGraphLocale is a language with its territory in the form that Open Graph
// requires, "en_GB"; "" if the tag has no territory.
func openGraphLocale(lang string) string {
	language, territory, ok := strings.Cut(lang, "-")
	if !ok || len(territory) != 2 {
		return ""
	}
	return strings.ToLower(language) + "_" + strings.ToUpper(territory)
}

// linkedData writes what search engines read about a post, as JSON-LD.
func (p *htmlPage) linkedData(h head) {
	if h.entry == nil || !h.entry.post.Withdrawn.Date.IsZero() {
		return
	}
	src, err := json.Marshal(p.site.newsArticle(h.entry, h.lang)) // with <, > and & escaped, so that no text ends the script element
	if err != nil {
		return // cannot happen: a thing consists of strings
	}
	p.Raw(`<script type="application/ld+json">`)
	p.WriteString(plaintext.Clean(string(src)))
	p.Raw("</script>\n")
}

// Lists.

func (p *htmlPage) listHeading(l *list, front bool) {
	if !front {
		p.Raw(`<h1 class="p-name" dir="auto">`)
		p.Text(l.displayName())
		p.Raw("</h1>\n")
	} else if description := p.site.board.Description; description != "" {
		p.Raw(`<p class="lede" dir="auto">`)
		p.Text(description)
		p.Raw("</p>\n")
	}
}

// searchScript is the file of the widget that searches in the board's pages.
const searchScript = "search-page.js"

// search writes the form to search the board. It is hidden: the script shows it.
func (p *htmlPage) search() {
	if p.searchURL() == "" {
		return
	}
	p.Raw(`<form class="search" role="search" hidden`)
	p.Attribute("data-root", p.root)
	p.Attribute("data-found", p.words.Found)
	p.Attribute("data-older", p.words.Older)
	p.Attribute("data-failed", p.words.Failed)
	p.Attribute("data-retry", p.words.Retry)
	p.Raw(">\n")
	p.Void(`input type="search" maxlength="200" autocomplete="off"`, "aria-label placeholder", p.words.Search, p.words.Search)
	p.Raw("<p role=\"status\"></p>\n</form>\n")
}

// searchURL is the URL of the script that searches, on pages of lists; "" if there is
// nothing to search, or no widget with it.
func (p *htmlPage) searchURL() string {
	if !p.site.searches || (p.head.kind != FrontPage && p.head.kind != ListPage) {
		return ""
	}
	return p.root + "widget/" + searchScript
}

// partsLabel says which lists are parts of this one.
func (p *htmlPage) partsLabel(l *list) string {
	if l.kind == byYear {
		return p.words.ByDate
	}
	return p.words.Languages
}

// shelf links to lists, if there are several. The heading may be empty.
func (p *htmlPage) shelf(label, heading string, lists []*list) {
	if len(lists) < 2 {
		return
	}
	p.startNav("shelf", label)
	p.Element("h2", heading)
	p.Raw("<ul>\n")
	for _, l := range lists {
		p.Raw("<li>")
		p.listLink(l)
		p.Raw("</li>\n")
	}
	p.Raw("</ul></nav>\n")
}

func (p *htmlPage) archiveSection(label string, lists []*list) {
	if len(lists) == 0 {
		return
	}
	p.Raw("<section>\n<h2>")
	p.Text(label)
	p.Raw("</h2>\n<ul class=\"counts\">\n")
	for _, l := range lists {
		p.Raw("<li>")
		p.listLink(l)
		p.Raw("</li>\n")
	}
	p.Raw("</ul>\n</section>\n")
}

// listLink links to a list, and says how many posts it has.
func (p *htmlPage) listLink(l *list) {
	p.Raw(`<a href="`)
	p.Text(p.href(l.folder + indexFile))
	p.Raw(`"`)
	if l.kind == byLanguage {
		p.Attribute("lang", l.lang)
		p.Attribute("hreflang", l.lang)
	}
	p.Raw("><bdi>")
	p.Text(l.displayName())
	p.Raw("</bdi></a> <span>")
	p.Text(strconv.Itoa(l.count))
	p.Raw("</span>")
}

// aboveTheFold is how many posts of a list are in sight when its page opens.
// Their pictures are not loaded lazily.
const aboveTheFold = 4

func (p *htmlPage) rows(entries []entry, front bool) {
	if len(entries) == 0 {
		p.Raw("<p>")
		p.Text(p.words.NoPosts)
		p.Raw("</p>\n")
		return
	}
	p.Raw("<ol class=\"rows\">\n")
	lead := slices.IndexFunc(entries, func(e entry) bool { return front && !e.post.Pinned })
	for i, e := range entries {
		p.row(e, i == lead, i >= aboveTheFold)
	}
	p.Raw("</ol>\n")
}

// row writes one post of a list. The picture of the leading one is larger.
func (p *htmlPage) row(e entry, lead, lazy bool) {
	post := e.post
	class := markup.Literal("h-entry")
	if post.Pinned {
		class = "h-entry pinned"
	}
	p.Raw(`<li class="` + class + `" dir="auto">` + "\n")
	p.thumbnail(post, lead, lazy)
	p.Raw(`<h2 class="p-name"`)
	p.foreignLang(post.Lang)
	p.Raw(`><a class="u-url" href="`)
	p.Text(p.href(post.pagePath()))
	p.Raw(`">`)
	if label := shownLabel(post, p.lang); label != "" {
		p.Raw("<span class=\"label\">[")
		p.Text(label)
		p.Raw("]</span> ")
	}
	p.Text(post.Subject)
	p.Raw("</a></h2>\n")
	if e.item.Summary != "" {
		p.Raw(`<p class="p-summary"`)
		p.foreignLang(post.Lang)
		p.Raw(">")
		p.Text(e.item.Summary)
		p.Raw("</p>\n")
	}
	p.details(post)
	p.Raw("</li>\n")
}

func (p *htmlPage) thumbnail(post *Post, lead, lazy bool) {
	photo := post.picture()
	r := p.site.renderer
	r.BaseURL = cmp.Or(p.root, "./")
	address, shown, _ := r.resolver().Within(post.Folder).Image(photo.URL)
	if photo.URL == "" || !shown {
		return
	}
	loading, decoding := "", ""
	if lazy {
		loading, decoding = "lazy", "async"
	}
	set, width := "", ""
	if sizes := p.site.candidates(&r, p.site.pictureAt(&r, address)); len(sizes) > 0 {
		sizes = slices.DeleteFunc(sizes, func(c srcset.Candidate) bool { return c.Width > thumbnailPixels && c.Width > sizes[0].Width })
		address, set, width = sizes[0].Address, srcset.Value(sizes), thumbnailWidth(photo, lead)
	}
	p.Void(`img class="u-photo" alt="" referrerpolicy="no-referrer"`, "loading decoding sizes srcset src width height",
		loading, decoding, width, set, address, dimensionText(photo.Width), dimensionText(photo.Height))
}

// thumbnailWidth is how wide a photo is in a list: as wide as its box in board.css,
// or wider, since the box shows a part of it in its own shape.
func thumbnailWidth(photo Photo, lead bool) string {
	narrow, wide := box{"5.5rem", 1}, box{"clamp(6.5rem, 26vw, 14rem)", 3.0 / 2}
	if lead {
		narrow, wide = box{"(100vw - 2rem)", 16.0 / 9}, box{"clamp(14rem, 36vw, 26rem)", 3.0 / 2}
	}
	return "(max-width: 30rem) " + narrow.filledBy(photo) + ", " + wide.filledBy(photo)
}

// A box is filled by a photo, of which it shows the middle.
type box struct {
	width string  // in CSS
	shape float64 // width by height
}

// filledBy is how wide the whole photo is.
func (b box) filledBy(photo Photo) string {
	times := float64(photo.Width) / float64(max(photo.Height, 1)) / b.shape
	return "calc(" + strconv.FormatFloat(max(1, times), 'g', 3, 64) + " * " + b.width + ")"
}

// thumbnailPixels is as wide as a size for a list may be: a list has many pictures.
const thumbnailPixels = 960

// foreignLang writes the language of a post if it is not that of the page.
func (p *htmlPage) foreignLang(lang string) {
	if lang != p.lang {
		p.Attribute("lang", plaintext.Language(lang))
	}
}

// details writes the small print of a post in a list: dates and author.
func (p *htmlPage) details(post *Post) {
	p.Raw(`<p class="details">`)
	if post.Pinned {
		p.Raw(`<strong>`)
		p.Text(p.words.Pinned)
		p.Raw("</strong> ")
	}
	p.date("dt-published", post.Date)
	if !post.Updated.IsZero() && locale.LongDate(post.Updated.Time, p.lang) != locale.LongDate(post.Date.Time, p.lang) {
		p.Raw(` <bdi>`)
		p.Text(locale.ArticleWordsIn(p.lang).Updated + " ")
		p.date("dt-updated", post.Updated)
		p.Raw("</bdi>")
	}
	for i, author := range post.namedAuthors() {
		if i > 0 {
			p.Raw(",")
		}
		p.Raw(` <bdi class="p-author h-card">`)
		p.Text(author.Name)
		p.Raw("</bdi>")
	}
	p.Raw("</p>\n")
}

// date writes a date in the language of the page: in a row of another direction
// its words keep their order.
func (p *htmlPage) date(class markup.Literal, d Date) {
	if d.IsZero() {
		return
	}
	p.Raw(`<time class="` + class + `" dir="auto" datetime="`)
	p.Text(d.String())
	p.Raw(`">`)
	p.Text(locale.LongDate(d.Time, p.lang))
	p.Raw("</time>")
}

// listPager links to the pages with newer and older posts.
func (p *htmlPage) listPager(page listPage) {
	newer, hasNewer := page.newer()
	older, hasOlder := page.older()
	if !hasNewer && !hasOlder {
		return
	}
	p.startNav("pager", p.words.Pages)
	if hasNewer {
		p.pagerLink("prev", newer.folder()+indexFile, p.words.Newer, "")
	}
	if hasOlder {
		p.pagerLink("next", older.folder()+indexFile, p.words.Older, "")
	}
	p.Raw("</nav>\n")
}

// Posts.

// translations links to the translations of a post.
func (p *htmlPage) translations(post *Post) {
	group := p.site.translations[post]
	if group == nil {
		return
	}
	p.startNav("shelf", p.words.Languages)
	p.Raw("<ul>\n")
	for _, t := range group {
		p.Raw("<li>")
		p.translation(t, t == post)
		p.Raw("</li>\n")
	}
	p.Raw("</ul></nav>\n")
}

func (p *htmlPage) translation(t *Post, current bool) {
	lang := p.site.lang(t)
	start, end := markup.Literal(`<a rel="alternate"`), markup.Literal("</bdi></a>")
	if current {
		start, end = `<b aria-current="page"`, "</bdi></b>"
	}
	p.Raw(start)
	p.Attribute("lang", lang)
	if !current {
		p.Attribute("hreflang", lang)
		p.Attribute("href", p.href(t.pagePath()))
	}
	p.Raw("><bdi>")
	p.Text(locale.LanguageName(cmp.Or(lang, plaintext.FirstLine(t.Subject))))
	p.Raw(end)
}

// postPager links to the posts published just after and just before a post.
func (p *htmlPage) postPager(post *Post) {
	newer, older := p.site.board.neighbors(post.ID, p.site.now)
	if newer == nil && older == nil {
		return
	}
	p.startNav("pager", p.words.Pages)
	if newer != nil {
		p.pagerLink("prev", newer.pagePath(), p.words.Newer, plaintext.FirstLine(newer.Subject))
	}
	if older != nil {
		p.pagerLink("next", older.pagePath(), p.words.Older, plaintext.FirstLine(older.Subject))
	}
	p.Raw("</nav>\n")
}
