package library

import (
	"fmt"
	"maps"
	"slices"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// Goals of the rivals' time ÷ ours.
const (
	naiveGoal  = 3
	unsafeGoal = 1
)

// rivals are in the order of the table. Article is one of them, to show what
// it costs in addition to Render.
var rivals = []string{article, naive, unsafe, rsc, cmark, md4c}

// speed compares the time that each contestant takes for each text.
func speed(_ string, all []text) (report.Section, error) {
	s := report.Section{Title: "Rendering: a rival's time ÷ that of Renderer.Render", Head: []string{"rival"}}
	c, why := buildC()
	defer c.remove()
	var times []map[string][]float64
	for _, t := range all {
		got, err := raceAll(c, t)
		if err != nil {
			return s, err
		}
		times = append(times, got)
		s.Head = append(s.Head, t.name)
		if t.name == mixed {
			s.Chart = speedChart(ratios(got), size(t, got))
		}
	}
	s.Head = append(s.Head, "goal")
	for _, rival := range rivals {
		addRival(&s, rival, times)
	}
	s.Add(perPost(all, times)...)
	s.Note("Above 1 the rival is slower. Processor time including garbage collection: the median of %d interleaved rounds, with the extremes in parentheses. Rivals render the body only; Article also writes the heading, the dates and the tags. The unsafe rivals do not sanitize: they pass raw HTML and URLs of any scheme through. The goals apply to the first three texts.", rounds)
	s.Note("Render shows a body above 32 KiB as plain text (SECURITY.md, Limits). The spec as one post therefore shows the effect of that limit, not the speed of Markdown.")
	s.Note("The C libraries render the same texts in processes and rounds of their own, which measure their own processor time.%s", why)
	return s, nil
}

// raceAll runs the contestants written in Go in turn, then the C programs.
func raceAll(c cPrograms, t text) (map[string][]float64, error) {
	times, err := race(rounds, Contestants(), t.posts)
	if err != nil {
		return nil, err
	}
	inC, err := c.race(rounds, t)
	maps.Copy(times, inC)
	return times, err
}

// ratios returns each contestant's time ÷ ours.
func ratios(times map[string][]float64) map[string]stats.Range {
	r := make(map[string]stats.Range)
	for name := range times {
		r[name] = stats.Ratio(times[name], times[ours])
	}
	return r
}

// addRival adds the row of a rival, if it took part.
func addRival(s *report.Section, rival string, times []map[string][]float64) {
	cells := []string{rival}
	var medians []float64
	for _, t := range times {
		if t[rival] == nil {
			return
		}
		r := ratios(t)[rival]
		cells, medians = append(cells, r.String()), append(medians, r.Median)
	}
	s.Add(append(cells, speedGoal(rival, slices.Min(medians[:3])))...)
}

func speedGoal(rival string, worst float64) string {
	switch rival {
	case naive:
		return report.Goal(worst >= naiveGoal, fmt.Sprint("≥ ", naiveGoal))
	case unsafe:
		return report.Goal(worst >= unsafeGoal, fmt.Sprint("≥ ", unsafeGoal))
	}
	return ""
}

// perPost is the row with the times that the ratios divide by.
func perPost(all []text, times []map[string][]float64) []string {
	cells := []string{"Render itself, per post"}
	for i, t := range all {
		cells = append(cells, size(t, times[i]))
	}
	return append(cells, "")
}

// size formats our time for an average post and the post's size.
func size(t text, times map[string][]float64) string {
	n := float64(len(t.posts))
	return fmt.Sprintf("%s µs for %.1f kB", stats.Short(stats.Median(times[ours])/1e3/n), float64(t.size())/1e3/n)
}

// speedChart shows the ratios of one text.
func speedChart(ratios map[string]stats.Range, perPost string) *chart.Chart {
	c := &chart.Chart{
		File:     "rendering.svg",
		Title:    "Rendering Markdown: time relative to Board View",
		Subtitle: mixed + "; Renderer.Render takes " + perPost + "; unsafe: does not sanitize",
		Axis:     "Processor time ÷ that of Renderer.Render (median, whiskers: extremes); shorter is faster",
		Unit:     "×",
	}
	goals := map[string]float64{naive: naiveGoal, unsafe: unsafeGoal}
	for _, name := range append([]string{ours}, rivals...) {
		r, measured := ratios[name]
		if !measured {
			continue
		}
		bar := chart.Bar{Name: name, Range: r}
		if name == ours || name == article {
			bar.Name, bar.Ours = "Board View: "+name, true
		}
		if at, ok := goals[name]; ok {
			bar.Goals = []chart.Goal{{At: at, Text: fmt.Sprint("≥ ", at), Met: r.Median >= at}}
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}
