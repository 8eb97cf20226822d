package inpage

import (
	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/web"
	"github.com/boardview/board/bench/widget"
)

// Start measures how soon the engine works, and its memory.
func Start(b *chrome.Browser, root string, files *widget.Files) ([]report.Section, error) {
	return measure(b, root, files, start)
}

// Race compares the renderers in one page.
func Race(b *chrome.Browser, root string, files *widget.Files) ([]report.Section, error) {
	return measure(b, root, files, race)
}

func measure(b *chrome.Browser, root string, files *widget.Files, what func(*chrome.Browser, *web.Server) (report.Section, error)) ([]report.Section, error) {
	s, err := publish(root, files)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	section, err := what(b, s)
	return []report.Section{section}, err
}
