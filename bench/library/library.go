// Package library measures the Go library, in one process, against the
// Markdown renderers that people would use instead. Other benchmarks take the
// real post from here.
package library

import (
	"bytes"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// rounds is how often each contestant renders a text. The work of other
// programs shows in some of the rounds, but not in their median.
const rounds = 11

// Run runs all benchmarks of the package; root is the library's directory.
func Run(root string) ([]report.Section, error) {
	real, err := ReadReal(root)
	if err != nil {
		return nil, err
	}
	all, err := texts(real)
	if err != nil {
		return nil, err
	}
	var sections []report.Section
	for _, measure := range []func(string, []text) (report.Section, error){speed, allocations, postLength, load} {
		s, err := measure(real, all)
		if err != nil {
			return nil, err
		}
		sections = append(sections, s)
	}
	return sections, nil
}

// renderAll renders every post once and returns the processor time in
// nanoseconds.
func renderAll(c Contestant, posts []*board.Post) (float64, error) {
	var b bytes.Buffer
	started := stats.CPU()
	for _, p := range posts {
		b.Reset()
		if err := c.Render(&b, p); err != nil {
			return 0, err
		}
	}
	return float64(stats.CPU() - started), nil
}

// race lets the contestants render the posts in turn. It returns the
// nanoseconds of each round, by contestant.
func race(rounds int, contestants []Contestant, posts []*board.Post) (map[string][]float64, error) {
	byName := make(map[string]Contestant)
	var names []string
	for _, c := range contestants {
		byName[c.Name] = c
		names = append(names, c.Name)
	}
	return stats.Interleave(rounds, names, func(name string) (float64, error) { return renderAll(byName[name], posts) })
}
