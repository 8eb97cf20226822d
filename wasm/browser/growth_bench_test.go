package browser

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// small is the size to which the limits in SECURITY.md apply; sizes show how cost
// grows.
const small = 64 << 10

var sizes = []int{10_000, 100_000, 1_000_000, 10_000_000}

// A cost is the cost of rendering one input.
type cost struct {
	time      time.Duration
	allocated uint64 // bytes in total, most of them garbage before the end
	output    int    // bytes
}

// A growth holds the costs of one pathology in Go by size, and in the browser.
type growth struct {
	name   string
	small  cost
	sizes  []cost
	engine time.Duration // for an input of the size small, including parsing
}

// BenchmarkGrowth measures every pathology from 10 kB to 10 MB in Go, and
// at 64 KiB in the browser's engine. With -report it writes a table of the
// worst ones.
func BenchmarkGrowth(b *testing.B) {
	page := publish(b, three(b)).engine(b)
	var all []growth
	for _, p := range hostile.Pathologies {
		g := growth{name: p.Name, small: best(p.Make(small)), engine: inEngine(page, p.Make(small))}
		for _, size := range sizes {
			g.sizes = append(g.sizes, best(p.Make(size)))
		}
		b.Log(g.row())
		all = append(all, g)
	}
	table := growthTable(all)
	b.Log("\n" + table)
	if *report != "" {
		if err := os.WriteFile(*report, []byte(table), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// best returns the fastest of three measurements, to reduce the influence of
// other load on the machine.
func best(source string) (least cost) {
	for i := range 3 {
		c := costOf(source)
		if i == 0 || c.time < least.time {
			least = c
		}
	}
	return least
}

// costOf returns the maximum cost over all paths from a source to HTML.
func costOf(source string) (most cost) {
	r := &board.Renderer{Images: board.ImagesAny, BaseURL: "https://b.example/"}
	for _, way := range []func(w *bytes.Buffer){
		func(w *bytes.Buffer) {
			post, _ := board.Parse("a.txt", []byte(source))
			r.Article(w, post)
		},
		func(w *bytes.Buffer) { r.Article(w, &board.Post{Body: source}) },
		func(w *bytes.Buffer) { r.Sanitize(w, source) },
	} {
		c := measure(way)
		most.time = max(most.time, c.time)
		most.allocated = max(most.allocated, c.allocated)
		most.output = max(most.output, c.output)
	}
	return most
}

func measure(way func(w *bytes.Buffer)) (c cost) {
	var before, after runtime.MemStats
	var out bytes.Buffer
	runtime.ReadMemStats(&before)
	start := time.Now()
	way(&out)
	c.time = time.Since(start)
	runtime.ReadMemStats(&after)
	c.allocated, c.output = after.TotalAlloc-before.TotalAlloc, out.Len()
	return c
}

// inEngine returns the longest time that the engine takes in the browser for a
// source, either as a file or as the body of a feed's item.
func inEngine(page *page, source string) time.Duration {
	quoted, _ := json.Marshal(source)
	const timed = `(async () => {
		const options = { images: "board", base: location.href };
		const time = async (f) => { const start = performance.now(); await f(); return performance.now() - start; };
		const source = %s;
		const ways = [
			() => Promise.all([ask("parse", "a.txt", source), ask("article", source, { ...options, file: "a.txt" })]),
			() => ask("article", { id: "x", title: "x", _board: { id: "x", body: source } }, options),
			() => ask("article", { id: "x", title: "x", content_html: source }, options),
		];
		let most = 0;
		for (const way of ways) most = Math.max(most, Math.min(await time(way), await time(way), await time(way)));
		return most;
	})()`
	return time.Duration(eval[float64](page, fmt.Sprintf(timed, quoted)) * float64(time.Millisecond))
}

// growthTable lists the three worst pathologies by each measure.
func growthTable(all []growth) string {
	const worst = 3
	rows := make(map[string]growth)
	for _, by := range []func(growth) int{
		func(g growth) int { return int(g.small.time) },
		func(g growth) int { return int(g.engine) },
		func(g growth) int { return int(g.small.allocated) },
		func(g growth) int { return g.small.output },
		func(g growth) int { return int(g.sizes[len(g.sizes)-1].time) },
	} {
		slices.SortFunc(all, func(x, y growth) int { return cmp.Compare(by(y), by(x)) })
		for _, g := range all[:worst] {
			rows[g.name] = g
		}
	}
	var table strings.Builder
	table.WriteString("| input | 10 kB | 100 kB | 1 MB | 10 MB | 64 KiB | in the browser | output | memory |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, g := range all {
		if _, ok := rows[g.name]; ok {
			table.WriteString(g.row())
		}
	}
	return table.String()
}

func (g growth) row() string {
	var s strings.Builder
	fmt.Fprintf(&s, "| %s |", g.name)
	for _, c := range append(slices.Clone(g.sizes), g.small, cost{time: g.engine}) {
		fmt.Fprintf(&s, " %.4g ms |", float64(c.time.Microseconds())/1000)
	}
	fmt.Fprintf(&s, " %.1f × | %.1f MiB |\n", float64(g.small.output)/small, float64(g.small.allocated)/(1<<20))
	return s.String()
}
