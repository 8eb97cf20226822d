// Command bench measures the library, the engine and the widget against
// what people use instead, and writes RESULTS.md:
//
//	go run .                         everything, into RESULTS.md
//	go run . -only renderer          one part, to standard output
//	go run . -only phone -film DIR   with pictures of each load
//	go run . -only publish -posts N  with boards of other sizes
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

	"github.com/boardview/board/bench/publish"
)

// root is the library's directory, seen from this one.
const root = ".."

func main() {
	only := flag.String("only", "", "comma-separated `parts` to run, to standard output: "+names())
	m := &machine{posts: publish.Sizes}
	flag.StringVar(&m.film, "film", "", "`directory` for pictures of what the slow phone shows")
	flag.Func("posts", "comma-separated `numbers` of posts to publish (10000,100000)", m.setPosts)
	flag.Parse()
	err := run(m, *only)
	m.close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func names() string {
	var all []string
	for _, p := range parts {
		all = append(all, p.name)
	}
	return strings.Join(all, ", ")
}

// choose gives the parts of these names, all for none.
func choose(only string) (wanted []part, err error) {
	if only == "" {
		return parts, nil
	}
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(parts, func(p part) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("wanted one of %s, found %q", names(), name)
		}
		wanted = append(wanted, parts[i])
	}
	return wanted, nil
}

// run measures the wanted parts. Only a run of all of them is a result.
func run(m *machine, only string) error {
	wanted, err := choose(only)
	if err != nil {
		return err
	}
	busy := load()
	var results bytes.Buffer
	for _, p := range wanted {
		started := time.Now()
		fmt.Fprintf(os.Stderr, "%s …\n", p.name)
		sections, err := p.run(m)
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
	return os.WriteFile("RESULTS.md", append(head(m, busy), results.Bytes()...), 0o666)
}
