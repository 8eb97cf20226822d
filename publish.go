package board

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boardview/board/internal/assets"
	"github.com/boardview/board/internal/confinedfs"
	"github.com/boardview/board/internal/fingerprint"
	"github.com/boardview/board/internal/hosts"
	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/internal/metadata"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/search"
	"github.com/boardview/board/internal/stylesheet"
	"github.com/boardview/board/internal/svg"
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
//	board.css, favicon.svg, robots.txt, 404.html
//	search/…                         the index for search, if there is more than one page
//	widget/…                         the files of Renderer.Widget
//
// It also contains the files beside the posts to which a post that is listed
// refers, or a setting of the board does: Board.Files, Logo, Icon, Style and what
// the style sheet refers to, Links. All others stay unpublished. So do files that would act
// on a browser or a server, such as pages and scripts, and what acts in pictures
// in SVG. Pictures in JPEG, PNG, GIF, WebP, AVIF, HEIC and ICO come without their
// metadata: place, person, device, program, thumbnail. Other pictures stay
// unpublished. With Renderer.Sizes, smaller copies stand beside a picture, from
// which browsers choose. Renderer.Found is called with findings about all of them, and about
// documents that tell who wrote them.
//
// A post has a list for each of its first 20 tags, and a redirect for each of its
// first 10 aliases, so that it adds at most 124 files to the tree. In the feed of a
// tag, an item of more than 64 KiB is shortened.
//
// If Board.URL is set, so that URLs can be absolute, the tree also contains
//
//	feed.xml, page-<n>/feed.xml      RSS 2.0, paged as an archived feed (RFC 5005)
//	atom.xml, page-<n>/atom.xml      Atom (RFC 4287), likewise; those of a tag or a language have no archive
//	sitemap.xml, sitemap-<n>.xml     the sitemap and its parts (sitemaps.org)
//	oembed/<id>.json                 how other sites embed a post for a link to it (oembed.com)
//
// A page has 20 posts. The newest page has up to 39, and up to 20 pinned ones
// above them. Pages are numbered from the oldest, and a withdrawn post leaves
// its place empty, so that a new post changes about two dozen files on a board
// of any size: the newest pages and feeds of its lists, the post before it, the
// archive and the newest part of the sitemap.
//
// Of each post, Publish publishes what [Parse] reads from its [Format], whatever
// a program has put into it; the program's posts stay as they are. No two names
// that it makes differ only in case or in Unicode normalisation, and Windows
// allows each of them.
//
// Languages, and the translations of a post, are in the order of their tags,
// behind the board's own language and the original. The front page links to the
// 12 tags that most posts have.
//
// Board.Now is read once, when Publish is called, and decides which posts are
// published. The same board at the same time gives the same bytes. A file is
// written each time it is opened, and its ModTime is zero; the tree is a
// [FingerprintFS]. URLs in pages are
// relative, so that the tree works in any folder; all others are absolute if
// Board.URL is set. The tree is safe for concurrent use, and the board must not
// be modified after the call.
//
// Publish returns an error if
//
//   - Board.URL or Board.FirstURL is neither empty nor the http or https URL of
//     a folder,
//   - Renderer.Widget has no board-view.js,
//   - Renderer.Headers names a server that is not known, or
//   - a directory cannot be read.
//
// Opening a file returns an error if the source of a post in it cannot be read,
// or has changed since [Load].
func (r *Renderer) Publish(b *Board) (fs.FS, error) {
	s, err := newSite(r, b)
	if err != nil {
		return nil, err
	}
	root := make(lazyfs.Dir)
	for _, l := range s.lists {
		s.addList(root, l)
	}
	root["posts"] = postFolder{s}
	if s.hasSearch() {
		root["search"] = &searchFolder{site: s}
	}
	root.Add("archive/index.html", s.printed("archive/index.html", s.archiveHTML, func(h *fingerprint.Hash) { addLists(h, s.lists) }))
	root.Add("404.html", s.printed("404.html", s.notFoundHTML, nil))
	root.Add("board.css", lazyfs.File(func() ([]byte, error) { return stylesheet.CSS, nil }))
	icon := lazyfs.File(func() ([]byte, error) { return stylesheet.Icon, nil })
	if s.board.Icon != iconFile && !slices.Contains(b.Files, iconFile) {
		root.Add(iconFile, icon)
	}
	root.Add("robots.txt", lazyfs.File(s.robots))
	if r.Widget != nil {
		widget, err := widgetFolder(r.Widget)
		if err != nil {
			return nil, err
		}
		root["widget"] = widget
		s.searches = s.hasSearch() && widget.Child(searchScript) != nil
	}
	if s.baseURL != "" {
		root["oembed"] = oembedFolder{s}
		s.addSitemap(root)
	}
	if err := s.addHeaders(root); err != nil {
		return nil, err
	}
	beside, findings, err := s.assets(root)
	if err != nil {
		return nil, err
	}
	if root[iconFile] == nil && beside[iconFile] == nil { // theirs cannot be published
		root.Add(iconFile, icon)
	}
	tree := &lazyfs.Tree{Root: lazyfs.Overlay{Upper: root, Lower: beside}}
	findings = append(findings, s.deadLinks(tree)...)
	if r.Found != nil && len(findings) > 0 {
		findings.sort()
		r.Found(findings)
	}
	return tree, nil
}

