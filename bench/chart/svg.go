package chart

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"unicode/utf8"
)

// Lengths in pixels. Names are above their bars rather than beside them, so
// that the chart is narrow and stays legible when a phone scales it down.
const (
	width     = 680
	left      = 16  // margin
	right     = 190 // margin of the bars, for the value of the longest
	top       = 72  // of the first row, below title and subtitle
	row       = 46
	goalLine  = 18 // added to a row for each goal
	barTop    = 21 // within a row
	barHeight = 16
	axis      = 56 // below the rows

	goalLetter = 7.5 // average width of a letter, generously
)

// The background is painted, because a viewer may put the chart on a page of
// the other color scheme.
const style = `<style>
text{font:14px system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1f2328;stroke:#fff;stroke-width:3px;paint-order:stroke}
.title{font-size:18px;font-weight:600}
.muted{fill:#59636e}
.goal{font-size:13px;fill:#8250df}
.background{fill:#fff}
.bar{fill:#afb8c1}
.ours{fill:#54aeff}
.grid{stroke:#d1d9e0}
.whisker{stroke:#1f2328;stroke-width:1.5;fill:none}
.mark{stroke:#8250df;stroke-width:2.5}
@media(prefers-color-scheme:dark){
text{fill:#e6edf3;stroke:#0d1117}
.muted{fill:#9198a1}
.goal{fill:#c297ff}
.background{fill:#0d1117}
.bar{fill:#59636e}
.ours{fill:#1f6feb}
.grid{stroke:#3d444d}
.whisker{stroke:#e6edf3}
.mark{stroke:#c297ff}
}
</style>
`

// A drawing is a chart being written.
type drawing struct {
	bytes.Buffer
	*Chart
	step  float64 // between two lines of the grid
	limit float64 // the value at the right end of the grid
}

// SVG returns the chart as a file.
func (c *Chart) SVG() []byte {
	d := &drawing{Chart: c}
	d.scale()
	bars := c.sorted()
	bottom := top
	for _, b := range bars {
		bottom += b.height()
	}
	height := bottom + axis
	d.write(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title">`+"\n", width, height)
	d.write(`<title id="title">%s</title>`+"\n", html.EscapeString(c.Title))
	d.WriteString(style)
	d.write(`<rect class="background" width="%d" height="%d" rx="6"/>`+"\n", width, height)
	d.text("title", left, 30, "start", c.Title)
	d.text("muted", left, 53, "start", c.Subtitle)
	d.grid(bottom)
	y := top
	for _, b := range bars {
		d.bar(b, y)
		y += b.height()
	}
	d.WriteString("</svg>\n")
	return d.Bytes()
}

func (b Bar) height() int { return row + goalLine*len(b.Goals) }

// scale chooses the grid: 3 to 8 steps of 1, 2 or 5 times a power of ten.
func (d *drawing) scale() {
	largest := 0.0
	for _, b := range d.Bars {
		largest = max(largest, b.end())
	}
	magnitude := math.Pow(10, math.Floor(math.Log10(largest)))
	for _, factor := range []float64{0.2, 0.5, 1, 2} {
		d.step = factor * magnitude
		d.limit = d.step * math.Ceil(largest/d.step)
		if d.limit/d.step <= 8 {
			return
		}
	}
}

// x returns the position of a value.
func (d *drawing) x(value float64) float64 { return left + value/d.limit*(width-left-right) }

// grid draws a line at each step, and the axis below.
func (d *drawing) grid(bottom int) {
	for i := range int(math.Round(d.limit/d.step)) + 1 {
		value := float64(i) * d.step
		if i > 0 { // the bars themselves mark zero
			d.line("grid", d.x(value), top, d.x(value), bottom)
		}
		d.text("muted", d.x(value), bottom+18, "middle", fmt.Sprintf("%.4g", value))
	}
	d.text("muted", left, bottom+42, "start", d.Axis)
}

// bar draws one row.
func (d *drawing) bar(b Bar, y int) {
	class := "bar"
	if b.Ours {
		class += " ours"
	}
	d.text("", left, y+15, "start", b.Name)
	y += barTop
	d.write(`<rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>`+"\n", class, left, y, d.x(b.Median)-left, barHeight)
	if b.Min < b.Max {
		d.whisker(b, y)
	}
	d.text("", d.x(b.end())+8, y+13, "start", b.With(d.Unit))
	for i, g := range b.fromRight() {
		d.goal(g, y, y+barHeight+i*goalLine)
	}
}

// fromRight returns the goals from the largest value to the smallest: in this
// order no mark crosses the text of another goal.
func (b Bar) fromRight() []Goal {
	return slices.SortedFunc(slices.Values(b.Goals), func(a, b Goal) int { return cmp.Compare(b.At, a.At) })
}

// end is the rightmost value that the row shows.
func (b Bar) end() float64 {
	end := b.Max
	for _, g := range b.Goals {
		end = max(end, g.At)
	}
	return end
}

// whisker draws the line from the minimum to the maximum, with its caps.
func (d *drawing) whisker(b Bar, y int) {
	d.write(`<path class="whisker" d="M%.1f %d v6 m0 -3 H%.1f m0 -3 v6"/>`+"\n", d.x(b.Min), y+5, d.x(b.Max))
}

// goal draws a goal's text on the line at y, and its mark from the bar's top
// down to there. The text follows the mark if there is room.
func (d *drawing) goal(g Goal, barTop, y int) {
	x, text := d.x(g.At), g.String()
	d.line("mark", x, barTop-3, x, y+goalLine-4)
	if x+float64(utf8.RuneCountInString(text))*goalLetter < width-left {
		d.text("goal", x+6, y+goalLine-4, "start", text)
	} else {
		d.text("goal", x-6, y+goalLine-4, "end", text)
	}
}

func (d *drawing) line(class string, x1 float64, y1 int, x2 float64, y2 int) {
	d.write(`<line class="%s" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>`+"\n", class, x1, y1, x2, y2)
}

func (d *drawing) text(class string, x float64, y int, anchor, text string) {
	d.write(`<text class="%s" x="%.1f" y="%d" text-anchor="%s">%s</text>`+"\n", class, x, y, anchor, html.EscapeString(text))
}

func (d *drawing) write(format string, args ...any) { fmt.Fprintf(d, format, args...) }
