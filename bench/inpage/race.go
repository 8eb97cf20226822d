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
	{"warm1", "1 more (of 20)", 20},
	{"warm100", "100 more", 100},
	{"warm2000", "2,000", posts},
}

var contestants = []struct{ name, title string }{
	{"worker", "ours, in a worker"},
	{"main", "ours, on the main thread"},
	{"marked", "marked + DOMPurify"},
	{"markdownit", "markdown-it + DOMPurify"},
	{"setHTML", "marked + the browser's setHTML"},
}

// times are milliseconds, by contestant and stage, of each round.
type times map[string]map[string][]float64

// race lets the renderers run in one page, stage by stage.
func race(b *chrome.Browser, s *web.Server) (report.Section, error) {
	section := report.Section{Title: "Renderers in the browser, in one page: time of a post", Head: []string{"renderer"}}
	all := make(times)
	for range rounds {
		if err := runRace(b, s, all); err != nil {
			return section, err
		}
	}
	for _, stage := range stages {
		section.Head = append(section.Head, stage.title)
	}
	section.Head = append(section.Head, "goal")
	for _, c := range contestants {
		section.Add(row(c.name, c.title, all)...)
	}
	section.Add(absolute(all)...)
	section.Note("Each cell is the time ÷ that of marked + DOMPurify: below 1 is faster. %d pages, each with an empty profile; medians and extremes. From a post of a feed to the children of an element; the engine runs and has rendered an empty post, the rivals' scripts are loaded; setHTML comes after marked has run. Network and download are not in it.", rounds)
	return section, nil
}

func runRace(b *chrome.Browser, s *web.Server, all times) error {
	p, err := b.NewPage()
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.Open(s.URL + "/race.html"); err != nil {
		return err
	}
	var result map[string]map[string]float64
	if err := p.Eval("race()", &result); err != nil {
		return err
	}
	for name, byStage := range result {
		if all[name] == nil {
			all[name] = make(map[string][]float64)
		}
		for stage, ms := range byStage {
			all[name][stage] = append(all[name][stage], ms)
		}
	}
	return nil
}

// row has a contestant's ratios.
func row(name, title string, all times) []string {
	cells := []string{title}
	goal := ""
	for _, stage := range stages {
		r := stat.NewRatio(all[name][stage.name], all["marked"][stage.name])
		cells = append(cells, r.String())
		if stage.name == "warm100" && (name == "worker" || name == "main") {
			goal = report.Goal(r.Median <= 1, "≤ 1 for 100 posts")
		}
	}
	return append(cells, goal)
}

// absolute is what the ratios are ratios of.
func absolute(all times) []string {
	cells := []string{"marked + DOMPurify itself, a post"}
	for _, stage := range stages {
		cells = append(cells, fmt.Sprintf("%s ms", stat.Short(stat.Median(all["marked"][stage.name])/stage.posts)))
	}
	return append(cells, "")
}
