// Package board reads short official posts, renders them as HTML that is
// safe on anybody's page, and publishes a board of them as web files.
//
// Two functions are what most programs need. [Load] reads a directory of
// posts, and [Renderer.Publish] writes them as a tree of web files:
//
//	b, err := board.Load(os.DirFS("posts"))     // err lists every finding; b is usable
//	site, err := new(board.Renderer).Publish(b) // an fs.FS
//	http.ListenAndServe(":8080", http.FileServerFS(site))
//
// To show one post in a page of your own, use [Parse] and
// [Renderer.Article].
//
// # Security Considerations
//
// A post may come from somebody who is not trusted: every field of it, its
// Markdown, the raw HTML in that, and whole JSON Feeds. What comes out of
// [Renderer.Render], [Renderer.Article] and [Renderer.Sanitize] can be put
// into any element that holds blocks (div, article, td, li, a shadow root):
//
//   - only the elements, attributes and schemes of [Policy] and [Schemes]
//     come out; never an id, name, class, style or event handler;
//   - it is balanced: it cannot end or reopen the element around it;
//   - it is stable: sanitising it again changes nothing, also after a
//     browser has parsed and serialised it;
//   - relative addresses mean the board's, never the page's;
//   - time, memory and size are bounded by the limits in this package.
//
// It is not meant for attribute values, script, style, or <p>. SECURITY.md
// has the threat model and what is not promised.
package board

import (
	"cmp"
	"errors"
	"io/fs"
	"iter"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Board is a set of posts in order. Its fields describe the board as a
// whole and may be set at any time before it is published; its methods are
// safe for concurrent use.
type Board struct {
	Title       string
	Description string
	URL         string // where the board is published, "https://parliament.example/news/"; empty: links are relative
	Lang        string // BCP 47 tag of the board's own language

	// NextURL is where the older posts are, for a board that ReadFeed made
	// of one page of a feed. It may be relative to that feed's address.
	NextURL string

	// Now is the clock that decides which posts are due and which have
	// expired. Nil means time.Now.
	Now func() time.Time

	posts []*Post // all of them, newest first
	byID  map[string]*Post
	files fs.FS // where pictures and attachments come from; nil if none
}

// Load reads every *.txt and *.md file of fsys, in all its folders, as a
// post; some files at the same time. A bad post never hides the others: the
// board is always usable, and the error is nil or an [ErrorList] of all
// findings.
func Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(*parser) {})
}

// load reads a board, and has each post looked at once it is parsed.
func load(fsys fs.FS, look func(*parser)) (*Board, error) {
	loaded := sources(fsys)
	atOnce(len(loaded), func(i int) { loaded[i].read(fsys, look) })
	var posts []*Post
	var errs ErrorList
	files := make(map[*Post]string)
	for _, l := range loaded {
		errs = append(errs, findings(l.name, l.err)...)
		if l.post != nil {
			posts, files[l.post] = append(posts, l.post), l.name
		}
	}
	b := newBoard(posts)
	b.files = fsys
	errs = append(errs, b.resolveClashes(posts, files)...)
	return b, errs.err()
}

// New makes a board of posts that come from elsewhere. Posts without an ID
// get one, an ID that is not safe as a file name is made so, and of two posts
// with the same ID the second is renamed.
func New(posts ...*Post) *Board {
	for _, p := range posts {
		p.ID = slug(cmp.Or(p.ID, makeID(p.Date, p.Subject)))
	}
	b := newBoard(posts)
	b.resolveClashes(posts, nil)
	return b
}

// A sourceFile is a file, and the post that it holds.
type sourceFile struct {
	name string
	post *Post
	err  error
}

// sources lists the files to read, and what cannot be listed.
func sources(fsys fs.FS) (list []sourceFile) {
	fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && hidden(name) {
			return fs.SkipDir
		}
		if err != nil || !d.IsDir() && isSource(name) {
			list = append(list, sourceFile{name: name, err: err})
		}
		return nil // whatever is wrong with one file, go on with the next
	})
	return list
}

func (f *sourceFile) read(fsys fs.FS, look func(*parser)) {
	if f.err != nil {
		return
	}
	var src []byte
	if src, f.err = fs.ReadFile(fsys, f.name); f.err == nil {
		p := parse(f.name, src)
		look(p)
		f.post, f.err = p.post, p.errs.err()
	}
}

