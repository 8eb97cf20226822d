package phone

import (
	"fmt"
	"slices"
	"strings"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// list is the table of who shows the list when, and at what cost.
func list(runs map[string][]run) report.Section {
	s := report.Section{
		Title: "A slow phone: the list of 20 posts",
		Head:  []string{"page", "list painted", "÷ the floor's", "mastodon's ÷ this", "page's own first paint", "requests before", "code, bytes", "feed, bytes", "layout shift, of what", "longest task, mostly of what", "longest script", "goal"},
	}
	for _, name := range []string{floor, ours, slower, mastodon} {
		if runs[name] == nil {
			continue
		}
		r := stat.NewRatio(each(runs[name], seen), each(runs[floor], seen))
		last := runs[name][len(runs[name])-1]
		s.Add(fmt.Sprintf("`%s`", name), stat.Spread(each(runs[name], seen), "ms"), r.String(),
			stat.NewRatio(each(runs[mastodon], seen), each(runs[name], seen)).String(),
			fmt.Sprintf("%.0f ms", median(runs[name], func(r run) float64 { return r.Paint })),
			fmt.Sprint(last.Cost.Requests), fmt.Sprint(last.Cost.Code), fmt.Sprint(last.Cost.Data),
			strings.TrimSpace(stat.Short(median(runs[name], shift))+" "+strings.Join(last.Moved, ", ")),
			task(runs[name]), fmt.Sprintf("%.0f ms", median(runs[name], func(r run) float64 { return r.Task.Script })), listGoal(name, r.Median, runs))
	}
	if runs[ours] == nil {
		s.Note("The README documents no preload lines.")
	}
	s.Note("Chromium's Slow 4G (562 ms, 1.44 Mbit/s, workers too) and a main thread slowed down four times, cache empty, board and page of different origins, brotli; %d interleaved runs. The longest task, in processor time of the slowed main thread, is of all that comes after the page's own first paint: the list, a post opened, the engine's arrival; the floor's shows what rows cost without us. Every run is traced, which slows all pages a little.", rounds)
	return s
}

func shift(r run) float64 { return r.Shift }

func listGoal(name string, ratio float64, runs map[string][]run) string {
	switch name {
	case ours:
		rival := stat.NewRatio(each(runs[mastodon], seen), each(runs[ours], seen)).Median
		return report.Goal(ratio <= 1.2, "≤ 1.2 × the floor") + "; " + report.Goal(rival >= 2, "mastodon's ≥ 2 × ours") +
			"; " + widgetGoals(runs[ours])
	case slower:
		return widgetGoals(runs[slower])
	}
	return ""
}

func widgetGoals(runs []run) string {
	return report.Goal(median(runs, longest) <= 50, "tasks ≤ 50 ms") + "; " + report.Goal(median(runs, shift) == 0, "shift 0")
}

func longest(r run) float64 { return r.Task.Milliseconds }

// task is the longest task of the median run, and what it was for.
func task(runs []run) string {
	ms := median(runs, longest)
	i := slices.IndexFunc(runs, func(r run) bool { return r.Task.Milliseconds == ms })
	return fmt.Sprintf("%.0f ms, %s", ms, runs[i].Task.What)
}

// posted is the table of who shows a post when.
func posted(runs map[string][]run) report.Section {
	s := report.Section{
		Title: "A slow phone: a post",
		Head:  []string{"what", "time", "÷ that of marked + DOMPurify"},
	}
	for _, name := range []string{engine, marked} {
		s.Add(name, stat.Spread(each(runs[name], seen), "ms"), stat.NewRatio(each(runs[name], seen), each(runs[marked], seen)).String())
	}
	for _, name := range []string{ours, slower} {
		if runs[name] != nil {
			s.Add("a click on a row of `"+name+"` to the post, engine not yet there", stat.Spread(each(runs[name], func(r run) float64 { return r.Open }), "ms"), "")
		}
	}
	s.Note("The first two from an empty cache, feed included; the click comes as soon as the list is there. Workers have the slow network, but Chromium cannot slow their processor down.")
	return s
}
