package board

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board/internal/dates"
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/weburl"
)

// This file is the published board as data: which posts are published now, the
// lists and pages they stand on, the path and URL of every page, and each post
// rendered. Publish makes a site; the writers of pages and feeds read it. It
// must not know how pages and feeds are written, nor how files are served.

// A site is a board at one moment.
type site struct {
	board    *Board
	renderer Renderer
	baseURL  string // Board.URL with a slash at its end; "" if it is unknown
	firstURL string // Board.FirstURL, likewise
	now      time.Time
	posts    []*Post // the published ones, newest first, including withdrawn ones
	lists    []*list // the list of all posts first

	translations map[*Post][]*Post // see Board.translations
	rendered     entryCache
}

func newSite(r *Renderer, b *Board) (*site, error) {
	baseURL, err := folderURL("Board.URL", b.URL)
	if err != nil {
		return nil, err
	}
	firstURL, err := folderURL("Board.FirstURL", b.FirstURL)
	if err != nil {
		return nil, err
	}
	s := &site{board: b, renderer: *r, baseURL: baseURL, firstURL: firstURL, now: b.now()}
	s.rendered.entries = make(map[entryKey]entry)
	var due []*Post
	for _, p := range b.posts {
		if !p.published(s.now) {
			continue
		}
		s.posts = append(s.posts, p)
		if s.due(p) {
			due = append(due, p)
		}
	}
	s.translations = b.translations(due)
	s.lists = s.makeLists()
	return s, nil
}

// folderURL checks the URL of a folder and ends it with a slash. Files are named
// below it, so it can have neither query nor fragment.
func folderURL(field, address string) (string, error) {
	if address == "" {
		return "", nil
	}
	if !weburl.IsWeb(address) || strings.ContainsAny(address, " ?#") {
		return "", fmt.Errorf("board: %s: wanted the http or https URL of a folder, found %q: correct it, or leave it empty if it is not known", field, address)
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}

// title is the name of the board on its pages and in its feeds.
func (s *site) title() string {
	if s.board.Title == "" {
		return "Board"
	}
	return plaintext.OneLine(plaintext.Clean(s.board.Title))
}

// Posts.

// due reports whether a published post is listed: it is not withdrawn.
func (s *site) due(p *Post) bool { return !p.withdrawn(s.now) }

// find looks up the published post that has an ID, or had it before.
func (s *site) find(id string) *Post {
	if p, ok := s.board.find(id); ok && p.published(s.now) {
		return p
	}
	return nil
}

// lang is the language of a post; "" if it is unknown.
func (s *site) lang(p *Post) string { return plaintext.Language(cmp.Or(p.Lang, s.board.Lang)) }

// asPublished is a post with its body, without what the future holds: neither a
// withdrawal that is still to come nor the ID of a post that is not published
// yet.
func (s *site) asPublished(p *Post) (*Post, error) {
	p, err := s.board.readAgain(p)
	if err != nil {
		return nil, err
	}
	published := s.resolve(p)
	if !p.withdrawn(s.now) {
		published.Withdrawn = Withdrawal{}
	}
	if s.find(p.Translates) == nil {
		published.Translates = ""
	}
	return published.shown(), nil
}

// resolve copies a post, with its times without a zone in that of the board.
func (s *site) resolve(p *Post) *Post {
	resolved := *p
	for _, d := range []*Date{&resolved.Date, &resolved.Embargo, &resolved.Updated, &resolved.Expires, &resolved.Withdrawn.Date} {
		*d = d.in(s.now.Location())
	}
	return &resolved
}

// Lists.

// pageSize is the number of posts on a page of a list. The newest page has up
// to twice as many.
const pageSize = 20

// maxPinned is the number of pinned posts that stand first on a list's newest
// page.
const maxPinned = 20

// A list is a set of posts with pages of its own: all posts, or those of a tag,
// a language, a year or a month.
type list struct {
	kind   listKind
	folder string // "tags/visits/"; "" for the list of all posts
	name   string // "Visits"; "" for the list of all posts
	lang   string
	posts  []*Post // newest first, including withdrawn ones
	pinned []*Post
	count  int // of the posts that are due
}

type listKind int

const (
	allPosts listKind = iota
	byTag
	byLanguage
	byYear
	byMonth
)

// hasFeeds reports whether the list has feeds.
func (l *list) hasFeeds() bool { return l.kind <= byLanguage }

// displayName is the list's name on the board's pages.
func (l *list) displayName() string {
	switch l.kind {
	case allPosts:
		return locale.PageWordsIn(l.lang).AllPosts
	case byTag:
		return "#" + l.name
	}
	return l.name
}

// listTitle is the list's name outside the board.
func (s *site) listTitle(l *list) string {
	if l.name == "" {
		return s.title()
	}
	return s.title() + " · " + l.displayName()
}

// listsOf returns the lists of a kind that are not empty, by name.
func (s *site) listsOf(kind listKind) (lists []*list) {
	for _, l := range s.lists {
		if l.kind == kind && l.count > 0 {
			lists = append(lists, l)
		}
	}
	slices.SortFunc(lists, func(x, y *list) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.name), strings.ToLower(y.name)), cmp.Compare(x.folder, y.folder))
	})
	return lists
}

