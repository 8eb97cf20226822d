package deploy

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

// TestLargeFiles: however many films a board has, one of them is in memory at a
// time.
func TestLargeFiles(t *testing.T) {
	film := make([]byte, largeFile+1)
	site := make(fstest.MapFS)
	for i := range 20 {
		site[fmt.Sprintf("%d.mp4", i)] = &fstest.MapFile{Data: film}
	}
	var now, most atomic.Int32
	want, _, err := Prepare(site, nil, Target{Entry: func(_ string, content []byte) (Entry, error) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		return Entry{State: Sure, Hash: HashOf(content[:1])}, nil
	}})
	if err != nil || len(want) != len(site) || most.Load() != 1 {
		t.Errorf("got %d files, %d at the same time, %v", len(want), most.Load(), err)
	}
}
