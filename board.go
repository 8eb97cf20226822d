// Package board reads short official posts, renders them as HTML that is
// safe on any page, and publishes a board of them as web files.
//
// Most programs need two functions. [Load] reads a directory of posts, and
// [Renderer.Publish] writes them as a tree of web files:
//
//	b, err := board.Load(os.DirFS("posts"))     // err lists every finding; b is usable
//	site, err := new(board.Renderer).Publish(b) // an fs.FS
//	http.ListenAndServe(":8080", http.FileServerFS(site))
//
// To show one post in another page, use [Parse] and [Renderer.Article]. To
// check a directory before it is published, use [Renderer.Load]: it also
// reports what the policy leaves out and which pictures are missing.
//
// # Errors
//
// A function that reads posts returns all its findings as one [ErrorList], next
// to a result that is always usable. Each [Error] has a place in a source file
// and a [Kind], which says what became of the post. An error of the file
// system is wrapped:
//
//	_, err := board.Load(os.DirFS("nowhere"))
//	errors.Is(err, fs.ErrNotExist) // true
//
// # Security Considerations
//
// No part of a post is trusted: not its fields, its Markdown, the raw HTML in
// that, nor a whole JSON Feed. The output of [Renderer.Render],
// [Renderer.Article] and [Renderer.Sanitize] can be put into any element that
// holds blocks (div, article, td, li, a shadow root):
//
//   - only the elements, attributes and schemes of [Policy] and [Schemes]
//     come out; never an id, name, class, style or event handler;
//   - it is balanced: it cannot end or reopen the element around it;
//   - it is stable: sanitising it again changes nothing, also after a
//     browser has parsed and serialised it;
//   - relative addresses are resolved against the board, never the page;
//   - time, memory and size are bounded by the limits in this package.
//
// It is not safe in attribute values, script, style, or <p>. SECURITY.md
// has the threat model and what is not promised.
package board

import (
	"bytes"
	"cmp"
	"hash/fnv"
	"io"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/assets"
	"github.com/boardview/board/internal/fingerprint"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/search"
	"github.com/boardview/board/internal/weburl"
)

// A set of posts: their order, which of them are shown, and who is called
// what. Load and ReadFeed make boards, Publish reads them. This file must not
// know HTML, feeds or the tree of files.

// A Board is a set of posts in order. Its fields describe the board as a
// whole and may be set at any time before it is published; its methods are
// safe for concurrent use.
//
// A large board has the fields of all posts in memory but not all bodies: it
// reads those again from their files when they are needed. If a file has
// changed since, All, Page and the other methods return its post without a
// body, and files that Publish would make of it cannot be opened.
type Board struct {
	Title       string
	Description string
	URL         string // where the board is published, "https://parliament.example/news/"; if empty, links are relative
	FirstURL    string // where the board was published before it moved: in feeds, its posts keep the IDs they got there
	Lang        string // BCP 47 tag of the board's language

	// DirectoryURLs has the URLs of pages end in "/" instead of "/index.html", for
	// web servers that send a folder's index.html at the URL of the folder.
	DirectoryURLs bool

	// NextURL is the address of the older posts, for a board that ReadFeed
	// made of one page of a feed. It may be relative to the feed's address, and
	// lead anywhere: follow [Board.NextPage].
	NextURL string

	// Files are files beside the posts that Publish publishes although no post
	// that is shown refers to them, by their paths: "press/logo.png". A favicon.svg
	// among them takes the place of the board's icon.
	Files []string

	// Logo, Icon and Style are files beside the posts, by their paths: a picture
	// above all pages, in front of the title; the icon of the pages; and a style
	// sheet that they link to after their own, board.css, whose first lines name
	// the variables to set. Publish publishes these files, and what the style sheet
	// refers to.
	Logo, Icon, Style string

	// Links are the links of all pages to other pages of the institution.
	Links []Link

	// Frame, if not nil, writes the pages of the board in another design than that
	// of board.css. Publish's tree calls it each time that a page is opened, from
	// several goroutines perhaps. Opening the page returns its error.
	Frame func(w io.Writer, page *WebPage) error

	// Meta keeps unknown and unusable settings of a _board.txt by lower-case name.
	// They are not published.
	Meta map[string][]string

	// Now is the clock that decides which posts are due and which have
	// expired. Nil means time.Now.
	Now func() time.Time

	// Location is the time zone of the board: there its days begin and end, and
	// the times in posts that name no zone are meant there. Nil means the zone of
	// what Now returns, by default the system's.
	Location *time.Location

	posts  []*Post          // all of them, newest first
	at     map[string]int   // index in posts by ID
	was    map[string]int   // index in posts by former ID
	shared map[string]*Post // by the ID that several posts would have had; see distinguish

	fsys   fs.FS                // of the posts and the files beside them; nil if the posts come from elsewhere
	bodies map[*Post]bodySource // of the posts that were loaded from files
	beside assets.Extensions    // of the files that were beside them then

	searched *searched // for Search; nil without posts
}

