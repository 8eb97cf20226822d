package main

import (
	"errors"
	"io/fs"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
)

// batch is how many objects may have to go up again after an interruption:
// so often the log is written.
const batch = 1000

// publish makes a bucket hold a board and says what that changes.
func (b *bucket) publish(site fs.FS, now time.Time) (plan *deliver.Plan, err error) {
	l, err := b.acquire()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	written, plan, err := l.plan(site, now)
	if err != nil {
		return nil, err
	}
	done := 0
	return plan, written.Follow(plan, batch, func(steps []deliver.Step) error {
		l.told.Tell("put into the bucket", done, len(plan.Steps))
		done += len(steps)
		return l.carryOut(site, steps)
	})
}

// plan compares a board with what the log says that the bucket holds.
func (b *bucket) plan(site fs.FS, now time.Time) (*deliver.Log, *deliver.Plan, error) {
	want, skipped, err := deliver.Prepare(site, false, b.told, b.entry)
	if err != nil {
		return nil, nil, err
	}
	written, err := b.openLog()
	if err != nil {
		return nil, nil, err
	}
	return written, deliver.NewPlan(written.Contents, want, skipped, now), nil
}

// openLog reads the log, or looks at what is there if none is.
func (b *bucket) openLog() (*deliver.Log, error) {
	l, err := deliver.OpenLog(b)
	if err != nil || !l.None() {
		return l, err
	}
	found, err := b.look()
	l.Found(found)
	return l, err
}
