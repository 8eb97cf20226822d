package native

import (
	"fmt"
	"maps"
	"slices"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// speed compares the time that each contestant takes for each text.
func speed(_ string, all []text) (report.Section, error) {
	s := report.Section{Title: "The renderer: a rival's time ÷ that of Renderer.Render", Head: []string{"rival"}}
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
	}
	s.Head = append(s.Head, "goal")
	for _, rival := range []string{article, naive, unsafe, rsc, cmark, md4c} {
		addRival(&s, rival, times)
	}
	s.Add(perPost(all, times)...)
	s.Note("Above 1 the rival is slower. Processor time, the garbage collector's included; median of %d interleaved rounds, in parentheses the extremes. Rivals get the body only; Article writes heading, dates and tags as well. The goals are for the first three texts.", rounds)
	s.Note("A body above 32 KiB is shown as plain text (SECURITY.md, Limits): the whole spec as one post shows what the limit is for, and says nothing about Markdown.")
	s.Note("The C rivals time themselves over the same texts, in a process and in rounds of their own. %s", why)
	return s, nil
}

// raceAll lets the contestants in Go run in turn, and those in C after them.
func raceAll(c cPrograms, t text) (map[string][]float64, error) {
	times, err := race(rounds, Contestants(), t.posts)
	if err != nil {
		return nil, err
	}
	inC, err := c.race(rounds, t)
	maps.Copy(times, inC)
	return times, err
}

// addRival adds the row of a rival, if it took part.
func addRival(s *report.Section, rival string, times []map[string][]float64) {
	cells := []string{rival}
	var medians []float64
	for _, t := range times {
		if t[rival] == nil {
			return
		}
		r := stat.NewRatio(t[rival], t[ours])
		cells, medians = append(cells, r.String()), append(medians, r.Median)
	}
	s.Add(append(cells, speedGoal(rival, slices.Min(medians[:3])))...)
}

func speedGoal(rival string, worst float64) string {
	switch rival {
	case naive:
		return report.Goal(worst >= 3, "≥ 3")
	case unsafe:
		return report.Goal(worst >= 1, "≥ 1")
	}
	return ""
}

// perPost is the row that says what the ratios are ratios of.
func perPost(all []text, times []map[string][]float64) []string {
	cells := []string{"Render itself, a post"}
	for i, t := range all {
		n := len(t.posts)
		micros := stat.Median(times[i][ours]) / 1e3 / float64(n)
		cells = append(cells, fmt.Sprintf("%s µs for %.1f kB", stat.Short(micros), float64(t.size())/1e3/float64(n)))
	}
	return append(cells, "")
}