// A FingerprintFS is a file system that knows, without making a file, whether it is
// the same as in an earlier one. Publish returns one, so that a program that
// publishes a board again opens only the files that have changed.
type FingerprintFS interface {
	fs.FS

	// Fingerprint returns what identifies the content of a file: 32 hexadecimal
	// digits. If it is the same as that of the file of this name in another tree,
	// made by the same program or another, so is the content. If the program is
	// another one, so are all fingerprints. It returns "" if it is not known, as for
	// files that are copied, and pages with [Board.Frame]: they must be opened.
	Fingerprint(name string) string
}

// deadLinks reports the board's links to files that it does not have.
func (s *site) deadLinks(tree *lazyfs.Tree) (errs ErrorList) {
	for _, l := range s.board.Links {
		address, _ := weburl.NewResolver("./", weburl.ImagesOff).Link(l.URL)
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "" || u.Path == "./" {
			continue
		}
		node := tree.Find(strings.Trim(strings.TrimPrefix(u.Path, "./"), "/"))
		if folder, ok := node.(lazyfs.Folder); ok {
			node = folder.Child(indexFile)
		}
		if node == nil {
			errs = append(errs, fileStart.finding("Board.Links", Missing, "wanted the address of a page or file of the board, found %q, where there is none", plaintext.Excerpt(l.URL)))
		}
	}
	return errs
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
			if f.page.in(format) {
				names = append(names, format.file)
			}
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
	file := f.printed(f.page.folder()+name, func() ([]byte, error) { return write(f.page) }, func(h *fingerprint.Hash) { f.addPage(h, f.page) })
	if posts := f.page.slots(); len(posts) > 0 {
		return f.near(posts[0], file)
	}
	return file
}

// addPage adds what the files of a page of a list are made of.
func (s *site) addPage(h *fingerprint.Hash, page listPage) {
	newer, _ := page.newer()
	older, _ := page.older()
	h.Add(page.list.name, page.list.lang)
	h.AddInt(newer.number)
	h.AddInt(older.number)
	s.addPosts(h, s.postsOn(page)...)
	s.addPosts(h, s.withdrawnFrom(page)...)
	if page.number == 0 { // a full page says nothing of what grows
		h.AddInt(page.list.count)
		addLists(h, s.parts(page.list))
		if page.list.kind == allPosts {
			addLists(h, s.topics())
		}
	}
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
		return f.near(p, f.printed("posts/"+name, func() ([]byte, error) { return f.jsonItem(p) }, func(h *fingerprint.Hash) { f.addPost(h, p) }))
	case ext == ".txt":
		return f.near(p, f.printed("posts/"+name, func() ([]byte, error) { return f.source(p) }, func(h *fingerprint.Hash) { f.addPosts(h, p) }))
	case ext != "":
		return nil
	}
	write := f.postHTML
	if p.ID != id {
		write = f.redirectHTML
	}
	return indexFolder(f.near(p, f.printed("posts/"+name+"/"+indexFile, func() ([]byte, error) { return write(p) }, func(h *fingerprint.Hash) { f.addPost(h, p) })))
}

