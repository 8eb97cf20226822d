package phone

import (
	"testing"

	"github.com/boardview/board/bench/chart"
)

func loads(seen ...float64) (all []pageLoad) {
	for _, ms := range seen {
		all = append(all, pageLoad{Seen: ms})
	}
	return all
}

// The marks are at the goals, and say what the table says.
func TestListChart(t *testing.T) {
	all := map[string][]pageLoad{
		floor: loads(1000, 1100, 900), ours: loads(1100, 1250, 1050), slower: loads(2000, 2100, 1900), mastodon: loads(2000, 2200, 1800),
	}
	c := listChart(summarize(all))
	if len(c.Bars) != 4 {
		t.Fatalf("wanted four bars, found %v", c.Bars)
	}
	got := c.Bars[1]
	want := []chart.Goal{{At: 1000, Text: "≤ half of mastodon's", Met: false}, {At: 1200, Text: "≤ 1.2 × the floor's", Met: true}}
	if got.Name != ours || got.Median != 1100 || len(got.Goals) != 2 || got.Goals[0] != want[0] || got.Goals[1] != want[1] {
		t.Errorf("got %+v, want the goals %v", got, want)
	}
}

// Without preload lines in the README there are neither the page nor its goals.
func TestListChartWithoutPreloads(t *testing.T) {
	c := listChart(summarize(map[string][]pageLoad{floor: loads(1000), slower: loads(2000), mastodon: loads(3000)}))
	for _, b := range c.Bars {
		if b.Name == ours || b.Goals != nil {
			t.Errorf("got %+v", b)
		}
	}
}
