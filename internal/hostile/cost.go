package hostile

import (
	"fmt"
	"runtime"
	"time"
)

// Bounds on what a source of Size bytes may cost. The time of a quarter of it,
// and what it allocates, say how the cost grows.
const (
	Size         = 64 << 10
	maxAllocated = 64 << 20 // bytes in total, most of which are garbage soon
	part         = 16       // the small source has a part of the size
	maxGrowth    = 5 * part // a quadratic one takes 256 times as long
	unseen       = 80 * time.Millisecond
)

// Costly runs f on a large and a small source of a family, and says what is wrong
// with the cost, "" if nothing is. Both are run on the same busy machine, so that
// their times can be compared; a doubt is checked again. Most families need no
// large source: what costs so little at a quarter of the size is no trouble even
// if it is quadratic.
func Costly(family func(size int) string, f func(source string)) string {
	took, allocated := measure(family(Size/4), f)
	if took < unseen/16 && allocated < maxAllocated/16 {
		return ""
	}
	large, small := family(Size), family(Size/part)
	_, allocated = measure(large, f)
	if allocated > maxAllocated {
		return fmt.Sprintf("%d bytes of source allocated %d bytes, want at most %d", len(large), allocated, maxAllocated)
	}
	slow, fast := time.Duration(1<<62), time.Duration(1<<62)
	for range 5 {
		took, _ := measure(large, f)
		if slow = min(slow, took); slow < unseen {
			return ""
		}
		for range 3 {
			took, _ = measure(small, f)
			fast = min(fast, took)
		}
		if slow < maxGrowth*fast {
			return ""
		}
	}
	return fmt.Sprintf("%d bytes of source took %v, %d bytes %v: want at most %d times as long", len(large), slow, len(small), fast, maxGrowth)
}

func measure(source string, f func(string)) (took time.Duration, allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f(source)
	took = time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