// addPost adds what the page of a post is made of: the post, those beside it, and
// the lists of its tags.
func (s *site) addPost(h *fingerprint.Hash, p *Post) {
	s.addPosts(h, p)
	newer, older := s.board.neighbors(p.ID, s.now)
	for _, beside := range []*Post{newer, older} {
		if beside == nil {
			h.Add("")
		} else {
			h.Add(beside.ID, plaintext.FirstLine(beside.Subject), s.lang(beside))
		}
	}
	for _, tag := range p.tagsWithLists() {
		h.Add(s.tagFolder(tag))
	}
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
type indexFolder lazyfs.PrintedFile

func (f indexFolder) Names() []string { return []string{indexFile} }

func (f indexFolder) Child(name string) lazyfs.Node {
	if name != indexFile {
		return nil
	}
	return lazyfs.PrintedFile(f)
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
	return f.near(p, f.printed("oembed/"+name, func() ([]byte, error) { return f.site.oembed(p) }, func(h *fingerprint.Hash) { f.addPosts(h, p) }))
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
		root.Add(part.file, s.printed(part.file, func() ([]byte, error) { return s.sitemap(part), nil }, func(h *fingerprint.Hash) {
			s.addPosts(h, part.posts...)
			for _, l := range part.lists {
				h.Add(l.folder)
			}
		}))
	}
	root.Add("sitemap.xml", lazyfs.File(func() ([]byte, error) { return s.sitemapIndex(parts), nil }))
}

// Search.

// A searchFolder contains the search index. It is made when somebody opens the folder
// or a file in it: without Renderer.Earlier, that takes as long as rendering all posts.
type searchFolder struct {
	*site
	once  sync.Once
	files map[string][]byte
	err   error
}

func (f *searchFolder) make() {
	files, err := search.Update(f.earlier(), search.Posts{
		Len: len(f.posts), Made: f.known().common, Document: f.document,
		Header: func(place int) (d search.Document, ok bool) {
			p := f.atPlace(place)
			if !f.due(p) {
				return d, false
			}
			d = documentHeader(f.withoutFuture(p))
			print := f.known().posts[p]
			d.Print = base64.RawURLEncoding.EncodeToString(print[:6])
			return d, true
		},
	})
	f.files, f.err = make(map[string][]byte, len(files)), err
	for _, file := range files {
		f.files[file.Name] = file.Content
	}
}

// earlier is the index that was published before; nil if there is none.
func (f *searchFolder) earlier() fs.FS {
	if f.renderer.Earlier == nil {
		return nil
	}
	files, _ := fs.Sub(f.renderer.Earlier, strings.TrimSuffix(searchFolderURL, "/")) // the name is valid
	return files
}

// Names has the head even if the index cannot be made: opening it returns the error.
func (f *searchFolder) Names() []string {
	f.once.Do(f.make)
	if f.err != nil {
		return []string{search.HeadName}
	}
	return slices.Collect(maps.Keys(f.files))
}

func (f *searchFolder) Child(name string) lazyfs.Node {
	f.once.Do(f.make)
	content, ok := f.files[name]
	if !ok && (f.err == nil || name != search.HeadName) {
		return nil
	}
	file := lazyfs.File(func() ([]byte, error) { return content, f.err })
	if f.err != nil {
		return file
	}
	return lazyfs.PrintedFile{File: file, Print: func() string { return fingerprint.OfBytes(content).String() }}
}

// Fingerprints.

// printed is a file with a fingerprint, which covers the program, the settings of
// the board, the path of the file, and what more adds. Whatever else the writer of
// the file looks at must be there, too.
func (s *site) printed(name string, file lazyfs.File, more func(*fingerprint.Hash)) lazyfs.PrintedFile {
	return lazyfs.PrintedFile{File: file, Print: func() string {
		common := s.known().common
		if common == "" || s.board.Frame != nil && path.Ext(name) == ".html" { // nobody knows what Frame looks at
			return ""
		}
		h := fingerprint.New()
		h.Add(common, name)
		if more != nil {
			more(h)
		}
		return h.Sum().String()
	}}
}

