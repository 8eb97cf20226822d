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
	Milliseconds float64 // of its processor time: other programs are not in it
	What         string  // the longest thing it did, as the developer tools call it
	Script       float64 // milliseconds of the longest run of a script, in any task
}

// A Trace is being recorded.
type Trace struct {
	page           *Page
	data, complete <-chan jsonv2.Value
	stop           func()
}

// Trace records what the main thread does.
func (p *Page) Trace() (*Trace, error) {
	target := chromedp.FromContext(p.ctx).Target
	data, stopData := target.Subscribe("Tracing.dataCollected")
	complete, stopComplete := target.Subscribe("Tracing.tracingComplete")
	t := &Trace{p, data, complete, func() { stopData(); stopComplete() }}
	_, err := chromedp.Call(p.ctx, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
		IncludedCategories: []string{"__metadata", "devtools.timeline", "disabled-by-default-devtools.timeline"},
		ExcludedCategories: []string{"*"},
	}})
	return t, err
}

// Longest ends the recording and gives the longest task of a page's main
// thread after the page's own first paint.
func (t *Trace) Longest() (Task, error) {
	defer t.stop()
	if _, err := chromedp.Call(t.page.ctx, tracing.End, cdp.Empty{}); err != nil {
		return Task{}, err
	}
	var all []traced
	add := func(chunk jsonv2.Value) (err error) {
		var part struct{ Value []traced }
		err = json.Unmarshal(chunk, &part)
		all = append(all, part.Value...)
		return err
	}
	timeout, end := time.After(limit), t.complete
	for end != nil || len(t.data) > 0 {
		var err error
		select {
		case chunk := <-t.data:
			err = add(chunk)
		case <-end:
			end = nil
		case <-timeout:
			err = context.DeadlineExceeded
		}
		if err != nil {
			return Task{}, err
		}
	}
	return longest(all), nil
}

// traced is an event of a trace; times are in microseconds.
type traced struct {
	thread
	Name          string
	TS, Dur, TDur float64
	Args          struct{ Name string }
}

type thread struct{ PID, TID int }

// scripts are the events of a script that runs.
var scripts = []string{"EvaluateScript", "v8.compileModule", "v8.evaluateModule", "FunctionCall", "RunMicrotasks"}

// longest finds the longest task, and the longest event inside it. What a
// browser does before the first paint is the page's own.
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

// longestPart names the longest event inside another.
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
