package board

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board/internal/dates"
	"github.com/boardview/board/internal/fingerprint"
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/search"
	"github.com/boardview/board/internal/srcset"
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
	searches bool    // whether the pages of lists have a form to search the board

	tagFolders   map[string]string  // of tags whose own would be the same one on some disks
	translations map[*Post][]*Post  // see Board.translations
	pictures     map[string]picture // beside the posts, by path
	rendered     entryCache
	refused      ErrorList // settings of the board that cannot be used

	sources map[*Post]fingerprint.Print // of the posts; see printOf
	uses    map[*Post][]string          // the files beside the posts to which a post refers
	known   func() *ingredients         // of which the site is made
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
	b, sources, refused := b.asRead()
	s := &site{board: b, sources: sources, refused: refused, renderer: *r, baseURL: baseURL, firstURL: firstURL, now: b.now(), tagFolders: make(map[string]string), pictures: make(map[string]picture), uses: make(map[*Post][]string)}
	s.renderer.directoryURLs = b.DirectoryURLs
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
	s.known = sync.OnceValue(s.ingredients)
	return s, nil
}

// asRead is the board that is published: each post is what Parse reads from
// what Format writes of it. So a value that a program has put into a post is
// held to what Parse accepts, here and nowhere else, and the pages of the post
// agree with its source file. So are the board's settings. The program's posts stay
// as they are.
//
// It also returns the fingerprints of the sources.
func (b *Board) asRead() (*Board, map[*Post]fingerprint.Print, ErrorList) {
	read := *b
	refused := read.settingsAsRead()
	read.posts, read.bodies, read.shared = nil, maps.Clone(b.bodies), maps.Clone(b.shared)
	again, prints := make([]*Post, len(b.posts)), make([]fingerprint.Print, len(b.posts))
	inParallel(len(again), func(i int) {
		p := b.posts[i]
		again[i], prints[i] = p.asRead(), printOf(p, b.bodies[p])
		if at, ok := b.at[p.ID]; ok && at == i && reflect.DeepEqual(p, again[i]) {
			again[i] = p
		}
	})
	var changed []*Post
	replaced, sources := make(map[*Post]*Post), make(map[*Post]fingerprint.Print, len(b.posts))
	for i, p := range b.posts {
		sources[again[i]] = prints[i]
		if again[i] == p {
			read.posts = append(read.posts, p)
			continue
		}
		changed, replaced[p] = append(changed, again[i]), again[i]
		if body, ok := b.bodies[p]; ok {
			read.bodies[again[i]] = body
		}
	}
	for id, p := range b.shared {
		read.shared[id] = cmp.Or(replaced[p], p)
	}
	read.posts = append(read.posts, changed...) // index changes the ID of the second of two posts: not of the program's
	read.index(nil)
	return &read, sources, refused
}

// asRead is what Parse reads from the source of p. What must not be shown stays
// hidden, and a body that is too long for a source file loses its end only.
func (p *Post) asRead() *Post {
	source := Format(p)
	if over := len(source) - MaxSource; over > 0 {
		shorter := *p
		body, _ := plaintext.CutRunes([]byte(p.Body), max(len(p.Body)-over, 0))
		shorter.Body = string(body)
		source = Format(&shorter)
	}
	again := parse("", source).post
	if p.HeldBack() && !again.HeldBack() { // by a field without a value
		again.addMeta(fieldHeld.String(), "a field without a value")
	}
	return again
}

// printOf is the fingerprint of the fields of a post and of its body, which is the same
// whether the body is in memory or was dropped.
func printOf(p *Post, from bodySource) fingerprint.Print {
	fields, text := *p, from.text
	if !from.dropped() {
		fields.Body, text = "", fingerprint.OfBytes([]byte(p.Body))
	}
	return fingerprint.New(fingerprint.OfBytes(Format(&fields)), text).Sum()
}

