package cli

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
)

// A Deployment publishes a directory of posts to a target. Its fields are
// the options that all targets have.
type Deployment struct {
	postdir.Options
	Plain   bool // without compression
	DryRun  bool
	watches bool
	verbose bool
}

// Flags defines the flags of a deployment.
func (d *Deployment) Flags(flags *flag.FlagSet) {
	BoardFlags(flags, &d.Options)
	SizesFlags(flags, &d.Options)
	flags.BoolVar(&d.DryRun, "n", false, "change nothing, print what would change")
	flags.BoolVar(&d.watches, "watch", false, "go on: publish again when a file changes, and when a post appears, expires or is withdrawn")
	flags.BoolVar(&d.verbose, "v", false, "print the name of each file that changes")
}

// Watches reports whether the deployment goes on for ever.
func (d *Deployment) Watches() bool { return d.watches }

// A Deploy publishes a site to a target, and returns the plan that it has carried out.
type Deploy func(site *postdir.Site) (*deploy.Plan, error)

// Run publishes the posts, calls deploy with the site, and prints the plan. With
// -watch it goes on, for ever, and a failure is a warning.
func (d *Deployment) Run(out *Printer, deploy Deploy) error {
	debug.SetGCPercent(50) // a large board is hundreds of megabytes, and as much garbage beside it serves nobody
	if d.watches && (d.DryRun || !d.Now.IsZero()) {
		return UsageError{errors.New("wanted -watch without -n and -now, found them together")}
	}
	if !d.watches {
		_, err := d.run(out, deploy)
		return err
	}
	for watch := postdir.NewWatch(d.Posts); ; watch.Wait() {
		watch.Begin()
		next, err := d.run(out, deploy)
		if err != nil {
			out.Warn(err)
		}
		watch.End(next, err)
	}
}

func (d *Deployment) run(out *Printer, deploy Deploy) (next time.Time, err error) {
	d.Progress, d.Found = out.Progress, out.Findings
	err = d.Deploy(func(site *postdir.Site) error {
		plan, err := deploy(site)
		if err != nil {
			return err
		}
		site.Check(plan.Made())
		d.print(out, plan, site.Posts)
		why := ""
		if next, why = nextOf(site); !next.IsZero() {
			at := next.Format(time.RFC3339)
			out.Print("publish again at "+at+": then "+why, nextEvent{"next", at})
		}
		return nil
	})
	return next, err
}

// nextOf returns when a site has to be published again, and why then.
func nextOf(site *postdir.Site) (next time.Time, why string) {
	if renews := site.Renews; !renews.IsZero() && (site.Next.IsZero() || renews.Before(site.Next)) {
		return renews, "the signature has to be renewed"
	}
	return site.Next, "a post appears, expires or is withdrawn"
}

// A nextEvent is the moment at which the board changes by itself, as JSON.
type nextEvent struct {
	Type string `json:"type"` // "next"
	At   string `json:"at"`   // RFC 3339
}

// A goneEvent names a post that has no page any more, as JSON.
type goneEvent struct {
	Type string `json:"type"` // "gone"
	Post string `json:"post"` // its ID
}

// A changeEvent is the change of a file, as JSON.
type changeEvent struct {
	Type   string `json:"type"`   // "change"
	Change string `json:"change"` // "+" added, "~" changed, "-" removed
	File   string `json:"file"`
}

// A publishedEvent is the result of a deployment, as JSON.
type publishedEvent struct {
	Type      string `json:"type"` // "published"
	Posts     int    `json:"posts"`
	Added     int    `json:"added"` // files, as the following
	Changed   int    `json:"changed"`
	Removed   int    `json:"removed"`
	Unchanged int    `json:"unchanged"`
}

func (d *Deployment) print(out *Printer, plan *deploy.Plan, posts int) {
	out.Findings(Skipped(d.Posts, plan.Skipped))
	for _, id := range plan.Gone() {
		out.warn(fmt.Sprintf("posts/%s: this address is gone; if the post has another ID now, write ALIAS %[1]s into it to keep the address", id), goneEvent{"gone", id})
	}
	if d.verbose {
		for line := range strings.Lines(plan.Names()) {
			line = strings.TrimSuffix(line, "\n")
			out.Print(line, changeEvent{"change", line[:1], line[2:]})
		}
	}
	if plan.Remade > plan.Unchanged/2 {
		out.Note(fmt.Sprintf("this is another version of the program, or a setting has changed: %d files were made again and came out the same", plan.Remade))
	}
	added, changed, removed := plan.Count()
	out.Print(plan.String(), publishedEvent{"published", posts, added, changed, removed, plan.Unchanged})
}

// Skipped makes findings of files that a target does not get.
func Skipped(posts string, files []deploy.Skipped) (list board.ErrorList) {
	for _, f := range files {
		list = append(list, &board.Error{
			File: filepath.Join(posts, f.Name), Line: 1, Col: 1, Kind: board.FileError,
			Msg: f.Why.Error() + ": the file was not published", Err: f.Why,
		})
	}
	return list
}
