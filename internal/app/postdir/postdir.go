// Package postdir publishes a directory of posts on disk. The commands, and
// examples/serve, call it; it calls package board.
//
// It keeps two things apart: a finding about one post, which is reported and
// does not keep the others from being published, and a failure of the disk,
// which must not be mistaken for posts that were deleted. It does not know
// where the published files go.
package postdir

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/deploy"
)

// Options describe the directory and its board. Those that describe the board
// win over its settings in _board.txt.
type Options struct {
	Posts   string // the directory
	Widget  fs.FS  // see [board.Renderer]
	Earlier fs.FS  // see [board.Renderer]

	Title, Description string
	URL, FirstURL      string // see [board.Board]
	Lang               string
	DirectoryURLs      bool // see [board.Board]

	Sizes func(pictures fs.FS) (copies fs.FS, err error) // see [board.Renderer]
	Cache string                                         // the directory for what Sizes makes

	Files    []string       // see [board.Board]
	Headers  []string       // see [board.Renderer]
	Now      time.Time      // decides which posts are due; zero means the time of Publish
	Location *time.Location // see [board.Board]
	Progress deploy.Progress
	Checked  bool                  // renders each post to check it; otherwise, call Site.Check
	Found    func(board.ErrorList) // is called with all findings, if there are any
}

// A Site is a published board. Its files are made of the posts when they are
// opened.
type Site struct {
	deploy.Tree
	Posts  int       // how many posts are listed
	URL    string    // of the board; "" if it is not known
	Next   time.Time // see [board.Board.Next]
	Renews time.Time // when it has to be signed again; zero if it is not signed

	understood bool // a post was read, though it may not be listed
	check      func(ids []string)
}

// Check reports to Options.Found what is wrong with posts, besides what Publish has
// reported; see [board.Renderer.CheckPost].
func (s *Site) Check(ids []string) { s.check(ids) }

// Deploy publishes the directory and calls use with the site. A directory
// without any post that can be read is taken for a mistake. One whose posts are all
// withdrawn, expired, drafts or not yet due is not: what was published of them
// has to go.
func (o Options) Deploy(use func(site *Site) error) error {
	root, err := o.Open()
	if err != nil {
		return err
	}
	defer root.Close()
	site, err := o.Publish(root.FS())
	if err != nil {
		return err
	}
	if err := o.wantPosts(site); err != nil {
		return err
	}
	return use(site)
}

// Open opens the directory. No link leads out of it.
func (o Options) Open() (*os.Root, error) { return os.OpenRoot(o.Posts) }

func (o Options) wantPosts(site *Site) error {
	if site.Posts == 0 && !site.understood {
		return fmt.Errorf("%s: wanted posts, *.txt or *.md, found none that can be read (nothing was changed)", o.Posts)
	}
	return nil
}

// Publish publishes the posts of a file system, which stands for o.Posts. It
// returns an error if the file system fails, and reports findings to o.Found: with
// o.Checked all of them, else those for which no post must be rendered.
func (o Options) Publish(posts fs.FS) (*Site, error) {
	r := &board.Renderer{BaseURL: cmp.Or(o.URL, "./"), Widget: o.Widget, Earlier: o.Earlier, Headers: o.Headers, Sizes: o.Sizes, Found: func(list board.ErrorList) { o.report(list) }}
	files := &watchedFS{FS: posts, progress: o.Progress}
	load := board.Load
	if o.Checked {
		load = r.Load
	}
	b, err := load(files)
	o.report(err)
	found, _ := errors.AsType[board.ErrorList](err)
	if err := files.finishLoading(); err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	o.override(b)
	site, err := r.Publish(b)
	if err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	check := func(ids []string) {
		var found board.ErrorList
		for _, id := range ids {
			list, _ := errors.AsType[board.ErrorList](r.CheckPost(b, id))
			found = append(found, list...)
		}
		o.report(found)
	}
	s := &Site{Tree: deploy.Tree{FS: site}, Posts: b.Page(1, 1).Total, URL: b.URL, Next: b.Next(), understood: files.understood(found), check: check}
	if s.Posts == 0 && !s.understood { // a withdrawal without a date is a finding, and is done
		pages, _ := fs.ReadDir(site, "posts")
		s.understood = len(pages) > 0
	}
	return s, nil
}

// override sets what the options say. The rest is as the directory's _board.txt
// says.
func (o Options) override(b *board.Board) {
	b.Title, b.Description, b.Lang = cmp.Or(o.Title, b.Title), cmp.Or(o.Description, b.Description), cmp.Or(o.Lang, b.Lang)
	b.URL, b.FirstURL = cmp.Or(o.URL, b.URL), cmp.Or(o.FirstURL, b.FirstURL)
	b.DirectoryURLs = o.DirectoryURLs || b.DirectoryURLs
	b.Files = append(b.Files, o.Files...)
	b.Now, b.Location = o.clock(), cmp.Or(o.Location, b.Location)
}

// clock returns a clock that stands still: all files of a board are of the
// same time.
func (o Options) clock() func() time.Time {
	now := o.Now
	if now.IsZero() {
		now = time.Now()
	}
	return func() time.Time { return now }
}

// report calls o.Found with findings whose paths start where the path of the
// directory starts, so that editors find the files.
func (o Options) report(err error) {
	list, ok := errors.AsType[board.ErrorList](err)
	if !ok || len(list) == 0 || o.Found == nil {
		return
	}
	found := make(board.ErrorList, len(list))
	for i, e := range list {
		moved := *e
		moved.File = filepath.Join(o.Posts, filepath.FromSlash(e.File))
		found[i] = &moved
	}
	o.Found(found)
}
