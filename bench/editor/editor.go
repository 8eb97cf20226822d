// Package editor measures how far the preview of the editor of posts is behind the keys:
// a post is opened in the editor, and real key events are sent to its text.
package editor

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/bench/webserver"
)

//go:embed probe.js
var probe string

const (
	keys   = 40                     // that are measured, after as many that are not
	apart  = 200 * time.Millisecond // a quick typist
	target = 50                     // milliseconds
)

// Run measures the editor; root is the library's directory.
func Run(b *chrome.Browser, root string) ([]report.Section, error) {
	s, stop, err := serve(root)
	if err != nil {
		return nil, err
	}
	defer stop()
	real, err := library.ReadReal(root)
	if err != nil {
		return nil, err
	}
	section := report.Section{
		Title: "The editor: from a key to the preview",
		Head:  []string{"the post", "the preview", "changed after", "painted after", "95 % painted within", "messages to the engine per key", "keys with a task above 50 ms in the page", "goal"},
	}
	for _, size := range []int{1e3, 10e3, 30e3} {
		for _, asPage := range []bool{false, true} {
			typed, err := typeInto(b, s.URL, body(real, size), asPage)
			if err != nil {
				return nil, err
			}
			addRow(&section, size, asPage, typed)
		}
	}
	section.Note("Medians and extremes of %d keys, %d ms apart. The clock starts at the keydown event and stops when a task runs after the next frame has been painted. A headless browser paints 60 times a second, so up to 17 ms are spent waiting for the frame.", keys, apart.Milliseconds())
	return []report.Section{section}, nil
}

// body is a text of a size with all constructs.
func body(real string, size int) string {
	var b strings.Builder
	for _, p := range corpus.New(real).Mixed(size/2000 + 2) {
		b.WriteString(p.Body + "\n\n")
	}
	text := b.String()[:size]
	return strings.ToValidUTF8(text[:strings.LastIndex(text, "\n\n")], "")
}

// serve builds the editor and serves it.
func serve(root string) (s *webserver.Server, stop func(), err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command("go", "run", "./wasm/build", "-editor", dir)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return nil, nil, fmt.Errorf("wasm/build -editor: %w\n%s", err, out)
	}
	s = webserver.Start()
	s.Mount("", os.DirFS(dir))
	return s, func() { s.Close(); os.RemoveAll(dir) }, nil
}

// A keystroke is what the probe has noted of one, in milliseconds after the key.
type keystroke struct {
	Changed, Painted float64
	Asked, Long      int // messages to the engine, and long tasks of the page
}

func typeInto(b *chrome.Browser, address, body string, asPage bool) (typed []keystroke, err error) {
	p, err := b.NewPage()
	if err != nil {
		return nil, err
	}
	defer p.Close()
	if err := p.BeforeLoad(probe); err != nil {
		return nil, err
	}
	if err := p.Open(address + "/index.html"); err != nil {
		return nil, err
	}
	var ready bool
	source := "Board View\nSUBJECT A visit\nDATE 2026-11-26\nTAGS visits\n\n" + body + "\n\nBY The Office (office@parliament.example)\n"
	if err := p.Eval(fmt.Sprintf("prepare(%s, %t)", strconv.Quote(source), asPage), &ready); err != nil {
		return nil, err
	}
	for range 2 * keys {
		if err := p.Type("x"); err != nil {
			return nil, err
		}
		time.Sleep(apart)
	}
	err = p.Eval("measured()", &typed)
	if len(typed) < 2*keys && err == nil {
		err = fmt.Errorf("wanted %d keys, found %d", 2*keys, len(typed))
	}
	return typed[len(typed)/2:], err
}

func addRow(s *report.Section, size int, asPage bool, typed []keystroke) {
	var changed, painted []float64
	asked, long := 0, 0
	for _, k := range typed {
		changed, painted = append(changed, k.Changed), append(painted, k.Painted)
		asked, long = asked+k.Asked, long+min(k.Long, 1)
	}
	slices.Sort(painted)
	view, goal := "on other websites", ""
	if asPage {
		view = "on our own website"
	}
	middle := stats.NewRange(painted)
	if size == 10e3 {
		goal = report.Goal(middle.Median <= target, fmt.Sprintf("≤ %d ms", target))
	}
	s.Add(fmt.Sprintf("%d kB", size/1000), view, stats.NewRange(changed).With("ms"), middle.With("ms"), stats.Short(painted[len(painted)*95/100])+" ms",
		stats.Short(float64(asked)/float64(len(typed))), fmt.Sprintf("%d of %d", long, len(typed)), goal)
}
