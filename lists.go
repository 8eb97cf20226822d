package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/safehtml"
)

// pageSize is how many posts a page of a list or feed has. The newest page
// has up to twice as many.
const pageSize = 20

// maxPinned is how many posts stand first. If all are pinned, none is.
const maxPinned = 20

// A list is posts that stand together: all of the board, those of a tag, a
// language, a year or a month.
//
// It is cut into pages. Page 0 is the newest and has the pinned posts first;
// page n, from 1, is the nth oldest, and once it is full it never changes.
// The newest page holds between one and two pages of posts, so that it is
// never nearly empty.
type list struct {
	kind   listKind
	folder string // "" for the board's own, "tags/visits/"
	name   string // "" for the board's own, "Visits"
	lang   string
	posts  []*Post // newest first; a withdrawn one keeps its place
	pinned []*Post
	count  int // of the posts that are due
}

type listKind int

const (
	boardwide listKind = iota
	tagged
	inLang
	yearly
	monthly
)

// hasFeeds reports whether the list can be subscribed to.
func (l *list) hasFeeds() bool { return l.kind <= inLang }

// full is how many pages are full, besides the newest.
func (l *list) full() int { return max(len(l.posts)/pageSize-1, 0) }

// places are the posts whose places are on page n.
func (l *list) places(n int) []*Post {
	if n == 0 {
		return l.posts[:len(l.posts)-l.full()*pageSize]
	}
	end := len(l.posts) - (n-1)*pageSize
	return l.posts[end-pageSize : end]
}

// page gives the posts to show on page n.
func (l *list) page(s *site, n int) (posts []*Post) {
	if n == 0 {
		posts = slices.Clone(l.pinned)
	}
	for _, p := range l.places(n) {
		if s.due(p) && (n > 0 || !slices.Contains(l.pinned, p)) {
			posts = append(posts, p)
		}
	}
	return posts
}

// withdrawn gives the posts that were taken from page n.
func (l *list) withdrawn(s *site, n int) (posts []*Post) {
	for _, p := range l.places(n) {
		if !s.due(p) {
			posts = append(posts, p)
		}
	}
	return posts
}

// older is the number of the page after page n, 0 for none.
func (l *list) older(n int) int {
	if n == 0 {
		return l.full()
	}
	return n - 1
}

// newer is the number of the page before page n, 0 for the newest.
func (l *list) newer(n int) int {
	if n == l.full() {
		return 0
	}
	return n + 1
}

// file is the name of page n in one of its forms: "index.html",
// "page-2/index.html", "feed.json", "page-2/feed.json".
func (l *list) file(form string, n int) string {
	if n > 0 {
		form = "page-" + strconv.Itoa(n) + "/" + form
	}
	return l.folder + form
}

// addList adds the files of a list: the newest page's to its folder, and
// folders for the others.
func (s *site) addList(l *list) {
	newest := listPages{s, l, 0}
	for _, name := range newest.Names() {
		s.root.Add(l.folder+name, newest.Child(name))
	}
	for n := 1; n <= l.full(); n++ {
		s.root.Add(l.folder+"page-"+strconv.Itoa(n), listPages{s, l, n})
	}
}

// listPages is a folder with one page of a list, in all its forms.
type listPages struct {
	site *site
	list *list
	n    int
}

func (f listPages) Names() []string {
	names := []string{"index.html"}
	if f.list.hasFeeds() {
		for _, form := range f.site.forms() {
			names = append(names, form.file)
		}
	}
	return names
}

func (f listPages) Child(name string) lazyfs.Node {
	if !slices.Contains(f.Names(), name) {
		return nil
	}
	write := map[string]func(*list, int) ([]byte, error){
		"index.html": f.site.listPage, "feed.json": f.site.jsonFeed, "feed.xml": f.site.rss, "atom.xml": f.site.atom,
	}[name]
	return lazyfs.File(func() ([]byte, error) { return write(f.list, f.n) })
}

// makeLists sorts the posts into lists, which come in the order of their
// oldest posts: a new one is the last.
func (s *site) makeLists() []*list {
	g := grouping{site: s, byKey: make(map[listKey]*list), byFolder: make(map[string]*list)}
	g.list(listKey{kind: boardwide}) // also if it is empty
	languages := slices.ContainsFunc(s.posts, func(p *Post) bool { return plaintext.Language(p.Lang) != "" })
	for _, p := range slices.Backward(s.posts) {
		g.add(p, listKey{kind: boardwide})
		for _, tag := range p.Tags[:min(len(p.Tags), safehtml.MaxFiles)] {
			g.add(p, listKey{kind: tagged, name: tag})
		}
		if lang := s.lang(p); languages && lang != "" {
			g.add(p, listKey{kind: inLang, name: lang})
		}
		if year, month, _ := p.Date.Time.Date(); !p.Date.IsZero() {
			g.add(p, listKey{kind: yearly, year: year})
			g.add(p, listKey{kind: monthly, year: year, month: month})
		}
	}
	for _, l := range g.lists {
		slices.Reverse(l.posts)
		slices.Reverse(l.pinned)
		l.pinned = l.pinned[:min(len(l.pinned), maxPinned)]
	}
	return g.lists
}

// A listKey is what a post says of a list it belongs to. Several may mean
// the same list: "Visits" and "visits".
type listKey struct {
	kind  listKind
	name  string
	year  int
	month time.Month
}

func (s *site) newList(k listKey) *list {
	l := &list{kind: k.kind, lang: s.board.Lang}
	switch k.kind {
	case tagged:
		l.folder, l.name = "tags/"+plaintext.Slug(k.name)+"/", plaintext.OneLine(plaintext.Clean(k.name))
	case inLang:
		l.folder, l.name, l.lang = "lang/"+strings.ToLower(k.name)+"/", locale.LanguageName(k.name), k.name
	case yearly:
		l.folder, l.name = fmt.Sprintf("archive/%04d/", k.year), strconv.Itoa(k.year)
	case monthly:
		l.folder = fmt.Sprintf("archive/%04d/%02d/", k.year, k.month)
		l.name = locale.MonthName(time.Date(k.year, k.month, 1, 0, 0, 0, 0, time.UTC), l.lang)
	}
	return l
}

// A grouping is lists while posts are sorted into them.
type grouping struct {
	site     *site
	lists    []*list
	byKey    map[listKey]*list
	byFolder map[string]*list
}

func (g *grouping) list(k listKey) *list {
	l := g.byKey[k]
	if l != nil {
		return l
	}
	l = g.site.newList(k)
	if same := g.byFolder[l.folder]; same != nil {
		l = same
	} else {
		g.byFolder[l.folder] = l
		g.lists = append(g.lists, l)
	}
	g.byKey[k] = l
	return l
}

// add adds a post to a list, once: it may have a tag in two forms.
func (g *grouping) add(p *Post, k listKey) {
	l := g.list(k)
	if n := len(l.posts); n > 0 && l.posts[n-1] == p {
		return
	}
	l.posts = append(l.posts, p)
	if !g.site.due(p) {
		return
	}
	l.count++
	if p.Pinned && l.hasFeeds() {
		l.pinned = append(l.pinned, p)
	}
}
