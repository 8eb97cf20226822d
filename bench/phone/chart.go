package phone

import (
	"fmt"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/stats"
)

// A summary is what the chart shows of the pages with the list.
type summary struct {
	seen                map[string]stats.Range // in milliseconds, by contestant
	toFloor, byMastodon float64                // our time ÷ the floor's, mastodon's ÷ ours: medians
}

func summarize(loads map[string][]pageLoad) summary {
	s := summary{seen: make(map[string]stats.Range)}
	for _, name := range pageNames {
		if loads[name] != nil {
			s.seen[name] = stats.NewRange(each(loads[name], seen))
		}
	}
	if loads[ours] != nil {
		s.toFloor = stats.Ratio(each(loads[ours], seen), each(loads[floor], seen)).Median
		s.byMastodon = stats.Ratio(each(loads[mastodon], seen), each(loads[ours], seen)).Median
	}
	return s
}

func (s summary) meetsFloor() bool    { return s.toFloor <= floorGoal }
func (s summary) meetsMastodon() bool { return s.byMastodon >= mastodonGoal }

// listChart shows when each page has painted the list.
func listChart(s summary) *chart.Chart {
	c := &chart.Chart{
		File:     "slow-phone.svg",
		Title:    "On a slow phone: time until a list of 20 posts is painted",
		Subtitle: "Slow 4G, processor slowed down four times, empty cache",
		Axis:     fmt.Sprintf("Milliseconds (median of %d loads, whiskers: extremes); shorter is better", rounds),
		Unit:     "ms",
	}
	for _, name := range pageNames {
		r, measured := s.seen[name]
		if !measured {
			continue
		}
		bar := chart.Bar{Name: name, Ours: name == ours || name == slower, Range: r}
		if name == ours {
			bar.Goals = []chart.Goal{
				{At: s.seen[mastodon].Median / mastodonGoal, Text: "≤ half of mastodon's", Met: s.meetsMastodon()},
				{At: s.seen[floor].Median * floorGoal, Text: fmt.Sprintf("≤ %g × the floor's", floorGoal), Met: s.meetsFloor()},
			}
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}
