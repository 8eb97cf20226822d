package board

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/internal/stylesheet"
	"github.com/boardview/board/internal/weburl"
)

// This file is the tree of published files: which files there are, who writes
// each when it is opened, and which files beside the posts are copied. Programs
// call Publish. It must not know what pages and feeds look like.

// Publish returns the board as a read-only tree of web files, for any web
// server, directory, archive or object store: http.FileServerFS(site),
// os.CopyFS(dir, site), zip.Writer.AddFS(site).
//
//	index.html                       the list of all posts, newest first
//	feed.json                        its JSON Feed 1.1 (jsonfeed.org), paged by next_url
//	page-<n>/index.html, …/feed.json the pages with older posts
//	posts/<id>/index.html            each post; a redirect at each of its aliases
//	posts/<id>.json, posts/<id>.txt  the post as an item of a JSON Feed, and as its source
//	tags/<tag>/…, lang/<tag>/…       the same list and feeds for a tag, for a language
//	archive/index.html               links to the lists of all years, tags and languages
//	archive/<year>/…, archive/<year>/<month>/…
//	board.css, robots.txt, 404.html
//	widget/…                         the files of Renderer.Widget
//
// It also contains the pictures and documents that stand beside the posts, but
// not those that only unpublished or withdrawn posts refer to. If Board.URL is
// set, so that URLs can be absolute, it also contains
//
//	feed.xml, page-<n>/feed.xml      RSS 2.0, paged as an archived feed (RFC 5005)
//	atom.xml, page-<n>/atom.xml      Atom (RFC 4287), likewise
//	sitemap.xml, sitemap-<n>.xml     the sitemap and its parts (sitemaps.org)
//	oembed/<id>.json                 what other sites show for a link to a post (oembed.com)
//
// A page has 20 posts. The newest page has up to 39, and up to 20 pinned ones
// above them. Pages are numbered from the oldest, and a withdrawn post leaves
// its place empty, so that a new post changes about two dozen files on a board
// of any size: the newest pages and feeds of its lists, the post before it, the
// archive and the newest part of the sitemap.
//
// Board.Now is read once, when Publish is called, and decides which posts are
// published. The same board at the same time gives the same bytes. A file is
// written each time it is opened, and its ModTime is zero. URLs in pages are
// relative, so that the tree works in any folder; all others are absolute if
// Board.URL is set. The tree is safe for concurrent use, and the board must not
// be modified after the call.
//
// Publish returns an error if
//
//   - Board.URL or Board.FirstURL is neither empty nor the http or https URL of
//     a folder,
//   - Renderer.Widget has no board-view.js,
//   - the names of two files beside the posts differ only in case, or
//   - a directory or the source of an unpublished or withdrawn post cannot be
//     read: it is not known then which files must stay secret.
//
// Opening a file returns an error if the source of a post in it cannot be read,
// or has changed since [Load].
func (r *Renderer) Publish(b *Board) (fs.FS, error) {
	s, err := newSite(r, b)
	if err != nil {
		return nil, err
	}
	assets, err := s.assets()
	if err != nil {
		return nil, err
	}
	root := make(lazyfs.Dir)
	for _, l := range s.lists {
		s.addList(root, l)
	}
	root["posts"] = postFolder{s}
	root.Add("archive/index.html", lazyfs.File(s.archiveHTML))
	root.Add("404.html", lazyfs.File(s.notFoundHTML))
	root.Add("board.css", lazyfs.File(func() ([]byte, error) { return stylesheet.CSS, nil }))
	root.Add("robots.txt", lazyfs.File(s.robots))
	if r.Widget != nil {
		if root["widget"], err = widgetFolder(r.Widget); err != nil {
			return nil, err
		}
	}
	if s.baseURL != "" {
		root["oembed"] = oembedFolder{s}
		s.addSitemap(root)
	}
	return &lazyfs.Tree{Root: lazyfs.Overlay{Upper: root, Lower: assets}}, nil
}

// Lists.

// addList adds the pages of a list. The files of the newest page go into the
// list's own folder, which may contain those of other lists: archive/2026/
// contains archive/2026/11/.
func (s *site) addList(root lazyfs.Dir, l *list) {
	newest := pageFolder{s, l.newestPage()}
	for _, name := range newest.Names() {
		root.Add(l.folder+name, newest.Child(name))
	}
	for page, ok := newest.page.older(); ok; page, ok = page.older() {
		root.Add(strings.TrimSuffix(page.folder(), "/"), pageFolder{s, page})
	}
}

