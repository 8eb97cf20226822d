package phone

import (
	"fmt"
	"slices"
	"strings"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// Goals for the page with the README's preload lines.
const (
	floorGoal    = 1.2 // our time ÷ the floor's, at most
	mastodonGoal = 2   // mastodon's time ÷ ours, at least
)

// pageNames are the contestants that show the list, in the order of the table.
var pageNames = []string{floor, ours, slower, mastodon}

// listTable compares when each page shows the list, and at what cost.
func listTable(loads map[string][]pageLoad) report.Section {
	s := report.Section{
		Title: "A slow phone: the list of 20 posts",
		Head: []string{"page", "list painted after", "÷ the floor's", "mastodon's ÷ this", "first contentful paint", "requests before", "code, bytes", "feed, bytes",
			"layout shift, and of what", "longest task, and mostly what", "longest script", "goals"},
	}
	for _, name := range pageNames {
		if loads[name] != nil {
			s.Add(listRow(name, loads)...)
		}
	}
	if loads[ours] == nil {
		s.Note("The README shows no preload lines.")
	}
	s.Note("Chromium with Slow 4G (562 ms, 1.44 Mbit/s, for workers too), a main thread slowed down four times, an empty cache and brotli; the board and the page are of different origins; medians of %d interleaved loads, with the extremes in parentheses. The longest task is the one with the most processor time after the page's first contentful paint, be it for the list, for opening a post or for starting the engine; the floor's shows what the rows cost without a widget. Tracing slows all pages down a little.", rounds)
	s.Chart = listChart(summarize(loads))
	return s
}

func listRow(name string, loads map[string][]pageLoad) []string {
	own := loads[name]
	last := own[len(own)-1]
	return []string{
		fmt.Sprintf("`%s`", name), stats.NewRange(each(own, seen)).With("ms"),
		stats.Ratio(each(own, seen), each(loads[floor], seen)).String(),
		stats.Ratio(each(loads[mastodon], seen), each(own, seen)).String(),
		fmt.Sprintf("%.0f ms", median(own, func(l pageLoad) float64 { return l.Paint })),
		fmt.Sprint(last.Cost.Requests), fmt.Sprint(last.Cost.Code), fmt.Sprint(last.Cost.Data),
		strings.TrimSpace(stats.Short(median(own, shift)) + " " + strings.Join(last.Moved, ", ")),
		task(own), fmt.Sprintf("%.0f ms", median(own, func(l pageLoad) float64 { return l.Task.Script })), listGoals(name, loads),
	}
}

func shift(l pageLoad) float64 { return l.Shift }

func listGoals(name string, loads map[string][]pageLoad) string {
	switch name {
	case ours:
		all := summarize(loads)
		return report.Goal(all.meetsFloor(), fmt.Sprintf("≤ %g × the floor's time", floorGoal)) +
			"; " + report.Goal(all.meetsMastodon(), fmt.Sprintf("mastodon's ≥ %d × ours", mastodonGoal)) + "; " + widgetGoals(loads[ours])
	case slower:
		return widgetGoals(loads[slower])
	}
	return ""
}

func widgetGoals(loads []pageLoad) string {
	return report.Goal(median(loads, longest) <= 50, "tasks ≤ 50 ms") + "; " + report.Goal(median(loads, shift) == 0, "shift 0")
}

func longest(l pageLoad) float64 { return l.Task.Milliseconds }

// task describes the longest task of the median load.
func task(loads []pageLoad) string {
	ms := median(loads, longest)
	i := slices.IndexFunc(loads, func(l pageLoad) bool { return l.Task.Milliseconds == ms })
	return fmt.Sprintf("%.0f ms, %s", ms, loads[i].Task.What)
}

// postTable compares when each page shows a post.
func postTable(loads map[string][]pageLoad) report.Section {
	s := report.Section{
		Title: "A slow phone: a post",
		Head:  []string{"what", "time", "÷ that of marked + DOMPurify"},
	}
	for _, name := range []string{engine, marked} {
		s.Add(name, stats.NewRange(each(loads[name], seen)).With("ms"), stats.Ratio(each(loads[name], seen), each(loads[marked], seen)).String())
	}
	for _, name := range []string{ours, slower} {
		if loads[name] != nil {
			opened := each(loads[name], func(l pageLoad) float64 { return l.Open })
			s.Add("from a click on a row of `"+name+"` to the post, before the engine is loaded", stats.NewRange(opened).With("ms"), "")
		}
	}
	s.Note("The first two start with an empty cache and load the feed, too. The click follows as soon as the list is painted. Workers have the slow network, but Chromium cannot slow their processor down.")
	return s
}
