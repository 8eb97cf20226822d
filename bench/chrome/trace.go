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

// A Task is one task of a page's main thread.
type Task struct {
	Milliseconds float64 // of its processor time: other programs are not in it
	What         string  // the longest thing it did, as the developer tools call it
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
// thread.
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
	Name string
	PID  int
	TID  int
	TS   float64
	Dur  float64
	TDur float64
	Args struct{ Name string }
}

// longest finds the longest task, and the longest event inside it.
func longest(all []traced) (task Task) {
	main := make(map[[2]int]bool)
	for _, e := range all {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			main[[2]int{e.PID, e.TID}] = true
		}
	}
	tasks := slices.DeleteFunc(slices.Clone(all), func(e traced) bool { return e.Name != "RunTask" || !main[[2]int{e.PID, e.TID}] })
	if len(tasks) == 0 {
		return Task{}
	}
	top := slices.MaxFunc(tasks, func(x, y traced) int { return cmp.Compare(x.TDur, y.TDur) })
	return Task{top.TDur / 1e3, top.longestPart(all)}
}

// longestPart names the longest event inside another.
func (top traced) longestPart(all []traced) string {
	var part traced
	for _, e := range all {
		inside := e.PID == top.PID && e.TID == top.TID && e.TS >= top.TS && e.TS+e.Dur <= top.TS+top.Dur
		if inside && e.Name != "RunTask" && e.TDur > part.TDur {
			part = e
		}
	}
	return part.Name
}
