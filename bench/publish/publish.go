// Package publish measures board publish and Hugo while they publish the same
// posts, and compares the files that they write.
package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/boardview/board/bench/native"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// Sizes are the boards of the results, in posts.
var Sizes = []int{10_000, 100_000}

// Run publishes boards of these sizes; root is the library's directory.
func Run(root string, sizes []int) ([]report.Section, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	real, err := native.ReadReal(root)
	if err != nil {
		return nil, err
	}
	contestants, err := findContestants(root, dir)
	if err != nil {
		return nil, err
	}
	var runs []run
	for _, n := range append(slices.Clone(smallBoards), sizes...) {
		r, err := runAt(fit(contestants, n), real, filepath.Join(dir, fmt.Sprint(n)), n)
		if err != nil {
			return nil, fmt.Errorf("%d posts: %w", n, err)
		}
		runs = append(runs, r)
	}
	return []report.Section{sideBySide(contestants, runs[len(smallBoards):]), readersCost(contestants, runs)}, nil
}

// smallBoards show what a reader loads of a small board.
var smallBoards = []int{10, 20}

// A run is a board of some size, published by each contestant.
type run struct {
	posts int
	by    map[string]*published
}

// published is what a contestant did.
type published struct {
	first      stat.Cost
	again      stat.Cost // with one more post
	files      int
	bytes      int64
	difference       // that the post makes
	listPage   int64 // bytes of the first page
	postPage   int64 // and of the newest post's
}

// fit leaves out the compressed copies of a large board: they take a quarter
// of an hour, and cost a post what they cost on a small one.
func fit(contestants []contestant, posts int) []contestant {
	return slices.DeleteFunc(slices.Clone(contestants), func(c contestant) bool { return c.name == copies && posts > 10_000 })
}

func runAt(contestants []contestant, real, dir string, posts int) (r run, err error) {
	defer os.RemoveAll(dir)
	r = run{posts, make(map[string]*published)}
	d, err := newDesk(real, dir)
	if err != nil {
		return r, err
	}
	if err := d.write(posts); err != nil {
		return r, err
	}
	for _, c := range contestants {
		if r.by[c.name], err = publish(c, d); err != nil {
			return r, err
		}
	}
	return r, r.oneMore(contestants, d)
}

// publish publishes into an empty directory, once: it takes minutes, of
// which other programs' work is a small part.
func publish(c contestant, d *desk) (*published, error) {
	cost, err := c.run(d)
	return &published{first: cost}, err
}

// oneMore publishes again after one more post.
func (r run) oneMore(contestants []contestant, d *desk) error {
	before := make(map[string]tree)
	for _, c := range contestants {
		t, err := readTree(d.out(c))
		if err != nil {
			return err
		}
		before[c.name] = t
	}
	if err := d.oneMore(); err != nil {
		return err
	}
	for _, c := range contestants {
		if err := r.by[c.name].publishAgain(c, d, before[c.name]); err != nil {
			return err
		}
	}
	return nil
}

func (p *published) publishAgain(c contestant, d *desk, before tree) (err error) {
	if p.again, err = c.run(d); err != nil {
		return err
	}
	after, err := readTree(d.out(c))
	if err != nil {
		return err
	}
	p.files, p.bytes = len(before), before.bytes()
	p.difference = before.difference(after)
	p.listPage, p.postPage, err = before.pages(d.out(c))
	return err
}