// folderURL checks the URL of a folder and ends it with a slash.
func folderURL(field, address string) (string, error) {
	if address == "" {
		return "", nil
	}
	if !isFolderURL(address) {
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
	return s.withoutFuture(p), nil
}

// withoutFuture is a post without what asPublished hides. It may lack its body.
func (s *site) withoutFuture(p *Post) *Post {
	published := s.resolve(p)
	if !p.withdrawn(s.now) {
		published.Withdrawn = Withdrawal{}
	}
	if s.find(p.Translates) == nil {
		published.Translates = ""
	}
	return published.shown()
}

// resolve copies a post, with its times without a zone in that of the board.
func (s *site) resolve(p *Post) *Post {
	resolved := *p
	for _, d := range []*Date{&resolved.Date, &resolved.Embargo, &resolved.Updated, &resolved.Expires, &resolved.Withdrawn.Date} {
		*d = d.in(s.now.Location())
	}
	return &resolved
}

// Search.

// A Result is a post that a search found.
type Result struct {
	Post    *Post
	Passage string   // of the post's text, on one line: where most of the words stand
	Marks   [][2]int // where words that were sought begin and end in Passage
}

// Search yields the posts that a query finds, newest first: of those that All yields,
// the ones that have all of its words. A word stands for all that begin with it;
// case, accents and the ways of writing an Arabic letter make no difference, and a
// word that no post has stands for similar ones. Quotation marks make a phrase, a
// minus in front of a word leaves posts with it out, and tag:visits, by:"Press Office"
// and year:2026 limit the search. An empty query finds nothing.
//
// The first search reads all posts and makes an index in memory, which later ones
// use until another post falls due.
func (b *Board) Search(query string) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		q := search.Parse(query)
		if b.searched == nil || q.Empty() {
			return
		}
		posts, index := b.searchIndex()
		if index == nil {
			return
		}
		for _, hit := range index.Find(q).Hits(false) {
			post, ok := b.Post(posts[len(posts)-1-hit.Place].ID)
			if !ok {
				continue
			}
			text := new(Renderer).words(post)
			if !q.HasPhrases(post.Label + "\n" + post.Subject + "\n" + text) {
				continue
			}
			if p := search.PassageOf(text, q); !yield(Result{post, p.Text, p.Marks}) {
				return
			}
		}
	}
}

// searchIndex returns the posts of the board that are published now, newest first, and
// their index, nil if it cannot be made.
func (b *Board) searchIndex() ([]*Post, *search.Index) {
	x := b.searched
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index != nil && (x.until.IsZero() || b.now().Before(x.until)) {
		return x.posts, x.index
	}
	inMemory := *b
	inMemory.URL, inMemory.FirstURL = "", "" // not needed, and perhaps not valid
	s, err := newSite(new(Renderer), &inMemory)
	if err != nil {
		return nil, nil
	}
	x.posts, x.until = s.posts, b.Next()
	x.index, _ = s.searchIndex()
	return x.posts, x.index
}

// searchFolderURL is the URL of the folder of the search index in the feed of all posts.
const searchFolderURL = "search/"

// hasSearch reports whether the board has a search index: else the newest page has
// all posts.
func (s *site) hasSearch() bool { return s.lists[0].fullPages() > 0 }

// searchIndex makes the index of the published posts in memory.
func (s *site) searchIndex() (*search.Index, error) {
	return search.Build(len(s.posts), func(place int) (d search.Document, ok bool, err error) {
		if !s.due(s.atPlace(place)) {
			return d, false, nil
		}
		d, err = s.document(place)
		return d, true, err
	})
}

// atPlace is the post at a place of the index: these count from the oldest post. A
// withdrawn post leaves its place empty, as in lists.
func (s *site) atPlace(place int) *Post { return s.posts[len(s.posts)-1-place] }

// document is a post as the index has it, with its words as the board's pages show them.
func (s *site) document(place int) (search.Document, error) {
	p, err := s.asPublished(s.atPlace(place))
	if err != nil {
		return search.Document{}, err
	}
	d := documentHeader(p)
	d.Text = s.renderer.words(p)
	return d, nil
}

// documentHeader is a post as the index has it, but for its text.
func documentHeader(p *Post) search.Document {
	d := search.Document{
		Card: search.Card{ID: p.ID, Subject: plaintext.FirstLine(p.Subject), Date: p.Date.String(), Label: p.Label, Lang: plaintext.Language(p.Lang)},
		Tags: p.Tags,
	}
	if !p.Date.IsZero() {
		d.Year = p.Date.Time.Year()
	}
	for _, a := range p.namedAuthors() {
		d.Authors = append(d.Authors, a.Name)
	}
	d.By = strings.Join(d.Authors, ", ")
	return d
}

