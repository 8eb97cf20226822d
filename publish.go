package board

import (
	_ "embed"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

//go:embed board.css
var stylesheet []byte

// Publish writes the board as a tree of web files, for any web server,
// object store or archive: http.FileServerFS(site), os.CopyFS(dir, site),
// zip.Writer.AddFS(site).
//
//	index.html                       the list, newest posts first
//	feed.json                        JSON Feed 1.1, paged by next_url
//	page-<n>/index.html, …/feed.json the pages and feeds of older posts
//	posts/<id>/index.html            a page for each post, and for each ID that it had before
//	posts/<id>.json, posts/<id>.txt  the post as a JSON Feed item, and as its source
//	tags/<tag>/…, lang/<tag>/…       the same list and feeds of a tag's, of a language's posts
//	archive/index.html               all years, months, tags and languages
//	archive/<year>/…, archive/<year>/<month>/…
//	board.css, widget/…, robots.txt, 404.html
//
// and the pictures and documents that stand beside the posts, but not those
// of posts that are not to be seen. If Board.URL is set, so that addresses
// can be absolute, there also are
//
//	feed.xml, page-<n>/feed.xml      RSS 2.0, archived as RFC 5005 says
//	atom.xml, page-<n>/atom.xml      Atom, the same
//	sitemap.xml, sitemap-<n>.xml     the sitemap and its parts
//	oembed/<id>.json                 what other sites show for a link to a post
//
// Older pages are numbered from the oldest post: a new post changes the
// newest pages and feeds of its lists, its neighbor, the archive's counts and
// the newest part of the sitemap, and as many files on a large board as on a
// small one. A withdrawn post leaves its place on a page empty, for the same
// reason.
//
// Which posts are due is decided now, by Board.Now: the same board at the
// same time gives the same bytes. Files are written when they are opened, and
// have no modification time. Addresses in the pages are relative, so that the
// tree may stand anywhere; all others are absolute if Board.URL is set.
func (r *Renderer) Publish(b *Board) (fs.FS, error) {
	s := newSite(r, b)
	withheld, err := s.withheld()
	if err != nil {
		return nil, err
	}
	assets, err := copies(b.fsys, func(name string) bool { return isAsset(name) && !withheld[name] })
	if err != nil {
		return nil, err
	}
	widget, err := copies(r.Widget, func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	for _, l := range s.lists {
		s.addList(l)
	}
	s.root["posts"] = postFolder{s}
	s.root.Add("archive/index.html", lazyfs.File(s.archivePage))
	s.root.Add("404.html", lazyfs.File(s.notFound))
	s.root.Add("board.css", lazyfs.File(func() ([]byte, error) { return stylesheet, nil }))
	s.root.Add("robots.txt", lazyfs.File(s.robots))
	if len(widget) > 0 {
		s.root["widget"] = widget
	}
	if s.home != "" {
		s.root["oembed"] = oembedFolder{s}
		s.addSitemap()
	}
	return &lazyfs.Tree{Root: lazyfs.Overlay{Upper: s.root, Lower: assets}}, nil
}

// A site is a board on its way to a tree of files.
type site struct {
	root   lazyfs.Dir
	board  *Board
	render Renderer
	home   string // the folder where the board will be, "" if that is not known
	now    time.Time
	posts  []*Post // published, newest first, withdrawn ones among them
	lists  []*list // the whole board's first

	translations map[*Post][]*Post
	recent       recent
}

func newSite(r *Renderer, b *Board) *site {
	s := &site{root: make(lazyfs.Dir), board: b, render: *r, home: home(b.URL), now: b.now()}
	s.recent.entries = make(map[recentKey]feedEntry)
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
	return s
}

func (s *site) due(p *Post) bool { return !p.withdrawn(s.now) }

// whole is a published post as it is to be seen now: it tells neither that
// it will be withdrawn, nor of posts that nobody is to know of yet.
func (s *site) whole(p *Post) (*Post, error) {
	p, err := s.board.readAgain(p)
	if err != nil {
		return nil, err
	}
	now := *p
	if !p.withdrawn(s.now) {
		now.Withdrawn = Withdrawal{}
	}
	if s.named(p.Translates) == nil {
		now.Translates = ""
	}
	return now.shown(), nil
}

// home is the folder at an address of the web.
func home(address string) string {
	if !weburl.IsWeb(address) {
		return ""
	}
	return strings.TrimSuffix(address, "/") + "/"
}

// below is the way from a file to the board's folder: "../../".
func below(name string) string { return strings.Repeat("../", strings.Count(name, "/")) }

// page renders for the page of that name.
func (s *site) page(name string) *Renderer {
	r := s.render
	r.BaseURL = below(name)
	if r.BaseURL == "" {
		r.BaseURL = "./"
	}
	return &r
}

// feeds renders for what is read elsewhere than at its own address.
func (s *site) feeds(name string) *Renderer {
	r := s.page(name)
	if s.home != "" {
		r.BaseURL, r.named = s.home, home(s.board.FirstURL)
	}
	return r
}

// title names the board on its pages.
func (s *site) title() string {
	if s.board.Title == "" {
		return "Board"
	}
	return plaintext.OneLine(plaintext.Clean(s.board.Title))
}

// isAsset reports whether a file beside the posts goes with them.
func isAsset(name string) bool {
	return weburl.MediaTypes[strings.ToLower(path.Ext(name))] != "" && !hidden(name)
}

// copies is the folder of those files of another file system that are
// wanted. Names that some file systems take for the same are an error.
func copies(from fs.FS, wanted func(name string) bool) (lazyfs.Dir, error) {
	d := make(lazyfs.Dir)
	if from == nil {
		return d, nil
	}
	names := make(map[string]string)
	return d, fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden(name):
			return fs.SkipDir
		case entry.IsDir() || !entry.Type().IsRegular() || !wanted(name):
			return nil
		}
		if other := names[strings.ToLower(name)]; other != "" {
			return fileStart.finding(name, FileError, "wanted a name that differs from others in more than case, found %s, too", other)
		}
		names[strings.ToLower(name)] = name
		d.Add(name, lazyfs.Copy{From: from, Name: name})
		return nil
	})
}

// postName is the name of a post's page.
func postName(p *Post) string { return "posts/" + p.ID + "/index.html" }
