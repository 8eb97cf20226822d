package search

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/npm"
	"github.com/boardview/board/bench/report"
)

// Pagefind is the search for static sites that most use.
const (
	pagefindPackage = "@pagefind/linux-x64"
	pagefindVersion = "1.6.0"
	pagefindPosts   = 100_000 // more than this takes more memory than machines have
	pagefindQueries = 200
)

//go:embed pagefind.mjs
var askPagefind []byte

// besidePagefind measures Pagefind with the same posts. It fills the columns
// that the tables of our index have.
func besidePagefind(g *generator, sizes []int, c *chart.Chart) (report.Section, error) {
	section := report.Section{
		Title: "The search index of Pagefind " + pagefindVersion + ", with the same posts",
		Head:  []string{"posts", "files", "bytes a post", "time", "memory", "one post more: files, bytes", "one word: requests", "bytes, nothing cached: mean", "95 %", "the first ten: mean"},
		Notes: []string{"Pagefind has an index for each language, and searches the index of the page's language; ours has all languages in one. So Pagefind is asked for each word on a page in the language of the word."},
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		section.Note("Not measured: its program is for another system.")
		return section, nil
	}
	dir, err := os.MkdirTemp("", "pagefind")
	if err != nil {
		return section, err
	}
	defer os.RemoveAll(dir)
	if err := npm.Fetch(dir, pagefindPackage, pagefindVersion); err != nil {
		return section, err
	}
	p := pagefind{generator: g, chart: c, dir: dir, program: filepath.Join(dir, "node_modules", pagefindPackage, "bin", "pagefind_extended")}
	if err := os.Chmod(p.program, 0o755); err != nil {
		return section, err
	}
	for _, n := range sizes {
		if n > pagefindPosts {
			section.Add(strconv.Itoa(n), "not measured")
			continue
		}
		cells, err := p.measure(n)
		if err != nil {
			return section, err
		}
		section.Add(cells...)
	}
	return section, nil
}

type pagefind struct {
	*generator
	chart   *chart.Chart
	dir     string
	program string
}

func (p *pagefind) measure(n int) ([]string, error) {
	if err := p.writePages(0, n); err != nil {
		return nil, err
	}
	took, memory, err := p.index("before")
	if err != nil {
		return nil, err
	}
	if err := p.writePages(n, n+1); err != nil {
		return nil, err
	}
	if _, _, err := p.index("after"); err != nil {
		return nil, err
	}
	before, after := os.DirFS(filepath.Join(p.dir, "before")), os.DirFS(filepath.Join(p.dir, "after"))
	files, size, changed, changedSize, err := compareTrees(before, after)
	if err != nil {
		return nil, err
	}
	counts, err := p.ask()
	if err != nil {
		return nil, err
	}
	var requests, cold, cards []int
	for _, c := range counts {
		requests, cold, cards = append(requests, c.Requests), append(cold, c.Bytes), append(cards, c.Cards)
	}
	slices.Sort(cold)
	addBar(p.chart, "Pagefind", false, n, cold)
	return []string{
		strconv.Itoa(n), strconv.Itoa(files), strconv.Itoa(size / n), took.Round(time.Second / 10).String(), fmt.Sprint(memory>>10, " MiB"),
		fmt.Sprintf("%d; %d", changed, changedSize), fmt.Sprintf("%.1f, at most %d", mean(requests), slices.Max(requests)),
		fmt.Sprintf("%.0f", mean(cold)), strconv.Itoa(cold[len(cold)*95/100]), fmt.Sprintf("%.0f", mean(cards)),
	}, nil
}

// writePages writes posts as pages.
func (p *pagefind) writePages(from, to int) error {
	for place := from; place < to; place++ {
		d := p.post(place)
		name := filepath.Join(p.dir, "pages", fmt.Sprint(place/1000), fmt.Sprint(place, ".html"))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		page := fmt.Sprintf("<!DOCTYPE html>\n<html lang=%q><meta charset=utf-8><title>%s</title><body><h1>%[2]s</h1><p>%[3]s</p></body></html>\n", d.Lang, html.EscapeString(d.Subject), html.EscapeString(d.Text))
		if err := os.WriteFile(name, []byte(page), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// index makes the index of all pages. The memory is in KiB.
func (p *pagefind) index(to string) (took time.Duration, memory int64, err error) {
	cmd := exec.Command(p.program, "--site", filepath.Join(p.dir, "pages"), "--output-path", filepath.Join(p.dir, to))
	started := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", p.program, err, out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return time.Since(started), usage.Maxrss, nil
}

// compareTrees counts the files of a tree, and those that are other than in the tree before.
func compareTrees(before, after fs.FS) (files, size, changed, changedSize int, err error) {
	err = fs.WalkDir(after, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".css") {
			return err
		}
		content, err := fs.ReadFile(after, name)
		if err != nil {
			return err
		}
		files, size = files+1, size+len(content)
		if old, err := fs.ReadFile(before, name); err != nil || !bytes.Equal(old, content) {
			changed, changedSize = changed+1, changedSize+len(content)
		}
		return nil
	})
	return files, size, changed, changedSize, err
}

// A pagefindCount is what a query read.
type pagefindCount struct{ Requests, Bytes, Cards int }

// ask asks for the same words as ask in search.go.
func (p *pagefind) ask() (counts []pagefindCount, err error) {
	r := rand.New(rand.NewPCG(3, 4))
	var list []map[string]string
	for range pagefindQueries {
		l := p.languages[r.IntN(len(p.languages))]
		list = append(list, map[string]string{"lang": l.tag, "text": word(r, l)})
	}
	content, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	script, file := filepath.Join(p.dir, "ask.mjs"), filepath.Join(p.dir, "queries.json")
	if err := os.WriteFile(script, askPagefind, 0o666); err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, content, 0o666); err != nil {
		return nil, err
	}
	cmd := exec.Command("node", script, filepath.Join(p.dir, "before"), file)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("node %s: %w", script, err)
	}
	return counts, json.Unmarshal(out, &counts)
}
