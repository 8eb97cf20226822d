package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/engine"
	"github.com/boardview/board/bench/inpage"
	"github.com/boardview/board/bench/native"
	"github.com/boardview/board/bench/phone"
	"github.com/boardview/board/bench/publish"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/widget"
)

// A part of the benchmarks, by the name that -only takes.
type part struct {
	name string
	run  func(m *machine) ([]report.Section, error)
}

var parts = []part{
	{"renderer", func(*machine) ([]report.Section, error) { return native.Run(root) }},
	{"engine", inBrowser(func(m *machine) ([]report.Section, error) {
		sizes, err := engine.Sizes(m.widget)
		if err != nil {
			return nil, err
		}
		start, err := inpage.Start(m.browser, root, m.widget)
		return append(sizes, start...), err
	})},
	{"browser", inBrowser(func(m *machine) ([]report.Section, error) { return inpage.Race(m.browser, root, m.widget) })},
	{"phone", inBrowser(func(m *machine) ([]report.Section, error) { return phone.Run(m.browser, root, m.widget, m.film) })},
	{"publish", func(m *machine) ([]report.Section, error) { return publish.Run(root, m.posts) }},
}

// setPosts reads the numbers of posts of the boards to publish.
func (m *machine) setPosts(list string) error {
	m.posts = nil
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 20 {
			return errors.New("wanted numbers from 20 on")
		}
		m.posts = append(m.posts, n)
	}
	return nil
}

// inBrowser is for parts that take a browser and the widget.
func inBrowser(run func(*machine) ([]report.Section, error)) func(*machine) ([]report.Section, error) {
	return func(m *machine) ([]report.Section, error) {
		if err := m.ready(); err != nil {
			return nil, err
		}
		return run(m)
	}
}

// A machine has what several parts need, made when the first one asks.
type machine struct {
	film    string
	posts   []int // sizes of the boards that are published
	browser *chrome.Browser
	widget  *widget.Files
}

// ready starts the browser and builds the widget.
func (m *machine) ready() (err error) {
	if m.browser == nil {
		if m.browser, err = chrome.Start(); err != nil {
			return err
		}
	}
	if m.widget == nil {
		m.widget, err = widget.Build(root)
	}
	return err
}

func (m *machine) close() {
	if m.browser != nil {
		m.browser.Close()
	}
	if m.widget != nil {
		m.widget.Remove()
	}
}
