package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"runtime"
	"slices"
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
	told  progress
}

// progress is told how much of a long work is done. It may be nil.
type progress func(what string, done, all int)

func (p progress) tell(what string, done, all int) {
	if p != nil {
		p(what, done, all)
	}
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
	names, err := list(site)
	if err != nil {
		return nil, err
	}
	if err := deliver.CheckNames(names, d.foldsCase()); err != nil {
		return nil, err
	}
	want, err := d.prepare(site, names, how)
	if err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	plan = deliver.NewPlan(d.log.Contents, want, how.now)
	if len(plan.Steps) == 0 {
		return plan, nil
	}
	if err := errors.Join(d.foreign(plan), flushAll(d.root)); err != nil {
		return nil, fmt.Errorf("%w (nothing was changed)", err)
	}
	return plan, d.log.Follow(plan, math.MaxInt, func(steps []deliver.Step) error { return d.commit(steps, how.told) })
}

// list gives the names of a tree's files, without the compressed copies that
// it brings along: we make our own of all files.
func list(site fs.FS) (names []string, err error) {
	err = fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	names = slices.DeleteFunc(names, func(name string) bool {
		ext := path.Ext(name)
		return (ext == ".br" || ext == ".gz") && slices.Contains(names, strings.TrimSuffix(name, ext))
	})
	return names, err
}

// prepare makes all files and stages those that are not there already.
func (d *directory) prepare(site fs.FS, names []string, how delivery) (deliver.Contents, error) {
	p := &preparation{directory: d, delivery: how, site: site, names: names, want: make(deliver.Contents)}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(p.work)
	}
	workers.Wait()
	return p.want, p.err
}

// A preparation is shared by those who work at it.
type preparation struct {
	*directory
	delivery
	site fs.FS

	mu    sync.Mutex
	names []string
	begun int // how many of them
	want  deliver.Contents
	err   error // the first
}

func (p *preparation) work() {
	for {
		name, ok := p.next()
		if !ok {
			return
		}
		content, err := fs.ReadFile(p.site, name)
		if err == nil {
			err = p.file(name, content)
		}
		p.failed(err)
	}
}

// next is the next name, in the order in which the tree lists them: files
// of one page are made together.
func (p *preparation) next() (name string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil || p.begun == len(p.names) {
		return "", false
	}
	p.begun++
	p.told.tell("made", p.begun, len(p.names))
	return p.names[p.begun-1], true
}

func (p *preparation) failed(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = err
	}
}

// file stages a file unless the directory has it.
func (p *preparation) file(name string, content []byte) error {
	e := deliver.Entry{State: deliver.Sure, Hash: p.hash(content)}
	old := p.known(name)
	same := old.State == deliver.Sure && old.Hash == e.Hash
	if same && p.holds(name, old, len(content)) {
		p.settle(name, old, old)
		return nil
	}
	if same { // but somebody has touched it
		old.State = deliver.Changing
	}
	var err error
	e.Copies, err = p.stageAll(name, content)
	if err != nil {
		return err
	}
	p.settle(name, old, e)
	return nil
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

func (p *preparation) known(name string) deliver.Entry {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.Contents[name]
}

func (p *preparation) settle(name string, old, wanted deliver.Entry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if old != (deliver.Entry{}) {
		p.log.Contents[name] = old
	}
	p.want[name] = wanted
}