// A pageFolder contains a page of a list as HTML and as feeds.
type pageFolder struct {
	*site
	page listPage
}

func (f pageFolder) Names() []string {
	names := []string{indexFile}
	if f.page.list.hasFeeds() {
		for _, format := range f.feedFormats() {
			names = append(names, format.file)
		}
	}
	return names
}

func (f pageFolder) Child(name string) lazyfs.Node {
	var write func(listPage) ([]byte, error)
	switch {
	case !slices.Contains(f.Names(), name):
		return nil
	case name == indexFile:
		write = f.listHTML
	case name == jsonFormat.file:
		write = f.jsonFeed
	case name == rssFormat.file:
		write = f.rssFeed
	case name == atomFormat.file:
		write = f.atomFeed
	}
	return lazyfs.File(func() ([]byte, error) { return write(f.page) })
}

// Posts.

// A postFolder is the folder posts. It makes its nodes when they are asked for:
// a large board has hundreds of thousands.
type postFolder struct{ *site }

func (f postFolder) Names() []string {
	names := make([]string, 0, 3*len(f.posts))
	for _, p := range f.posts {
		names = append(names, p.ID, p.ID+".json", p.ID+".txt")
	}
	for alias, i := range f.board.was {
		if f.board.posts[i].published(f.now) {
			names = append(names, alias, alias+".json", alias+".txt")
		}
	}
	return names
}

func (f postFolder) Child(name string) lazyfs.Node {
	ext := path.Ext(name)
	id := strings.TrimSuffix(name, ext)
	p := f.find(id)
	switch {
	case p == nil:
		return nil
	case ext == ".json":
		return lazyfs.File(func() ([]byte, error) { return f.jsonItem(p) })
	case ext == ".txt":
		return lazyfs.File(func() ([]byte, error) { return f.source(p) })
	case ext != "":
		return nil
	case p.ID != id:
		return indexFolder(func() ([]byte, error) { return f.redirectHTML(p) })
	}
	return indexFolder(func() ([]byte, error) { return f.postHTML(p) })
}

// source is the post in the source format.
func (s *site) source(p *Post) ([]byte, error) {
	p, err := s.asPublished(p)
	if err != nil {
		return nil, err
	}
	return Format(p), nil
}

// An indexFolder contains nothing but an index.html.
type indexFolder lazyfs.File

func (f indexFolder) Names() []string { return []string{indexFile} }

func (f indexFolder) Child(name string) lazyfs.Node {
	if name != indexFile {
		return nil
	}
	return lazyfs.File(f)
}

// An oembedFolder contains a file for each post that is not withdrawn.
type oembedFolder struct{ *site }

func (f oembedFolder) Names() []string {
	names := make([]string, 0, len(f.posts))
	for _, p := range f.posts {
		if f.due(p) {
			names = append(names, p.ID+".json")
		}
	}
	return names
}

func (f oembedFolder) Child(name string) lazyfs.Node {
	id, ok := strings.CutSuffix(name, ".json")
	p := f.find(id)
	if !ok || p == nil || p.ID != id || !f.due(p) {
		return nil
	}
	return lazyfs.File(func() ([]byte, error) { return f.site.oembed(p) })
}

// The sitemap.

// sitemapSize is the number of URLs in a part of the sitemap. The protocol
// allows 50,000; in small parts, a new post changes little.
const sitemapSize = 1000

// addSitemap adds the index and its parts, which are filled from the oldest
// post and the oldest list on, so that only the last ones change.
func (s *site) addSitemap(root lazyfs.Dir) {
	var parts []sitemapPart
	for end := len(s.posts); end > 0; end -= sitemapSize {
		file := "sitemap-" + strconv.Itoa(len(parts)+1) + ".xml"
		parts = append(parts, sitemapPart{file: file, posts: s.posts[max(end-sitemapSize, 0):end]})
	}
	n := 0
	for lists := range slices.Chunk(s.lists, sitemapSize) {
		n++
		parts = append(parts, sitemapPart{file: "sitemap-lists-" + strconv.Itoa(n) + ".xml", lists: lists})
	}
	for _, part := range parts {
		root.Add(part.file, lazyfs.File(func() ([]byte, error) { return s.sitemap(part), nil }))
	}
	root.Add("sitemap.xml", lazyfs.File(func() ([]byte, error) { return s.sitemapIndex(parts), nil }))
}

