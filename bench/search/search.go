// Package search measures the search index of a published board: what it costs the
// publisher, and what a query costs a reader. Its posts are generated, in the
// languages of testdata/posts.
package search

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"
	"time"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/internal/search"
)

// queries is the number of queries of each kind.
const queries = 1000

// Run measures boards of these sizes.
func Run(root string, sizes []int) ([]report.Section, error) {
	g, err := newGenerator(root)
	if err != nil {
		return nil, err
	}
	publisher := report.Section{
		Title: "The search index: what it costs the publisher",
		Head:  []string{"posts", "files", "bytes", "bytes a post", "of these cards", "head", "time", "memory", "one post more: files, bytes", "64 posts more: bytes"},
	}
	reader := report.Section{
		Title: "The search index: what a query costs a reader",
		Head:  []string{"posts", "query", "requests", "bytes, nothing cached: mean", "95 %", "with the head cached: mean", "95 %", "cards of the first ten: mean", "95 %", "found of all posts"},
	}
	reader.Chart = &chart.Chart{
		File: "search.svg", Title: "What a search for one word reads", Subtitle: "The same generated posts in several languages, nothing cached, without scripts",
		Axis: fmt.Sprintf("kB until the results are known (median of %d words, %d for Pagefind; whiskers: extremes); shorter is better", queries, pagefindQueries), Unit: "kB",
	}
	for _, n := range sizes {
		if err := measure(g, n, &publisher, &reader); err != nil {
			return nil, err
		}
	}
	pagefind, err := besidePagefind(g, sizes, reader.Chart)
	return []report.Section{publisher, reader, pagefind}, err
}

// addBar adds the bar of a board of n posts to a chart.
func addBar(c *chart.Chart, name string, ours bool, n int, counts []int) {
	kB := make([]float64, len(counts))
	for i, bytes := range counts {
		kB[i] = float64(bytes) / 1000
	}
	c.Bars = append(c.Bars, chart.Bar{Name: fmt.Sprintf("%s, %d posts", name, n), Ours: ours, Range: stats.NewRange(kB)})
}

func measure(g *generator, n int, publisher, reader *report.Section) error {
	started := time.Now()
	index, err := g.index(n)
	if err != nil {
		return err
	}
	files, err := index.Files()
	if err != nil {
		return err
	}
	took := time.Since(started)
	memory := peakMemory()
	tree := asFS(files)
	row := append([]string{strconv.Itoa(n)}, publisherCells(tree)...)
	row = append(row, took.Round(time.Second/10).String(), memory)
	changed, err := additions(g, n, tree)
	if err != nil {
		return err
	}
	publisher.Add(append(row, changed...)...)
	for _, kind := range kinds {
		cells, cold, err := ask(g, n, index, tree, kind)
		if err != nil {
			return err
		}
		if kind.name == kinds[0].name {
			addBar(reader.Chart, "Board View", true, n, cold)
		}
		reader.Add(append([]string{strconv.Itoa(n), kind.name}, cells...)...)
	}
	return nil
}

func (g *generator) index(n int) (*search.Index, error) {
	return search.Build(n, func(place int) (search.Document, bool, error) { return g.post(place), true, nil })
}

func asFS(files []search.File) fstest.MapFS {
	tree := make(fstest.MapFS)
	for _, f := range files {
		tree[f.Name] = &fstest.MapFile{Data: f.Content}
	}
	return tree
}

// peakMemory is the most that the process has had in memory so far.
func peakMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return fmt.Sprint(m.Sys>>20, " MiB")
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		return "unknown"
	}
	return fmt.Sprint(kB>>10, " MiB")
}

func publisherCells(tree fstest.MapFS) []string {
	total, cards := 0, 0
	for name, f := range tree {
		total += len(f.Data)
		if strings.HasPrefix(name, "cards-") {
			cards += len(f.Data)
		}
	}
	posts := max(cardsIn(tree), 1)
	return []string{
		strconv.Itoa(len(tree)), strconv.Itoa(total), strconv.Itoa(total / posts), strconv.Itoa(cards / posts),
		strconv.Itoa(len(tree[search.HeadName].Data)),
	}
}

// cardsIn is the number of posts that files of cards have.
func cardsIn(tree fstest.MapFS) (n int) {
	for name := range tree {
		if strings.HasPrefix(name, "cards-") {
			n += 32
		}
	}
	return n
}

