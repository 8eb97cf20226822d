package board

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/boardview/board/internal/plaintext"
)

// held is how many bytes of bodies a board holds in memory. Those of more
// posts stay in their files, and are read again when they are needed.
const held = 4 << 20

// Load reads every *.txt and *.md file of fsys, in all its folders, as a
// post; some files at the same time. A bad post never hides the others: the
// board is always usable, and the error is nil or an [ErrorList] of all
// findings.
func Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(*parser) {})
}

// load reads a board, and has each post looked at once it is parsed.
func load(fsys fs.FS, look func(*parser)) (*Board, error) {
	l := loader{files: fsys, look: look}
	l.idle.New = func() any { return new(reader) }
	loaded := sources(fsys)
	atOnce(len(loaded), func(i int) { l.read(loaded[i]) })
	var posts []*Post
	var errs ErrorList
	files := make(map[*Post]*sourceFile, len(loaded))
	left := make(map[*Post]leftFile)
	for _, f := range loaded {
		errs = append(errs, findings(f.name, f.err)...)
		if f.post != nil {
			posts, files[f.post] = append(posts, f.post), f
		}
		if f.sum != 0 {
			left[f.post] = leftFile{f.name, f.sum}
		}
	}
	b, clashes := newBoard(posts, files)
	b.files, b.left = fsys, left
	return b, append(errs, clashes...).err()
}

// New makes a board of posts that come from elsewhere. Posts without an ID
// get one, an ID that is not safe as a file name is made so, and of two posts
// with the same ID the second is renamed.
func New(posts ...*Post) *Board {
	for _, p := range posts {
		p.ID = plaintext.Slug(cmp.Or(p.ID, makeID(p.Date, p.Subject)))
	}
	b, _ := newBoard(posts, nil)
	return b
}

// A sourceFile is a file, and the post that it holds.
type sourceFile struct {
	name string
	post *Post
	err  error
	sum  uint64 // of the file, if the post's body was left there

	start, id, alias, translates place // where these are
}

// at is a finding about the file.
func (f *sourceFile) at(p place, format string, args ...any) *Error {
	p = cmp.Or(p, f.start)
	return &Error{File: f.name, Line: p.line, Col: p.col, Msg: fmt.Sprintf(format, args...)}
}

// A leftFile is where a post's body was left, and what the file was then.
type leftFile struct {
	name string
	sum  uint64
}

// A loader reads files, as many at a time as there are processors.
type loader struct {
	files fs.FS
	look  func(*parser)
	held  atomic.Int64 // bytes of bodies
	idle  sync.Pool    // of readers
}

// A reader reads one file after the other into the same memory.
type reader struct {
	source bytes.Buffer
	parser parser
}

// read gives what is in a file, until the next one is read.
func (r *reader) read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.source.Reset()
	_, err = r.source.ReadFrom(f)
	return r.source.Bytes(), err
}

// sources lists the files to read, and what cannot be listed.
func sources(fsys fs.FS) (list []*sourceFile) {
	fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && hidden(name) {
			return fs.SkipDir
		}
		if err != nil || !d.IsDir() && isSource(name) {
			list = append(list, &sourceFile{name: name, err: err})
		}
		return nil // whatever is wrong with one file, go on with the next
	})
	return list
}

func (l *loader) read(f *sourceFile) {
	if f.err != nil {
		return
	}
	r := l.idle.Get().(*reader)
	defer l.idle.Put(r)
	src, err := r.read(l.files, f.name)
	if err != nil {
		f.err = err
		return
	}
	p := &r.parser
	p.parse(f.name, src)
	l.look(p)
	f.post, f.err = p.post, p.errs.err()
	f.start, f.id, f.alias, f.translates = place{p.start, 1}, p.seen["id"], p.seen["alias"], p.seen["translates"]
	if l.held.Add(int64(len(f.post.Body))) > held {
		f.post.Body, f.sum = "", checksum(src)
		f.post.own()
	}
}

