package publish

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
)

// kinds are the kinds of files of a board, as rows of a table.
var kinds = []string{"posts: page", "posts: item of a feed", "posts: source", "posts: oEmbed", "older pages of lists and their feeds", "newest pages of lists and their feeds", "search index", "others"}

// kindOf returns the kind of a file.
func kindOf(name string) string {
	folder, rest, _ := strings.Cut(name, "/")
	switch {
	case folder == "posts":
		return map[string]string{".html": kinds[0], ".json": kinds[1], ".txt": kinds[2]}[path.Ext(rest)]
	case folder == "oembed":
		return kinds[3]
	case strings.Contains(name, "page-"):
		return kinds[4]
	case deploy.IsHead(name):
		return kinds[5]
	case folder == "search":
		return kinds[6]
	}
	return kinds[7]
}

// A measured board is a real one of which the simulation knows the files without having
// made all of them.
type measured struct {
	posts    int
	files    map[string]float64 // how many, by kind
	bytes    map[string]float64 // in all of them as stored, by kind
	changed  map[string]float64 // how many are other ones after one more post, by kind
	reading  time.Duration      // of the posts; this and the following are processor time
	indexing time.Duration      // for search
	prints   time.Duration      // of all files
	making   time.Duration      // of one file
	memory   float64            // bytes, once the board is published
	log      float64            // bytes in a log that lists all files
}

// measureBoard measures the board of the workspace. It makes only a sample of its files.
func measureBoard(w *workspace, posts int) (*measured, error) {
	m := &measured{posts: posts, files: make(map[string]float64), bytes: make(map[string]float64), changed: make(map[string]float64)}
	started := stats.CPU()
	site, err := boardOf(w)
	if err != nil {
		return nil, err
	}
	m.reading = stats.CPU() - started
	m.memory = heap()
	started = stats.CPU()
	names, _, err := deploy.Names(site, false)
	if err != nil {
		return nil, err
	}
	m.indexing = stats.CPU() - started
	started = stats.CPU()
	if _, err := deploy.Sources(site, names); err != nil {
		return nil, err
	}
	m.prints = stats.CPU() - started
	if err := cmp.Or(m.sample(site, names), m.time(site, names)); err != nil {
		return nil, err
	}
	before := make(map[string]string, len(names))
	for _, name := range names {
		before[name] = site.Fingerprint(name)
	}
	return m, m.oneMore(w, before)
}

// now is when the boards are published, after the newest post.
var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func boardOf(w *workspace) (*postdir.Site, error) {
	return postdir.Options{Posts: w.ours, Title: "News", Lang: "en", URL: "https://board.example/news/", Now: now}.Publish(os.DirFS(w.ours))
}

func heap() float64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return float64(s.HeapAlloc)
}

// sampled is how many files of a kind are made to know how large they are.
const sampled = 200

// sample counts the files, and makes some of each kind.
func (m *measured) sample(site fs.FS, names []string) error {
	byKind := make(map[string][]string)
	for _, name := range names {
		byKind[kindOf(name)] = append(byKind[kindOf(name)], name)
		m.log += float64(len(name) + 95) // a hash, a print, a size and a state; see internal/app/deploy
	}
	for kind, names := range byKind {
		made, n := 0.0, 0.0
		for i := 0; i < len(names); i += 1 + len(names)/sampled {
			size, err := storedSize(site, names[i])
			if err != nil {
				return err
			}
			made, n = made+size, n+1
		}
		m.files[kind], m.bytes[kind] = float64(len(names)), made/n*float64(len(names))
	}
	return nil
}

// storedSize makes a file, and compresses it as cmd/board-s3 does.
func storedSize(site fs.FS, name string) (float64, error) {
	content, err := fs.ReadFile(site, name)
	const onePacket = 1400
	if err != nil || len(content) <= onePacket || kindOf(name) == kinds[6] {
		return float64(len(content)), err
	}
	var packed bytes.Buffer
	compressor.Reset(&packed)
	compressor.Write(content)
	err = compressor.Close()
	return float64(packed.Len()), err
}

var compressor = gzip.NewWriter(nil)

// time measures how long making a file takes, by runs of files that stand beside each
// other: they share what is rendered.
func (m *measured) time(site fs.FS, names []string) error {
	const runs, length = 20, 100
	started, made := stats.CPU(), 0
	for i := range runs {
		at := i * len(names) / runs
		for _, name := range names[at:min(at+length, len(names))] {
			if _, err := storedSize(site, name); err != nil {
				return err
			}
			made++
		}
	}
	m.making = (stats.CPU() - started) / time.Duration(made)
	return nil
}

// oneMore adds a post, counts the files that are other ones then, and removes it.
func (m *measured) oneMore(w *workspace, before map[string]string) error {
	if err := w.oneMore(); err != nil {
		return err
	}
	site, err := boardOf(w)
	if err != nil {
		return err
	}
	names, _, err := deploy.Names(site, false)
	for _, name := range names {
		if old, there := before[name]; !there || old != site.Fingerprint(name) {
			m.changed[kindOf(name)]++
		}
	}
	return cmp.Or(err, os.Remove(filepath.Join(w.ours, post{}.id()+".txt")))
}

// at returns the board of another size: what grows with the posts goes on to grow as
// from the smaller of two measured boards to the larger. Each kind of file is as large as
// on the larger one.
func at(posts int, small, large *measured) *measured {
	grow := func(a, b float64) float64 {
		return max(0, b+(b-a)/float64(large.posts-small.posts)*float64(posts-large.posts))
	}
	span := func(a, b time.Duration) time.Duration { return time.Duration(grow(float64(a), float64(b))) }
	m := &measured{
		posts: posts, files: make(map[string]float64), bytes: make(map[string]float64), changed: large.changed, making: large.making,
		reading: span(small.reading, large.reading), indexing: span(small.indexing, large.indexing), prints: span(small.prints, large.prints),
		memory: grow(small.memory, large.memory), log: grow(small.log, large.log),
	}
	for _, kind := range kinds {
		m.files[kind] = grow(small.files[kind], large.files[kind])
		if n := large.files[kind]; n > 0 {
			m.bytes[kind] = m.files[kind] * large.bytes[kind] / n
		}
	}
	return m
}

// uploads lists the files of the kinds that want reports, as a share of them.
func (m *measured) uploads(share float64, want func(kind string) bool) (list []upload) {
	for _, kind := range kinds {
		if n := m.files[kind]; n > 0 && want(kind) {
			list = append(list, upload{n * share, m.bytes[kind] / n})
		}
	}
	return list
}