// A Link leads from all pages of a board to another page: home, or to the imprint.
type Link struct {
	Title string
	URL   string    // http, https, mailto or tel; a relative one starts at the board
	Place LinkPlace // where it stands
}

// A LinkPlace is a place on a page. Any other than these two means the menu.
type LinkPlace string

const (
	Menu LinkPlace = "menu" // at the top
	Foot LinkPlace = "foot" // at the bottom
)

// HTML is safe to write into a page as it is: all text in it is escaped, and what
// comes from posts is what [Renderer.Article] writes. With html/template, convert
// it to template.HTML.
type HTML string

// A WebPage is a page of the published site, without the frame around it. Strings
// are plain text, to be escaped; addresses are safe to follow, and relative ones
// start at the page.
type WebPage struct {
	Kind    PageKind
	Title   string // for <title>: "Fair in Geneva · News"
	Path    string // in the tree: "posts/2026-11-26-fair/index.html"
	URL     string // absolute, without /index.html on the front page; "" if Board.URL is empty
	Root    string // leads from the page to the board's folder: "../../", "" from the front page
	Lang    string // BCP 47 tag
	Dir     string // "ltr" or "rtl"
	Head    HTML   // elements for <head>: description, canonical address, feeds, linked data
	Content HTML   // elements for <body>: <main id="main"> and the links to other pages

	Board string // the board's title
	Logo  string // address of Board.Logo; "" without a logo
	Icon  string // address of the page's icon
	Style string // address of Board.Style; "" without a style sheet

	// Search is the address of a script, for a <script type="module">, that shows the
	// hidden form in Content to search the board; "" on pages without one. A page
	// with the script needs script-src and connect-src 'self' in its policy.
	Search string

	Lists []Link // all posts, and the archive
	Menu  []Link // from Board.Links
	Foot  []Link // from Board.Links
	Feeds []Link // JSON Feed; with Board.URL RSS and Atom, too
}

// A PageKind says what a page of the site shows.
type PageKind string

const (
	FrontPage    PageKind = "front"     // the newest posts
	ListPage     PageKind = "list"      // other posts of a list
	PostPage     PageKind = "post"      // a post
	ArchivePage  PageKind = "archive"   // links to all lists
	MovedPage    PageKind = "moved"     // a post's former address; its Head leads to the new one
	NotFoundPage PageKind = "not-found" // what servers send instead of a missing file
)

// A bodySource is the file with the body of a post. Only if the body is not in
// memory, the other fields are set.
type bodySource struct {
	file   string
	sum    fingerprint.Print // of the file when the post was loaded
	text   fingerprint.Print // of the body
	refers bool              // it may refer to one of the files that were beside it then
}

func (b bodySource) dropped() bool { return b.text != fingerprint.Print{} }

// A searched board has an index of its posts in memory.
type searched struct {
	mu    sync.Mutex
	posts []*Post // the indexed posts, newest first
	index *search.Index
	until time.Time // when another post falls due; zero if none does
}

