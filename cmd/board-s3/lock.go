package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go"
	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/gcerrors"
)

// A lock is an object that only one publisher can create. While it works it
// writes the lock again and again. If it is killed, the lock stays the same,
// and after a lease the next publisher removes it: no clocks are compared. A
// publisher that only slept notices that its lock is gone, and stops; what it
// does until then is in the log.
type lock struct {
	*bucket // its requests end when the lock is lost
	outer   *bucket
	holder  string
	signs   int
	lose    context.CancelCauseFunc
	keeper  sync.WaitGroup
}

const lockName = deploy.Folder + "/lock"

// acquire waits until no other publisher works on the bucket.
func (b *bucket) acquire() (*lock, error) {
	l := newLock(b)
	for {
		err := l.sign(true)
		if taken(err) {
			err = l.outwait()
		} else if err == nil {
			l.keeper.Go(l.keep)
			return l, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// taken reports whether another publisher has created the object, or is
// creating it at the same time, for which AWS has another answer.
func taken(err error) bool {
	var answer smithy.APIError
	conflict := errors.As(err, &answer) && answer.ErrorCode() == "ConditionalRequestConflict"
	return conflict || gcerrors.Code(err) == gcerrors.FailedPrecondition
}

func newLock(b *bucket) *lock {
	ctx, lose := context.WithCancelCause(b.ctx)
	l := &lock{bucket: b.with(ctx), outer: b, lose: lose}
	host, _ := os.Hostname()
	l.holder = fmt.Sprintf("%s, process %d, %s\n", host, os.Getpid(), rand.Text())
	return l
}

// sign writes the lock. The first time it must not exist.
func (l *lock) sign(first bool) error {
	l.signs++
	options := private
	options.IfNotExist = first
	return l.WriteAll(l.ctx, lockName, fmt.Append(nil, l.holder, l.signs), &options)
}

// held reports whether the lock is still ours.
func (l *lock) held() (bool, error) {
	text, err := l.readLock()
	return strings.HasPrefix(text, l.holder), err
}

// readLock returns the empty string if there is no lock. A lock that this program did
// not write may be empty, or endless.
func (b *bucket) readLock() (string, error) {
	r, err := b.NewReader(b.ctx, lockName, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxLock))
	return cmp.Or(string(text), nobody), err
}

const (
	maxLock = 1 << 10 // bytes
	nobody  = "it left its lock empty"
)

// outwait waits until the lock of another publisher is released, or was not
// written again for a lease. The lock may also be ours, if the answer to the
// request that wrote it was lost.
func (l *lock) outwait() error {
	var seen string
	var since time.Time
	for {
		text, err := l.readLock()
		if err != nil || text == "" {
			return err
		}
		if seen == "" {
			l.tell("waiting for another publisher: " + strings.Split(text, "\n")[0])
		}
		if text != seen {
			seen, since = text, time.Now()
		}
		if time.Since(since) > l.lease {
			return l.remove(lockName)
		}
		if err := l.pause(l.lease / 60); err != nil {
			return err
		}
	}
}

// keep writes the lock again and again, until the context ends or the lock
// belongs to another publisher.
func (l *lock) keep() {
	for l.pause(l.lease/4) == nil {
		held, err := l.held()
		if err == nil && !held {
			l.lose(deploy.ErrOther)
		} else if err == nil {
			l.sign(false) // if that fails, the lease has time for more attempts
		}
	}
}

// release removes the lock, also after an interruption.
func (l *lock) release() error {
	l.lose(nil)
	l.keeper.Wait()
	if cause := context.Cause(l.ctx); errors.Is(cause, deploy.ErrOther) {
		return cause
	}
	l.bucket = l.outer.with(context.WithoutCancel(l.outer.ctx))
	held, err := l.held()
	if err == nil && !held {
		err = deploy.ErrOther
	}
	if err != nil {
		return err
	}
	return l.remove(lockName)
}
