package library

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

const loadPosts = 10_000

// load compares the time to load a large board with the time to render it.
func load(real string, _ []text) (report.Section, error) {
	s := report.Section{
		Title: "Loading a board of 10,000 posts",
		Head:  []string{"time", "÷ time", "ratio", "goal"},
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
	r := stats.Ratio(times[1], times[0])
	s.Add("rendering all posts (Article)", "Load", r.String(), report.Goal(r.Median >= 5, "≥ 5"))
	objects, size, kept := loadCost(files)
	s.Note("Load allocates %d objects and %d bytes per post, of which it keeps %d bytes; a source file has %d bytes on average.", objects, size, kept, sourceBytes(files))
	return s, nil
}

// loadAndRender returns the nanoseconds of both.
func loadAndRender(files fstest.MapFS) (loading, rendering float64, err error) {
	runtime.GC()
	started := stats.CPU()
	b, err := board.Load(files)
	if err != nil {
		return 0, 0, err
	}
	loading = float64(stats.CPU() - started)
	posts := slices.Collect(b.All())
	if len(posts) != loadPosts {
		return 0, 0, fmt.Errorf("wanted %d posts on the board, found %d", loadPosts, len(posts))
	}
	r := &board.Renderer{BaseURL: boardHome}
	runtime.GC()
	rendering, err = renderAll(Contestant{article, func(w *bytes.Buffer, p *board.Post) error { return r.Article(w, p) }}, posts)
	return loading, rendering, err
}

// loadCost returns what Load allocates per post, and how many bytes are still
// in use after a garbage collection.
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
