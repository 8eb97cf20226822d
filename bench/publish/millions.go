package publish

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// Millions are the sizes of the boards that are measured, the smallest first. What a
// board of Target posts has follows from the last two.
var Millions = []int{1_000, 10_000, 100_000}

// Target is the size of the board that nobody has.
const Target = 10_000_000

// prices are of AWS in us-east-1, in US dollars.
var prices = struct {
	put, get          float64 // a request
	storage           float64 // a GB for a month
	processor, memory float64 // a processor for an hour, a GB of memory for an hour (Fargate)
}{put: 0.005 / 1000, get: 0.0004 / 1000, storage: 0.023, processor: 0.04048, memory: 0.004445}

// process is a simulated machine with one process of board-s3. The prefix of a bucket takes
// 3,500 requests a second, which all processes share; the store splits a prefix under load.
var process = client{Processors: 2, Connections: 16, Latency: 30 * time.Millisecond, Bandwidth: 100e6}

const (
	prefixPuts  = 3500
	slowAnswers = 100 * time.Millisecond
	entryBytes  = 280 // of memory for a file in the log and in the plan
	garbage     = 1.5 // times the memory in use; see the limit that internal/app/cli sets
)

// RunMillions measures boards of these sizes and simulates larger ones; root is the
// library's directory.
func RunMillions(root string, sizes []int) ([]report.Section, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	real, err := library.ReadReal(root)
	if err != nil {
		return nil, err
	}
	w, err := newWorkspace(real, filepath.Join(dir, "posts"))
	if err != nil {
		return nil, err
	}
	var boards []*measured
	for _, n := range sizes {
		if err := w.write(n - w.written); err != nil {
			return nil, err
		}
		m, err := measureBoard(w, n)
		if err != nil {
			return nil, fmt.Errorf("%d posts: %w", n, err)
		}
		boards = append(boards, m)
	}
	if len(boards) < 2 {
		return nil, fmt.Errorf("-posts: wanted two sizes or more, found %d", len(boards))
	}
	boards = append(boards, at(Target, boards[len(boards)-2], boards[len(boards)-1]))
	return []report.Section{stored(boards), firstTime(boards[len(boards)-1]), onePost(boards)}, nil
}

// stored lists the objects of each board.
func stored(boards []*measured) report.Section {
	s := report.Section{Title: "Ten million posts: objects and bytes", Head: []string{"files"}}
	for _, m := range boards {
		s.Head = append(s.Head, fmt.Sprintf("%s posts: objects", thousands(float64(m.posts))), "bytes")
	}
	for _, kind := range append(kinds, "all") {
		cells := []string{kind}
		for _, m := range boards {
			files, bytes := total(m.uploads(1, func(k string) bool { return k == kind || kind == "all" }))
			cells = append(cells, thousands(files), size(bytes))
		}
		s.Add(cells...)
	}
	_, bytes := total(boards[len(boards)-1].uploads(1, everything))
	s.Note("Boards of up to %s posts are real ones, of the posts that the other benchmarks publish; their files are listed, and %d of each kind made and compressed to know their sizes. The last board follows from the two before it: what grows with the posts goes on to grow alike, and files of a kind are as large.", thousands(float64(boards[len(boards)-2].posts)), sampled)
	s.Note("Storage costs %s USD a month, at %g USD a GB.", stats.Short(bytes/1e9*prices.storage), prices.storage)
	return s
}

func everything(string) bool { return true }

// early reports whether files of a kind are published before the last process does the
// rest, late the contrary.
func early(kind string) bool { return kind != kinds[5] && kind != kinds[6] }

func late(kind string) bool { return !early(kind) }

// firstTime simulates the first publication of a board.
func firstTime(m *measured) report.Section {
	s := report.Section{
		Title: "Ten million posts: the first publication, simulated",
		Head:  []string{"processes", "read the posts", "make a share", "make and upload it", "the last process: index, heads, log", "in all", "in all with slow answers", "memory of a process", "of the last", "PUT requests", "USD for requests", "USD for machines"},
	}
	for _, n := range []int{1, 4, 16, 64} {
		slow := process
		slow.Latency = slowAnswers
		p := m.first(process, n)
		s.Add(fmt.Sprint(n), hours(m.begin()), hours(p.make), hours(p.upload), hours(p.last), hours(p.all(m)), hours(m.first(slow, n).all(m)),
			size(p.memory), size(p.lastMemory), thousands(p.puts), stats.Short(p.puts*prices.put), stats.Short(p.machines(m, n)))
	}
	s.Note("A process has %d processors, %d connections, %.0f MB a second, and waits for an answer %d ms in the median, %d ms for slow ones. A prefix of the bucket takes %d requests a second from all processes. The processor time of reading the posts, of fingerprints, of the search index and of a file (%s) is measured on the boards before; the posts are read by one processor, at worst.",
		process.Processors, process.Connections, process.Bandwidth/1e6, process.Latency.Milliseconds(), slowAnswers.Milliseconds(), prefixPuts, m.making.Round(time.Microsecond))
	s.Note("A file is made twice: to know its hash for the plan, and to upload it. All processes read all posts; the last one also makes the search index and the newest pages, and reads and writes a log that lists all files (%s).", size(m.log))
	s.Note("Prices in USD: %.4g for 1,000 PUT requests, %.4g for 1,000 GET requests, %g a processor and hour, %g a GB of memory and hour.", prices.put*1000, prices.get*1000, prices.processor, prices.memory)
	return s
}

