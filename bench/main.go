// Command bench measures the library, the engine and the widget against the
// tools that people would use instead. It writes RESULTS.md and its charts:
//
//	go run .                         everything, into RESULTS.md
//	go run . -only renderer          one benchmark, to standard output
//	go run . -only phone -film DIR   with pictures of each page as it loads
//	go run . -only publish -posts N  with boards of other sizes
//
// Times are compared only with times of the same run; bytes, counts and
// allocations can be compared between runs.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/boardview/board/bench/publish"
	"github.com/boardview/board/bench/report"
)

// root is the library's directory, relative to this one.
const root = ".."

func main() {
	only := flag.String("only", "", "comma-separated `benchmarks` to run, to standard output: "+names())
	r := &resources{posts: publish.Sizes}
	flag.StringVar(&r.film, "film", "", "`directory` for pictures of the pages on a slow phone")
	flag.Func("posts", "comma-separated `numbers` of posts to publish (10000,100000)", r.setPosts)
	flag.Parse()
	err := run(r, *only)
	r.close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func names() string {
	var all []string
	for _, b := range benchmarks {
		all = append(all, b.name)
	}
	return strings.Join(all, ", ")
}

// choose returns the benchmarks with these names, or all if there are none.
func choose(only string) (wanted []benchmark, err error) {
	if only == "" {
		return benchmarks, nil
	}
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(benchmarks, func(b benchmark) bool { return b.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: wanted one of %s, found %q", names(), name)
		}
		wanted = append(wanted, benchmarks[i])
	}
	return wanted, nil
}

// run runs the wanted benchmarks. Only a run of all of them replaces
// RESULTS.md, so that the numbers in it are of one machine and one commit.
func run(r *resources, only string) error {
	wanted, err := choose(only)
	if err != nil {
		return err
	}
	loadBefore := loadAverage()
	var sections []report.Section
	for _, b := range wanted {
		started := time.Now()
		fmt.Fprintf(os.Stderr, "%s …\n", b.name)
		results, err := b.run(r)
		if err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
		sections = append(sections, results...)
		fmt.Fprintf(os.Stderr, "%s: %s\n", b.name, time.Since(started).Round(time.Second))
	}
	if only != "" {
		_, err := os.Stdout.Write(tables(sections))
		return err
	}
	return writeResults(sections, preamble(r, loadBefore))
}

func tables(sections []report.Section) []byte {
	var b bytes.Buffer
	for _, s := range sections {
		s.Write(&b)
	}
	return b.Bytes()
}

// writeResults writes RESULTS.md and the files of its charts.
func writeResults(sections []report.Section, preamble []byte) error {
	var results bytes.Buffer
	results.WriteString("# Results\n\n")
	for _, s := range sections {
		if s.Chart == nil {
			continue
		}
		if err := os.WriteFile(s.Chart.File, s.Chart.SVG(), 0o666); err != nil {
			return err
		}
		fmt.Fprintln(&results, s.Chart.Image())
	}
	results.Write(preamble)
	results.Write(tables(sections))
	return os.WriteFile("RESULTS.md", results.Bytes(), 0o666)
}
