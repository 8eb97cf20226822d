package board

import (
	"bytes"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// From a file system to a Board: which files are posts, reading them in
// parallel, and how much of them stays in memory. This file must know neither
// HTML nor publishing: Renderer.Load passes in what else there is to check.

// Load reads every *.txt and *.md file of fsys, in all its folders, as a
// post; some files in parallel. A bad post never hides the others: the board
// is always usable, and the error is nil or an [ErrorList] of all findings.
//
// Load is to [Renderer.Load] what [Parse] is to [Renderer.Check]: it reports
// only what is wrong with the sources. What the policy leaves out, and which
// pictures are missing, shows only when a post is rendered. Load does not render
// and takes less than half the time; a program that publishes a board renders it
// later anyway.
func Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(*parser) {})
}

// load reads a board, and calls check for each post when it is parsed: from
// several goroutines, and while the parser has the places of its fields.
func load(fsys fs.FS, check func(*parser)) (*Board, error) {
	l := loader{fsys: fsys, check: check}
	l.idle.New = func() any { return new(reader) }
	sources := findSources(fsys)
	inParallel(len(sources), func(i int) { l.load(sources[i]) })
	var posts []*Post
	var errs ErrorList
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
	b.fsys, b.bodies = fsys, bodies
	return b, append(errs, clashes...).err()
}

// A sourceFile is a file that should be a post, and what was read from it.
type sourceFile struct {
	origin
	post *Post  // nil if the file cannot be read
	sum  uint64 // of the file, if the post's body was dropped
	errs ErrorList
}

// fail makes err a finding about the file.
func (f *sourceFile) fail(err error) {
	e := fileStart.finding(f.file, FileError, "wanted a readable file, found: %v", err)
	e.Err = err
	f.errs = ErrorList{e}
}

// findSources lists the files to read, and the files and folders that cannot
// be listed with their errors.
func findSources(fsys fs.FS) (list []*sourceFile) {
	fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && hidden(name) {
			return fs.SkipDir
		}
		if err != nil || !d.IsDir() && isSource(name) {
			f := &sourceFile{origin: origin{file: name}}
			if err != nil {
				f.fail(err)
			}
			list = append(list, f)
		}
		return nil // one bad folder does not hide the others
	})
	return list
}

// hidden reports whether a file or folder is hidden, as .git is.
func hidden(name string) bool {
	base := path.Base(name)
	return len(base) > 1 && strings.HasPrefix(base, ".")
}

func isSource(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".txt" || ext == ".md") && !hidden(name)
}

// maxBodies is how many bytes of bodies a board keeps in memory. The bodies of
// more posts are dropped, and read again when they are needed.
const maxBodies = 4 << 20

// A loader reads the posts of a board, in several goroutines.
type loader struct {
	fsys   fs.FS
	check  func(*parser)
	bodies atomic.Int64 // bytes of them
	idle   sync.Pool    // of readers
}

// A reader reads one file after another into the same memory.
type reader struct {
	file   bytes.Buffer
	parser parser
}

// readFile returns the bytes of a file. They are valid until the next call.
func (r *reader) readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.file.Reset()
	_, err = r.file.ReadFrom(f)
	return r.file.Bytes(), err
}

func (l *loader) load(f *sourceFile) {
	if f.errs != nil {
		return
	}
	r := l.idle.Get().(*reader)
	defer l.idle.Put(r)
	src, err := r.readFile(l.fsys, f.file)
	if err != nil {
		f.fail(err)
		return
	}
	p := &r.parser
	p.parse(f.file, src)
	l.check(p)
	f.post, f.errs, f.start = p.post, p.errs, p.startAt()
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
