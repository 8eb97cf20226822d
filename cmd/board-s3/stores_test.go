package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
	_ "gocloud.dev/blob/memblob"
	"gocloud.dev/gcerrors"
)

// on runs a test on each kind of store, and in a directory.
func on(t *testing.T, test func(t *testing.T, b *bucket)) {
	onStores(t, test)
	t.Run("directory", func(t *testing.T) { test(t, open(t, "file://"+t.TempDir()+"?no_tmp_dir=true")) })
}

// onStores runs a test on each kind of store that has conditional writes.
func onStores(t *testing.T, test func(t *testing.T, b *bucket)) {
	t.Run("memory", func(t *testing.T) { test(t, open(t, "mem://")) })
	t.Run("s3", func(t *testing.T) {
		_, address := s3(t)
		test(t, open(t, address))
	})
}

func open(t *testing.T, address string) *bucket {
	t.Helper()
	b, err := openBucket(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func mustPublish(t *testing.T, b *bucket, site fs.FS) *deploy.Plan {
	t.Helper()
	plan, err := b.publish(site, deploytest.Now)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// A stored object is what readers get, decompressed.
type stored struct{ content, mediaType, caching, encoding string }

// A viewer lists a bucket repeatedly, and reads the objects that have changed
// since the last time.
type viewer struct {
	b    *bucket
	sums map[string][]byte
	seen map[string]stored
}

func view(b *bucket) *viewer {
	return &viewer{b, make(map[string][]byte), make(map[string]stored)}
}

func (v *viewer) look(t *testing.T) map[string]stored {
	t.Helper()
	gone := maps.Clone(v.seen)
	objects := v.b.List(nil)
	for {
		o, err := objects.Next(v.b.ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(o.Key, deploy.Folder) || strings.Contains(o.Key, ".sgwtmp.") { // versitygw is still receiving it
			continue
		}
		delete(gone, o.Key)
		if sum, known := v.sums[o.Key]; !known || !bytes.Equal(o.MD5, sum) {
			v.read(t, o.Key)
			v.sums[o.Key] = o.MD5
		}
	}
	for name := range gone {
		delete(v.seen, name)
		delete(v.sums, name)
	}
	return v.seen
}

// read reads an object, which may have been removed meanwhile.
func (v *viewer) read(t *testing.T, name string) {
	t.Helper()
	content, err1 := v.b.ReadAll(v.b.ctx, name)
	a, err2 := v.b.Attributes(v.b.ctx, name)
	err := cmp.Or(err1, err2)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	v.seen[name] = stored{unpack(t, a.ContentEncoding, content), a.ContentType, a.CacheControl, a.ContentEncoding}
}

func unpack(t *testing.T, encoding string, packed []byte) string {
	t.Helper()
	var r io.Reader = bytes.NewReader(packed)
	var err error
	switch encoding {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "br":
		r = brotli.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// files returns the contents by name.
func (v *viewer) files(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for name, o := range v.look(t) {
		all[name] = o.content
	}
	return all
}

// check checks that a bucket and its log hold a board.
func check(t *testing.T, b *bucket, site fs.FS) {
	t.Helper()
	got := maps.Clone(view(b).look(t))
	for name, content := range deploytest.Files(t, site) {
		o := b.object(name, []byte(content))
		o.pack()
		if want := (stored{content, o.options.ContentType, o.options.CacheControl, o.options.ContentEncoding}); got[name] != want {
			t.Errorf("%s: got %.200q, want %.200q", name, got[name], want)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("these should not be there: %q", slices.Sorted(maps.Keys(got)))
	}
	if _, plan, err := b.plan(site, deploytest.Now); err != nil || len(plan.Steps) > 0 {
		t.Errorf("got %v, %v; want nothing to do", plan.Names(), err)
	}
	if locked, err := b.Exists(b.ctx, lockName); locked || err != nil {
		t.Errorf("the bucket is still locked (%v)", err)
	}
}

// short is a lease for tests in which another publisher is dead.
const short = 200 * time.Millisecond
