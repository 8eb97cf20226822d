// Package source publishes a directory of posts for the commands that
// deliver a board to where readers find it.
package source

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/internal/deliver"
)

// Options say what is published.
type Options struct {
	Title, Description, Lang string
	Address, FirstAddress    string
	Widget, Posts            string    // directories
	Now                      time.Time // which posts are due; zero for the time it is
	Told                     deliver.Progress
	Found                    func(findings error) // called if something is wrong with posts
}

// To publishes the posts and hands the tree to deliver. The tree is good
// for no longer: posts are read when files are opened.
func (o Options) To(deliver func(site fs.FS) error, now time.Time) error {
	root, err := os.OpenRoot(o.Posts) // no link leads out of it
	if err != nil {
		return err
	}
	defer root.Close()
	if !o.Now.IsZero() {
		now = o.Now
	}
	site, err := o.Publish(root.FS(), now)
	if err != nil {
		return err
	}
	return deliver(site)
}

// Publish publishes posts. A finding about one post does not keep the others
// from being published; a disk that fails does.
func (o Options) Publish(posts fs.FS, now time.Time) (fs.FS, error) {
	r := &board.Renderer{BaseURL: cmp.Or(o.Address, "./")}
	if o.Widget != "" {
		r.Widget = os.DirFS(o.Widget)
	}
	source := &watchedFS{FS: posts, progress: o.Told}
	b, findings := r.Load(source)
	failures := source.finishLoading()
	if findings != nil && o.Found != nil {
		o.Found(findings) // the board is usable all the same
	}
	b.Title, b.Description, b.Lang = o.Title, o.Description, o.Lang
	b.URL, b.FirstURL = o.Address, o.FirstAddress
	b.Now = func() time.Time { return now }
	if failures != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", failures)
	}
	site, err := r.Publish(b)
	if err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	for range b.All() {
		return site, nil
	}
	return nil, fmt.Errorf("%s: wanted posts, *.txt or *.md, found none that is due: nothing was changed", o.Posts)
}
