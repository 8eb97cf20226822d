// Package phone measures how long a reader with a slow phone waits until a
// partner's page shows the list, and until it shows a post.
package phone

import (
	"path/filepath"
	"strings"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
)

const rounds = 5

// Run loads the pages in turn; root is the library's directory. If film is the
// name of a directory, each page is first loaded once more, to write pictures
// of it there: that load is not measured.
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
	partner := webserver.Start()
	defer partner.Close()
	all := append(contestants(d), renderers()...)
	if film != "" {
		for _, c := range all {
			if _, err := load(b, c, board, partner, filepath.Join(film, fileName(c.name))); err != nil {
				return nil, err
			}
		}
	}
	loads, err := race(b, rounds, all, board, partner)
	if err != nil {
		return nil, err
	}
	return []report.Section{listTable(loads), postTable(loads)}, nil
}

func fileName(name string) string {
	return strings.NewReplacer(" ", "-", "<", "", ">", "").Replace(name)
}

// race loads the contestants' pages in turn, in some rounds. It returns the loads by
// contestant.
func race(b *chrome.Browser, rounds int, all []contestant, board, partner *webserver.Server) (map[string][]pageLoad, error) {
	byName := make(map[string]contestant)
	var names []string
	for _, c := range all {
		byName[c.name] = c
		names = append(names, c.name)
	}
	return stats.Interleave(rounds, names, func(name string) (pageLoad, error) { return load(b, byName[name], board, partner, "") })
}

// each returns one value of each page load.
func each(loads []pageLoad, value func(pageLoad) float64) []float64 {
	values := make([]float64, len(loads))
	for i, l := range loads {
		values[i] = value(l)
	}
	return values
}

func seen(l pageLoad) float64 { return l.Seen }

func median(loads []pageLoad, value func(pageLoad) float64) float64 {
	return stats.Median(each(loads, value))
}
