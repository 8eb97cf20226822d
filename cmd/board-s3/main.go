// Command board-s3 publishes a directory of posts to an S3-compatible store,
// for readers who come through a CDN or directly. It is a command and a
// module of its own because it needs a cloud client, which board does not.
// Run it with --help for its flags, and see the README beside it for what a
// store must be told once.
package main

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/sizes"
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob"
)

func main() { os.Exit(command.Run(os.Args[1:], os.Stdout, os.Stderr)) }

var command = cli.Command{
	Name:  "board-s3",
	Args:  []string{"POSTS", "BUCKET"},
	Short: "Publish a directory of posts to an S3-compatible store.",
	Long: `
POSTS is the directory of posts, *.txt and *.md, with their pictures and
documents beside them. BUCKET is an address such as
's3://news?region=eu-central-1&prefix=news/'. Stores other than AWS need
&endpoint=https://..., and most of them &use_path_style=true. With
file:///DIR?create_dir=true a directory takes the place of a store, for one
upload at a time. The environment holds AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY.

Run it again after each change: only what has changed is made and uploaded, and
what is gone is removed. No link is dead at any moment, and an upload that was
interrupted is continued by the next one. Of two uploads at the same time one
waits for the other; for this the store must support conditional writes
(If-None-Match), as AWS does. Objects that it did not write are neither
overwritten nor removed.`,
	Examples: []cli.Example{
		{Purpose: "publish to AWS", Line: `board-s3 -title "News" -url https://news.parliament.example/ posts 's3://news?region=eu-central-1'`},
		{Purpose: "publish to another store", Line: `board-s3 -url https://news.parliament.example/ posts 's3://news?endpoint=https://s3.example&use_path_style=true&region=us-east-1'`},
		{Purpose: "publish a board of millions by four machines; this is the first, see the README", Line: "board-s3 -part 0/4 -round 2026-11-26 posts 's3://news?region=eu-central-1'"},
		{Purpose: "see what would change", Line: "board-s3 -n -v posts 's3://news?region=eu-central-1'"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		u := new(upload)
		u.Flags(flags)
		u.part.flags(flags)
		flags.BoolVar(&u.Plain, "plain", false, "store files without compression, for a CDN that compresses by itself")
		return u.run
	},
}

// An upload is a run of the command.
type upload struct {
	cli.Deployment
	part part
}

func (u *upload) run(args []string, out *cli.Printer) error {
	u.Posts = args[0]
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := openBucket(ctx, args[1])
	if err != nil {
		return err
	}
	defer b.Close()
	b.plain, b.progress, b.note = u.Plain, out.Progress, out.Note
	u.Sizes = sizes.Maker{Cache: u.Cache, Progress: out.Resized}.Make
	if u.part.wanted() {
		return u.part.run(&u.Deployment, b, u.now(), out)
	}
	return u.Run(out, func(site *postdir.Site) (plan *deploy.Plan, err error) {
		b.secure = strings.HasPrefix(site.URL, "https:")
		if u.DryRun {
			_, plan, err = b.plan(site, u.now())
			return plan, err
		}
		return b.publish(site, u.now())
	})
}

func (u *upload) now() time.Time {
	if u.Now.IsZero() {
		return time.Now()
	}
	return u.Now
}
