package main

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// A bucket is a store during one upload.
type bucket struct {
	*blob.Bucket
	ctx      context.Context
	plain    bool // without compression
	secure   bool // readers use https
	lease    time.Duration
	progress deploy.Progress
	note     func(text string) // may be nil
}

// lease is how long another publisher may be silent before it is taken for
// dead. Tests shorten it.
var lease = time.Minute

func openBucket(ctx context.Context, address string) (*bucket, error) {
	store, err := blob.OpenBucket(ctx, address)
	return &bucket{Bucket: store, ctx: ctx, lease: lease}, err
}

// with returns the same bucket with another context for its requests.
func (b bucket) with(ctx context.Context) *bucket {
	b.ctx = ctx
	return &b
}

// concurrent is how many requests run at the same time. Each spends most of
// its time waiting.
const concurrent = 16

// remove removes an object if it still exists.
func (b *bucket) remove(name string) error {
	err := b.Delete(b.ctx, name)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return err
}

// each calls do with the names of objects. It leaves out the log's folder
// unless prefix asks for it.
func (b *bucket) each(prefix string, do func(name string)) error {
	return b.eachObject(prefix, func(o *blob.ListObject) {
		if prefix != "" || !strings.HasPrefix(o.Key, deploy.Folder+"/") {
			do(o.Key)
		}
	})
}

func (b *bucket) eachObject(prefix string, do func(o *blob.ListObject)) error {
	objects := b.List(&blob.ListOptions{Prefix: prefix})
	for {
		o, err := objects.Next(b.ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		do(o)
	}
}

func (b *bucket) tell(text string) {
	if b.note != nil {
		b.note(text)
	}
}

// pause waits, or returns the cause if the context ends.
func (b *bucket) pause(d time.Duration) error {
	select {
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	case <-time.After(d):
		return nil
	}
}
