package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/boardview/board/cmd/board/internal/directory"
	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/sizes"
)

var publishCommand = cli.Command{
	Name:  "board publish",
	Args:  []string{"POSTS", "SITE"},
	Short: "Publish a directory of posts to a directory that a web server serves.",
	Long: `
POSTS is the directory of posts, *.txt and *.md, with their pictures and
documents beside them. A link in it is followed if it leads to a file in it.
The file _board.txt among them has the settings of the board, such as its TITLE, URL
and LINKs; a flag wins over its line. board init writes a first one.
SITE is the directory that is published; it is made if it does not exist. None of
them may be in the other.

Run it again after each change: it makes only what has changed and removes what
is gone. What it finds in a post by rendering it, it says when it makes the page;
board check says it of all posts. No link is dead at any moment, and it may be interrupted or run
out of disk without harm. It keeps a log in SITE/.board. Files in SITE that it
did not write are neither overwritten nor removed.

A finding about one post does not keep the others from being published. If the
disk fails, or POSTS has no post that is due, nothing is changed.`,
	Examples: []cli.Example{
		{Purpose: "publish a board as its _board.txt describes it", Line: "board publish posts /var/www/news"},
		{Purpose: "publish a board with another title and address, with RSS, Atom and a sitemap", Line: `board publish -title "News" -url https://parliament.example/news/ posts /var/www/news`},
		{Purpose: "publish the widget for partners' pages, too", Line: "go run ./wasm/build -o widget && board publish -widget widget -url https://parliament.example/news/ posts site"},
		{Purpose: "sign it, so that no mirror can change a post unseen", Line: "board publish -sign board.key posts site"},
		{Purpose: "see what would change", Line: "board publish -n -v posts site"},
		{Purpose: "see how the site will look tomorrow", Line: "board publish -now 2026-11-27T09:00:00+09:00 posts tomorrow"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		p := new(publication)
		p.Widget = builtIn
		p.Flags(flags)
		flags.Func("headers", "write the file from which a `server` reads the headers to send with the board: apache (.htaccess), iis (web.config), netlify (_headers, also for Cloudflare Pages) or nginx (nginx.conf, to be included); give the flag once for each server", func(s string) error {
			p.Headers = append(p.Headers, s)
			return nil
		})
		flags.BoolVar(&p.Plain, "plain", false, "write no copies in brotli and gzip, for web servers that compress by themselves")
		p.signature.flags(flags)
		return p.run
	},
}

// A publication is a run of board publish.
type publication struct {
	cli.Deployment
	signature signature
}

func (p *publication) run(args []string, out *cli.Printer) error {
	p.Posts = args[0]
	p.Sizes = sizes.Maker{Cache: p.Cache, Progress: out.Resized}.Make
	return p.to(args[1], out)
}

func (p *publication) to(dir string, out *cli.Printer) error {
	switch {
	case inside(dir, p.Posts):
		return cli.UsageError{Err: fmt.Errorf("%s: wanted a directory outside of %s, found one inside: its files would be read as posts", dir, p.Posts)}
	case inside(p.Posts, dir):
		return cli.UsageError{Err: fmt.Errorf("%s: wanted a directory outside of %s, found one inside: a web server would send drafts and what is under embargo", p.Posts, dir)}
	}
	if err := p.signature.open(dir); err != nil {
		return err
	}
	p.Earlier = os.DirFS(dir)
	publish := directory.Publish
	if p.DryRun {
		publish = directory.Compare
	}
	return p.Run(out, func(site *postdir.Site) (*deploy.Plan, error) {
		plan, err := publish(site, dir, directory.Options{Now: p.Now, Plain: p.Plain, Progress: p.Progress, Sign: p.signature.signs(site, dir, p.Now)})
		if err == nil && !p.DryRun {
			err = p.signature.keepNote()
		}
		return plan, err
	})
}

// inside reports whether a directory, which may not exist, is another one or
// lies below it, wherever links lead.
func inside(dir, outer string) bool {
	dir, err1 := realPath(dir)
	outer, err2 := realPath(outer)
	rel, err3 := filepath.Rel(outer, dir)
	return errors.Join(err1, err2, err3) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// realPath is the absolute path of a directory without links, as far as it exists.
func realPath(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(dir)
	if above := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && above != dir {
		above, err = realPath(above)
		return filepath.Join(above, filepath.Base(dir)), err
	}
	return real, err
}
