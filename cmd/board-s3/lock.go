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
	lose    context.CancelCauseFunc
	keeper  sync.WaitGroup
}

const lockName = deploy.Folder + "/lock"

// acquire waits until no other publisher works on the bucket.
func (b *bucket) acquire() (*lock, error) {
	host, _ := os.Hostname()
	return b.acquireAs(fmt.Sprintf("%s, process %d, %s\n", host, os.Getpid(), rand.Text()))
}

// acquireAs waits until no publisher but the holder works on the bucket. Processes
// with the same holder have the lock together.
func (b *bucket) acquireAs(holder string) (*lock, error) {
	l := newLock(b, holder)
	for {
		err := l.sign(true)
		held := false
		if taken(err) {
			held, err = l.outwait()
			if !held && err == nil {
				continue
			}
		}
		if held && err == nil {
			err = l.sign(false)
		}
		if err != nil {
			return nil, err
		}
		l.keeper.Go(l.keep)
		return l, nil
	}
}

// taken reports whether another publisher has created the object, or is
// creating it at the same time, for which AWS has another answer.
func taken(err error) bool {
	var answer smithy.APIError
	conflict := errors.As(err, &answer) && answer.ErrorCode() == "ConditionalRequestConflict"
	return conflict || gcerrors.Code(err) == gcerrors.FailedPrecondition
}

func newLock(b *bucket, holder string) *lock {
	ctx, lose := context.WithCancelCause(b.ctx)
	return &lock{bucket: b.with(ctx), outer: b, lose: lose, holder: holder}
}

// sign writes the lock, each time another text. If it is free, it must not exist.
func (l *lock) sign(free bool) error {
	options := private
	options.IfNotExist = free
	return l.WriteAll(l.ctx, lockName, []byte(l.holder+rand.Text()), &options)
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
// written again for a lease. It returns at once if the lock is ours: the answer to the
// request that wrote it may have been lost.
func (l *lock) outwait() (ours bool, err error) {
	var seen string
	var since time.Time
	for {
		text, err := l.readLock()
		if ours = strings.HasPrefix(text, l.holder); err != nil || text == "" || ours {
			return ours, err
		}
		if seen == "" {
			l.tell("waiting for another publisher: " + strings.Split(text, "\n")[0])
		}
		if text != seen {
			seen, since = text, time.Now()
		}
		if time.Since(since) > l.lease {
			return false, l.remove(lockName)
		}
		if err := l.pause(l.lease / 60); err != nil {
			return false, err
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

// leave stops writing the lock, which stays for others of the same holder.
func (l *lock) leave() error {
	l.lose(nil)
	l.keeper.Wait()
	if cause := context.Cause(l.ctx); errors.Is(cause, deploy.ErrOther) {
		return cause
	}
	return nil
}

// release removes the lock, also after an interruption.
func (l *lock) release() error {
	if err := l.leave(); err != nil {
		return err
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
