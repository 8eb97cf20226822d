// Package phone measures what a reader with a slow phone waits for: the
// list, and a post.
package phone

import (
	"path/filepath"
	"strings"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
	"github.com/boardview/board/bench/web"
	"github.com/boardview/board/bench/widget"
)

const rounds = 5

// Run races the pages. With a film directory, each page is filmed once
// before, in a run that does not count.
func Run(b *chrome.Browser, root string, files *widget.Files, film string) ([]report.Section, error) {
	d, err := readDocumented(root)
	if err != nil {
		return nil, err
	}
	board, err := publish(root, files)
	if err != nil {
		return nil, err
	}
	defer board.Close()
	if err := putScripts(board, root, files); err != nil {
		return nil, err
	}
	partner := web.Start()
	defer partner.Close()
	all := append(contestants(d), renderers()...)
	if film != "" {
		for _, c := range all {
			if _, err := load(b, c, board, partner, filepath.Join(film, fileName(c.name))); err != nil {
				return nil, err
			}
		}
	}
	runs, err := race(b, all, board, partner)
	return []report.Section{list(runs), posted(runs)}, err
}

func fileName(name string) string {
	return strings.NewReplacer(" ", "-", "<", "", ">", "").Replace(name)
}

func race(b *chrome.Browser, all []contestant, board, partner *web.Server) (map[string][]run, error) {
	byName := make(map[string]contestant)
	var names []string
	for _, c := range all {
		byName[c.name] = c
		names = append(names, c.name)
	}
	return stat.Rounds(rounds, names, func(name string) (run, error) { return load(b, byName[name], board, partner, "") })
}

// each gives one figure of all runs.
func each(runs []run, figure func(run) float64) []float64 {
	values := make([]float64, len(runs))
	for i, r := range runs {
		values[i] = figure(r)
	}
	return values
}

func seen(r run) float64 { return r.Seen }

func median(runs []run, figure func(run) float64) float64 { return stat.Median(each(runs, figure)) }
