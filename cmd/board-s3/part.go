package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
)

// A part is what one of several processes publishes.
type part struct {
	share deploy.Share
	round string
}

func (p *part) flags(flags *flag.FlagSet) {
	flags.Func("part", "publish only the `i/n`-th of n shares of the files, beside processes with the other shares, from 0/n to (n-1)/n; the last to end publishes what refers to files of all", func(s string) (err error) {
		p.share, err = deploy.ParseShare(s)
		return err
	})
	flags.StringVar(&p.round, "round", "", "the `name` that all parts of one publication have, and no other publication, such as the UID of a Kubernetes Job")
}

func (p *part) wanted() bool { return p.share.Of > 0 || p.round != "" }

// run publishes the part, at the moment of the first one if none was given.
func (p part) run(d *cli.Deployment, b *bucket, now time.Time, out *cli.Printer) error {
	if err := p.check(d); err != nil {
		return err
	}
	r := &round{b, p.round, p.share}
	ended, err := r.ended()
	if err != nil {
		return err
	}
	if ended {
		r.tell("the round " + r.name + " is published already")
		return nil
	}
	if d.Now, err = r.start(now, !d.Now.IsZero()); err != nil {
		return err
	}
	missing, err := r.missing()
	if err != nil {
		return err
	}
	if len(missing) > 0 && !slices.Contains(missing, r.share.Index) {
		r.tellMissing(missing)
		return nil
	}
	return d.Run(out, func(site *postdir.Site) (*deploy.Plan, error) {
		b.secure = strings.HasPrefix(site.URL, "https:")
		return r.publish(site, d.Now)
	})
}

func (p part) check(d *cli.Deployment) error {
	switch {
	case p.share.Of == 0 || p.round == "" || strings.ContainsFunc(p.round, notInRound):
		return cli.UsageError{Err: fmt.Errorf("wanted -part with -round, a name of letters, digits, - and _ that all parts of this publication have and no other one, found -round %q", p.round)}
	case d.DryRun || d.Watches():
		return cli.UsageError{Err: errors.New("wanted -part without -n and -watch, found them together")}
	}
	return nil
}

// notInRound reports whether a character is not allowed in the name of a round, which
// is a folder and the first word of a line.
func notInRound(c rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", c)
}

// publish does the share of a process, and the rest of the board if all other shares
// are done. It returns the plan that it carried out.
func (r *round) publish(site fs.FS, now time.Time) (*deploy.Plan, error) {
	plan, err := r.publishShare(site, now)
	if err != nil {
		return nil, err
	}
	if err := r.done(); err != nil {
		return nil, err
	}
	missing, err := r.missing()
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		r.tellMissing(missing)
		return plan, nil
	}
	return r.publishRest(site, now, plan)
}

func (r *round) tellMissing(parts []int) {
	r.tell(fmt.Sprintf("part %s is done; the newest pages, the feeds and the search stay as they were, and nothing is removed, until these parts are done, too: %s",
		r.share, strings.Trim(fmt.Sprint(parts), "[]")))
}

// publishRest publishes what the shares leave, and returns the whole plan of this
// process.
func (r *round) publishRest(site fs.FS, now time.Time, shares *deploy.Plan) (*deploy.Plan, error) {
	if err := r.overtaken(); err != nil {
		return nil, err
	}
	if err := r.unlock(); err != nil {
		return nil, err
	}
	plan, err := r.publishIf(r.overtaken, site, now)
	if err != nil {
		return nil, err
	}
	plan.Steps = slices.Concat(shares.Steps, plan.Steps)
	plan.Unchanged -= len(shares.Steps)
	return plan, r.end()
}

// publishShare publishes the files of the share, but for those that the last process
// publishes; see [deploy.Share].
func (r *round) publishShare(site fs.FS, now time.Time) (plan *deploy.Plan, err error) {
	early, searches, err := deploy.Early(site)
	if err != nil {
		return nil, err
	}
	names, skipped, err := deploy.Names(early, false)
	if err != nil {
		return nil, err
	}
	sources, err := deploy.Sources(early, names)
	if err != nil {
		return nil, err
	}
	if err := r.compare(sources + fmt.Sprintf("settings %x\n", deploy.HashOf([]byte(r.settings())))); err != nil {
		return nil, err
	}
	l, err := r.acquireAs(r.holder())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.leave()) }()
	if err := r.overtaken(); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return (&sharing{l, early, names, skipped, searches, now}).do(r.share)
}

// A sharing is a process while it publishes its share.
type sharing struct {
	*lock
	site     fs.FS // without the search index
	names    []string
	skipped  []deploy.Skipped
	searches bool // it has an index
	now      time.Time
}

// do adds the new files of the share. It then changes the others if the new files of
// all shares are there, to which they may refer; otherwise the last process does.
func (s *sharing) do(share deploy.Share) (*deploy.Plan, error) {
	written, plan, err := s.plan(share)
	if err != nil {
		return nil, err
	}
	adding, changing := plan.Split()
	plan.Steps = adding
	if err := s.follow(written, adding); err != nil || len(changing) == 0 {
		return plan, err
	}
	complete, err := s.addMissing()
	if err != nil || !complete {
		return plan, err
	}
	plan.Steps = slices.Concat(adding, changing)
	return plan, s.follow(written, changing)
}

// few is how many new files of other shares a process adds so that it need not leave
// its changes to the last one. When the program has changed, so have all pages, and the
// files of the widget are new.
const few = 1000

// addMissing adds the new files that other processes have not added yet, if they are
// few, and reports whether all are there. Whoever else adds them writes the same bytes.
func (s *sharing) addMissing() (complete bool, err error) {
	written, err := s.openShared()
	if err != nil {
		return false, err
	}
	missing := deploy.Missing(written.Contents, s.names)
	if len(missing) > few || slices.ContainsFunc(missing, deploy.IsTop) || s.searches && !deploy.HasLate(written.Contents) {
		return false, nil
	}
	want, skipped, err := deploy.PrepareFiles(s.site, missing, s.progress, s.target(written))
	if err != nil {
		return false, err
	}
	return true, s.follow(written, deploy.NewPlan(nil, want, skipped, s.now).Steps)
}

// plan plans what this process does with the files of its share.
func (s *sharing) plan(share deploy.Share) (*deploy.Log, *deploy.Plan, error) {
	written, err := s.openShared()
	if err != nil {
		return nil, nil, err
	}
	own := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool { return !share.Has(name) })
	want, removed, err := deploy.PrepareFiles(s.site, own, s.progress, s.target(written))
	if err != nil {
		return nil, nil, err
	}
	return written, deploy.NewSharePlan(written.Contents, want, s.names, slices.Concat(s.skipped, removed), s.now), nil
}

// follow carries out steps. It writes longer segments of the log than a process alone
// does, since all processes write some, and the last one reads them.
func (s *sharing) follow(written *deploy.Log, steps []deploy.Step) error {
	done := 0
	return written.FollowBeside(steps, max(batch, len(steps)/50), func(some []deploy.Step) error {
		s.progress.Report("uploaded", done, len(steps))
		done += len(some)
		return s.carryOut(s.site, some)
	})
}

// openShared reads the log. A log that is lost must be found again by one process.
func (s *sharing) openShared() (*deploy.Log, error) {
	written, err := deploy.OpenLog(s.lock)
	if err != nil || !written.None() {
		return written, err
	}
	found, err := s.look()
	if err != nil || len(found) == 0 {
		return written, err
	}
	if written, err = deploy.OpenLog(s.lock); err == nil && written.None() {
		err = errors.New("wanted the log of the bucket, found none, and files that were published here: run once without -part")
	}
	return written, err
}
