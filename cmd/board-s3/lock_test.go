package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestTwoAtOnce: of two publishers one waits for the other. Directories are
// not tested: fileblob checks whether a name is free before it writes, and
// another process may do the same in between.
func TestTwoAtOnce(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	onStores(t, func(t *testing.T, b *bucket) {
		other := make(chan error)
		go func() {
			_, err := b.publish(first, deploytest.Now)
			other <- err
		}()
		_, err := b.publish(second, deploytest.Now)
		if err := errors.Join(err, <-other); err != nil {
			t.Error(err)
		}
		mustPublish(t, b, second)
		check(t, b, second)
	})
}

// TestDeadPublisher: the lock of a publisher that was killed is removed.
func TestDeadPublisher(t *testing.T) {
	site := deploytest.Edition(t, 1)
	on(t, func(t *testing.T, b *bucket) {
		b.lease = short
		if err := newLock(b, "a").sign(true); err != nil {
			t.Fatal(err)
		}
		mustPublish(t, b, site)
		check(t, b, site)
	})
}

// TestStrangeLock: an empty or a large lock is treated as one that a dead publisher left.
// It is requested no more often than any other, and only as much is read as a lock has.
func TestStrangeLock(t *testing.T) {
	site := deploytest.Edition(t, 1)
	for name, content := range map[string][]byte{"empty": nil, "large": bytes.Repeat([]byte("x"), 1<<20)} {
		t.Run(name, func(t *testing.T) {
			on(t, func(t *testing.T, b *bucket) {
				b.lease = short
				if err := b.WriteAll(b.ctx, lockName, content, &private); err != nil {
					t.Fatal(err)
				}
				if text, err := b.readLock(); err != nil || text == "" || len(text) > maxLock {
					t.Errorf("got %d bytes, %v", len(text), err)
				}
				ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
				defer cancel()
				b = b.with(ctx)
				mustPublish(t, b, site)
				check(t, b, site)
			})
		})
	}
}

// TestLockLost: a publisher whose lock was removed stops with an error, and
// keeps the lock of the other publisher.
func TestLockLost(t *testing.T) {
	on(t, func(t *testing.T, b *bucket) {
		b.lease = short
		l, err := b.acquire()
		if err != nil {
			t.Fatal(err)
		}
		steal(t, b)
		<-l.ctx.Done()
		if err := l.release(); !errors.Is(err, deploy.ErrOther) {
			t.Errorf("got %v, want %v", err, deploy.ErrOther)
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

// TestLockLostAtTheEnd: so does one that had just finished.
func TestLockLostAtTheEnd(t *testing.T) {
	b := open(t, "mem://")
	site := disturbed{deploytest.Edition(t, 1), new(int), func() { steal(t, b) }}
	if _, err := b.publish(site, deploytest.Now); !errors.Is(err, deploy.ErrOther) {
		t.Errorf("got %v, want %v", err, deploy.ErrOther)
	}
}

// disturbed is a board that calls happen near the end of its upload, when the
// front page is read for the second time.
type disturbed struct {
	fs.FS
	reads  *int
	happen func()
}

func (d disturbed) Open(name string) (fs.File, error) {
	if name == "index.html" {
		if *d.reads++; *d.reads == 2 {
			d.happen()
		}
	}
	return d.FS.Open(name)
}

// TestInterrupted: a publisher that is interrupted releases the lock.
func TestInterrupted(t *testing.T) {
	on(t, func(t *testing.T, b *bucket) {
		ctx, interrupt := context.WithCancel(b.ctx)
		site := disturbed{deploytest.Edition(t, 1), new(int), interrupt}
		if _, err := b.with(ctx).publish(site, deploytest.Now); err == nil || !strings.Contains(err.Error(), "canceled") {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		if text, err := b.readLock(); text != "" || err != nil {
			t.Errorf("found the lock %q, %v", text, err)
		}
		mustPublish(t, b, site.FS)
		check(t, b, site.FS)
	})
}

// TestTaken: AWS has two errors for a lock that exists.
func TestTaken(t *testing.T) {
	for code, want := range map[string]bool{"ConditionalRequestConflict": true, "AccessDenied": false} {
		err := fmt.Errorf("PutObject: %w", &smithy.GenericAPIError{Code: code})
		if got := taken(err); got != want {
			t.Errorf("%s: got %v", code, got)
		}
	}
	b := open(t, "mem://")
	if err := newLock(b, "a").sign(true); err != nil || !taken(newLock(b, "b").sign(true)) || taken(nil) {
		t.Errorf("got %v, want the first lock and no second one", err)
	}
}
