package main

import (
	"errors"
	"sync"

	"github.com/boardview/board/internal/app/deploy"
	"golang.org/x/sync/errgroup"
)

// look finds our objects in a bucket without a log: it is new, or has lost
// its log. That takes a request for each object, but saves uploading them.
func (b *bucket) look() (deploy.Contents, error) {
	var mu sync.Mutex
	found := make(deploy.Contents)
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
