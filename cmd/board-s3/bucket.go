package main

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
	"golang.org/x/sync/errgroup"
)

// A bucket is where readers find the board, for the time of one upload.
type bucket struct {
	*blob.Bucket
	ctx    context.Context
	plain  bool // nothing is compressed
	secure bool // readers come by https
	lease  time.Duration
	told   deliver.Progress
}

func openBucket(ctx context.Context, address string) (*bucket, error) {
	store, err := blob.OpenBucket(ctx, address)
	return &bucket{Bucket: store, ctx: ctx, lease: lease}, err
}

// with is the same bucket, whose requests end with another context.
func (b bucket) with(ctx context.Context) *bucket {
	b.ctx = ctx
	return &b
}

// concurrent is how many requests run at the same time. Each of them mostly
// waits.
const concurrent = 16

// carryOut does the steps of a plan in their order; those that need no
// order at the same time.
func (b *bucket) carryOut(site fs.FS, steps []deliver.Step) error {
	for together := range deliver.Together(steps) {
		requests, ctx := errgroup.WithContext(b.ctx)
		requests.SetLimit(concurrent)
		for _, s := range together {
			requests.Go(func() error { return b.with(ctx).step(site, s) })
		}
		if err := requests.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bucket) step(site fs.FS, s deliver.Step) error {
	switch s.Kind {
	case deliver.Add, deliver.Change:
		return b.put(site, s)
	case deliver.Clear, deliver.Remove:
		return b.remove(s.Name)
	}
	return nil
}

// put writes a file, which is made again so that nobody has to keep all of
// them until they go up.
func (b *bucket) put(site fs.FS, s deliver.Step) error {
	content, err := fs.ReadFile(site, s.Name)
	if err != nil {
		return err
	}
	o := b.object(s.Name, content)
	if o.hash != s.New.Hash {
		return fmt.Errorf("%s: wanted the file as it was a moment ago, found another: the posts were changed meanwhile: run again", s.Name)
	}
	if s.Old == (deliver.Entry{}) {
		return b.writeNew(o)
	}
	return b.write(o)
}

// writeNew writes where no upload has put anything, unless there is
// somebody else's.
func (b *bucket) writeNew(o *object) error {
	o.options.IfNotExist = true
	err := b.write(o)
	if gcerrors.Code(err) != gcerrors.FailedPrecondition {
		return err
	}
	_, ours, err := b.marked(o.name)
	if err != nil {
		return err
	}
	if !ours {
		return fmt.Errorf("%s: wanted a free name or an object of an earlier upload, found somebody else's: move it away", o.name)
	}
	o.options.IfNotExist = false
	return b.write(o)
}

func (b *bucket) write(o *object) error {
	content := o.pack()
	return b.WriteAll(b.ctx, o.name, content, &o.options)
}

// remove removes an object that may be gone already.
func (b *bucket) remove(name string) error {
	err := b.Delete(b.ctx, name)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return err
}
