// Package directory publishes a board to a directory that a web server serves.
// board publish calls it. It writes only what has changed, in the order of a
// [deploy.Plan]. It does not know where the board comes from.
package directory

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board/cmd/internal/compressed"
	"github.com/boardview/board/internal/app/deploy"
)

// Options say how a board is published.
type Options struct {
	Now      time.Time // zero means the current time
	Plain    bool      // without compressed copies
	Progress deploy.Progress

	// Sign, if not nil, returns the files that sign the files with these names.
	// hashes holds the SHA-256 of each file that has changed.
	Sign func(names []string, hashes map[string][sha256.Size]byte) (fs.FS, error)
}

func (o Options) now() time.Time {
	if o.Now.IsZero() {
		return time.Now()
	}
	return o.Now
}

// Publish makes a directory hold a board, and returns what that changed.
//
// Everything that can fail happens first: files are made, compared with those
// of the directory, and written to a staging folder if they differ. Then each
// file is renamed to its place, in the order of the plan. A reader always
// finds whole files and no dead link. After an interruption nothing is lost,
// and the next call continues.
func Publish(site fs.FS, dir string, o Options) (*deploy.Plan, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, unchanged(err)
	}
	d, err := openDisk(dir)
	if err != nil {
		return nil, unchanged(err)
	}
	return publishOn(d, site, dir, o)
}

// publishOn publishes to a disk, and closes it.
func publishOn(d disk, site fs.FS, dir string, o Options) (plan *deploy.Plan, err error) {
	t, err := open(d, dir)
	if err != nil {
		return nil, unchanged(errors.Join(err, d.Close()))
	}
	defer func() { err = errors.Join(err, t.close()) }()
	if err := t.prepare(); err != nil {
		return nil, unchanged(err)
	}
	if plan, err = t.plan(site, o); err != nil {
		return nil, unchanged(err)
	}
	if len(plan.Steps) == 0 {
		return plan, nil
	}
	if err := cmp.Or(t.checkForeign(plan), t.flush()); err != nil {
		return nil, unchanged(err)
	}
	return plan, t.follow(plan, o.Progress)
}

func unchanged(err error) error { return fmt.Errorf("%w (nothing was changed)", err) }

// batch is how many steps are carried out between two segments of the log: of few,
// the disk is waited for too often, and of many, all are in memory.
const batch = 20_000

// follow carries out a plan.
func (t *target) follow(plan *deploy.Plan, progress deploy.Progress) error {
	begun := false
	err := t.log.Follow(plan, batch, func(steps []deploy.Step) error {
		begun = true
		return t.commit(steps, progress)
	})
	switch {
	case err == nil || errors.Is(err, deploy.ErrOther):
		return err
	case begun:
		return fmt.Errorf("%w (interrupted, no file is damaged: publish again to complete it)", err)
	}
	return unchanged(err)
}

// Compare returns what Publish would change, and changes nothing.
func Compare(site fs.FS, dir string, o Options) (*deploy.Plan, error) {
	d, err := openDisk(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return (&target{log: new(deploy.Log)}).plan(site, o)
	}
	if err != nil {
		return nil, err
	}
	defer d.Close()
	t, err := open(d, dir)
	if err != nil {
		return nil, err
	}
	return t.plan(site, o)
}

// plan makes all files, and stages those that the directory does not have.
func (t *target) plan(site fs.FS, o Options) (*deploy.Plan, error) {
	foldsCase, err := t.foldsCase()
	if err != nil {
		return nil, err
	}
	p := &preparation{target: t, plain: o.Plain, touched: make(deploy.Contents)}
	if o.Sign != nil {
		p.hashes = make(map[string][sha256.Size]byte)
	}
	to := deploy.Target{
		FoldsCase: foldsCase, Have: t.log.Contents, Settings: fmt.Sprint(o.Plain), Holds: p.still, Entry: p.file,
	}
	want, skipped, err := deploy.Prepare(site, o.Progress, to)
	if err == nil && o.Sign != nil {
		err = p.sign(want, to, o)
	}
	if err != nil {
		return nil, err
	}
	maps.Copy(t.log.Contents, p.touched)
	return deploy.NewPlan(t.log.Contents, want, skipped, o.now()), nil
}

// A preparation compares files with those of a directory.
type preparation struct {
	*target
	plain bool

	mu      sync.Mutex
	touched deploy.Contents              // files that another program changed or removed
	hashes  map[string][sha256.Size]byte // nil if nobody signs
}

// sign adds the files that sign the others.
func (p *preparation) sign(want deploy.Contents, to deploy.Target, o Options) error {
	own, err := o.Sign(slices.Collect(maps.Keys(want)), p.hashes)
	if err != nil {
		return err
	}
	signature, _, err := deploy.Prepare(own, nil, to)
	maps.Copy(want, signature)
	return err
}

// file stages a file unless the directory has it, and returns its entry.
func (p *preparation) file(name string, content []byte) (e deploy.Entry, err error) {
	if p.hashes != nil {
		p.note(name, content)
	}
	e = deploy.Entry{State: deploy.Sure, Hash: p.hash(content)}
	if old := p.log.Contents[name]; old.State == deploy.Sure && old.Hash == e.Hash {
		if old.Size = int64(len(content)); p.still(name, old) {
			e.Copies, e.Left = old.Copies, old.Left
			return e, nil
		}
	}
	e.Copies, err = p.stageAll(name, content)
	return e, err
}

// still reports whether the directory has a file as the log says. If not, the file
// is known to be another one.
func (p *preparation) still(name string, e deploy.Entry) bool {
	if p.holds(name, e) {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	e.State = deploy.Changing
	p.touched[name] = e
	return false
}

func (p *preparation) note(name string, content []byte) {
	h := sha256.Sum256(content)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hashes[name] = h
}

// hash hashes a content so that a file with copies differs from one without.
func (p *preparation) hash(content []byte) deploy.Hash {
	if p.plain {
		return deploy.HashOf(content, nil)
	}
	return deploy.HashOf(content)
}

// stageAll stages a file and its compressed copies, and returns the suffixes
// of the copies.
func (p *preparation) stageAll(name string, content []byte) (suffixes string, err error) {
	if err := p.stage(name, content); err != nil {
		return "", err
	}
	if p.plain {
		return "", nil
	}
	var all []string
	for _, c := range compressed.Copies(name, content) {
		if err := p.stage(name+c.Suffix, c.Content); err != nil {
			return "", err
		}
		all = append(all, c.Suffix)
	}
	return strings.Join(all, ","), nil
}