// additions measures what the next posts change: each of eight, and 64 at once.
func additions(g *generator, n int, before fstest.MapFS) ([]string, error) {
	if n > 200_000 {
		return []string{"not measured", "not measured"}, nil // each takes as long as the index
	}
	var most, files, size int
	const steps = 8
	last := before
	for i := range steps {
		next, err := g.tree(n + i + 1)
		if err != nil {
			return nil, err
		}
		f, s := changes(last, next)
		most, files, size, last = max(most, f), files+f, size+s, next
	}
	later, err := g.tree(n + 64)
	if err != nil {
		return nil, err
	}
	_, batch := changes(before, later)
	return []string{fmt.Sprintf("%.1f, at most %d; %d", float64(files)/steps, most, size/steps), strconv.Itoa(batch)}, nil
}

func (g *generator) tree(n int) (fstest.MapFS, error) {
	index, err := g.index(n)
	if err != nil {
		return nil, err
	}
	files, err := index.Files()
	return asFS(files), err
}

// changes counts the files that are new or other than before.
func changes(before, after fstest.MapFS) (files, size int) {
	for name, f := range after {
		if old := before[name]; old == nil || !bytes.Equal(old.Data, f.Data) {
			files, size = files+1, size+len(f.Data)
		}
	}
	return files, size
}

// A kind of queries.
type kind struct {
	name string
	make func(r *rand.Rand, words func() string) string
}

var kinds = []kind{
	{"one word", func(_ *rand.Rand, word func() string) string { return word() }},
	{"two words", func(_ *rand.Rand, word func() string) string { return word() + " " + word() }},
	{"three words", func(_ *rand.Rand, word func() string) string { return word() + " " + word() + " " + word() }},
	{"four letters", func(_ *rand.Rand, word func() string) string { return string([]rune(word() + "aaaa")[:4]) }},
	{"a letter wrong", func(r *rand.Rand, word func() string) string {
		letters := []rune(word())
		if n := len(letters); n > 4 {
			letters[2+r.IntN(n-2)] = 'x'
		}
		return string(letters)
	}},
}

// ask asks queries of a kind for words that are not among the most frequent ones.
func ask(g *generator, n int, index *search.Index, tree fstest.MapFS, k kind) (cells []string, cold []int, err error) {
	r := rand.New(rand.NewPCG(3, 4))
	var requests, warm, cards []int
	found, all := 0, 0
	for range queries {
		l := g.languages[r.IntN(len(g.languages))]
		text := k.make(r, func() string { return word(r, l) })
		q := search.Parse(text)
		counted := &counter{FS: tree}
		reader, err := search.Open(counted)
		if err != nil {
			return nil, nil, err
		}
		head := counted.bytes
		s, err := reader.Find(q)
		if err != nil {
			return nil, nil, err
		}
		requests, cold, warm = append(requests, counted.files), append(cold, counted.bytes), append(warm, counted.bytes-head)
		hits := s.Hits(false)
		truth := index.Find(q).Hits(false)
		found, all = found+min(len(hits), 10), all+min(len(truth), 10)
		before := counted.bytes
		for _, h := range hits[:min(10, len(hits))] {
			if _, err := reader.Card(h.Place); err != nil {
				return nil, nil, err
			}
		}
		cards = append(cards, counted.bytes-before)
	}
	cells = []string{fmt.Sprintf("%.1f, at most %d", mean(requests), slices.Max(requests))}
	for _, list := range [][]int{cold, warm, cards} {
		slices.Sort(list)
		cells = append(cells, fmt.Sprintf("%.0f", mean(list)), strconv.Itoa(list[len(list)*95/100]))
	}
	return append(cells, fmt.Sprintf("%d of %d of the first ten", found, all)), cold, nil
}

// word returns a word that stands in a post, not one of the 150 most frequent.
func word(r *rand.Rand, l language) string {
	ranks := rand.NewZipf(r, 1.12, 4, uint64(len(l.words)-1))
	for {
		if rank := ranks.Uint64(); int(rank) >= min(150, len(l.words)/2) {
			return l.words[rank]
		}
	}
}

func mean(list []int) float64 {
	sum := 0
	for _, n := range list {
		sum += n
	}
	return float64(sum) / float64(len(list))
}

// A counter counts the files that are read, and their bytes.
type counter struct {
	fs.FS
	files, bytes int
	seen         map[string]bool
}

// ReadFile reads a file. The second time it is in the reader's cache.
func (c *counter) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(c.FS, name)
	if !c.seen[name] {
		if c.seen == nil {
			c.seen = make(map[string]bool)
		}
		c.seen[name] = true
		c.files, c.bytes = c.files+1, c.bytes+len(content)
	}
	return content, err
}
