package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board/compressed"
	"github.com/boardview/board/examples/internal/deliver"
)

// A delivery is how a board gets into a directory.
type delivery struct {
	now   time.Time
	plain bool // without compressed copies
	told  deliver.Progress
}

// export makes a directory hold a board and says what that changes. All
// that can fail happens first: files are made, compared with what is there,
// and where they differ written aside. Only then they take their places,
// one after the other, each at once and in the order of a plan. A reader in
// the middle of it finds whole files and no link that leads nowhere; if it
// is interrupted, all that was there is there, and the next export goes on.
func (how delivery) export(site fs.FS, dir string) (plan *deliver.Plan, err error) {
	d, err := openDirectory(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	want, skipped, err := d.prepare(site, how)
	if err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	plan = deliver.NewPlan(d.log.Contents, want, skipped, how.now)
	if len(plan.Steps) == 0 {
		return plan, nil
	}
	if err := errors.Join(d.foreign(plan), flushAll(d.root)); err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	return plan, d.log.Follow(plan, math.MaxInt, func(steps []deliver.Step) error { return d.commit(steps, how.told) })
}

// prepare makes all files and stages those that are not there already.
func (d *directory) prepare(site fs.FS, how delivery) (deliver.Contents, []deliver.Skipped, error) {
	p := &preparation{directory: d, delivery: how, touched: make(deliver.Contents)}
	want, skipped, err := deliver.Prepare(site, d.foldsCase(), how.told, p.file)
	maps.Copy(d.log.Contents, p.touched)
	return want, skipped, err
}

// A preparation compares files with those of a directory.
type preparation struct {
	*directory
	delivery

	mu      sync.Mutex
	touched deliver.Contents // what somebody changed
}

// file stages a file unless the directory has it.
func (p *preparation) file(name string, content []byte) (e deliver.Entry, err error) {
	e = deliver.Entry{State: deliver.Sure, Hash: p.hash(content)}
	if old := p.log.Contents[name]; old.State == deliver.Sure && old.Hash == e.Hash {
		if p.holds(name, old, len(content)) {
			return old, nil
		}
		p.touch(name, old)
	}
	e.Copies, err = p.stageAll(name, content)
	return e, err
}

func (p *preparation) touch(name string, e deliver.Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e.State = deliver.Changing
	p.touched[name] = e
}

// hash tells a file with its copies from one without.
func (how delivery) hash(content []byte) deliver.Hash {
	if how.plain {
		return deliver.HashOf(content, nil)
	}
	return deliver.HashOf(content)
}

// stageAll stages a file and its compressed copies, and gives their
// suffixes.
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
