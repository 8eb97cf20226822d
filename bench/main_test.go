package main

import (
	"os"
	"strings"
	"testing"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// RESULTS.md begins with the charts, which are files beside it.
func TestWriteResults(t *testing.T) {
	t.Chdir(t.TempDir())
	c := &chart.Chart{File: "a.svg", Title: "A", Bars: []chart.Bar{{Name: "b", Range: stats.Range{Median: 1, Min: 1, Max: 1}}}}
	sections := []report.Section{{Title: "Without"}, {Title: "With", Chart: c}}
	if err := writeResults(sections, []byte("Written today.\n\n")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("RESULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "# Results\n\n" + c.Image() + "\nWritten today.\n\n## Without\n\n## With\n\n"; string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	svg, err := os.ReadFile("a.svg")
	if err != nil || !strings.HasPrefix(string(svg), "<svg ") {
		t.Errorf("a.svg: got %.20q, %v", svg, err)
	}
}

func TestChoose(t *testing.T) {
	if all, err := choose(""); err != nil || len(all) != len(benchmarks) {
		t.Errorf("without -only: got %d benchmarks, %v", len(all), err)
	}
	if two, err := choose("phone,renderer"); err != nil || len(two) != 2 || two[0].name != "phone" {
		t.Errorf("-only phone,renderer: got %d benchmarks, %v", len(two), err)
	}
	if _, err := choose("phones"); err == nil || !strings.Contains(err.Error(), `found "phones"`) {
		t.Errorf("-only phones: got %v", err)
	}
}