// words is the text of a post: its captions, its body, and the titles of its
// attachments.
func (r *Renderer) words(p *Post) string {
	a := r.newArticle(p, safehtml.Options{Depth: 1, PlainText: true})
	a.content(p)
	text, _ := a.TakeText()
	for _, a := range p.Attachments {
		text += "\n" + a.Title
	}
	return text
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

// listDescription describes a page of the board for search engines.
func (s *site) listDescription(title string) string {
	if s.board.Description == "" || title == s.title() {
		return cmp.Or(s.board.Description, title)
	}
	return title + ": " + s.board.Description
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

// languages returns the lists of languages as a post's translations are ordered:
// the board's own language first, then by tag.
func (s *site) languages() []*list {
	lists := s.listsOf(byLanguage)
	slices.SortFunc(lists, func(x, y *list) int {
		own := s.board.Lang
		return cmp.Or(isNot(x.lang, own)-isNot(y.lang, own), cmp.Compare(x.lang, y.lang))
	})
	return lists
}

// maxTopics is how many tags the front page links to.
const maxTopics = 12

// topics returns the lists of the tags that most posts have.
func (s *site) topics() []*list {
	lists := s.listsOf(byTag)
	slices.SortStableFunc(lists, func(x, y *list) int { return cmp.Compare(y.count, x.count) })
	return lists[:min(len(lists), maxTopics)]
}

// parts returns the lists that a list's page links to: the page of all posts links
// to languages, the page of a year to its months, oldest first.
func (s *site) parts(l *list) (parts []*list) {
	switch l.kind {
	case allPosts:
		return s.languages()
	case byYear:
		for _, part := range s.lists {
			if part.kind == byMonth && part.count > 0 && strings.HasPrefix(part.folder, l.folder) {
				parts = append(parts, part)
			}
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
		for _, tag := range p.tagsWithLists() {
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
	b.lists = slices.DeleteFunc(b.lists, func(l *list) bool { return l.kind == byTag && l.count == 0 }) // the tag is a word of withdrawn posts alone
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
	byFolder map[string]*list // by the keys of their names; see plaintext.FileKey
}

// A listKey is what a post says about a list that it belongs to. Several keys
// can mean one list: the tags "Visits" and "visits" have one folder, which is
// called after the oldest post's.
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
	if l.count++; l.count == 1 {
		l.name = newList(k, b.site.board.Lang).name // not as a withdrawn post spells it
	}
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
	key := plaintext.FileKey(l.folder)
	if existing := b.byFolder[key]; existing != nil {
		if l.folder != existing.folder {
			b.site.tagFolders[l.folder] = existing.folder
		}
		l = existing
	} else {
		b.byFolder[key] = l
		b.lists = append(b.lists, l)
	}
	b.byKey[k] = l
	return l
}

func newList(k listKey, lang string) *list {
	l := &list{kind: k.kind, lang: lang}
	switch k.kind {
	case byTag:
		l.folder, l.name = tagFolder(k.name), plaintext.OneLine(plaintext.Clean(k.name))
	case byLanguage:
		l.folder, l.name, l.lang = "lang/"+plaintext.Slug(k.name)+"/", locale.LanguageName(k.name), k.name
	case byYear:
		l.folder, l.name = fmt.Sprintf("archive/%04d/", k.year), strconv.Itoa(k.year)
	case byMonth:
		l.folder = fmt.Sprintf("archive/%04d/%02d/", k.year, k.month)
		l.name = locale.MonthName(time.Date(k.year, k.month, 1, 0, 0, 0, 0, time.UTC), l.lang)
	}
	return l
}

func tagFolder(tag string) string { return "tags/" + plaintext.Slug(tag) + "/" }

// tagFolder is the folder of the list that a tag leads to.
func (s *site) tagFolder(tag string) string {
	folder := tagFolder(tag)
	return cmp.Or(s.tagFolders[folder], folder)
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

// iconFile is the icon of all pages.
const iconFile = "favicon.svg"

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

// in reports whether there is a feed of a page in a format. Newsreaders that read
// archives read that of all posts: one in RSS and Atom for each tag and language
// would be a quarter of the tree. JSON Feed has all pages, which the widget reads.
func (p listPage) in(format feedFormat) bool {
	return p.number == 0 || p.list.kind == allPosts || format == jsonFormat
}

// absoluteURL is the URL of a file. The front page has that of its folder. It
// must not be called if baseURL is unknown.
func (s *site) absoluteURL(path string) string {
	if path == indexFile {
		return s.baseURL
	}
	return s.baseURL + s.renderer.link(path)
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
	post = s.measured(r, post)
	e := entry{listed: listed, post: post, item: r.item(post)}
	s.addPictures(r, &e)
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
func (s *site) feedTranslations(r *Renderer, p *Post) (list []feedLink) {
	for _, other := range s.translations[p] {
		if other != p {
			list = append(list, *s.feedLink(r, other))
		}
	}
	return list
}

// feedLink is how an item names another post of the board.
func (s *site) feedLink(r *Renderer, p *Post) *feedLink {
	return &feedLink{Lang: s.lang(p), URL: r.publishedURL(p.pagePath()), ID: p.ID, Title: plaintext.FirstLine(p.Subject)}
}

// writeArticle writes an entry as the <article> of the post's own page, which
// is in the language lang. It renders the post a second time: the page works
// wherever its folder lies, so its URLs are relative, but those of the entry are
// absolute; and which pictures are shown depends on the origin, too.
func (s *site) writeArticle(w io.Writer, e entry, lang string) error {
	words := locale.PageWordsIn(lang)
	r := s.relativeRenderer(e.post.pagePath())
	r.dress = &dress{
		date:     func(d Date) string { return locale.LongDate(d.Time, lang) },
		tag:      s.tagLinks(e.post),
		label:    func(p *Post) string { return shownLabel(p, lang) },
		original: words.Original,
		table:    words.Table,
	}
	var article strings.Builder
	if err := r.Article(&article, e.post); err != nil {
		return err
	}
	_, err := io.WriteString(w, s.withSizes(r, article.String()))
	return err
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

// tagLinks returns a function that gives the address of the list of a tag of the
// post, "" if it has none.
func (s *site) tagLinks(p *Post) func(tag string) string {
	lists := make(map[string]string)
	for _, tag := range p.tagsWithLists() {
		lists[plaintext.Slug(tag)] = s.renderer.link(s.tagFolder(tag) + indexFile)
	}
	return func(tag string) string { return lists[plaintext.Slug(tag)] }
}

// Fingerprints.

// ingredients are what files are made of, as fingerprints.
type ingredients struct {
	common string                      // of all files; "" if it is not known
	posts  map[*Post]fingerprint.Print // the published ones, as lists, feeds and their own pages show them
}

func (s *site) ingredients() *ingredients {
	in := &ingredients{common: s.commonPrint(), posts: make(map[*Post]fingerprint.Print, len(s.posts))}
	prints := make([]fingerprint.Print, len(s.posts))
	inParallel(len(prints), func(i int) { prints[i] = s.postPrint(s.posts[i]) })
	for i, p := range s.posts {
		in.posts[p] = prints[i]
	}
	return in
}

// commonPrint is what every file may be made of: the program and the settings. The
// posts and the functions that a program has put there are not among them.
func (s *site) commonPrint() string {
	program := fingerprint.Program()
	if program == "" {
		return ""
	}
	r, b := s.renderer, *s.board
	r.Held, r.Found, r.Sizes, r.Widget, r.Earlier = nil, nil, nil, nil, nil
	b.posts, b.at, b.was, b.shared, b.bodies, b.beside, b.fsys, b.searched = nil, nil, nil, nil, nil, nil, nil, nil
	b.Frame, b.Now, b.Location, b.Meta = nil, nil, nil, nil
	zone := s.now.Location()
	search := fmt.Sprint(s.hasSearch(), s.searches)
	return fingerprint.Of(program, search, fmt.Sprintf("%+v", r), fmt.Sprintf("%+v", b), zone.String(), time.Unix(0, 0).In(zone).String()).String()
}

// postPrint covers what an entry of a post is made of: its source, what the moment
// hides in it, its translations, and what is known about its pictures.
func (s *site) postPrint(p *Post) fingerprint.Print {
	h := fingerprint.New(s.sources[p])
	h.Add(p.ID, p.Folder, strconv.FormatBool(s.due(p)), strconv.FormatBool(s.find(p.Translates) != nil))
	for _, t := range s.translations[p] {
		h.Add(t.ID, s.lang(t), plaintext.FirstLine(t.Subject))
	}
	for _, name := range s.uses[p] {
		h.Add(name, fmt.Sprint(s.pictures[name]))
	}
	return h.Sum()
}

// Pictures.

// A picture is a file beside the posts.
type picture struct {
	width, height int           // 0 if they are unknown
	sizes         []pictureSize // to choose from, narrowest first; none if there is only the picture itself
}

// A pictureSize is a copy of a picture, or the picture itself.
type pictureSize struct {
	path          string
	width, height int
}

// widest is how many pixels of a picture the board's pages can show at most, on
// screens of twice the usual resolution. Beyond that nobody sees a difference.
const widest = 1600

// newPicture has the picture itself among the sizes only if no copy is wide enough.
func newPicture(self pictureSize, copies []pictureSize) picture {
	p := picture{width: self.width, height: self.height, sizes: copies}
	if n := len(copies); n > 0 && copies[n-1].width < min(widest, self.width) {
		p.sizes = append(p.sizes, self)
	}
	return p
}

// pictureAt finds the picture of the board at an address that r has resolved.
func (s *site) pictureAt(r *Renderer, address string) picture {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	below, ok := strings.CutPrefix(address, r.BaseURL)
	if !ok && s.baseURL != "" {
		below, ok = strings.CutPrefix(address, s.baseURL)
	}
	if !ok && (r.BaseURL != "./" || weburl.IsWeb(address)) {
		return picture{}
	}
	if name, err := url.PathUnescape(below); err == nil && s.pictures[name].width > 0 {
		return s.pictures[name]
	}
	return s.pictures[below]
}

// photoPicture finds the picture of the board that is a photo of a post.
func (s *site) photoPicture(r *Renderer, p *Post, photo Photo) picture {
	if photo.URL == "" {
		return picture{}
	}
	return s.pictureAt(r, r.resolveIn(p, photo.URL))
}

// measured is a post whose photos have their width and height, as far as they are
// known.
func (s *site) measured(r *Renderer, p *Post) *Post {
	measured := *p
	measured.Photos = slices.Clone(p.Photos)
	for i, photo := range p.Photos {
		if known := s.photoPicture(r, p, photo); photo.Width == 0 && photo.Height == 0 {
			measured.Photos[i].Width, measured.Photos[i].Height = known.width, known.height
		}
	}
	return &measured
}

// addPictures adds to an item what is known about the pictures of its post: sizes
// of the photos, and width, height and sizes of the pictures in its text.
func (s *site) addPictures(r *Renderer, e *entry) {
	photos := make(map[string]bool)
	for i, photo := range e.post.Photos {
		e.item.Ext.Photos[i].Sizes = s.feedSizes(r, s.photoPicture(r, e.post, photo))
		photos[r.resolveIn(e.post, photo.URL)] = true
	}
	e.item.ContentHTML = srcset.Add(e.item.ContentHTML, "", func(address string) (image srcset.Image) {
		known := s.pictureAt(r, address)
		if known.width > 0 && !photos[address] {
			photos[address] = true
			e.item.Ext.Images = append(e.item.Ext.Images, feedPhoto{URL: address, Width: known.width, Height: known.height, Sizes: s.feedSizes(r, known)})
		}
		return srcset.Image{Width: known.width, Height: known.height}
	})
	if shared := s.shared(r, e.post); shared.URL != "" {
		e.item.Image = shared.URL
	}
}

func (s *site) feedSizes(r *Renderer, p picture) (list []feedSize) {
	for _, size := range p.sizes {
		if address := r.publishedURL(size.path); address != "" {
			list = append(list, feedSize{address, size.width, size.height})
		}
	}
	return list
}

// shared is the first photo of a post as other programs show it, newsreaders and
// social networks: in the largest size that a page would load.
func (s *site) shared(r *Renderer, p *Post) Photo {
	photo := p.picture()
	known := s.photoPicture(r, p, photo)
	photo.URL = r.resolveIn(p, photo.URL)
	if n := len(known.sizes); n > 0 {
		size := known.sizes[n-1]
		photo.URL, photo.Width, photo.Height = r.publishedURL(size.path), size.width, size.height
	}
	return photo
}

// columnWidth is how wide a picture in an article is at most: board.css has the
// column.
const columnWidth = "42rem, 100vw - 2rem"

// withSizes adds to the HTML of a page of the board what the browser needs to
// choose a size of each picture, and the width and height of those that lack them.
func (s *site) withSizes(r *Renderer, html string) string {
	return srcset.Add(html, columnWidth, func(address string) srcset.Image {
		known := s.pictureAt(r, address)
		return srcset.Image{Width: known.width, Height: known.height, Candidates: s.candidates(r, known)}
	})
}

// candidates are the sizes of a picture from which a browser may choose. Each is
// judged as the picture is.
func (s *site) candidates(r *Renderer, p picture) (list []srcset.Candidate) {
	for _, size := range p.sizes {
		if address, shown, _ := r.resolver().Image(weburl.Link(size.path)); shown {
			list = append(list, srcset.Candidate{Address: address, Width: size.width})
		}
	}
	return list
}

// entryCacheSize is the size of the cache in bytes. A page of a tag that one post in
// twenty-five has shows posts that are five hundred places apart: all pages of these
// come before the first is evicted, if files are made in the order of their places.
const entryCacheSize = 16 << 20

// An entryCache holds the entries that were rendered last. HTML, JSON Feed, RSS
// and Atom of one page show the same posts, and so do the pages of a month and of
// tags.
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
	return len(e.item.ContentHTML) + len(e.post.Body)
}
