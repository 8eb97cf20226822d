package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/deliver/delivertest"
)

// Of two publishers one waits for the other. Not in a directory: fileblob
// looks whether a name is free and then takes it, and nothing keeps another
// from doing the same in between.
func TestTwoAtOnce(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	onStores(t, func(t *testing.T, b *bucket) {
		other := make(chan error)
		go func() {
			_, err := b.publish(first, delivertest.Now)
			other <- err
		}()
		_, err := b.publish(second, delivertest.Now)
		if err := errors.Join(err, <-other); err != nil {
			t.Error(err)
		}
		mustPublish(t, b, second)
		check(t, b, second)
	})
}

// The lock of one that was killed is taken away.
func TestDeadPublisher(t *testing.T) {
	site := delivertest.Edition(t, 1)
	on(t, func(t *testing.T, b *bucket) {
		b.lease = short
		if err := newLock(b).sign(true); err != nil {
			t.Fatal(err)
		}
		mustPublish(t, b, site)
		check(t, b, site)
	})
}

// One whose lock was taken away stops, says so, and leaves the lock alone.
func TestLockLost(t *testing.T) {
	on(t, func(t *testing.T, b *bucket) {
		b.lease = short
		l, err := b.acquire()
		if err != nil {
			t.Fatal(err)
		}
		steal(t, b)
		<-l.ctx.Done()
		if err := l.release(); !errors.Is(err, deliver.ErrOther) {
			t.Errorf("got %v, want %v", err, deliver.ErrOther)
		}
		if text, err := b.readLock(); text != thief {
			t.Errorf("got the lock %q, %v", text, err)
		}
	})
}

const thief = "another, process 1, A\n1"

func steal(t *testing.T, b *bucket) {
	t.Helper()
	if err := b.WriteAll(b.ctx, lockName, []byte(thief), &private); err != nil {
		t.Fatal(err)
	}
}

// It stops even if it had just finished.
func TestLockLostAtTheEnd(t *testing.T) {
	b := open(t, "mem://")
	site := disturbed{delivertest.Edition(t, 1), new(int), func() { steal(t, b) }}
	if _, err := b.publish(site, delivertest.Now); !errors.Is(err, deliver.ErrOther) {
		t.Errorf("got %v, want %v", err, deliver.ErrOther)
	}
}

// disturbed is a board in whose upload something happens: the front page,
// among the last files that go up, is read a second time.
type disturbed struct {
	fs.FS
	reads  *int
	happen func()
}

func (d disturbed) ReadFile(name string) ([]byte, error) {
	if name == "index.html" {
		if *d.reads++; *d.reads == 2 {
			d.happen()
		}
	}
	return fs.ReadFile(d.FS, name)
}

// One that is interrupted gives the lock back.
func TestInterrupted(t *testing.T) {
	on(t, func(t *testing.T, b *bucket) {
		ctx, interrupt := context.WithCancel(b.ctx)
		site := disturbed{delivertest.Edition(t, 1), new(int), interrupt}
		if _, err := b.with(ctx).publish(site, delivertest.Now); err == nil || !strings.Contains(err.Error(), "canceled") {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		if text, err := b.readLock(); text != "" || err != nil {
			t.Errorf("found the lock %q, %v", text, err)
		}
		mustPublish(t, b, site.FS)
		check(t, b, site.FS)
	})
}

// AWS has two answers to one who comes second.
func TestTaken(t *testing.T) {
	for code, want := range map[string]bool{"ConditionalRequestConflict": true, "AccessDenied": false} {
		err := fmt.Errorf("PutObject: %w", &smithy.GenericAPIError{Code: code})
		if got := taken(err); got != want {
			t.Errorf("%s: got %v", code, got)
		}
	}
	b := open(t, "mem://")
	if err := newLock(b).sign(true); err != nil || !taken(newLock(b).sign(true)) || taken(nil) {
		t.Errorf("got %v, want the first lock and no second one", err)
	}
}
