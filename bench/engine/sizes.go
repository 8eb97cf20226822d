// Package engine weighs what readers download.
package engine

import (
	"fmt"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/widget"
)

// Sizes is the table of the files' bytes.
func Sizes(files *widget.Files) ([]report.Section, error) {
	s := report.Section{
		Title: "What is downloaded, in bytes",
		Head:  []string{"what", "raw", "gzip -9", "brotli -q 11", "goal (brotli)"},
	}
	element, err := weigh(files, "board-view", ".js")
	if err != nil {
		return nil, err
	}
	script, err := weigh(files, "engine", ".js")
	if err != nil {
		return nil, err
	}
	wasm, err := weigh(files, "board-view", ".wasm")
	if err != nil {
		return nil, err
	}
	total := weight{wasm.raw + script.raw, wasm.gzip + script.gzip, wasm.brotli + script.brotli}
	s.Add(element.row("the element, with its styles: all that the list needs", report.Goal(element.brotli <= 12_000, "≤ 12,000"))...)
	s.Add(script.row("the engine's script, with Go's runtime", "")...)
	s.Add(wasm.row("the engine", "")...)
	s.Add(total.row("engine and its script", report.Goal(total.brotli <= 720_000, "≤ 720,000")+", aim 545,000")...)
	return []report.Section{s}, nil
}

// weight is a file's size in the three ways it is sent.
type weight struct{ raw, gzip, brotli int }

func (w weight) row(what, goal string) []string {
	return []string{what, fmt.Sprint(w.raw), fmt.Sprint(w.gzip), fmt.Sprint(w.brotli), goal}
}

func weigh(files *widget.Files, prefix, ext string) (w weight, err error) {
	name, err := files.Name(prefix, ext)
	if err != nil {
		return w, err
	}
	for copied, size := range map[string]*int{"": &w.raw, ".gz": &w.gzip, ".br": &w.brotli} {
		if *size, err = files.Size(name + copied); err != nil {
			return w, err
		}
	}
	return w, nil
}
