package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"testing"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/deliver/delivertest"
)

// An upload that is broken off after any step is continued: at the end the
// bucket is as if nothing had happened.
func TestBrokenOff(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	for n := 0; ; n++ {
		b := open(t, "mem://")
		b.plain = true // packing takes most of the time
		mustPublish(t, b, first)
		err := publishSlowly(b, second, breakOff(n))
		if err != nil && !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		mustPublish(t, b, second)
		if check(t, b, second); t.Failed() || err == nil {
			break
		}
	}
}

// So is a first one, even by a board that has changed meanwhile.
func TestFirstBrokenOff(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	steps := len(mustPlan(t, open(t, "mem://"), first).Steps)
	for n := 0; n < steps; n += 1 + steps/30 {
		for _, next := range []fs.FS{first, second} {
			b := open(t, "mem://")
			b.plain = true
			if err := publishSlowly(b, first, breakOff(n)); !errors.Is(err, errBroken) {
				t.Fatal(err)
			}
			mustPublish(t, b, next)
			check(t, b, next)
		}
	}
}

var errBroken = errors.New("broken off")

func breakOff(after int) func() error {
	return func() error {
		if after--; after < 0 {
			return errBroken
		}
		return nil
	}
}

// publishSlowly has a look at each step, and leaves everything as it is if
// that fails.
func publishSlowly(b *bucket, site fs.FS, look func() error) error {
	written, plan, err := b.plan(site, delivertest.Now)
	if err != nil {
		return err
	}
	return written.Follow(plan, batch, func(steps []deliver.Step) error {
		for together := range deliver.Together(steps) {
			for _, i := range rand.Perm(len(together)) {
				if err := errors.Join(b.step(site, together[i]), look()); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
