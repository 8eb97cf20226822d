package library

import (
	"bytes"
	"fmt"
	"runtime"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/report"
)

// allocations counts the objects and bytes allocated to render one post.
func allocations(_ string, all []text) (report.Section, error) {
	s := report.Section{
		Title: "Rendering: allocations per post",
		Head:  []string{"renderer", "the real page: allocations", "bytes", "mixed posts: allocations", "bytes", "goal"},
	}
	for _, c := range Contestants() {
		objects, size, err := cost(c, all[0].posts)
		if err != nil {
			return s, err
		}
		mixedObjects, mixedSize, err := cost(c, all[1].posts)
		if err != nil {
			return s, err
		}
		s.Add(c.Name, fmt.Sprint(objects), fmt.Sprint(size), fmt.Sprint(mixedObjects), fmt.Sprint(mixedSize), allocGoal(c.Name, mixedObjects))
	}
	return s, nil
}

func allocGoal(name string, objects uint64) string {
	if name != ours && name != article {
		return ""
	}
	return report.Goal(objects <= 250, "≤ 250")
}

// cost returns the allocations per post, as the average of the posts.
func cost(c Contestant, posts []*board.Post) (objects, size uint64, err error) {
	var b bytes.Buffer
	for _, p := range posts { // fill the pools that renderers keep
		b.Reset()
		if err := c.Render(&b, p); err != nil {
			return 0, 0, err
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = renderAll(c, posts)
	runtime.ReadMemStats(&after)
	n := uint64(len(posts))
	return (after.Mallocs - before.Mallocs) / n, (after.TotalAlloc - before.TotalAlloc) / n, err
}
