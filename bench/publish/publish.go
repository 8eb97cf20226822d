// Package publish lets board publish and Hugo publish the same posts, and
// compares their time, their memory and the files that they write.
package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// Sizes are the numbers of posts on the boards of RESULTS.md.
var Sizes = []int{1000, 10_000, 100_000}

// Run publishes boards of these numbers of posts; root is the library's
// directory.
func Run(root string, sizes []int) ([]report.Section, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	real, err := library.ReadReal(root)
	if err != nil {
		return nil, err
	}
	contestants, err := findContestants(root, dir)
	if err != nil {
		return nil, err
	}
	var runs []run
	for _, n := range append(slices.Clone(smallBoards), sizes...) {
		r, err := runAt(suited(contestants, n), real, filepath.Join(dir, fmt.Sprint(n)), n)
		if err != nil {
			return nil, fmt.Errorf("%d posts: %w", n, err)
		}
		runs = append(runs, r)
	}
	large := runs[len(smallBoards):]
	return []report.Section{sideBySide(contestants, large), again(contestants, large), readerBytes(contestants, runs)}, nil
}

// smallBoards are published to see what a reader loads of a small board.
var smallBoards = []int{10, 20}

// A run is one board, published by each contestant.
type run struct {
	posts int
	by    map[string]*published // by the contestant's name
}

// published holds what a contestant consumed and wrote.
type published struct {
	first    stats.Usage
	again    []republished // after each of the changes
	files    int           // of the first time
	bytes    int64         // in them
	listPage int64         // bytes of the first page of the list
	postPage int64         // bytes of the newest post's page
	last     tree
}

// republished is what a contestant consumed and wrote after a change.
type republished struct {
	usage stats.Usage
	difference
}

// suited returns the contestants for a board of this many posts. Compressed
// copies of a large board take a quarter of an hour, and as much time per post
// as those of a small one.
func suited(contestants []contestant, posts int) []contestant {
	return slices.DeleteFunc(slices.Clone(contestants), func(c contestant) bool { return c.name == copies && posts > 10_000 })
}

func runAt(contestants []contestant, real, dir string, posts int) (r run, err error) {
	defer os.RemoveAll(dir)
	r = run{posts, make(map[string]*published)}
	w, err := newWorkspace(real, dir)
	if err != nil {
		return r, err
	}
	if err := w.write(posts); err != nil {
		return r, err
	}
	for _, c := range contestants {
		if r.by[c.name], err = publish(c, w); err != nil {
			return r, err
		}
	}
	for _, change := range changes {
		if err := change.do(w); err != nil {
			return r, err
		}
		for _, c := range contestants {
			if err := r.by[c.name].publishAgain(c, w); err != nil {
				return r, fmt.Errorf("%s: %w", change.name, err)
			}
		}
	}
	return r, nil
}

// publish publishes into an empty directory, once: a run takes so long that
// other programs disturb it little.
func publish(c contestant, w *workspace) (p *published, err error) {
	p = new(published)
	if p.first, err = c.run(w); err != nil {
		return nil, err
	}
	if p.last, err = readTree(w.out(c)); err != nil {
		return nil, err
	}
	p.files, p.bytes = len(p.last), p.last.bytes()
	p.listPage, p.postPage, err = p.last.pages(w.out(c))
	return p, err
}

func (p *published) publishAgain(c contestant, w *workspace) error {
	usage, err := c.run(w)
	if err != nil {
		return err
	}
	next, err := readTree(w.out(c))
	p.again = append(p.again, republished{usage, p.last.difference(next)})
	p.last = next
	return err
}
