// Package browser measures renderers in a page on a fast network: our engine,
// in a worker and on the main thread, and the JavaScript libraries that people
// would use instead.
package browser

import (
	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
)

// Startup measures how soon the engine renders its first post, and how much
// memory it takes; root is the library's directory.
func Startup(b *chrome.Browser, root string, files *widget.Files) ([]report.Section, error) {
	return measure(b, root, files, startup)
}

// Race compares the renderers once they have started; root is the library's
// directory.
func Race(b *chrome.Browser, root string, files *widget.Files) ([]report.Section, error) {
	return measure(b, root, files, race)
}

func measure(b *chrome.Browser, root string, files *widget.Files, benchmark func(*chrome.Browser, *webserver.Server) (report.Section, error)) ([]report.Section, error) {
	s, err := publish(root, files)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	section, err := benchmark(b, s)
	return []report.Section{section}, err
}