// begin is how long each process takes before it makes its first file. The posts are read
// by one processor, at worst.
func (m *measured) begin() time.Duration { return m.reading + process.all(m.prints) }

// A publication is a simulated one by several processes.
type publication struct {
	make, upload, last time.Duration
	puts               float64
	memory, lastMemory float64
}

func (m *measured) first(c client, n int) publication {
	c.Puts = prefixPuts / float64(n)
	share, rest := m.uploads(1/float64(n), early), m.uploads(1, late)
	files, _ := total(share)
	all, _ := total(m.uploads(1, everything))
	p := publication{make: c.all(m.making * time.Duration(files)), upload: c.upload(share, m.making)}
	c.Puts = prefixPuts
	p.last = c.all(m.indexing+m.prints) + 2*c.download(m.log) + c.upload(rest, m.making)
	p.puts = all + 2*50*float64(n) + parts(m.log)
	p.memory = m.memory*garbage + files*entryBytes
	p.lastMemory = m.memory*garbage + all*entryBytes
	return p
}

func (p publication) all(m *measured) time.Duration {
	return m.begin() + p.make + p.upload + p.last
}

// machines returns what the processes cost, each of which but the last ends with its
// share. All have the memory that the last one needs: nobody knows which it will be.
func (p publication) machines(m *measured, n int) float64 {
	hour := prices.processor*float64(process.Processors) + prices.memory*p.lastMemory/1e9
	return hour * ((p.all(m)-p.last)*time.Duration(n) + p.last).Hours()
}

// parts returns in how many requests a large object is sent.
func parts(bytes float64) float64 { return math.Ceil(bytes / 8e6) }

// shortens is after how many publications the log is written anew.
const shortens = 8

// onePost is the cost of one more post.
func onePost(boards []*measured) report.Section {
	s := report.Section{
		Title: "Ten million posts: one more post, by one process",
		Head:  []string{"posts", "files changed", "of them search index", "log read", "read the posts", "index for search", "fingerprints", "in all", "memory", "USD for requests", "USD for the machine"},
	}
	for _, m := range boards {
		changed, all := 0.0, 0.0
		for _, kind := range kinds {
			changed, all = changed+m.changed[kind], all+m.files[kind]
		}
		puts, memory := changed+2+parts(m.log)/shortens, m.memory*garbage+all*entryBytes
		c := process
		c.Puts = prefixPuts
		took := m.begin() + c.all(m.indexing) + c.download(m.log) + c.download(m.log)/shortens + c.upload([]upload{{changed, 10e3}}, m.making)
		s.Add(thousands(float64(m.posts)), thousands(changed), thousands(m.changed[kinds[6]]), size(m.log), hours(m.reading), hours(c.all(m.indexing)), hours(c.all(m.prints)), hours(took), size(memory),
			fmt.Sprintf("%.4f", puts*prices.put+2*shortens*prices.get), fmt.Sprintf("%.4f", (prices.processor*float64(c.Processors)+prices.memory*memory/1e9)*took.Hours()))
	}
	s.Note("What the store is asked for does not grow with the board, but for the log, which each run reads and every %dth writes anew. What grows is reading the posts: a process reads all of them to publish one.", shortens)
	return s
}

func hours(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return stats.Short(d.Seconds()) + " s"
	case d < 2*time.Hour:
		return stats.Short(d.Minutes()) + " min"
	}
	return stats.Short(d.Hours()) + " h"
}

func size(bytes float64) string {
	if bytes >= 1e9 {
		return stats.Short(bytes/1e9) + " GB"
	}
	return stats.Short(bytes/1e6) + " MB"
}

// thousands formats a number with commas: 1,234.
func thousands(n float64) string {
	digits := fmt.Sprintf("%.0f", n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