// New makes a board of posts that come from elsewhere than a directory. It
// changes their IDs where it has to: posts without one get one, each is made
// safe as a file name, and of two posts whose IDs one file name would stand for
// (the same ID, or letters that differ only in case or Unicode normalisation)
// the second gets a number. It takes each post once, and leaves nil out.
//
// New leaves all other fields as they are. [Renderer] trusts none of them, and
// [Renderer.Publish] publishes of each post what [Parse] reads from its
// [Format].
func New(posts ...*Post) *Board {
	known := make(map[*Post]bool, len(posts))
	var once []*Post
	for _, p := range posts {
		if p == nil || known[p] {
			continue
		}
		known[p] = true
		p.ID = plaintext.Slug(cmp.Or(p.ID, makeID(p.Date, p.Subject)))
		once = append(once, p)
	}
	b := new(Board)
	b.fill(once, nil)
	return b
}

// An origin is where a post comes from, for findings that take other posts to
// see.
type origin struct {
	file                         string
	start, id, alias, translates place
}

// finding is about a field of the post, or the post if the field is not there.
func (o *origin) finding(at place, kind Kind, format string, args ...any) *Error {
	return cmp.Or(at, o.start).finding(o.file, kind, format, args...)
}

// fill gives an empty board its posts. Those without an origin are not reported.
func (b *Board) fill(posts []*Post, origins map[*Post]*origin) (errs ErrorList) {
	b.posts, b.searched = slices.Clone(posts), new(searched)
	b.shared, errs = distinguish(posts, origins)
	return append(errs, b.index(origins)...)
}

// index puts the posts in order, newest first and posts of one day by subject:
// the order must not depend on the order of files. No two posts keep the same
// ID.
func (b *Board) index(origins map[*Post]*origin) ErrorList {
	errs := resolveClashes(b.posts, origins)
	b.at, b.was = make(map[string]int, len(b.posts)), make(map[string]int)
	slices.SortStableFunc(b.posts, func(x, y *Post) int {
		return cmp.Or(y.Date.Time.Compare(x.Date.Time), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.ID, y.ID))
	})
	for i, p := range b.posts {
		b.at[p.ID] = i
	}
	errs = append(errs, b.indexAliases(origins)...)
	return append(errs, b.checkTranslates(origins)...)
}

// distinguish names posts of one day and subject after their files, if none of
// them has an ID: which ID one gets must not depend on how many others there are,
// or the next one would move it. It returns the first post of each ID that is not
// used then: who was alone had it, and its links should lead somewhere.
func distinguish(posts []*Post, origins map[*Post]*origin) (shared map[string]*Post, errs ErrorList) {
	groups := make(map[string][]*Post) // by the IDs that the posts were to have
	for _, p := range posts {
		if o := origins[p]; o != nil && o.id == (place{}) {
			groups[p.ID] = append(groups[p.ID], p)
		}
	}
	shared = make(map[string]*Post)
	for wanted, group := range groups {
		if len(group) == 1 {
			continue
		}
		for _, p := range group {
			p.ID = idOfFile(wanted, origins[p].file)
		}
		errs = append(errs, origins[group[0]].finding(place{}, Changed,
			"wanted IDs for %d posts of this date and name, found none: they are called after their files, this one %q", len(group), group[0].ID))
		shared[wanted] = group[0]
	}
	return shared, errs
}

// idOfFile adds the path of a file to an ID, or its folder if the file's name
// begins with the ID.
func idOfFile(wanted, file string) string {
	const longest = 100 // bytes, so that no end of it is cut off
	dir, base := path.Split(strings.TrimSuffix(strings.TrimSuffix(file, path.Ext(file)), "/index"))
	dir = strings.ReplaceAll("/"+dir, "/_posts/", "/")
	name := dir + base
	if slug := plaintext.Slug(base); strings.HasPrefix(slug, wanted) {
		wanted, name = slug, dir
	}
	switch {
	case len(dir)+len(base) > longest:
		h := fnv.New32a()
		h.Write([]byte(dir + base))
		return plaintext.Suffixed(wanted, strconv.FormatUint(uint64(h.Sum32()), 36))
	case strings.Trim(name, "/") == "":
		return wanted
	}
	return plaintext.Suffixed(wanted, plaintext.Slug(name))
}

