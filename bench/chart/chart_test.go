package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/boardview/board/bench/stats"
)

var update = flag.Bool("update", false, "write testdata/example.svg")

// example needs all that the drawing does: the bars are not sorted, names need
// escaping, a bar has no spread, a row has two goals, and a goal is too near the
// right edge for its text.
var example = &Chart{
	File: "example.svg", Title: "Time of a <board>", Subtitle: "20 posts & more", Axis: "Milliseconds, less is better", Unit: "ms",
	Bars: []Bar{
		{Name: "slow [unsafe]", Range: stats.Range{Median: 2324, Min: 2285, Max: 2388}, Goals: []Goal{{2300, "≥ 2300 milliseconds, which is long", true}}},
		{Name: "<board-view>", Ours: true, Range: stats.Range{Median: 1529, Min: 1518, Max: 1581}, Goals: []Goal{{1000, "≤ 1000", false}, {1601, "≤ 1601", true}}},
		{Name: "the floor", Range: stats.Range{Median: 1334, Min: 1334, Max: 1334}},
	},
}

func TestSVG(t *testing.T) {
	const golden = "testdata/example.svg"
	got := example.SVG()
	if *update {
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the chart differs from %s; look at it in a browser after go test -update ./chart; got\n%s", golden, got)
	}
}

// A browser shows nothing of an SVG image that is not well-formed XML.
func TestWellFormed(t *testing.T) {
	d := xml.NewDecoder(bytes.NewReader(example.SVG()))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// The text alternative has all numbers, and Markdown leaves it alone.
func TestImage(t *testing.T) {
	want := `![Bar chart: Time of a &lt;board>. 20 posts &amp; more. Milliseconds, less is better. ` +
		`the floor: 1334 ms (1334–1334); &lt;board-view>: 1529 ms (1518–1581), goal: ≤ 1000 (not met), goal: ≤ 1601 (met); ` +
		`slow \[unsafe\]: 2324 ms (2285–2388), goal: ≥ 2300 milliseconds, which is long (met).](example.svg)`
	if got := strings.TrimSpace(example.Image()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The grid has few lines and reaches the largest value, whatever its size.
func TestScale(t *testing.T) {
	for _, largest := range []float64{0.03, 1, 1.38, 3.31, 10.8, 23.6, 99, 2388, 1e6} {
		d := &drawing{Chart: &Chart{Bars: []Bar{{Range: stats.Range{Max: largest}}}}}
		d.scale()
		if steps := d.limit / d.step; d.limit < largest || steps < 3 || steps > 8.001 {
			t.Errorf("%g: %.1f steps of %g to %g", largest, steps, d.step, d.limit)
		}
	}
}