// near gives a file the place of the newest of the posts that it shows.
func (s *site) near(newest *Post, file lazyfs.PrintedFile) lazyfs.PrintedFile {
	file.Place = s.board.at[newest.ID]
	return file
}

// addPosts adds posts in their order.
func (s *site) addPosts(h *fingerprint.Hash, posts ...*Post) {
	h.AddInt(len(posts))
	for _, p := range posts {
		h.AddPrint(s.known().posts[p])
	}
}

// addLists adds what links to lists say.
func addLists(h *fingerprint.Hash, lists []*list) {
	h.AddInt(len(lists))
	for _, l := range lists {
		h.Add(l.folder, l.name, l.lang)
		h.AddInt(l.count)
	}
}

// The widget.

// widgetFolder is a copy of the widget's files.
func widgetFolder(widget fs.FS) (lazyfs.Dir, error) {
	const entryPoint = "board-view.js"
	if _, err := fs.Stat(widget, entryPoint); err != nil {
		return nil, fmt.Errorf("board: Renderer.Widget%s: wanted the widget's files, found no %s: write them with go run ./wasm/build -o DIR, or leave Widget nil: %w", dirName(widget), entryPoint, err)
	}
	files := make(lazyfs.Dir)
	err := fs.WalkDir(widget, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden(name):
			return fs.SkipDir
		case entry.Type().IsRegular():
			files.Add(name, lazyfs.Copy{From: widget, Name: name})
		}
		return nil
	})
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

// The headers of servers.

// addHeaders adds the files from which servers read the headers to send.
func (s *site) addHeaders(root lazyfs.Dir) error {
	folder := "/"
	if u, err := url.Parse(s.baseURL); err == nil && u.Path != "" {
		folder = u.EscapedPath()
	}
	for _, host := range s.renderer.Headers {
		name, content, err := hosts.File(host, folder)
		if err != nil {
			return fmt.Errorf("board: Renderer.Headers: %w", err)
		}
		root.Add(name, lazyfs.File(func() ([]byte, error) { return []byte(content), nil }))
	}
	return nil
}

// Files beside the posts.