// resolveClashes gives the second of two posts with one ID a number, and
// reports it: links to it may break. Posts are taken in the order of their
// files. Two IDs count as equal if some disks cannot hold both as file names.
func resolveClashes(posts []*Post, origins map[*Post]*origin) (errs ErrorList) {
	byKey := make(map[string]*Post, len(posts))
	last := make(map[string]int) // the last number given, by what it was appended to
	for _, p := range posts {
		wanted := p.ID
		first, clash := byKey[plaintext.FileKey(wanted)]
		if clash {
			head := plaintext.Numbered(wanted, 0)
			for ; byKey[plaintext.FileKey(p.ID)] != nil; last[head]++ {
				p.ID = plaintext.Numbered(wanted, last[head]+2)
			}
		}
		byKey[plaintext.FileKey(p.ID)] = p
		if o := origins[p]; clash && o != nil {
			errs = append(errs, o.finding(o.id, Changed, "wanted an ID of its own, found %q, which %s has: this post is %q now",
				wanted, origins[first].file, p.ID))
		}
	}
	return errs
}

// indexAliases fills b.was, and reports aliases that belong to other posts. An
// ID that posts share belongs to none of them if another post claims it.
func (b *Board) indexAliases(origins map[*Post]*origin) (errs ErrorList) {
	taken := make(map[string]*Post, len(b.posts)) // by the key of an ID or a former ID
	for _, p := range b.posts {
		taken[plaintext.FileKey(p.ID)] = p
	}
	for i, p := range b.posts {
		if o, more := origins[p], len(p.Aliases)-maxAliases; more > 0 && o != nil {
			errs = append(errs, o.finding(o.alias, LeftOut, "wanted at most %d IDs that the post had before, found %d more, which lead nowhere", maxAliases, more))
		}
		for _, alias := range p.Aliases[:min(len(p.Aliases), maxAliases)] {
			key := plaintext.FileKey(alias)
			other := taken[key]
			if other == nil {
				b.was[alias], taken[key] = i, p
			} else if o := origins[p]; other != p && o != nil {
				errs = append(errs, o.finding(o.alias, BadValue, "wanted an ID that no other post has or had, found %q, which is that of %s",
					alias, origins[other].file))
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.shared)) {
		if p := b.shared[id]; taken[plaintext.FileKey(id)] == nil {
			b.was[id], taken[plaintext.FileKey(id)] = b.at[p.ID], p
		}
	}
	return errs
}

// checkTranslates reports translations of posts that are not there.
func (b *Board) checkTranslates(origins map[*Post]*origin) (errs ErrorList) {
	for _, p := range b.posts {
		if o := origins[p]; o != nil && p.Translates != "" {
			if _, found := b.find(p.Translates); !found {
				errs = append(errs, o.finding(o.translates, BadValue, "wanted the ID of the post that this one translates, found %q, which no post has", p.Translates))
			}
		}
	}
	return errs
}

// find returns the post that has an ID or had it.
func (b *Board) find(id string) (*Post, bool) {
	i, ok := b.at[id]
	if !ok {
		i, ok = b.was[id]
	}
	if !ok {
		return nil, false
	}
	return b.posts[i], true
}

// withBody returns the post with its body, or without if that cannot be read.
func (b *Board) withBody(p *Post) *Post {
	if q, err := b.readAgain(p); err == nil {
		return q
	}
	return p
}

// readAgain returns the post with its body.
func (b *Board) readAgain(p *Post) (*Post, error) {
	body, ok := b.bodies[p]
	if !ok || !body.dropped() {
		return p, nil
	}
	src, err := readSource(b.fsys, body.file, new(bytes.Buffer))
	if err != nil {
		return nil, err
	}
	if fingerprint.OfBytes(src) != body.sum {
		return nil, fileStart.finding(body.file, FileError, "wanted the file that was loaded, found another: load the board again")
	}
	whole := *p
	whole.Body = parse(body.file, src).post.Body
	return &whole, nil
}

// readSource reads as much of a file as a post can have, and nothing of the
// rest. The bytes are valid until the buffer is used again.
func readSource(files fs.FS, name string, to *bytes.Buffer) ([]byte, error) {
	const most = 2*MaxSource + 16 // in UTF-16, with a byte order mark, and more to see that something is left
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	to.Reset()
	_, err = to.ReadFrom(io.LimitReader(f, most))
	return to.Bytes(), err
}

// now is the time in the zone of the board.
func (b *Board) now() time.Time {
	now := time.Now
	if b.Now != nil {
		now = b.Now
	}
	if b.Location != nil {
		return now().In(b.Location)
	}
	return now()
}

// isFolderURL reports whether the address is the http or https URL of a folder.
// Files are named below it, so it can have neither query nor fragment.
func isFolderURL(address string) bool {
	return weburl.IsWeb(address) && !strings.ContainsFunc(address, notInFolderURL)
}

// notInFolderURL reports whether a character cannot be part of a URL without a
// query and a fragment (RFC 3987 § 2.2): robots.txt has the URL as it is.
func notInFolderURL(r rune) bool {
	return r <= ' ' || r == utf8.RuneError || strings.ContainsRune("?#\"<>\\^`{|}\x7f", r) || unicode.In(r, unicode.C, unicode.Z)
}

// All yields the posts to show: pinned ones first, then newest first,
// without drafts, expired and withdrawn posts and those not yet due.
func (b *Board) All() iter.Seq[*Post] {
	return b.filtered(func(*Post) bool { return true })
}

// Tagged yields the posts of All that have the tag. It ignores case and
// punctuation in tags.
func (b *Board) Tagged(tag string) iter.Seq[*Post] {
	wanted := tagKey(tag)
	return b.filtered(func(p *Post) bool {
		return slices.ContainsFunc(p.Tags, func(tag string) bool { return tagKey(tag) == wanted })
	})
}

func tagKey(tag string) string { return plaintext.FileKey(plaintext.Slug(tag)) }

func (b *Board) filtered(wanted func(*Post) bool) iter.Seq[*Post] {
	return func(yield func(*Post) bool) {
		for p := range b.listed() {
			if wanted(p) && !yield(b.withBody(p)) {
				return
			}
		}
	}
}

// listed yields the posts of All, some of them without their bodies.
func (b *Board) listed() iter.Seq[*Post] {
	return func(yield func(*Post) bool) {
		now := b.now()
		for _, pinned := range []bool{true, false} {
			for _, p := range b.posts {
				if p.Pinned == pinned && p.due(now) && !yield(p) {
					return
				}
			}
		}
	}
}

// Post looks up a post that All would yield.
func (b *Board) Post(id string) (*Post, bool) {
	i, ok := b.at[id]
	if !ok || !b.posts[i].due(b.now()) {
		return nil, false
	}
	return b.withBody(b.posts[i]), true
}

// A Page is part of a list, with what a pager needs.
type Page struct {
	Posts  []*Post
	Number int // from 1
	Pages  int // number of pages, at least 1
	Total  int // number of posts on all pages
	Offset int // number of posts on the pages before
}

// Page returns page n (from 1) of All with size posts to a page. If n is out
// of range it returns the nearest page; a size below 1 means all posts.
func (b *Board) Page(n, size int) Page {
	all := slices.Collect(b.listed())
	if size < 1 {
		size = max(len(all), 1)
	}
	pages := max((len(all)+size-1)/size, 1)
	n = min(max(n, 1), pages)
	offset := (n - 1) * size
	posts := all[offset:min(offset+size, len(all))]
	for i, p := range posts {
		posts[i] = b.withBody(p)
	}
	return Page{posts, n, pages, len(all), offset}
}

// Neighbors returns the posts published just after and just before the one
// with this ID, nil where there is none. It ignores pinning.
func (b *Board) Neighbors(id string) (newer, older *Post) {
	newer, older = b.neighbors(id, b.now())
	return b.withBody(newer), b.withBody(older)
}

// neighbors returns posts that may be without their bodies.
func (b *Board) neighbors(id string, now time.Time) (newer, older *Post) {
	i, ok := b.at[id]
	if !ok || !b.posts[i].due(now) {
		return nil, nil
	}
	return nextDue(slices.Backward(b.posts[:i]), now), nextDue(slices.All(b.posts[i+1:]), now)
}

func nextDue(posts iter.Seq2[int, *Post], now time.Time) *Post {
	for _, p := range posts {
		if p.due(now) {
			return p
		}
	}
	return nil
}

// Next returns the moment after Now at which the next post appears, expires or is
// withdrawn, as long as no source changes: a program must publish again then. It is
// the zero time if nothing is to come.
func (b *Board) Next() (next time.Time) {
	now := b.now()
	for _, p := range b.posts {
		for _, t := range []time.Time{p.Date.begins(now), p.Embargo.begins(now), p.Expires.ends(now), p.Withdrawn.Date.begins(now)} {
			if t = t.In(now.Location()); t.After(now) && (next.IsZero() || t.Before(next)) && p.changesAt(t) {
				next = t
			}
		}
	}
	return next
}

// changesAt reports whether a post is published at a moment, but was not shortly
// before, or the other way round, or is withdrawn then.
func (p *Post) changesAt(t time.Time) bool {
	before := t.Add(-1)
	return p.published(t) != p.published(before) || p.published(t) && p.withdrawn(t) != p.withdrawn(before)
}

// A Year counts the posts of one calendar year in the archive.
type Year struct {
	Year   int
	Count  int
	Months []Month // newest first; only those that have posts
}

// A Month counts the posts of one month.
type Month struct {
	Month time.Month
	Count int
}

// Archive counts the posts of All by year and month, newest first. Posts
// without a date are not in it.
func (b *Board) Archive() []Year {
	var years []Year
	now := b.now()
	for _, p := range b.posts {
		if !p.due(now) || p.Date.IsZero() {
			continue
		}
		// Posts are in the order of moments, but years and months are those
		// of each post's time zone: around midnight, one may come twice.
		i := slices.IndexFunc(years, func(y Year) bool { return y.Year == p.Date.Time.Year() })
		if i < 0 {
			i, years = len(years), append(years, Year{Year: p.Date.Time.Year()})
		}
		years[i].add(p.Date.Time.Month())
	}
	return years
}

func (y *Year) add(month time.Month) {
	y.Count++
	i := slices.IndexFunc(y.Months, func(m Month) bool { return m.Month == month })
	if i < 0 {
		i, y.Months = len(y.Months), append(y.Months, Month{Month: month})
	}
	y.Months[i].Count++
}

// maxTranslations bounds how many posts are translations of each other, and
// how many TRANSLATES lead from one of them to the original. Each is named on the
// pages and in the feeds of all others.
const maxTranslations = 50

// translations maps each post shown to all posts shown of its group, the
// original first: the post's translations and itself. A post names one other,
// which may be a translation, too.
func (b *Board) translations(shown []*Post) map[*Post][]*Post {
	groups := make(map[*Post][]*Post) // by original
	for _, p := range shown {
		if first := b.original(p); first != p {
			groups[first] = append(groups[first], p)
		}
	}
	for _, p := range shown {
		if groups[p] != nil {
			groups[p] = append(groups[p], p)
		}
	}
	all := make(map[*Post][]*Post)
	for first, group := range groups {
		slices.SortFunc(group, func(x, y *Post) int {
			return cmp.Or(isNot(x, first)-isNot(y, first), cmp.Compare(x.Lang, y.Lang), cmp.Compare(x.ID, y.ID))
		})
		group = group[:min(len(group), maxTranslations)]
		for _, p := range group {
			all[p] = group
		}
	}
	return all
}

func isNot[T comparable](x, first T) int {
	if x == first {
		return 0
	}
	return 1
}

// original is the post at the end of the chain of TRANSLATES that starts at p.
// If the chain is a circle or too long, it is p.
func (b *Board) original(p *Post) *Post {
	first := p
	for range maxTranslations {
		if first.Translates == "" {
			return first
		}
		next, ok := b.find(first.Translates)
		if !ok {
			return first
		}
		first = next
	}
	return p
}
