package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// pageSize is how many posts a page of a list or feed has. The newest page
// has up to twice as many.
const pageSize = 20

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
		if s.due(p) && (n > 0 || !p.Pinned || !l.hasFeeds()) {
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
	for _, name := range newest.names() {
		s.root.add(l.folder+name, newest.child(name))
	}
	for n := 1; n <= l.full(); n++ {
		s.root.add(l.folder+"page-"+strconv.Itoa(n), listPages{s, l, n})
	}
}

// listPages is a folder with one page of a list, in all its forms.
type listPages struct {
	site *site
	list *list
	n    int
}

func (f listPages) names() []string {
	names := []string{"index.html"}
	if f.list.hasFeeds() {
		for _, form := range f.site.forms() {
			names = append(names, form.file)
		}
	}
	return names
}

func (f listPages) child(name string) node {
	if !slices.Contains(f.names(), name) {
		return nil
	}
	write := map[string]func(*list, int) ([]byte, error){
		"index.html": f.site.listPage, "feed.json": f.site.jsonFeed, "feed.xml": f.site.rss, "atom.xml": f.site.atom,
	}[name]
	return made(func() ([]byte, error) { return write(f.list, f.n) })
}

// makeLists sorts the posts into lists, which come in the order of their
// oldest posts: a new one is the last.
func (s *site) makeLists() []*list {
	g := grouping{byFolder: make(map[string]*list)}
	all := g.list(boardwide, "", "", s.board.Lang)
	languages := slices.ContainsFunc(s.posts, func(p *Post) bool { return language(p.Lang) != "" })
	for _, p := range slices.Backward(s.posts) {
		g.add(s, p, all)
		for _, tag := range p.Tags[:min(len(p.Tags), maxFiles)] {
			g.add(s, p, g.list(tagged, "tags/"+slug(tag)+"/", oneLine(clean(tag)), s.board.Lang))
		}
		if lang := s.lang(p); languages && lang != "" {
			g.add(s, p, g.list(inLang, "lang/"+strings.ToLower(lang)+"/", languageName(lang), lang))
		}
		if t := p.Date.Time; !p.Date.IsZero() {
			year := fmt.Sprintf("archive/%04d/", t.Year())
			g.add(s, p, g.list(yearly, year, t.Format("2006"), s.board.Lang))
			g.add(s, p, g.list(monthly, year+t.Format("01/"), monthName(t, s.board.Lang), s.board.Lang))
		}
	}
	for _, l := range g.lists {
		slices.Reverse(l.posts)
		slices.Reverse(l.pinned)
	}
	return g.lists
}

// A grouping is lists while posts are sorted into them.
type grouping struct {
	lists    []*list
	byFolder map[string]*list
}

func (g *grouping) list(kind listKind, folder, name, lang string) *list {
	l := g.byFolder[folder]
	if l == nil {
		l = &list{kind: kind, folder: folder, name: name, lang: lang}
		g.byFolder[folder] = l
		g.lists = append(g.lists, l)
	}
	return l
}

// add adds a post to a list, once: a post may have a tag in two forms.
func (g *grouping) add(s *site, p *Post, l *list) {
	if n := len(l.posts); n > 0 && l.posts[n-1] == p {
		return
	}
	l.posts = append(l.posts, p)
	if !s.due(p) {
		return
	}
	l.count++
	if p.Pinned && l.hasFeeds() {
		l.pinned = append(l.pinned, p)
	}
}