// The widget.

// widgetFolder is a copy of the widget's files.
func widgetFolder(widget fs.FS) (lazyfs.Dir, error) {
	const entryPoint = "board-view.js"
	if _, err := fs.Stat(widget, entryPoint); err != nil {
		return nil, fmt.Errorf("board: Renderer.Widget%s: wanted the widget's files, found no %s: write them with go run ./wasm/build -o DIR, or leave Widget nil: %w", dirName(widget), entryPoint, err)
	}
	names, err := filesOf(widget, func(string) bool { return true })
	if err != nil {
		return nil, fmt.Errorf("board: Renderer.Widget%s: %w", dirName(widget), err)
	}
	files, err := copies(widget, names)
	if err != nil {
		return nil, fmt.Errorf("board: Renderer.Widget%s: %w", dirName(widget), err)
	}
	return files, nil
}

// dirName returns the directory of an os.DirFS, in parentheses. DirFS is a
// string and leaves it out of its errors. Other file systems have no such name.
func dirName(files fs.FS) string {
	if v := reflect.ValueOf(files); v.Kind() == reflect.String {
		return " (" + v.String() + ")"
	}
	return ""
}

// Files beside the posts.

// assets are the files beside the posts that are published with them.
func (s *site) assets() (lazyfs.Dir, error) {
	names, err := filesOf(s.board.fsys, isAsset)
	if err != nil {
		return nil, err
	}
	secret, err := s.secretAssets(names)
	if err != nil {
		return nil, err
	}
	return copies(s.board.fsys, slices.DeleteFunc(names, func(name string) bool { return secret[name] }))
}

// isAsset reports whether a file is of a kind that posts refer to.
func isAsset(name string) bool {
	return weburl.MediaTypes[strings.ToLower(path.Ext(name))] != "" && !hidden(name)
}

// secretAssets are the files that only posts refer to that are not listed:
// drafts, those under embargo, expired, withdrawn ones and those held back. Files
// in folders of drafts and of other programs are secret, too, unless a listed
// post shows them.
func (s *site) secretAssets(assets []string) (map[string]bool, error) {
	secret := make(map[string]bool)
	for _, name := range assets {
		if partOfSite(name) != "" || readPathName(name).draft {
			secret[name] = true
		}
	}
	var listed []*Post
	for _, p := range s.board.posts {
		if p.due(s.now) {
			listed = append(listed, p)
			continue
		}
		names, err := s.references(p)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			secret[name] = true
		}
	}
	if len(secret) == 0 {
		return nil, nil
	}
	var mu sync.Mutex
	inParallel(len(listed), func(i int) {
		names, err := s.references(listed[i])
		if err != nil {
			return // the post's page cannot be opened either, so nothing shows these files
		}
		mu.Lock()
		defer mu.Unlock()
		for _, name := range names {
			delete(secret, name)
		}
	})
	return secret, nil
}

// references lists the files beside the posts that a post shows or links to,
// even if it is withdrawn.
func (s *site) references(p *Post) (names []string, err error) {
	p, err = s.board.readAgain(p)
	if err != nil {
		return nil, err
	}
	complete := *p
	complete.Withdrawn = Withdrawal{}
	return (&Renderer{BaseURL: "./"}).files(&complete), nil
}

// filesOf lists the regular files of a file system that are wanted.
func filesOf(from fs.FS, wanted func(name string) bool) (names []string, err error) {
	if from == nil {
		return nil, nil
	}
	err = fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden(name):
			return fs.SkipDir
		case !entry.IsDir() && entry.Type().IsRegular() && wanted(name):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// copies is a folder of files of another file system. Two names that differ only
// in case are an error: on many disks they are one file.
func copies(from fs.FS, names []string) (lazyfs.Dir, error) {
	files := make(lazyfs.Dir)
	seen := make(map[string]string) // by their lower-case forms
	for _, name := range names {
		lower := strings.ToLower(name)
		if other, ok := seen[lower]; ok {
			return nil, fileStart.finding(name, FileError, "wanted a name that differs from others in more than case, found %s, too", other)
		}
		seen[lower] = name
		files.Add(name, lazyfs.Copy{From: from, Name: name})
	}
	return files, nil
}
