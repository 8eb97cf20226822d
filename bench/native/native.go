package native

import (
	"bytes"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// rounds is how often each contestant renders a text. Other programs' work
// shows in some of the rounds, not in the median.
const rounds = 11

// Run measures everything in this package; root is the library's directory.
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
	for _, measure := range []func(string, []text) (report.Section, error){speed, allocations, scale, load} {
		s, err := measure(real, all)
		if err != nil {
			return nil, err
		}
		sections = append(sections, s)
	}
	return sections, nil
}

// pass renders every post once and gives the nanoseconds it took.
func pass(c Contestant, posts []*board.Post) (float64, error) {
	var b bytes.Buffer
	started := stat.CPU()
	for _, p := range posts {
		b.Reset()
		if err := c.Render(&b, p); err != nil {
			return 0, err
		}
	}
	return float64(stat.CPU() - started), nil
}

// race lets the contestants render the posts in turn.
func race(rounds int, contestants []Contestant, posts []*board.Post) (map[string][]float64, error) {
	byName := make(map[string]Contestant)
	var names []string
	for _, c := range contestants {
		byName[c.Name] = c
		names = append(names, c.Name)
	}
	return stat.Rounds(rounds, names, func(name string) (float64, error) { return pass(byName[name], posts) })
}
