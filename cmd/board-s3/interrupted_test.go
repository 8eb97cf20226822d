package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"testing"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestInterruptedAtEachStep: an upload that is interrupted after any step is
// completed by the next one.
func TestInterruptedAtEachStep(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	for n := 0; ; n++ {
		b := open(t, "mem://")
		b.plain = true // compression takes most of the time
		mustPublish(t, b, first)
		err := publishSlowly(b, second, interruptAfter(n))
		if err != nil && !errors.Is(err, errInterrupted) {
			t.Fatal(err)
		}
		mustPublish(t, b, second)
		if check(t, b, second); t.Failed() || err == nil {
			break
		}
	}
}

// TestFirstInterrupted: so is a first upload, even if the board has changed
// meanwhile.
func TestFirstInterrupted(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	steps := len(mustPlan(t, open(t, "mem://"), first).Steps)
	for n := 0; n < steps; n += 1 + steps/30 {
		for _, next := range []fs.FS{first, second} {
			b := open(t, "mem://")
			b.plain = true
			if err := publishSlowly(b, first, interruptAfter(n)); !errors.Is(err, errInterrupted) {
				t.Fatal(err)
			}
			mustPublish(t, b, next)
			check(t, b, next)
		}
	}
}

var errInterrupted = errors.New("interrupted")

func interruptAfter(after int) func() error {
	return func() error {
		if after--; after < 0 {
			return errInterrupted
		}
		return nil
	}
}

// publishSlowly calls look after each step, and stops there if look fails.
func publishSlowly(b *bucket, site fs.FS, look func() error) error {
	written, plan, err := b.plan(site, deploytest.Now)
	if err != nil {
		return err
	}
	return written.Follow(plan, batch, func(steps []deploy.Step) error {
		for together := range deploy.Together(steps) {
			for _, i := range rand.Perm(len(together)) {
				if err := errors.Join(b.step(site, together[i]), look()); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
