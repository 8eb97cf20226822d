package main

import (
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/boardview/board/examples/internal/deliver"
	"gocloud.dev/blob"
	"golang.org/x/sync/errgroup"
)

// look finds our objects in a bucket that has no log: it is new, or has
// lost it. That takes a request for each object, and none has to go up
// again.
func (b *bucket) look() (deliver.Contents, error) {
	var mu sync.Mutex
	found := make(deliver.Contents)
	requests, ctx := errgroup.WithContext(b.ctx)
	requests.SetLimit(concurrent)
	err := b.each("", func(name string) {
		requests.Go(func() error {
			e, ours, err := b.with(ctx).marked(name)
			mu.Lock()
			defer mu.Unlock()
			if ours {
				found[name] = e
			}
			return err
		})
	})
	return found, errors.Join(err, requests.Wait())
}

// each lists the names of objects, those of the log only by its prefix.
func (b *bucket) each(prefix string, do func(name string)) error {
	objects := b.List(&blob.ListOptions{Prefix: prefix})
	for {
		o, err := objects.Next(b.ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if prefix != "" || !strings.HasPrefix(o.Key, deliver.Folder+"/") {
			do(o.Key)
		}
	}
}

// marked is what an object says of itself, if it is one of ours.
func (b *bucket) marked(name string) (e deliver.Entry, ours bool, err error) {
	a, err := b.Attributes(b.ctx, name)
	if err != nil {
		return e, false, err
	}
	hash, err := hex.DecodeString(a.Metadata[mark])
	if err != nil || len(hash) != len(e.Hash) {
		return e, false, nil
	}
	e.State = deliver.Sure
	copy(e.Hash[:], hash)
	return e, true, nil
}
