package board

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// pageSize is how many posts a page of a list or feed has. The newest page
// has up to twice as many: see [site.pages].
const pageSize = 20

//go:embed board.css
var stylesheet []byte

// Publish writes the board as a tree of web files, for any web server,
// object store or archive: http.FileServerFS(site), os.CopyFS(dir, site),
// zip.Writer.AddFS(site).
//
//	index.html, page-<n>.html        the list, newest posts first
//	posts/<id>/index.html            a page for each post
//	posts/<id>.json                  the post as a JSON Feed item
//	feed.json, feed-<n>.json         JSON Feed 1.1, paged by next_url
//	board.css, widget/…              what the pages and partners need
//
// and the pictures and documents that stand beside the posts. Older pages
// are numbered from the oldest post, so that a new post changes feed.json,
// index.html and the page of the post before it, and until the newest page
// is full no other file. Which posts are due is decided now;
// files are written when they are opened, and have no modification time.
// Addresses in the feeds are absolute if Board.URL is set; in pages they
// are relative, so that the tree may stand anywhere.
func (r *Renderer) Publish(b *Board) (fs.FS, error) {
	s := newSite(r, b)
	for n, page := range s.pages() {
		s.addPage(n, page)
	}
	for i := range s.posts {
		s.addPost(i)
	}
	s.add("board.css", func() ([]byte, error) { return stylesheet, nil })
	if err := s.addFiles("", b.files, isAsset); err != nil {
		return nil, err
	}
	if err := s.addFiles("widget", r.Widget, func(string) bool { return true }); err != nil {
		return nil, err
	}
	return s.tree, nil
}

// A site is a board on its way to a tree of files.
type site struct {
	*tree
	board  *Board
	feeds  Renderer // for what is read elsewhere
	widget bool
	render *Renderer
	posts  []*Post // due, newest first
	pinned []*Post

	translations map[*Post][]*Post
}

func newSite(r *Renderer, b *Board) *site {
	s := &site{tree: newTree(), board: b, render: r, feeds: *r, widget: r.Widget != nil}
	s.feeds.BaseURL = "./"
	if home := s.home(); home != "" {
		s.feeds.BaseURL = home
	}
	now := b.now()
	for _, p := range b.posts {
		if !p.due(now) {
			continue
		}
		s.posts = append(s.posts, p)
		if p.Pinned {
			s.pinned = append(s.pinned, p)
		}
	}
	s.translations = b.translations(s.posts)
	return s
}

// at is r for pages in a folder that is depth folders deep.
func (s *site) at(depth int) *Renderer {
	r := *s.render
	r.BaseURL = strings.Repeat("../", depth)
	if depth == 0 {
		r.BaseURL = "./"
	}
	return &r
}

// pages cuts the posts into lists. Page 0 is the newest and has the pinned
// posts first; page n, from 1, is the nth oldest, and once it is full it
// never changes. The newest page holds between one and two pages of posts,
// so that it is never nearly empty.
func (s *site) pages() [][]*Post {
	full := max(len(s.posts)/pageSize-1, 0)
	head := len(s.posts) - full*pageSize
	pages := [][]*Post{s.head(s.posts[:head])}
	for n := range full {
		end := len(s.posts) - n*pageSize
		pages = append(pages, s.posts[end-pageSize:end])
	}
	return pages
}

func (s *site) head(newest []*Post) []*Post {
	posts := append([]*Post(nil), s.pinned...)
	for _, p := range newest {
		if !p.Pinned {
			posts = append(posts, p)
		}
	}
	return posts
}

// older is the number of the page after page n, 0 for none.
func (s *site) older(n int) int {
	if n == 0 {
		return max(len(s.posts)/pageSize-1, 0)
	}
	return n - 1
}

// pageName is the name of page n: "feed.json", "feed-2.json".
func pageName(first, rest string, n int) string {
	if n == 0 {
		return first + path.Ext(rest)
	}
	return strings.TrimSuffix(rest, path.Ext(rest)) + "-" + strconv.Itoa(n) + path.Ext(rest)
}

