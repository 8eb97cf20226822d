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
// [Renderer.Article]. What is wrong with a whole directory (two posts with
// one ID, pictures that are not there) [Renderer.Load] says.
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
	"io/fs"
	"iter"
	"slices"
	"time"

	"github.com/boardview/board/internal/plaintext"
)

// A Board is a set of posts in order. Its fields describe the board as a
// whole and may be set at any time before it is published; its methods are
// safe for concurrent use. Of a large board it holds the fields of all posts
// but not all bodies: those are read again from their files when they are
// needed. A post whose file has changed meanwhile comes without its body; a
// file that Publish makes of it cannot be opened.
type Board struct {
	Title       string
	Description string
	URL         string // where the board is published, "https://parliament.example/news/"; empty: links are relative
	FirstURL    string // where it was published first, if it has moved since: in feeds its posts keep the IDs that they got there
	Lang        string // BCP 47 tag of the board's own language

	// NextURL is where the older posts are, for a board that ReadFeed made
	// of one page of a feed. It may be relative to that feed's address.
	NextURL string

	// Now is the clock that decides which posts are due and which have
	// expired. Nil means time.Now.
	Now func() time.Time

	posts []*Post        // all of them, newest first
	at    map[string]int // where in posts an ID is
	was   map[string]int // where the post is that had an ID before
	files fs.FS          // where pictures and attachments come from; nil if none

	// left are the posts whose bodies stayed in their files: see [held].
	left map[*Post]leftFile
}

func (b *Board) now() time.Time {
	if b.Now != nil {
		return b.Now()
	}
	return time.Now()
}

// All yields the posts to show: pinned ones first, then newest first,
// without drafts, expired and withdrawn posts and those not yet due.
func (b *Board) All() iter.Seq[*Post] {
	return b.yields(func(*Post) bool { return true })
}

// Tagged yields the posts of All that have the tag. Case and punctuation
// make no other tag.
func (b *Board) Tagged(tag string) iter.Seq[*Post] {
	tag = plaintext.Slug(tag)
	return b.yields(func(p *Post) bool {
		return slices.ContainsFunc(p.Tags, func(t string) bool { return plaintext.Slug(t) == tag })
	})
}

func (b *Board) yields(wanted func(*Post) bool) iter.Seq[*Post] {
	return func(yield func(*Post) bool) {
		for p := range b.listed() {
			if wanted(p) && !yield(b.whole(p)) {
				return
			}
		}
	}
}

// listed are the posts of All, some of them without their bodies.
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
	return b.whole(b.posts[i]), true
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
	all := slices.Collect(b.listed())
	if size < 1 {
		size = max(len(all), 1)
	}
	pages := max((len(all)+size-1)/size, 1)
	n = min(max(n, 1), pages)
	offset := (n - 1) * size
	posts := all[offset:min(offset+size, len(all))]
	for i, p := range posts {
		posts[i] = b.whole(p)
	}
	return Page{posts, n, pages, len(all), offset}
}

// Neighbors are the posts published just after and just before the one with
// this ID; nil where there is none. Pinning does not change who is whose
// neighbor.
func (b *Board) Neighbors(id string) (newer, older *Post) {
	newer, older = b.neighbors(id, b.now())
	return b.whole(newer), b.whole(older)
}

// neighbors may lack their bodies.
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
