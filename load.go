package board

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/boardview/board/internal/assets"
	"github.com/boardview/board/internal/confinedfs"
)

// From a file system to a Board: which files are posts, reading them in
// parallel, and how much of them stays in memory. This file must know neither
// HTML nor publishing: Renderer.Load passes in what else there is to check.

// Load reads every *.txt, *.md and *.markdown file of fsys, in all its folders,
// as a post; some files in parallel. A bad post never hides the others: the board
// is always usable, and the error is nil or an [ErrorList] of all findings. A
// field without a meaning is one finding for the whole board, with the number of
// posts that have it.
//
// Files and folders that are hidden, whose names begin with a full stop or a
// tilde, are not read. Nor are those that begin with an underscore: site
// generators keep layouts, parts of pages and their output in these. Two of
// Jekyll's folders are read, _posts, and _drafts as drafts.
//
// The directory need not be trusted. Load and the published board open regular
// files only, read no more of a source than [Parse] does, and follow a link only
// inside the directory, and only if fsys is an [fs.ReadLinkFS], as those of
// [os.DirFS] and [os.Root] are. Whatever else has a name is a finding of the kind
// [FileError]: a link that leads out, a named pipe, a socket, a device, what is in
// more than 31 folders within each other, a file beside the posts of more than 256
// MiB. If others can change the directory while it is read, use os.Root, which also
// notices a folder that becomes a link.
//
// Load is to [Renderer.Load] what [Parse] is to [Renderer.Check]: it reports
// only what is wrong with the sources. What the policy leaves out, and which
// pictures are missing, shows only when a post is rendered. Load does not render
// and takes less than half the time; a program that publishes a board renders it
// later anyway.
func Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(fs.FS, *parser) {})
}

// load reads a board, and calls check for each post when it is parsed, with the
// files beside it: from several goroutines, and while the parser has the places
// of its fields.
func load(fsys fs.FS, check func(fs.FS, *parser)) (*Board, error) {
	files := confinedfs.New(fsys)
	l := loader{files: files, check: check, stray: make(map[string]*strayField)}
	l.idle.New = func() any { return new(reader) }
	sources, aside := findSources(files)
	inParallel(len(sources), func(i int) { l.load(sources[i]) })
	var posts []*Post
	errs := append(aside, l.strays()...)
	origins := make(map[*Post]*origin, len(sources))
	bodies := make(map[*Post]bodySource)
	for _, f := range sources {
		errs = append(errs, f.errs...)
		if f.post != nil {
			posts, origins[f.post] = append(posts, f.post), &f.origin
		}
		if f.sum != 0 {
			bodies[f.post] = bodySource{f.file, f.sum}
		}
	}
	b, clashes := newBoard(posts, origins)
	b.fsys, b.bodies = files, bodies
	return b, append(errs, clashes...).err()
}

// A sourceFile is a file that should be a post, and what was read from it.
type sourceFile struct {
	origin
	post *Post  // nil if the file cannot be read
	sum  uint64 // of the file, if the post's body was dropped
	errs ErrorList
}

// unreadable is a finding about a file or folder that cannot be read.
func unreadable(name string, err error) *Error {
	e := fileStart.finding(name, FileError, "wanted a readable file, found: %v", err)
	e.Err = err
	return e
}

// findSources lists the files to read. It reports the files and folders that
// cannot be read, and what is set aside, once a folder.
func findSources(files fs.FS) (sources []*sourceFile, errs ErrorList) {
	aside := make(counts)
	fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch refused, isRefused := d.(confinedfs.Refused); {
		case err != nil:
			errs = append(errs, unreadable(name, err))
		case hidden(name):
			return skip(d)
		case d.IsDir():
			if assets.IsSource(name) {
				errs = append(errs, fileStart.finding(name, Guessed, "wanted a file, as the name is that of a post, found a folder: the posts in it are read"))
			}
		case !assets.IsSource(name):
			if isRefused {
				errs = append(errs, unreadable(name, refused.Err))
			}
		case partOfSite(name) == "":
			sources = append(sources, &sourceFile{origin: origin{file: name}})
		case path.Base(name) != "_index.md":
			aside[partOfSite(name)]++
		}
		return nil // one bad folder does not hide the others
	})
	return sources, append(errs, aside.findings()...)
}