func (s *site) addPage(n int, posts []*Post) {
	s.add(pageName("index", "page.html", n), func() ([]byte, error) { return s.listPage(n, posts), nil })
	s.add(pageName("feed", "feed.json", n), func() ([]byte, error) { return s.feed(n, posts) })
}

func (s *site) addPost(i int) {
	p := s.posts[i]
	var newer, older *Post
	if i > 0 {
		newer = s.posts[i-1]
	}
	if i+1 < len(s.posts) {
		older = s.posts[i+1]
	}
	s.add("posts/"+p.ID+"/index.html", func() ([]byte, error) { return s.postPage(p, newer, older), nil })
	s.add("posts/"+p.ID+".json", func() ([]byte, error) { return s.item(p) })
}

// feed writes page n of the JSON Feed.
func (s *site) feed(n int, posts []*Post) ([]byte, error) {
	f := feed{
		Version: feedVersion, Title: s.title(), HomePageURL: s.home(), Description: s.board.Description,
		FeedURL: s.feeds.absolute(pageName("feed", "feed.json", n)), Language: language(s.board.Lang),
		Items: []json.RawMessage{},
	}
	if next := s.older(n); next > 0 {
		f.NextURL = s.feeds.absolute(pageName("feed", "feed.json", next))
	}
	for _, p := range posts {
		item, err := s.item(p)
		if err != nil {
			return nil, err
		}
		f.Items = append(f.Items, item)
	}
	return marshal(f)
}

// item is a post in the feeds, with what only the board knows of it.
func (s *site) item(p *Post) ([]byte, error) {
	item := s.feeds.item(p)
	item.Board.Translations = s.feedTranslations(p)
	return marshal(item)
}

// home is where the board is, if that is known.
func (s *site) home() string {
	if !isWeb(s.board.URL) {
		return ""
	}
	return strings.TrimSuffix(s.board.URL, "/") + "/" // it is a folder
}

// title names the board on its pages.
func (s *site) title() string {
	if s.board.Title == "" {
		return "Board"
	}
	return oneLine(clean(s.board.Title))
}

// isAsset reports whether a file beside the posts goes with them.
func isAsset(name string) bool {
	return mediaTypes[strings.ToLower(path.Ext(name))] != "" && !hidden(name)
}

// addFiles copies files of another file system into a folder.
func (s *site) addFiles(folder string, from fs.FS, wanted func(name string) bool) error {
	if from == nil {
		return nil
	}
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && hidden(name):
			return fs.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || !wanted(name):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		file := s.add(path.Join(folder, name), func() ([]byte, error) { return fs.ReadFile(from, name) })
		file.modified = info.ModTime()
		return nil
	})
}

// link is the address of a file of the tree.
func link(name string) string { return (&url.URL{Path: name}).String() }

// literal is text that a programmer wrote. No other string converts to it
// by itself, so nothing of a publisher's can be written raw.
type literal string

// A page is a page of HTML around what a builder wrote.
type page struct{ bytes.Buffer }

func (p *page) raw(s literal) { p.WriteString(string(s)) }

// start writes the head, up to the top of the body. The prefix leads to the
// board's folder.
func (s *site) start(p *page, prefix, title, lang string) {
	p.raw("<!DOCTYPE html>\n<html")
	if tag := language(lang); tag != "" {
		p.raw(` lang="`)
		p.text(tag)
		p.raw(`"`)
	}
	p.raw(">\n<head>\n<meta charset=\"utf-8\">\n" +
		`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n" +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'">` + "\n" +
		`<meta name="referrer" content="no-referrer">` + "\n<title>")
	p.text(title)
	p.raw("</title>\n<link rel=\"stylesheet\" href=\"")
	p.text(prefix + "board.css")
	p.raw("\">\n<link rel=\"alternate\" type=\"application/feed+json\" href=\"")
	p.text(prefix + "feed.json")
	p.raw("\">\n</head>\n<body>\n")
}

func (p *page) finish() []byte {
	p.raw("</body>\n</html>\n")
	return p.Bytes()
}
