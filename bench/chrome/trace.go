package chrome

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// A Task is one task of a page's main thread. Times are milliseconds of processor
// time, which excludes other programs.
type Task struct {
	Milliseconds float64
	What         string  // the longest event in it, as the developer tools name it
	Script       float64 // the longest script event of all tasks
	Scripts      float64 // all scripts until the page calls performance.mark(Mark)
	Main         float64 // all tasks until then
}

// Mark is the name of a mark in a trace.
const Mark = "seen"

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
		IncludedCategories: []string{"__metadata", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "v8.execute"},
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
	task := longest(all)
	task.Scripts, task.Main = until(all, scripts), until(all, []string{"RunTask"})
	return task, nil
}

// traced is an event of a trace: its start, its duration and its processor
// time, in microseconds.
type traced struct {
	thread
	Name          string
	TS, Dur, TDur float64
	Args          struct {
		Name string
		Data struct{ URL string } // of the script
	}
}

type thread struct{ PID, TID int }

// scripts are the names of the events in which a script runs.
var scripts = []string{"EvaluateScript", "v8.compileModule", "v8.evaluateModule", "FunctionCall", "RunMicrotasks"}

// longest finds the longest task and the longest event in it. It ignores tasks
// before the first contentful paint, which lay out the page around the widget.
func longest(all []traced) Task {
	mains, painted := mainThreads(all), at(all, "firstContentfulPaint")
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
	return Task{Milliseconds: top.TDur / 1e3, What: top.longestPart(all), Script: script.TDur / 1e3}
}

// until adds up the processor time of the main thread's events with these names that
// end before the mark. Of events within each other, the outer one counts; functions of
// scripts without an address, which are ours, do not.
func until(all []traced, names []string) (milliseconds float64) {
	mains, end := mainThreads(all), at(all, Mark)
	wanted := slices.DeleteFunc(slices.Clone(all), func(e traced) bool {
		isOurs := e.Name == "FunctionCall" && e.Args.Data.URL == ""
		return !mains[e.thread] || e.TS+e.Dur > end || isOurs || !slices.Contains(names, e.Name)
	})
	slices.SortFunc(wanted, func(a, b traced) int { return cmp.Or(cmp.Compare(a.TS, b.TS), cmp.Compare(b.Dur, a.Dur)) })
	outer := 0.0 // the end of the last one
	for _, e := range wanted {
		if e.TS >= outer {
			milliseconds += e.TDur / 1e3
			outer = e.TS + e.Dur
		}
	}
	return milliseconds
}

func mainThreads(all []traced) map[thread]bool {
	mains := make(map[thread]bool)
	for _, e := range all {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			mains[e.thread] = true
		}
	}
	return mains
}

// at is the time of the last event with a name.
func at(all []traced, name string) (ts float64) {
	for _, e := range all {
		if e.Name == name {
			ts = e.TS
		}
	}
	return ts
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
