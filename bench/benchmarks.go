package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/boardview/board/bench/browser"
	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/editor"
	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/phone"
	"github.com/boardview/board/bench/publish"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/search"
	"github.com/boardview/board/bench/sizes"
	"github.com/boardview/board/bench/widget"
)

// A benchmark is what -only selects.
type benchmark struct {
	name string
	run  func(r *resources) ([]report.Section, error)
}

// benchmarks are all of them, in the order of RESULTS.md.
var benchmarks = []benchmark{
	{"renderer", func(*resources) ([]report.Section, error) { return library.Run(root) }},
	{"engine", inBrowser(func(r *resources) ([]report.Section, error) {
		downloads, err := sizes.Run(r.widget)
		if err != nil {
			return nil, err
		}
		start, err := browser.Startup(r.browser, root, r.widget)
		return append(downloads, start...), err
	})},
	{"browser", inBrowser(func(r *resources) ([]report.Section, error) { return browser.Race(r.browser, root, r.widget) })},
	{"phone", inBrowser(func(r *resources) ([]report.Section, error) {
		return phone.Run(r.browser, root, r.widget, r.film)
	})},
	{"signed", inBrowser(func(r *resources) ([]report.Section, error) { return phone.Signed(r.browser, root, r.widget) })},
	{"editor", func(r *resources) ([]report.Section, error) {
		if err := r.startBrowser(); err != nil {
			return nil, err
		}
		return editor.Run(r.browser, root)
	}},
	{"search", func(r *resources) ([]report.Section, error) { return search.Run(root, r.posts) }},
	{"publish", func(r *resources) ([]report.Section, error) { return publish.Run(root, r.posts) }},
	{"ten-million", func(r *resources) ([]report.Section, error) { return publish.RunMillions(root, publish.Millions) }},
}

// inBrowser wraps a benchmark that needs the browser and the widget.
func inBrowser(run func(*resources) ([]report.Section, error)) func(*resources) ([]report.Section, error) {
	return func(r *resources) ([]report.Section, error) {
		if err := r.prepare(); err != nil {
			return nil, err
		}
		return run(r)
	}
}

// resources are the options of a run, and what several benchmarks share,
// created when the first of them needs it.
type resources struct {
	film    string // directory for pictures of pages that load; empty for none
	posts   []int  // sizes of the boards to publish
	browser *chrome.Browser
	widget  *widget.Files
}

// setPosts parses the sizes of the boards to publish.
func (r *resources) setPosts(list string) error {
	r.posts = nil
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 20 {
			return errors.New("wanted numbers from 20 on")
		}
		r.posts = append(r.posts, n)
	}
	return nil
}

func (r *resources) startBrowser() (err error) {
	if r.browser == nil {
		r.browser, err = chrome.Start()
	}
	return err
}

// prepare starts the browser and builds the widget.
func (r *resources) prepare() (err error) {
	if err := r.startBrowser(); err != nil {
		return err
	}
	if r.widget == nil {
		r.widget, err = widget.Build(root)
	}
	return err
}

func (r *resources) close() {
	if r.browser != nil {
		r.browser.Close()
	}
	if r.widget != nil {
		r.widget.Remove()
	}
}
