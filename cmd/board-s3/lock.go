package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go"
	"github.com/boardview/board/examples/internal/deliver"
	"gocloud.dev/gcerrors"
)

// A lock is an object that only one publisher can make. While it works it
// writes the lock again and again. One that was killed does so no more, and
// after a lease without a sign of life the next one takes the lock away:
// nobody compares clocks. One that only slept finds out, and stops; whatever
// it does until then is in the log.
type lock struct {
	*bucket // its requests end when the lock is lost
	outer   *bucket
	holder  string
	signs   int
	lose    context.CancelCauseFunc
	keeper  sync.WaitGroup
}

const (
	lockName = deliver.Folder + "/lock"
	lease    = time.Minute
)

// acquire waits until nobody else is at work.
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

// taken reports whether somebody else has made the object, or is just doing
// that: AWS has an answer of its own to that.
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

// sign writes the lock.
func (l *lock) sign(first bool) error {
	l.signs++
	options := private
	options.IfNotExist = first
	return l.WriteAll(l.ctx, lockName, fmt.Append(nil, l.holder, l.signs), &options)
}

// held reports whether the lock is ours.
func (l *lock) held() (bool, error) {
	text, err := l.readLock()
	return strings.HasPrefix(text, l.holder), err
}

// readLock gives the empty text if there is no lock.
func (b *bucket) readLock() (string, error) {
	text, err := b.ReadAll(b.ctx, lockName)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return "", nil
	}
	return string(text), err
}

// outwait waits until another's lock is given back or shows no sign of life.
// Our own may be there, too, if the answer to its writing was lost.
func (l *lock) outwait() error {
	var seen string
	var since time.Time
	for {
		text, err := l.readLock()
		if err != nil || text == "" {
			return err
		}
		if seen == "" {
			log.Print("waiting for another publisher: ", strings.Split(text, "\n")[0])
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

func (b *bucket) pause(d time.Duration) error {
	select {
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	case <-time.After(d):
		return nil
	}
}

// keep gives signs of life until the end, or until the lock is another's.
func (l *lock) keep() {
	for l.pause(l.lease/4) == nil {
		held, err := l.held()
		if err == nil && !held {
			l.lose(deliver.ErrOther)
		} else if err == nil {
			l.sign(false) // if that fails there is time for more
		}
	}
}

// release gives the lock back, also after an interruption.
func (l *lock) release() error {
	l.lose(nil)
	l.keeper.Wait()
	if cause := context.Cause(l.ctx); errors.Is(cause, deliver.ErrOther) {
		return cause
	}
	l.bucket = l.outer.with(context.WithoutCancel(l.outer.ctx))
	held, err := l.held()
	if err == nil && !held {
		err = deliver.ErrOther
	}
	if err != nil {
		return err
	}
	return l.remove(lockName)
}