// years returns the lists of years, newest first.
func (s *site) years() []*list {
	years := s.listsOf(byYear)
	slices.Reverse(years)
	return years
}

// parts returns the lists that a list's page links to: languages on that of all
// posts, its months on that of a year.
func (s *site) parts(l *list) (parts []*list) {
	kind := byLanguage
	switch l.kind {
	case allPosts:
	case byYear:
		kind = byMonth
	default:
		return nil
	}
	for _, part := range s.lists {
		if part.kind == kind && part.count > 0 && strings.HasPrefix(part.folder, l.folder) {
			parts = append(parts, part)
		}
	}
	return parts
}

// makeLists sorts the posts into lists. These are in the order of their oldest
// posts, so that a new list is the last one.
func (s *site) makeLists() []*list {
	b := listBuilder{site: s, byKey: make(map[listKey]*list), byFolder: make(map[string]*list)}
	b.list(listKey{kind: allPosts}) // also without any post
	languages := slices.ContainsFunc(s.posts, func(p *Post) bool { return plaintext.Language(p.Lang) != "" })
	for _, p := range slices.Backward(s.posts) {
		b.add(p, listKey{kind: allPosts})
		for _, tag := range p.Tags[:min(len(p.Tags), safehtml.MaxFiles)] {
			b.add(p, listKey{kind: byTag, name: tag})
		}
		if lang := s.lang(p); languages && lang != "" {
			b.add(p, listKey{kind: byLanguage, name: lang})
		}
		if year, month, _ := p.Date.Time.Date(); !p.Date.IsZero() {
			b.add(p, listKey{kind: byYear, year: year})
			b.add(p, listKey{kind: byMonth, year: year, month: month})
		}
	}
	for _, l := range b.lists {
		slices.Reverse(l.posts)
		slices.Reverse(l.pinned)
		l.pinned = l.pinned[:min(len(l.pinned), maxPinned)]
	}
	return b.lists
}

// A listBuilder collects posts, oldest first, into lists.
type listBuilder struct {
	site     *site
	lists    []*list
	byKey    map[listKey]*list
	byFolder map[string]*list
}

// A listKey is what a post says about a list that it belongs to. Several keys
// can mean one list: the tags "Visits" and "visits" have one folder.
type listKey struct {
	kind  listKind
	name  string
	year  int
	month time.Month
}

// add adds a post to a list, once even if the post has a tag in two spellings.
func (b *listBuilder) add(p *Post, k listKey) {
	l := b.list(k)
	if n := len(l.posts); n > 0 && l.posts[n-1] == p {
		return
	}
	l.posts = append(l.posts, p)
	if !b.site.due(p) {
		return
	}
	l.count++
	if p.Pinned && l.hasFeeds() {
		l.pinned = append(l.pinned, p)
	}
}

func (b *listBuilder) list(k listKey) *list {
	l := b.byKey[k]
	if l != nil {
		return l
	}
	l = newList(k, b.site.board.Lang)
	if existing := b.byFolder[l.folder]; existing != nil {
		l = existing
	} else {
		b.byFolder[l.folder] = l
		b.lists = append(b.lists, l)
	}
	b.byKey[k] = l
	return l
}