// atOnce calls f for 0 to n-1, as many at the same time as there are
// processors.
func atOnce(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}

// findings turns any error into findings about the file.
func findings(name string, err error) ErrorList {
	var list ErrorList
	if err == nil || errors.As(err, &list) {
		return list
	}
	return ErrorList{{File: name, Line: 1, Col: 1, Msg: "wanted a readable file, found: " + err.Error()}}
}

// hidden reports whether a file or folder is not meant to be seen: .git.
func hidden(name string) bool {
	base := path.Base(name)
	return len(base) > 1 && strings.HasPrefix(base, ".")
}

func isSource(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".txt" || ext == ".md") && !hidden(name)
}

// newBoard puts posts in order: newest first; on one day by subject, so
// that the order never depends on the order of files.
func newBoard(posts []*Post) *Board {
	b := &Board{posts: slices.Clone(posts), byID: make(map[string]*Post)}
	slices.SortStableFunc(b.posts, func(x, y *Post) int {
		return cmp.Or(y.Date.Time.Compare(x.Date.Time), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.ID, y.ID))
	})
	return b
}

// resolveClashes gives every post an ID of its own, in the order the posts
// came in. The second of two posts with one ID is renamed, and reported: a
// link to it may break.
func (b *Board) resolveClashes(posts []*Post, files map[*Post]string) (errs ErrorList) {
	last := make(map[string]int) // the last number that an ID got
	for _, p := range posts {
		first, clash := b.byID[p.ID]
		if clash {
			wanted := p.ID
			for n := last[wanted] + 2; b.byID[p.ID] != nil; n++ {
				p.ID, last[wanted] = numbered(wanted, n), n-1
			}
			errs = append(errs, &Error{File: files[p], Line: 1, Col: 1, Msg: "wanted an ID of its own, found " + strconv.Quote(wanted) +
				", which " + cmp.Or(files[first], "another post") + " has: this post is " + strconv.Quote(p.ID) + " now"})
		}
		b.byID[p.ID] = p
	}
	return errs
}

// numbered makes room in an ID for a number.
func numbered(id string, n int) string {
	head, _ := cutRunes([]byte(id), maxID-8)
	return slug(string(head) + "-" + strconv.Itoa(n))
}

func (b *Board) now() time.Time {
	if b.Now != nil {
		return b.Now()
	}
	return time.Now()
}

// All yields the posts to show: pinned ones first, then newest first,
// without drafts, expired posts and those not yet due.
func (b *Board) All() iter.Seq[*Post] {
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
	p, ok := b.byID[id]
	if !ok || !p.due(b.now()) {
		return nil, false
	}
	return p, true
}

// Tagged yields the posts of All that have the tag, in any case.
func (b *Board) Tagged(tag string) iter.Seq[*Post] {
	return func(yield func(*Post) bool) {
		for p := range b.All() {
			if slices.ContainsFunc(p.Tags, func(t string) bool { return strings.EqualFold(t, tag) }) && !yield(p) {
				return
			}
		}
	}
}

// A Page is part of a list, with what a pager needs.
type Page struct {
	Posts  []*Post
	Number int // from 1
	Pages  int // how many pages there are, at least 1
	Total  int // how many posts there are on all pages
	Offset int // how many posts stand on the pages before
}

// Page is page n (from 1) of All, size posts to a page. A number that is
// out of range gives the nearest page, a size below 1 means all posts.
func (b *Board) Page(n, size int) Page {
	all := slices.Collect(b.All())
	if size < 1 {
		size = max(len(all), 1)
	}
	pages := max((len(all)+size-1)/size, 1)
	n = min(max(n, 1), pages)
	offset := (n - 1) * size
	return Page{all[offset:min(offset+size, len(all))], n, pages, len(all), offset}
}

// Neighbors are the posts published just after and just before the one with
// this ID; nil where there is none. Pinning does not change who is whose
// neighbor.
func (b *Board) Neighbors(id string) (newer, older *Post) {
	now := b.now()
	seen := false
	for _, p := range b.posts {
		switch {
		case !p.due(now):
		case p.ID == id:
			seen = true
		case seen:
			return newer, p
		default:
			newer = p
		}
	}
	if !seen {
		return nil, nil
	}
	return newer, nil
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
		// Posts are in the order of moments, years and months are those of
		// calendars: where zones meet, one may come back.
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
