// Command bench measures the library, the engine and the widget against
// what people use instead, and writes RESULTS.md:
//
//	go run .                  everything, into RESULTS.md
//	go run . -only renderer   one part, to standard output
//
// Times are only ever compared with times of the same run; bytes, counts
// and allocations stand for themselves.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/boardview/board/bench/native"
	"github.com/boardview/board/bench/report"
)

// root is the library's directory, seen from this one.
const root = ".."

// A part of the benchmarks, by the name that -only takes.
type part struct {
	name string
	run  func() ([]report.Section, error)
}

func parts() []part {
	return []part{
		{"renderer", func() ([]report.Section, error) { return native.Run(root) }},
	}
}

func main() {
	only := flag.String("only", "", "comma-separated `parts` to run, to standard output: "+names())
	flag.Parse()
	if err := run(*only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func names() string {
	var all []string
	for _, p := range parts() {
		all = append(all, p.name)
	}
	return strings.Join(all, ", ")
}

// run measures the wanted parts. Only a run of all of them is a result.
func run(only string) error {
	var results bytes.Buffer
	head(&results)
	for _, p := range parts() {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		started := time.Now()
		fmt.Fprintf(os.Stderr, "%s …\n", p.name)
		sections, err := p.run()
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		for _, s := range sections {
			s.Write(&results)
		}
		fmt.Fprintf(os.Stderr, "%s: %s\n", p.name, time.Since(started).Round(time.Second))
	}
	if only != "" {
		_, err := os.Stdout.Write(results.Bytes())
		return err
	}
	return os.WriteFile("RESULTS.md", results.Bytes(), 0o666)
}
