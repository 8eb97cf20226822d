package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/boardview/board/internal/app/deploy"
)

// batch is how many steps are carried out between two segments of the log, and
// so how many may have to be repeated after an interruption.
const batch = 1000

// publish makes the bucket hold a board, and returns the plan that it carried
// out.
func (b *bucket) publish(site fs.FS, now time.Time) (plan *deploy.Plan, err error) {
	if err := b.overtake(); err != nil {
		return nil, err
	}
	return b.publishIf(func() error { return nil }, site, now)
}

// publishIf does what publish does, unless check returns an error while no other
// publisher works on the bucket.
func (b *bucket) publishIf(check func() error, site fs.FS, now time.Time) (plan *deploy.Plan, err error) {
	l, err := b.acquire()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	if err := check(); err != nil {
		return nil, err
	}
	written, plan, err := l.plan(site, now)
	if err != nil {
		return nil, err
	}
	done := 0
	return plan, written.Follow(plan, batch, func(steps []deploy.Step) error {
		l.progress.Report("uploaded", done, len(plan.Steps))
		done += len(steps)
		return l.carryOut(site, steps)
	})
}

// plan compares a board with the contents of the bucket according to its log.
func (b *bucket) plan(site fs.FS, now time.Time) (*deploy.Log, *deploy.Plan, error) {
	written, err := b.openLog()
	if err != nil {
		return nil, nil, err
	}
	want, skipped, err := deploy.Prepare(site, b.progress, b.target(written))
	if err != nil {
		return nil, nil, err
	}
	return written, deploy.NewPlan(written.Contents, want, skipped, now), nil
}

// target describes the bucket for [deploy.Prepare].
func (b *bucket) target(written *deploy.Log) deploy.Target {
	return deploy.Target{Have: written.Contents, Settings: b.settings(), Entry: b.entry}
}

// settings are what an object depends on, besides the file.
func (b *bucket) settings() string { return fmt.Sprint(b.plain, b.secure) }

// openLog reads the log, or looks at all objects if there is none.
func (b *bucket) openLog() (*deploy.Log, error) {
	l, err := deploy.OpenLog(b)
	if err != nil || !l.None() {
		return l, err
	}
	found, err := b.look()
	l.Found(found)
	return l, err
}
