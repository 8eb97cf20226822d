package browser

import (
	"fmt"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/bench/webserver"
)

const rounds = 5

// stages are the stages of a race, as race.html names them.
var stages = []struct {
	name, title string
	posts       float64
}{
	{"first1", "first post", 1},
	{"first100", "next 100 posts", 100},
	{"warm1", "next 20, one at a time", 20},
	{"warm100", "100 more posts", 100},
	{"warm2000", "2,000 posts", posts},
}

// A contestant is a renderer on the pages of one way to run our engine. The
// two ways never share a page, since engines on one page would share the code
// that the browser has compiled.
type contestant struct{ engine, name string }

var contestants = []struct {
	contestant
	title string
}{
	{contestant{worker, "ours"}, "ours, in a worker"},
	{contestant{worker, "inTurn"}, "the same, each post requested when the previous one is rendered"},
	{contestant{mainThread, "ours"}, "ours, on the main thread"},
	{contestant{worker, "marked"}, "marked + DOMPurify"},
	{contestant{worker, "markdownit"}, "markdown-it + DOMPurify"},
	{contestant{worker, "setHTML"}, "marked + the browser's setHTML"},
}

// times holds the milliseconds of each round, by stage.
type times map[contestant]map[string][]float64

// race runs the renderers in turn in one page, stage by stage.
func race(b *chrome.Browser, s *webserver.Server) (report.Section, error) {
	section := report.Section{Title: "Renderers in the browser: time per post ÷ that of marked + DOMPurify", Head: []string{"renderer"}}
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
	section.Note("Below 1 is faster. Medians of %d page loads for each way to run our engine, each with an empty profile and with all rivals on the same page; the extremes are in parentheses. The time is from a post of a feed to the children of an element. Before that the engine has started and rendered an empty post, and the rivals' scripts are loaded, so the network has no part in it. In the stages of 100 and 2,000 posts, all are requested at once.", rounds)
	return section, nil
}

func runRace(b *chrome.Browser, s *webserver.Server, engine string, all times) error {
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

// row returns a contestant's ratios, and its goal.
func row(c contestant, title string, all times) []string {
	cells := []string{title}
	goal := ""
	for _, stage := range stages {
		r := stats.Ratio(all[c][stage.name], all[contestant{c.engine, "marked"}][stage.name])
		cells = append(cells, r.String())
		if stage.name == "warm100" && c.name == "ours" {
			goal = report.Goal(r.Median <= 1, "≤ 1 for 100 posts")
		}
	}
	return append(cells, goal)
}

// absolute is the row with the times that the ratios divide by.
func absolute(marked map[string][]float64) []string {
	cells := []string{"marked + DOMPurify itself, per post"}
	for _, stage := range stages {
		cells = append(cells, fmt.Sprintf("%s ms", stats.Short(stats.Median(marked[stage.name])/stage.posts)))
	}
	return append(cells, "")
}