var seed = sync.OnceValue(maphash.MakeSeed)

// checksum tells one content of a file from another; it is never zero.
func checksum(src []byte) uint64 { return max(maphash.Bytes(seed(), src), 1) }

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
	if err == nil { // as of most files, for which there need be no list
		return nil
	}
	var list ErrorList
	if errors.As(err, &list) {
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

// newBoard gives every post an ID of its own and puts them in order: newest
// first; on one day by subject, so that the order never depends on the order
// of files.
func newBoard(posts []*Post, files map[*Post]*sourceFile) (*Board, ErrorList) {
	errs := resolveClashes(posts, files)
	b := &Board{posts: slices.Clone(posts), at: make(map[string]int, len(posts)), was: make(map[string]int)}
	slices.SortStableFunc(b.posts, func(x, y *Post) int {
		return cmp.Or(y.Date.Time.Compare(x.Date.Time), cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.ID, y.ID))
	})
	for i, p := range b.posts {
		b.at[p.ID] = i
	}
	return b, append(errs, b.nameFormer(files)...)
}

// resolveClashes goes through the posts in the order they came in. The
// second of two posts with one ID is renamed, and reported: a link to it may
// break.
func resolveClashes(posts []*Post, files map[*Post]*sourceFile) (errs ErrorList) {
	byID := make(map[string]*Post, len(posts))
	last := make(map[string]int) // the last number that an ID got
	for _, p := range posts {
		if first, clash := byID[p.ID]; clash {
			wanted := p.ID
			for n := last[wanted] + 2; byID[p.ID] != nil; n++ {
				p.ID, last[wanted] = plaintext.Numbered(wanted, n), n-1
			}
			if f := files[p]; f != nil {
				errs = append(errs, f.at(f.id, "wanted an ID of its own, found %q, which %s has: this post is %q now", wanted, files[first].name, p.ID))
			}
		}
		byID[p.ID] = p
	}
	return errs
}

// nameFormer takes note of the IDs that posts had before, and reports those
// that belong to others, or that are translated and belong to nobody.
func (b *Board) nameFormer(files map[*Post]*sourceFile) (errs ErrorList) {
	for i, p := range b.posts {
		for _, alias := range p.Aliases {
			if other, taken := b.find(alias); !taken {
				b.was[alias] = i
			} else if f := files[p]; other != p && f != nil {
				errs = append(errs, f.at(f.alias, "wanted an ID that no other post has or had, found %q, which is that of %s", alias, files[other].name))
			}
		}
	}
	for _, p := range b.posts {
		if f := files[p]; f != nil && p.Translates != "" {
			if _, found := b.find(p.Translates); !found {
				errs = append(errs, f.at(f.translates, "wanted the ID of the post that this one translates, found %q, which no post has", p.Translates))
			}
		}
	}
	return errs
}

// find gives the post that has an ID or had it.
func (b *Board) find(id string) (*Post, bool) {
	i, ok := b.at[id]
	if !ok {
		i, ok = b.was[id]
	}
	if !ok {
		return nil, false
	}
	return b.posts[i], true
}

// whole is the post with its body, or as much of it as can be had.
func (b *Board) whole(p *Post) *Post {
	if q, err := b.readAgain(p); err == nil {
		return q
	}
	return p
}

// readAgain is the post with its body.
func (b *Board) readAgain(p *Post) (*Post, error) {
	f, ok := b.left[p]
	if !ok {
		return p, nil
	}
	src, err := fs.ReadFile(b.files, f.name)
	if err != nil {
		return nil, err
	}
	if checksum(src) != f.sum {
		return nil, &Error{File: f.name, Line: 1, Col: 1, Msg: "wanted the file that was loaded, found another: load the board again"}
	}
	again := parse(f.name, src).post
	again.ID = p.ID // which had to differ from that of another
	return again, nil
}