// skip makes [fs.WalkDir] pass over a file, or a folder and all that is in it.
func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// counts are numbers of files, by the file or folder with an underscore that they
// are in.
type counts map[string]int

func (c counts) findings() (errs ErrorList) {
	for part, n := range c {
		errs = append(errs, fileStart.finding(part, HeldBack,
			"wanted a name without an underscore in front, found %q: what is in it is held back (files: %d)", path.Base(part), n))
	}
	return errs
}

// partOfSite is the outermost file or folder on the way to a file whose name
// begins with an underscore: Jekyll, Hugo and Zola do not publish what is in
// there as a page (jekyllrb.com/docs/structure). It is "" if there is none.
func partOfSite(name string) string {
	for i, c := range name + "/" {
		if c == '/' {
			if base := path.Base(name[:i]); base[0] == '_' && base != "_posts" && base != draftFolder {
				return name[:i]
			}
		}
	}
	return ""
}

// hidden reports whether a file or folder is hidden, as .git is and the ~$… files
// that Word makes while it edits another.
func hidden(name string) bool {
	base := path.Base(name)
	return len(base) > 1 && (base[0] == '.' || base[0] == '~')
}

// maxBodies is how many bytes of bodies a board keeps in memory. The bodies of
// more posts are dropped, and read again when they are needed.
const maxBodies = 4 << 20

// A loader reads the posts of a board, in several goroutines.
type loader struct {
	files  fs.FS
	check  func(fs.FS, *parser)
	bodies atomic.Int64 // bytes of them
	idle   sync.Pool    // of readers

	mu    sync.Mutex
	stray map[string]*strayField // by name
}

// A strayField counts the posts that have a field without a meaning.
type strayField struct {
	posts int
	first *Error // in the order of files
}

// count counts the fields without a meaning in a post. Findings of their own
// would be most of what a board of another program is told.
func (l *loader) count(p *parser) {
	l.mu.Lock()
	defer l.mu.Unlock()
	seen := make(map[string]bool, len(p.strays))
	for i := range p.strays {
		f := &p.strays[i]
		if seen[f.name] {
			continue
		}
		seen[f.name] = true
		n := l.stray[f.name]
		if n == nil {
			n = new(strayField)
			l.stray[strings.Clone(f.name)] = n
		}
		if n.posts++; n.first == nil || p.file < n.first.File {
			n.first = f.stray(p.file)
		}
	}
}

// strays are the findings about fields without a meaning.
func (l *loader) strays() (errs ErrorList) {
	for _, name := range slices.Sorted(maps.Keys(l.stray)) {
		n := l.stray[name]
		if n.posts > 1 {
			n.first.Msg += " (" + strconv.Itoa(n.posts) + " posts have this field)"
		}
		errs = append(errs, n.first)
	}
	return errs
}

// A reader reads one file after another into the same memory.
type reader struct {
	file   bytes.Buffer
	parser parser
}

func (l *loader) load(f *sourceFile) {
	r := l.idle.Get().(*reader)
	defer l.idle.Put(r)
	src, err := readSource(l.files, f.file, &r.file)
	if err != nil {
		f.errs = ErrorList{unreadable(f.file, err)}
		return
	}
	p := &r.parser
	p.parse(f.file, src)
	l.check(l.files, p)
	l.count(p)
	f.post, f.errs, f.start = p.post, p.errs.all(p.file), p.startAt()
	f.id, f.alias, f.translates = p.places[fieldID], p.places[fieldAlias], p.places[fieldTranslates]
	if l.bodies.Add(int64(len(f.post.Body))) > maxBodies {
		f.post.Body, f.sum = "", checksum(src)
		f.post.detach()
	}
}

// inParallel calls f for 0 to n-1, from as many goroutines as there are
// processors.
func inParallel(n int, f func(i int)) {
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
