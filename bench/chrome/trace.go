package chrome

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// A Task is one task of a page's main thread.
type Task struct {
	Milliseconds float64 // of processor time, which excludes other programs
	What         string  // the longest event in it, as the developer tools name it
	Script       float64 // milliseconds of the longest script event of all tasks
}

// A Trace records the events of a page.
type Trace struct {
	page     *Page
	events   []jsonv2.Value
	complete chan struct{}
}

// Trace starts to record what the main thread does.
func (p *Page) Trace() (*Trace, error) {
	t := &Trace{page: p, complete: make(chan struct{})}
	if err := chromedp.Listen(p.ctx, t.listen); err != nil {
		return nil, err
	}
	_, err := chromedp.Call(p.ctx, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
		IncludedCategories: []string{"__metadata", "devtools.timeline", "disabled-by-default-devtools.timeline"},
		ExcludedCategories: []string{"*"},
	}})
	return t, err
}

// listen collects the events. They arrive in batches, also after tracing has
// ended, until the trace is complete.
func (t *Trace) listen(event any) {
	switch e := event.(type) {
	case *tracing.EventDataCollected:
		t.events = append(t.events, e.Value...)
	case *tracing.EventTracingComplete:
		close(t.complete)
	}
}

// Longest ends the recording and returns the longest task of the main thread
// after the page's first contentful paint.
func (t *Trace) Longest() (Task, error) {
	if _, err := chromedp.Call(t.page.ctx, tracing.End, cdp.Empty{}); err != nil {
		return Task{}, err
	}
	select {
	case <-t.complete:
	case <-time.After(limit):
		return Task{}, context.DeadlineExceeded
	}
	all := make([]traced, len(t.events))
	for i, event := range t.events {
		if err := json.Unmarshal(event, &all[i]); err != nil {
			return Task{}, err
		}
	}
	return longest(all), nil
}

// traced is an event of a trace: its start, its duration and its processor
// time, in microseconds.
type traced struct {
	thread
	Name          string
	TS, Dur, TDur float64
	Args          struct{ Name string }
}

type thread struct{ PID, TID int }

// scripts are the names of the events in which a script runs.
var scripts = []string{"EvaluateScript", "v8.compileModule", "v8.evaluateModule", "FunctionCall", "RunMicrotasks"}

// longest finds the longest task and the longest event in it. It ignores tasks
// before the first contentful paint, which lay out the page around the widget.
func longest(all []traced) Task {
	mains := make(map[thread]bool)
	var painted float64
	for _, e := range all {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			mains[e.thread] = true
		}
		if e.Name == "firstContentfulPaint" {
			painted = e.TS
		}
	}
	var top, script traced
	for _, e := range all {
		switch {
		case !mains[e.thread] || e.TS < painted:
		case e.Name == "RunTask" && e.TDur > top.TDur:
			top = e
		case slices.Contains(scripts, e.Name) && e.TDur > script.TDur:
			script = e
		}
	}
	return Task{top.TDur / 1e3, top.longestPart(all), script.TDur / 1e3}
}

// longestPart returns the name of the longest event within a task.
func (top traced) longestPart(all []traced) string {
	var part traced
	for _, e := range all {
		inside := e.thread == top.thread && e.TS >= top.TS && e.TS+e.Dur <= top.TS+top.Dur
		if inside && e.Name != "RunTask" && e.TDur > part.TDur {
			part = e
		}
	}
	return part.Name
}
