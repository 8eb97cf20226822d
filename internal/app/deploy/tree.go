package deploy

import (
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Tree is a board's files, or others, of which something may be known before they are
// made.
type Tree struct{ fs.FS }

// Fingerprint returns what identifies the content of a file, "" if that is not known; see
// [board.FingerprintFS].
func (t Tree) Fingerprint(name string) string {
	if files, ok := t.FS.(interface{ Fingerprint(name string) string }); ok {
		return files.Fingerprint(name)
	}
	return ""
}

// Place returns where a file stands in the order in which many files should be made, 0 if
// that is not known.
func (t Tree) Place(name string) int {
	if files, ok := t.FS.(interface{ Place(name string) int }); ok {
		return files.Place(name)
	}
	return 0
}

// each calls do with the numbers below n, several at the same time, until there is an
// error. It returns the first.
func each(n int, do func(i int) error) error {
	var workers sync.WaitGroup
	var begun atomic.Int64
	var failed atomic.Pointer[error]
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(begun.Add(1)) - 1; i < n && failed.Load() == nil; i = int(begun.Add(1)) - 1 {
				if err := do(i); err != nil {
					failed.CompareAndSwap(nil, &err)
				}
			}
		})
	}
	workers.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}