// filesBeside lists the files of a directory that are not posts, by name. Hidden
// ones belong to other programs.
func filesBeside(posts fs.FS) (names []string, err error) {
	if posts == nil {
		return nil, nil
	}
	err = fs.WalkDir(posts, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden(name):
			return fs.SkipDir
		case entry.Type().IsRegular() && !hidden(name) && !assets.IsSource(name):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// An assetFolder collects the files beside the posts that are published: those
// that a listed post or Board.Files refers to, and that do not act. All others
// are findings.
type assetFolder struct {
	*site
	files    lazyfs.Dir
	made     *lazyfs.Tree                 // what the board makes
	names    map[string]map[string]string // in folders of it, by diskKey
	taken    map[string]takenName         // by diskKey
	findings ErrorList
	unused   int // files that nothing refers to
	telling  int // documents that tell who wrote them
}

// assets returns the files beside the posts that are published, besides those
// that the board makes.
func (s *site) assets(made lazyfs.Folder) (lazyfs.Dir, ErrorList, error) {
	names, err := filesBeside(s.board.fsys)
	if err != nil {
		return nil, nil, err
	}
	a := assetFolder{
		site: s, made: &lazyfs.Tree{Root: made}, files: make(lazyfs.Dir),
		names: make(map[string]map[string]string), taken: make(map[string]takenName),
	}
	a.findings = s.refused
	refs := a.references(names)
	files := make([]publishedFile, len(names))
	inParallel(len(names), func(i int) { // each picture is read
		if refs.Has(names[i]) {
			files[i] = s.file(names[i])
		}
	})
	for i, name := range names {
		if !refs.Has(name) {
			a.leaveOut(name)
		} else if wrong := a.add(name, files[i]); wrong != "" {
			a.find(name, FileError, "wanted a file that can be published, found one that cannot: %s", wrong)
		}
	}
	if err := a.resize(); err != nil {
		return nil, nil, err
	}
	maps.DeleteFunc(a.pictures, func(_ string, p picture) bool { return max(p.width, p.height) > maxPixels }) // what nobody can show has no place in a page
	for _, name := range []*string{&s.board.Logo, &s.board.Icon, &s.board.Style} {
		if _, isFolder := a.node(*name).(lazyfs.Folder); isFolder || a.node(*name) == nil {
			*name = ""
		}
	}
	if more := a.unused - maxUnused; more > 0 {
		a.find(".", LeftOut, "wanted posts that refer to the files beside them, found %d more files without: they stay unpublished, too", more)
	}
	return a.files, a.findings, nil
}

// references finds out to which files the listed posts and Board.Files refer. If
// a post cannot be read, its page cannot be opened either.
func (a *assetFolder) references(names []string) *assets.References {
	refs := assets.NewReferences(names, a.baseURL, a.firstURL)
	for _, name := range a.board.Files {
		a.reference(refs, names, "Board.Files", name)
	}
	a.settingsReferences(refs, names)
	if len(names) > 0 {
		a.postsReferences(refs, a.board.beside.Has(names))
	}
	return refs
}

// postsReferences adds the files to which posts refer, and notes which of them do.
// If the files have the extensions that those had when the posts were loaded, most
// posts need not be read again.
func (a *assetFolder) postsReferences(refs *assets.References, asLoaded bool) {
	uses := make([][]string, len(a.posts))
	inParallel(len(a.posts), func(i int) {
		body := a.board.bodies[a.posts[i]]
		if !a.due(a.posts[i]) || body.dropped() && asLoaded && !body.refers {
			return
		}
		if p, err := a.board.readAgain(a.posts[i]); err == nil {
			addReferences(refs.Noting(func(name string) { uses[i] = append(uses[i], name) }), p)
		}
	})
	for i, names := range uses {
		if names != nil {
			a.uses[a.posts[i]] = names
		}
	}
}

// reference adds a file that a field of the board names.
func (a *assetFolder) reference(refs *assets.References, names []string, field, name string) {
	if _, found := slices.BinarySearch(names, name); !found {
		a.find(field, Missing, "wanted the path of a file beside the posts, found %q", plaintext.Excerpt(name))
		return
	}
	refs.AddName(name)
}

// settingsReferences adds the files that the board's settings name, and what the
// style sheet refers to.
func (a *assetFolder) settingsReferences(refs *assets.References, names []string) {
	b := a.board
	for field, name := range map[string]string{"Board.Logo": b.Logo, "Board.Icon": b.Icon, "Board.Style": b.Style} {
		if name != "" {
			a.reference(refs, names, field, name)
		}
	}
	for _, l := range b.Links {
		refs.Add("", l.URL)
	}
	if b.Style != "" && len(names) > 0 {
		if css, err := readStart(b.fsys, b.Style, assets.MaxStyleSheet); err == nil {
			folder, _ := path.Split(b.Style)
			refs.AddStyleSheet(folder, string(css))
		}
	}
}

// addReferences adds what a post refers to, wherever in it.
func addReferences(refs *assets.References, p *Post) {
	for _, photo := range p.Photos {
		refs.Add(p.Folder, photo.URL)
	}
	for _, a := range p.Attachments {
		refs.Add(p.Folder, a.URL)
	}
	for _, author := range p.Authors() {
		refs.Add(p.Folder, author.URL)
	}
	for _, values := range p.Meta {
		for _, value := range values {
			refs.Add(p.Folder, value)
			refs.AddText(p.Folder, value)
		}
	}
	refs.Add("", p.URL)
	refs.AddText(p.Folder, p.Body)
}

// node is the file beside the posts that is published under a name, nil if there is
// none.
func (a *assetFolder) node(name string) lazyfs.Node {
	return (&lazyfs.Tree{Root: a.files}).Find(name)
}

func (a *assetFolder) find(name string, kind Kind, format string, args ...any) {
	a.findings = append(a.findings, fileStart.finding(name, kind, format, args...))
}

// maxTelling bounds the findings about documents that tell who wrote them.
const maxTelling = 100

// maxUnused bounds the findings about files that nothing refers to.
const maxUnused = 100

func (a *assetFolder) leaveOut(name string) {
	if a.unused++; a.unused <= maxUnused {
		a.find(name, LeftOut, "wanted a post that is shown and refers to this file, found none: it stays unpublished until one does, or Board.Files (-file) names it")
	}
}

// add adds a file, or says why it must not be published.
func (a *assetFolder) add(name string, f publishedFile) (wrong string) {
	if wrong := assets.Acts(name); wrong != "" {
		return wrong + "; put it into a .zip file, or link to its text in a post"
	}
	if wrong := a.clash(name); wrong != "" {
		return wrong
	}
	if f.wrong != "" {
		return f.wrong
	}
	a.files.Add(name, f.node)
	a.take(name)
	if f.width > 0 && f.height > 0 {
		a.pictures[name] = picture{width: f.width, height: f.height}
	}
	if f.removed != "" {
		a.find(name, LeftOut, "wanted a picture that runs nothing and refers to nothing outside it, found %s: the published picture is without", f.removed)
	}
	if a.telling < maxTelling && f.tells != "" {
		a.telling++
		a.find(name, Discloses, "wanted a document that does not tell who wrote it, found %s: it is published as it is; save it without its properties if that is not meant", f.tells)
	}
	return ""
}

// resize adds the copies that Renderer.Sizes makes of the pictures.
func (a *assetFolder) resize() error {
	if a.renderer.Sizes == nil || len(a.pictures) == 0 {
		return nil
	}
	originals, files := make(lazyfs.Dir), lazyfs.Tree{Root: a.files}
	for name := range a.pictures {
		originals.Add(name, files.Find(name))
	}
	copies, err := a.renderer.Sizes(&lazyfs.Tree{Root: originals})
	if findings, ok := errors.AsType[ErrorList](err); ok {
		a.findings = append(a.findings, findings...)
	} else if err != nil {
		return fmt.Errorf("board: Renderer.Sizes: %w", err)
	}
	for name, p := range a.pictures {
		sizes, err := a.addCopies(copies, name)
		if err != nil {
			return fmt.Errorf("board: Renderer.Sizes: %w", err)
		}
		a.pictures[name] = newPicture(pictureSize{name, p.width, p.height}, sizes)
	}
	return nil
}

// addCopies adds the copies of a picture, and returns them.
func (a *assetFolder) addCopies(copies fs.FS, name string) (sizes []pictureSize, err error) {
	entries, err := fs.ReadDir(copies, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		from := lazyfs.Copy{From: copies, Name: name + "/" + entry.Name()}
		content, err := fs.ReadFile(copies, from.Name)
		if err != nil {
			return nil, err
		}
		to := strings.TrimSuffix(name, path.Ext(name)) + "." + entry.Name()
		width, height := metadata.FrameOf(content).Size()
		if width > 0 && a.clash(to) == "" {
			a.files.Add(to, from)
			a.take(to)
			sizes = append(sizes, pictureSize{to, width, height})
		}
	}
	slices.SortFunc(sizes, func(x, y pictureSize) int { return cmp.Compare(x.width, y.width) })
	return sizes, err
}

// A takenName is the name of a published file, or of a folder above the file.
type takenName struct {
	file   string
	folder bool
}

func (a *assetFolder) take(name string) {
	key := ""
	for part := range strings.SplitSeq(name, "/") {
		key += "/" + diskKey(part)
		a.taken[key] = takenName{name, true}
	}
	a.taken[key] = takenName{name, false}
}

// diskKey is what a part of a path is on some disks: Windows drops full stops and
// spaces at its end, too.
func diskKey(part string) string { return strings.TrimRight(plaintext.FileKey(part), ". ") }

// clash says with which file a name would be one, on some disks or on all. Files
// share folders, but none can have the name of one.
func (a *assetFolder) clash(name string) (wrong string) {
	parts := strings.Split(name, "/")
	key, made := "", "." // the folder that the board makes under the key, "" if it makes none
	for i, part := range parts {
		isFile := i == len(parts)-1
		key += "/" + diskKey(part)
		if other, ok := a.taken[key]; ok && (isFile || !other.folder) {
			return "some disks cannot tell its name from " + other.file + ": the names differ only in case, accents or a full stop at the end; rename one of them"
		}
		if made == "" {
			continue
		}
		if made = a.madeName(made, diskKey(part)); made == "" {
			continue
		}
		if _, isFolder := a.made.Find(made).(lazyfs.Folder); isFile || !isFolder {
			return "the board itself makes " + made + "; rename it"
		}
	}
	return ""
}

// madeName is the path of what the board makes in a folder under the key of a name,
// "" if that is nothing.
func (a *assetFolder) madeName(folder, key string) string {
	names, known := a.names[folder]
	if !known {
		names = make(map[string]string)
		for _, name := range a.made.Find(folder).(lazyfs.Folder).Names() {
			names[diskKey(name)] = name
		}
		a.names[folder] = names
	}
	if names[key] == "" {
		return ""
	}
	return path.Join(folder, names[key])
}

// A publishedFile is what comes of a file beside the posts.
type publishedFile struct {
	node    lazyfs.Node
	wrong   string // why it must not be published
	removed string // what acts in a picture
	tells   string // about who wrote it

	width, height int // of a picture, as it is shown; 0 if they are unknown
}

// file is a file as it is published: a picture without metadata, and one in SVG
// without scripts. A file that cannot be read is not published either: opening it
// returns the error.
func (s *site) file(name string) publishedFile {
	from := s.board.fsys
	if strings.EqualFold(path.Ext(name), ".svg") {
		return s.cleaned(name, svg.MaxSize+1, "it is not a picture in SVG (%v); save it as a .png", svg.Sanitize)
	}
	copied := publishedFile{node: lazyfs.Copy{From: from, Name: name}}
	start, err := readStart(from, name, assets.SniffSize)
	switch {
	case metadata.IsPicture(name, start):
		return s.cleaned(name, confinedfs.MaxFile+1, "its metadata, such as where it was taken, cannot be removed (%v); save it as a .jpg or .png, or put it into a .zip file", withoutMetadata)
	case err != nil: // it may be a picture, or a page: it must not be published if it can be read later
		return publishedFile{node: lazyfs.File(func() ([]byte, error) { return nil, err })}
	case !assets.Known(name) && assets.LooksLikePage(start):
		copied.wrong = "it begins as a page does, and a browser might take it for one; put it into a .zip file"
	case metadata.IsDocument(name):
		if document, err := fs.ReadFile(from, name); err == nil {
			copied.tells = strings.Join(metadata.Discloses(document), ", ")
		}
	}
	return copied
}

// cleaned is a file as clean leaves it. It is read once now, to find out whether
// it can be published, and again each time it is opened. If its content is of the
// wrong kind, wrong says so, with the error in place of %v.
func (s *site) cleaned(name string, most int64, wrong string, clean func(source []byte) (content []byte, removed []string, err error)) publishedFile {
	read := func() (source, content []byte, removed []string, err error) {
		if source, err = readStart(s.board.fsys, name, most); err != nil {
			return nil, nil, nil, err
		}
		if content, removed, err = clean(source); err != nil {
			err = badContent{err}
		}
		return source, content, removed, err
	}
	source, content, removed, err := read()
	if bad, ok := errors.AsType[badContent](err); ok {
		return publishedFile{wrong: fmt.Sprintf(wrong, bad)}
	}
	width, height := shownSize(name, content)
	sum := fingerprint.OfBytes(source)
	return publishedFile{width: width, height: height, removed: strings.Join(removed, ", "), node: s.printed(name, func() ([]byte, error) {
		_, content, _, err := read()
		return content, err
	}, func(h *fingerprint.Hash) { h.AddPrint(sum) })}
}

// A badContent is the error of a file that cannot be cleaned, unlike those of the
// file system.
type badContent struct{ error }

// shownSize is the width and height of a clean picture; 0 if they are unknown.
func shownSize(name string, picture []byte) (width, height int) {
	if strings.EqualFold(path.Ext(name), ".svg") {
		return svg.Size(picture)
	}
	return metadata.FrameOf(picture).Size()
}

func withoutMetadata(source []byte) (picture []byte, removed []string, err error) {
	picture, err = metadata.Clean(source)
	return picture, nil, err
}

// readStart reads at most n bytes of a file.
func readStart(from fs.FS, name string, n int64) ([]byte, error) {
	f, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, n))
}