func newList(k listKey, lang string) *list {
	l := &list{kind: k.kind, lang: lang}
	switch k.kind {
	case byTag:
		l.folder, l.name = "tags/"+plaintext.Slug(k.name)+"/", plaintext.OneLine(plaintext.Clean(k.name))
	case byLanguage:
		l.folder, l.name, l.lang = "lang/"+strings.ToLower(k.name)+"/", locale.LanguageName(k.name), k.name
	case byYear:
		l.folder, l.name = fmt.Sprintf("archive/%04d/", k.year), strconv.Itoa(k.year)
	case byMonth:
		l.folder = fmt.Sprintf("archive/%04d/%02d/", k.year, k.month)
		l.name = locale.MonthName(time.Date(k.year, k.month, 1, 0, 0, 0, 0, time.UTC), l.lang)
	}
	return l
}

// A listPage is one page of a list. Page 0 is the newest, and pinned posts
// stand first on it. Page n, from 1, is the nth oldest: its posts never change
// places. So that page 0 is never nearly empty, it has from one to two pages of
// posts.
type listPage struct {
	list   *list
	number int
}

func (l *list) newestPage() listPage { return listPage{l, 0} }

// fullPages is the number of pages besides the newest.
func (l *list) fullPages() int { return max(len(l.posts)/pageSize-1, 0) }

// older returns the next page with older posts, if there is one.
func (p listPage) older() (older listPage, ok bool) {
	n := p.number - 1
	if p.number == 0 {
		n = p.list.fullPages()
	}
	return listPage{p.list, n}, n > 0
}

// newer returns the next page with newer posts, if there is one.
func (p listPage) newer() (newer listPage, ok bool) {
	if p.number == p.list.fullPages() {
		return p.list.newestPage(), p.number > 0
	}
	return listPage{p.list, p.number + 1}, p.number > 0
}

// folder is where the files of the page are: "tags/visits/page-2/".
func (p listPage) folder() string {
	if p.number == 0 {
		return p.list.folder
	}
	return p.list.folder + "page-" + strconv.Itoa(p.number) + "/"
}

// slots are the posts whose places are on the page. A withdrawn post leaves its
// place empty, so that no other post moves.
func (p listPage) slots() []*Post {
	posts := p.list.posts
	if p.number == 0 {
		return posts[:len(posts)-p.list.fullPages()*pageSize]
	}
	end := len(posts) - (p.number-1)*pageSize
	return posts[end-pageSize : end]
}

// postsOn returns the posts to show on a page.
func (s *site) postsOn(page listPage) (posts []*Post) {
	var pinned []*Post
	if page.number == 0 {
		pinned = page.list.pinned
	}
	posts = slices.Clone(pinned)
	for _, p := range page.slots() {
		if s.due(p) && !slices.Contains(pinned, p) {
			posts = append(posts, p)
		}
	}
	return posts
}

// withdrawnFrom returns the withdrawn posts whose places are on a page.
func (s *site) withdrawnFrom(page listPage) (posts []*Post) {
	for _, p := range page.slots() {
		if !s.due(p) {
			posts = append(posts, p)
		}
	}
	return posts
}

// Files and URLs.

// indexFile is the HTML page of a folder.
const indexFile = "index.html"

// A feedFormat is a format of a list's feed.
type feedFormat struct {
	file      string // its name in the folder of each page
	mediaType string
	name      string // for readers
}

var (
	jsonFormat = feedFormat{file: "feed.json", mediaType: "application/feed+json", name: "JSON Feed"}
	rssFormat  = feedFormat{file: "feed.xml", mediaType: "application/rss+xml", name: "RSS"}
	atomFormat = feedFormat{file: "atom.xml", mediaType: "application/atom+xml", name: "Atom"}
)

// feedFormats returns the formats of the board's feeds. RSS and Atom require
// absolute URLs.
func (s *site) feedFormats() []feedFormat {
	if s.baseURL == "" {
		return []feedFormat{jsonFormat}
	}
	return []feedFormat{rssFormat, atomFormat, jsonFormat}
}

