// Package sizes reports how many bytes of the widget a reader downloads.
package sizes

import (
	"fmt"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/widget"
)

// Run measures the files.
func Run(files *widget.Files) ([]report.Section, error) {
	s := report.Section{
		Title: "Download sizes, in bytes",
		Head:  []string{"file", "uncompressed", "gzip -9", "brotli -q 11", "goal (brotli)"},
	}
	element, err := measure(files, "board-view", ".js")
	if err != nil {
		return nil, err
	}
	script, err := measure(files, "engine", ".js")
	if err != nil {
		return nil, err
	}
	wasm, err := measure(files, "board-view", ".wasm")
	if err != nil {
		return nil, err
	}
	total := size{wasm.raw + script.raw, wasm.gzip + script.gzip, wasm.brotli + script.brotli}
	s.Add(element.row("the element with its styles: all that the list needs", report.Goal(element.brotli <= 13_150, "≤ 13,150"))...)
	s.Add(script.row("the engine's script, with Go's runtime", "")...)
	s.Add(wasm.row("the engine", "")...)
	s.Add(total.row("the engine and its script", report.Goal(total.brotli <= 730_000, "≤ 730,000")+", aim 545,000")...)
	return []report.Section{s}, nil
}

// size is a file's size in bytes, uncompressed and in both content codings.
type size struct{ raw, gzip, brotli int }

func (s size) row(file, goal string) []string {
	return []string{file, fmt.Sprint(s.raw), fmt.Sprint(s.gzip), fmt.Sprint(s.brotli), goal}
}

func measure(files *widget.Files, prefix, ext string) (s size, err error) {
	name, err := files.Name(prefix, ext)
	if err != nil {
		return s, err
	}
	for suffix, bytes := range map[string]*int{"": &s.raw, ".gz": &s.gzip, ".br": &s.brotli} {
		if *bytes, err = files.Size(name + suffix); err != nil {
			return s, err
		}
	}
	return s, nil
}
