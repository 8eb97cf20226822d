// Package chart draws bar charts as SVG images for a Markdown file. The images
// load no fonts or scripts, and follow the reader's light or dark color scheme,
// which plotting libraries for Go do not support. The package knows nothing of
// what was measured.
package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/boardview/board/bench/stats"
)

// A Chart compares contestants by one number, of which less is better.
type Chart struct {
	File     string // name of the SVG file
	Title    string
	Subtitle string // the conditions
	Axis     string // what the bars show
	Unit     string // of their values
	Bars     []Bar  // in any order; the chart sorts them
}

// A Bar is the median of a contestant, with a whisker from its minimum to its
// maximum.
type Bar struct {
	Name string
	Ours bool // highlighted
	stats.Range
	Goals []Goal
}

// A Goal is marked on its bar's row.
type Goal struct {
	At   float64
	Text string // "≥ 3"
	Met  bool
}

func (g Goal) String() string {
	if g.Met {
		return "goal: " + g.Text + " (met)"
	}
	return "goal: " + g.Text + " (not met)"
}

// sorted returns the bars from the smallest median to the largest.
func (c *Chart) sorted() []Bar {
	return slices.SortedStableFunc(slices.Values(c.Bars), func(a, b Bar) int { return cmp.Compare(a.Median, b.Median) })
}

// markdown escapes what would be an HTML tag or the end of the alternative.
var markdown = strings.NewReplacer("&", "&amp;", "<", "&lt;", "[", `\[`, "]", `\]`)

// Image returns the Markdown that shows the chart, with its numbers as the
// text alternative.
func (c *Chart) Image() string {
	var bars []string
	for _, b := range c.sorted() {
		bar := b.Name + ": " + b.With(c.Unit)
		for _, g := range b.Goals {
			bar += ", " + g.String()
		}
		bars = append(bars, bar)
	}
	alt := fmt.Sprintf("Bar chart: %s. %s. %s. %s.", c.Title, c.Subtitle, c.Axis, strings.Join(bars, "; "))
	return fmt.Sprintf("![%s](%s)\n", markdown.Replace(alt), c.File)
}
