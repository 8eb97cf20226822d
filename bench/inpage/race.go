package inpage

import (
	"fmt"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
	"github.com/boardview/board/bench/web"
)

const rounds = 5

// stages of a race, and how many posts each has.
var stages = []struct {
	name, title string
	posts       float64
}{
	{"first1", "the first post", 1},
	{"first100", "the next 100", 100},
	{"warm1", "1 more (20, one by one)", 20},
	{"warm100", "100 more", 100},
	{"warm2000", "2,000", posts},
}

// A contestant is on pages with one of our engines: each has pages of its
// own, because two on one page share what the browser compiles.
type contestant struct{ engine, name string }

var contestants = []struct {
	contestant
	title string
}{
	{contestant{worker, "ours"}, "ours, in a worker"},
	{contestant{worker, "inTurn"}, "the same, each post asked for when the one before is there"},
	{contestant{mainThread, "ours"}, "ours, on the main thread"},
	{contestant{worker, "marked"}, "marked + DOMPurify"},
	{contestant{worker, "markdownit"}, "markdown-it + DOMPurify"},
	{contestant{worker, "setHTML"}, "marked + the browser's setHTML"},
}

// times are milliseconds, by stage, of each round.
type times map[contestant]map[string][]float64

// race lets the renderers run in one page, stage by stage.
func race(b *chrome.Browser, s *web.Server) (report.Section, error) {
	section := report.Section{Title: "Renderers in the browser, in one page: time of a post", Head: []string{"renderer"}}
	all := make(times)
	for range rounds {
		for _, engine := range []string{worker, mainThread} {
			if err := runRace(b, s, engine, all); err != nil {
				return section, err
			}
		}
	}
	for _, stage := range stages {
		section.Head = append(section.Head, stage.title)
	}
	section.Head = append(section.Head, "goal")
	for _, c := range contestants {
		section.Add(row(c.contestant, c.title, all)...)
	}
	section.Add(absolute(all[contestant{worker, "marked"}])...)
	section.Note("Each cell is the time ÷ that of marked + DOMPurify: below 1 is faster. %d pages with each of our engines, each with an empty profile, the rivals on all of them; medians and extremes. From a post of a feed to the children of an element; the engine runs and has rendered an empty post, the rivals' scripts are loaded; setHTML comes after marked has run. 100 and 2,000 posts are asked for at once. Network and download are not in it.", rounds)
	return section, nil
}

func runRace(b *chrome.Browser, s *web.Server, engine string, all times) error {
	p, err := b.NewPage()
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.Open(s.URL + "/race.html#" + engine); err != nil {
		return err
	}
	var result map[string]map[string]float64
	if err := p.Eval("race()", &result); err != nil {
		return err
	}
	for name, byStage := range result {
		c := contestant{engine, name}
		if all[c] == nil {
			all[c] = make(map[string][]float64)
		}
		for stage, ms := range byStage {
			all[c][stage] = append(all[c][stage], ms)
		}
	}
	return nil
}

// row has a contestant's ratios.
func row(c contestant, title string, all times) []string {
	cells := []string{title}
	goal := ""
	for _, stage := range stages {
		r := stat.NewRatio(all[c][stage.name], all[contestant{c.engine, "marked"}][stage.name])
		cells = append(cells, r.String())
		if stage.name == "warm100" && c.name == "ours" {
			goal = report.Goal(r.Median <= 1, "≤ 1 for 100 posts")
		}
	}
	return append(cells, goal)
}

// absolute is what the ratios are ratios of.
func absolute(marked map[string][]float64) []string {
	cells := []string{"marked + DOMPurify itself, a post"}
	for _, stage := range stages {
		cells = append(cells, fmt.Sprintf("%s ms", stat.Short(stat.Median(marked[stage.name])/stage.posts)))
	}
	return append(cells, "")
}
