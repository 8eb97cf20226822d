package library

import (
	"testing"

	"github.com/boardview/board/bench/stats"
)

// The chart has the numbers of the contestants that took part, and says of a
// goal that is missed that it is.
func TestSpeedChart(t *testing.T) {
	c := speedChart(ratios(map[string][]float64{
		ours: {10, 20}, naive: {25, 70}, unsafe: {10, 40},
	}), "1 µs for 1 kB")
	if len(c.Bars) != 3 {
		t.Fatalf("wanted three bars, found %v", c.Bars)
	}
	for i, want := range []struct {
		values stats.Range
		ours   bool
		met    []bool
	}{
		{values: stats.Range{Median: 1, Min: 1, Max: 1}, ours: true},
		{values: stats.Range{Median: 3.5, Min: 2.5, Max: 3.5}, met: []bool{true}},
		{values: stats.Range{Median: 2, Min: 1, Max: 2}, met: []bool{true}},
	} {
		b := c.Bars[i]
		if b.Range != want.values || b.Ours != want.ours || len(b.Goals) != len(want.met) {
			t.Errorf("%s: got %+v, want %+v", b.Name, b, want)
		}
		for j, g := range b.Goals {
			if g.Met != want.met[j] {
				t.Errorf("%s: %s", b.Name, g)
			}
		}
	}
	missed := speedChart(ratios(map[string][]float64{ours: {10}, naive: {29}}), "")
	if g := missed.Bars[1].Goals[0]; g.Met || g.At != naiveGoal {
		t.Errorf("2.9 × our time: %s", g)
	}
}