// relativeRoot is the relative URL of the board's folder from a file: "../../".
func relativeRoot(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// absoluteURL is the URL of a file. The front page has that of its folder. It
// must not be called if baseURL is unknown.
func (s *site) absoluteURL(path string) string {
	if path == indexFile {
		return s.baseURL
	}
	return s.baseURL + weburl.Link(path)
}

// listURL is the URL of a list's newest page; "" if baseURL is unknown.
func (s *site) listURL(l *list) string {
	if s.baseURL == "" {
		return ""
	}
	return s.absoluteURL(l.folder + indexFile)
}

// relativeRenderer renders posts for a page of the board: URLs of the board's
// files are relative to that page.
func (s *site) relativeRenderer(path string) *Renderer {
	r := s.renderer
	r.BaseURL = cmp.Or(relativeRoot(path), "./")
	return &r
}

// absoluteRenderer renders posts for files that are read away from the board,
// such as feeds: URLs are absolute if baseURL is known, else relative to the
// file.
func (s *site) absoluteRenderer(path string) *Renderer {
	r := s.relativeRenderer(path)
	if s.baseURL != "" {
		r.BaseURL, r.named = s.baseURL, s.firstURL
	}
	return r
}

// Rendered posts.

// An entry is a post as lists, feeds and its own page show it.
type entry struct {
	listed *Post // as the board holds it, perhaps without its body
	post   *Post // as published
	item   feedItem
}

// entry renders a post for the file at a path. Every page and feed gets its
// posts here.
func (s *site) entry(path string, listed *Post) (entry, error) {
	r := s.absoluteRenderer(path)
	key := entryKey{r.BaseURL, listed}
	if e, ok := s.rendered.get(key); ok {
		return e, nil
	}
	post, err := s.asPublished(listed)
	if err != nil {
		return entry{}, err
	}
	e := entry{listed: listed, post: post, item: r.item(post)}
	e.item.Ext.Translations = s.feedTranslations(r, listed)
	s.rendered.put(key, e)
	return e, nil
}

// entries renders the posts of a page for the file at a path.
func (s *site) entries(path string, page listPage) ([]entry, error) {
	posts := s.postsOn(page)
	entries := make([]entry, len(posts))
	for i, p := range posts {
		e, err := s.entry(path, p)
		if err != nil {
			return nil, err
		}
		entries[i] = e
	}
	return entries, nil
}

// feedTranslations returns the published translations of a post.
func (s *site) feedTranslations(r *Renderer, p *Post) (list []feedTranslation) {
	for _, other := range s.translations[p] {
		if other != p {
			list = append(list, feedTranslation{Lang: s.lang(other), URL: r.publishedURL(other.pagePath()), ID: other.ID, Title: other.Subject})
		}
	}
	return list
}

// writeArticle writes an entry as the <article> of the post's own page, which
// is in the language lang. It renders the post a second time: the page works
// wherever its folder lies, so its URLs are relative, but those of the entry are
// absolute; and which pictures are shown depends on the origin, too.
func (s *site) writeArticle(w io.Writer, e entry, lang string) error {
	r := s.relativeRenderer(e.post.pagePath())
	r.dress = &dress{
		date:     func(d Date) string { return locale.LongDate(d.Time, lang) },
		tag:      func(tag string) string { return weburl.Link("tags/" + plaintext.Slug(tag) + "/" + indexFile) },
		label:    func(p *Post) string { return shownLabel(p, lang) },
		original: locale.PageWordsIn(lang).Original,
	}
	return r.Article(w, e.post)
}

// shownLabel is the label of a post on the board's pages, which all show the
// date; "" if it says the same.
func shownLabel(p *Post, lang string) string {
	year := strconv.Itoa(p.Date.Time.Year())
	for _, text := range []string{p.Label, p.Label + " " + year, year + " " + p.Label} {
		if d, _, ok := dates.Read(text, cmp.Or(p.Lang, lang)); ok && d.Time.Format(time.DateOnly) == p.Date.Time.Format(time.DateOnly) {
			return ""
		}
	}
	return p.Label
}

// entryCacheSize is the size of the cache in bytes.
const entryCacheSize = 4 << 20

// An entryCache holds the entries that were rendered last. HTML, JSON Feed, RSS
// and Atom of one page show the same posts, and are usually opened one after
// the other.
type entryCache struct {
	mu      sync.Mutex
	entries map[entryKey]entry
	order   []entryKey // oldest first
	size    int
}

type entryKey struct {
	baseURL string // of the renderer
	listed  *Post
}

func (c *entryCache) get(key entryKey) (entry, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	return e, ok
}

// put adds an entry, and evicts the oldest ones if the cache is full.
func (c *entryCache) put(key entryKey, e entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok {
		return
	}
	c.entries[key] = e
	c.order = append(c.order, key)
	for c.size += e.size(); c.size > entryCacheSize; c.order = c.order[1:] {
		c.size -= c.entries[c.order[0]].size()
		delete(c.entries, c.order[0])
	}
}

// size is roughly the memory that an entry takes.
func (e entry) size() int {
	return len(e.item.ContentHTML) + len(e.item.ContentText) + len(e.post.Body)
}
