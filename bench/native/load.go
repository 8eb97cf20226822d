package native

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

const loadPosts = 10_000

// load compares reading a large board with rendering it.
func load(real string, _ []text) (report.Section, error) {
	s := report.Section{
		Title: "Load of 10,000 posts",
		Head:  []string{"what", "against", "ratio", "goal"},
	}
	files := make(fstest.MapFS)
	for i, p := range corpus.New(real).Mixed(loadPosts) {
		files[fmt.Sprintf("%05d.txt", i)] = &fstest.MapFile{Data: []byte(p.Source())}
	}
	var times [2][]float64
	for range 5 {
		loading, rendering, err := loadAndRender(files)
		if err != nil {
			return s, err
		}
		times[0], times[1] = append(times[0], loading), append(times[1], rendering)
	}
	r := stat.NewRatio(times[1], times[0])
	s.Add("rendering them all (Article)", "Load", r.String(), report.Goal(r.Median >= 5, "≥ 5"))
	objects, size, kept := loadCost(files)
	s.Note("Load allocates %d objects and %d bytes a post; %d bytes a post stay, %d of them the source's own.", objects, size, kept, sourceBytes(files))
	return s, nil
}

// loadAndRender gives the nanoseconds of each.
func loadAndRender(files fstest.MapFS) (loading, rendering float64, err error) {
	runtime.GC()
	started := stat.CPU()
	b, err := board.Load(files)
	if err != nil {
		return 0, 0, err
	}
	loading = float64(stat.CPU() - started)
	posts := slices.Collect(b.All())
	if len(posts) != loadPosts {
		return 0, 0, fmt.Errorf("wanted %d posts on the board, found %d", loadPosts, len(posts))
	}
	r := &board.Renderer{BaseURL: boardHome}
	runtime.GC()
	rendering, err = pass(Contestant{article, func(w *bytes.Buffer, p *board.Post) error { return r.Article(w, p) }}, posts)
	return loading, rendering, err
}

// loadCost is what Load allocates for a post, and what of it stays.
func loadCost(files fstest.MapFS) (objects, size, kept uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b, _ := board.Load(files)
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(b)
	return (after.Mallocs - before.Mallocs) / loadPosts, (after.TotalAlloc - before.TotalAlloc) / loadPosts, (after.HeapAlloc - before.HeapAlloc) / loadPosts
}

func sourceBytes(files fstest.MapFS) (n int) {
	for _, f := range files {
		n += len(f.Data)
	}
	return n / len(files)
}
