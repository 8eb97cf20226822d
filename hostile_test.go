package board_test

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// TestAttacks holds what attacks become against the promises on output. The
// browser tests let Chromium judge the same attacks.
func TestAttacks(t *testing.T) {
	r := &board.Renderer{BaseURL: "https://board.example/feed.json"}
	count := 0
	for a := range hostile.Attacks {
		post, _ := board.Parse("a.txt", []byte(a.Source))
		checkOutput(t, r, article(t, r, post))
		if t.Failed() {
			t.Fatalf("%s:\n%s", a.Name, a.Source)
		}
		count++
	}
	for _, p := range hostile.Payloads() {
		checkOutput(t, r, sanitize(t, r, p))
	}
	if count < 5000 {
		t.Errorf("wanted at least 5000 attacks, found %d", count)
	}
}

// Bounds on what a post of pathologySize bytes may cost.
const (
	pathologySize = 64 << 10
	maxGrowth     = 16       // bytes of HTML for each byte of source
	maxAllocated  = 64 << 20 // bytes, of which the most part is garbage at any time
)

// TestPathologies bounds the size of the output, and the memory that is
// allocated on the way to it, which counts the work without a clock. How
// long it takes is measured by BenchmarkPathologies.
func TestPathologies(t *testing.T) {
	for _, p := range hostile.Pathologies {
		t.Run(p.Name, func(t *testing.T) {
			for _, size := range []int{pathologySize / 4, pathologySize / 2, pathologySize} {
				source := p.Make(size)
				for _, way := range ways {
					out, allocated := cost(func() []byte { return way.run(source) })
					if len(out) > maxGrowth*size+1<<10 {
						t.Errorf("%s: %d bytes became %d", way.name, size, len(out))
					}
					if allocated > maxAllocated {
						t.Errorf("%s: %d bytes took %d bytes of memory", way.name, size, allocated)
					}
				}
			}
		})
	}
}

// ways are all the ways that lead from a source to HTML.
var ways = []struct {
	name string
	run  func(source string) []byte
}{
	{"a post", func(source string) []byte {
		p, _ := board.Parse("a.txt", []byte(source))
		return render(p)
	}},
	{"a body", func(source string) []byte { return render(&board.Post{Body: source}) }},
	{"HTML", func(source string) []byte {
		var b bytes.Buffer
		(&board.Renderer{}).Sanitize(&b, source)
		return b.Bytes()
	}},
}

func render(p *board.Post) []byte {
	var b bytes.Buffer
	(&board.Renderer{Images: board.ImagesAny, BaseURL: "https://b.example/"}).Article(&b, p)
	return b.Bytes()
}

// cost runs f and counts the memory it allocates.
func cost(f func() []byte) (out []byte, allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	out = f()
	runtime.ReadMemStats(&after)
	return out, after.TotalAlloc - before.TotalAlloc
}

// BenchmarkPathologies measures each pathology at two sizes: time that
// grows with the size grows fourfold between them.
func BenchmarkPathologies(b *testing.B) {
	for _, p := range hostile.Pathologies {
		for _, size := range []int{pathologySize / 4, pathologySize} {
			source := p.Make(size)
			b.Run(p.Name, func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					ways[0].run(source)
					ways[1].run(source)
					ways[2].run(source)
				}
			})
		}
	}
}
