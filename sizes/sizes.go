// Package sizes makes smaller copies of the pictures of a board, so that a page
// loads no more than it shows. Programs set it as board.Renderer.Sizes. It is a
// separate module, so that programs that use the library without it do not depend
// on decoders of pictures. It knows nothing of boards.
//
//	r := &board.Renderer{Sizes: sizes.Maker{Cache: "cache"}.Make}
//	site, err := r.Publish(b)
package sizes

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/lazyfs"
)

// A Maker makes copies and keeps them.
type Maker struct {
	// Cache is the directory in which the copies are kept from run to run; empty
	// means boardview/sizes in the user's cache. It is made if it does not exist.
	// Whoever can write to it decides what is published. What has not been used for
	// 90 days is removed.
	Cache string

	// Progress, if not nil, is called before each picture, by one goroutine at a
	// time.
	Progress func(done, all int)
}

// Make returns the copies of the pictures in a file system: those of a.jpg are the
// files of a folder that is called a.jpg. The extension of a copy is .jpg or .png,
// and its name is different if its bytes are. A picture has none if it is no JPEG,
// PNG or WebP, if it moves, or if no copy would be much smaller in bytes.
//
// It decodes as many pictures at the same time as there are processors, and large
// ones one after the other. The error is a [board.ErrorList] of pictures that
// cannot be decoded or are too large for that, or says that the cache fails.
func (m Maker) Make(pictures fs.FS) (copies fs.FS, err error) {
	if m.Cache == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("wanted a directory for the cache of pictures, found neither one that is given nor the user's: %w", err)
		}
		m.Cache = filepath.Join(cache, "boardview", "sizes")
	}
	if err := os.MkdirAll(m.Cache, 0o700); err != nil {
		return nil, err
	}
	r := &run{Maker: m, pictures: pictures, copies: make(lazyfs.Dir)}
	err = fs.WalkDir(pictures, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			r.names = append(r.names, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(r.work)
	}
	workers.Wait()
	m.prune()
	switch {
	case r.err != nil:
		return nil, r.err
	case len(r.findings) > 0:
		err = r.findings
	}
	return &lazyfs.Tree{Root: r.copies}, err
}

// A run is what the workers of one Make share.
type run struct {
	Maker
	pictures fs.FS
	names    []string

	mu       sync.Mutex
	begun    int // how many of them
	copies   lazyfs.Dir
	findings board.ErrorList
	err      error // the first
}

func (r *run) work() {
	for {
		name, ok := r.next()
		if !ok {
			return
		}
		r.done(name, r.picture(name))
	}
}

func (r *run) next() (name string, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil || r.begun == len(r.names) {
		return "", false
	}
	if r.Progress != nil {
		r.Progress(r.begun, len(r.names))
	}
	r.begun++
	return r.names[r.begun-1], true
}

func (r *run) done(name string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if bad, ok := errors.AsType[refusal](err); ok {
		r.findings = append(r.findings, &board.Error{
			File: name, Line: 1, Col: 1, Kind: board.LeftOut, Err: bad,
			Msg: fmt.Sprintf("wanted a picture of which smaller copies can be made, found %v: readers load it as it is; save it again in a smaller size", bad),
		})
	} else if err != nil && r.err == nil {
		r.err = err
	}
}

// picture makes the copies of a picture, unless the cache has them.
func (r *run) picture(name string) error {
	source, err := fs.ReadFile(r.pictures, name)
	if err != nil {
		return nil // whoever publishes the picture reads it, too, and knows what to do
	}
	key := keyOf(source)
	dir := filepath.Join(r.Cache, key)
	if os.Chtimes(dir, time.Time{}, time.Now()) != nil {
		made, err := shrink(source)
		if err == nil {
			err = write(dir, made)
		}
		if err != nil {
			return err
		}
	}
	return r.take(name, key)
}

// keyOf is the folder of a picture in the cache.
func keyOf(source []byte) string {
	h := sha256.New()
	fmt.Fprintln(h, version)
	h.Write(source)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// take adds the copies that the cache has of a picture.
func (r *run) take(name, key string) error {
	cache := os.DirFS(r.Cache)
	entries, err := fs.ReadDir(cache, key)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, entry := range entries {
		r.copies.Add(name+"/"+entry.Name(), lazyfs.Copy{From: cache, Name: key + "/" + entry.Name()})
	}
	return nil
}

// unfinished begins the names of folders whose copies are being written.
const unfinished = "unfinished-"

// write makes a folder of copies, whole or not at all. Another program may do the
// same at the same time.
func write(dir string, copies []smaller) error {
	made, err := os.MkdirTemp(filepath.Dir(dir), unfinished)
	if err != nil {
		return err
	}
	defer os.RemoveAll(made)
	for _, c := range copies {
		sum := sha256.Sum256(c.content)
		name := fmt.Sprintf("%s.%d%s", hex.EncodeToString(sum[:6]), c.width, c.ext)
		if err := os.WriteFile(filepath.Join(made, name), c.content, 0o600); err != nil {
			return err
		}
	}
	if err := os.Rename(made, dir); err != nil {
		if _, there := os.Stat(dir); there != nil {
			return err
		}
	}
	return nil
}

// keyRE matches what this package puts into a cache: another file of a directory
// that is given by mistake stays.
var keyRE = regexp.MustCompile(`^([0-9a-f]{32}|` + unfinished + `[0-9]+)$`)

// kept is how long copies are kept that nobody has used.
const kept = 90 * 24 * time.Hour

// prune removes what has not been used for long. It leaves what it cannot remove.
func (m Maker) prune() {
	entries, _ := os.ReadDir(m.Cache)
	for _, entry := range entries {
		ours := keyRE.MatchString(entry.Name()) && entry.IsDir()
		if info, err := entry.Info(); ours && err == nil && time.Since(info.ModTime()) > kept {
			os.RemoveAll(filepath.Join(m.Cache, entry.Name()))
		}
	}
}
