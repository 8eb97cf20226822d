package main

import (
	"fmt"
	"io/fs"

	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/gcerrors"
	"golang.org/x/sync/errgroup"
)

// carryOut carries out the steps of a plan in their order, and steps that
// need no order at the same time.
func (b *bucket) carryOut(site fs.FS, steps []deploy.Step) error {
	for together := range deploy.Together(steps) {
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

func (b *bucket) step(site fs.FS, s deploy.Step) error {
	switch s.Kind {
	case deploy.Add, deploy.Change:
		return b.put(site, s)
	case deploy.Clear, deploy.Remove:
		return b.remove(s.Name)
	}
	return nil
}

// put uploads a file. The file is made again, so that not all files have to
// be kept in memory between the plan and the upload.
func (b *bucket) put(site fs.FS, s deploy.Step) error {
	var uploading error
	err := deploy.Use(site, s.Name, func(content []byte) error {
		uploading = b.upload(s, content)
		return nil
	})
	if err != nil {
		return fmt.Errorf("%w: run again", err)
	}
	return uploading
}

func (b *bucket) upload(s deploy.Step, content []byte) error {
	o := b.object(s.Name, content)
	if o.hash != s.New.Hash {
		return fmt.Errorf("%s: wanted the file as it was planned, found another: posts were changed meanwhile: run again", s.Name)
	}
	if s.Old == (deploy.Entry{}) {
		return b.writeNew(o)
	}
	return b.write(o)
}

// writeNew uploads an object that is not in the log. It fails if the bucket
// has an object of this name that another program wrote.
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
		return fmt.Errorf("%s: wanted no object or one that was published here, found another: move it away", o.name)
	}
	o.options.IfNotExist = false
	return b.write(o)
}

func (b *bucket) write(o *object) error {
	content := o.pack()
	return b.WriteAll(b.ctx, o.name, content, &o.options)
}
