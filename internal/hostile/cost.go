package hostile

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

// Bounds on what a source of Size bytes may cost. The time of a part of it,
// and what it allocates, say how the cost grows.
const (
	Size         = 64 << 10
	maxAllocated = 64 << 20 // bytes in total, most of which are garbage soon
	part         = 16       // the small source has a part of the size
	maxGrowth    = 5        // a quadratic cost is 16 times that of the small sources
	unseen       = 80 * time.Millisecond
)

// IsTried selects every seventh of some thousand families in places; all of them,
// which take a minute, with BOARD_EDGES=all. Seven divides neither the number of
// Pieces nor that of Pathologies, so that each is tried, in other places than the
// next.
func IsTried(n int) bool { return n%7 == 0 || os.Getenv("BOARD_EDGES") == "all" }

// Costly runs f on a large source of a family, and on small ones of the same size
// together, and says what is wrong with the cost, "" if nothing is. So both take
// the same time, and are held up alike on a busy machine, if the cost is linear; a
// doubt is checked again. Most families need no large source: what costs so little
// at a part of the size is no trouble even if it is quadratic.
func Costly(family func(size int) string, f func(source string)) string {
	for _, part := range []int{16, 16, 4, 4} {
		took, allocated := measure(family(Size/part), 1, f)
		if square := part * part; took < unseen/time.Duration(square) && allocated < uint64(maxAllocated/square) {
			return ""
		}
	}
	large, small := family(Size), family(Size/part)
	_, allocated := measure(large, 1, f)
	if allocated > maxAllocated {
		return fmt.Sprintf("%d bytes of source allocated %d bytes, want at most %d", len(large), allocated, maxAllocated)
	}
	slow, even := time.Duration(1<<62), time.Duration(1<<62)
	for range 5 {
		took, _ := measure(large, 1, f)
		if slow = min(slow, took); slow < unseen {
			return ""
		}
		took, _ = measure(small, part, f)
		if even = min(even, took); slow < maxGrowth*even {
			return ""
		}
	}
	return fmt.Sprintf("%d bytes of source took %v, %d times %d bytes %v: want at most %d times as long", len(large), slow, part, len(small), even, maxGrowth)
}

func measure(source string, times int, f func(string)) (took time.Duration, allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range times {
		f(source)
	}
	took = time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
