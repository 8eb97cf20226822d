package main

import (
	"flag"
	"fmt"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/sizes"
)

var checkCommand = cli.Command{
	Name:  "board check",
	Args:  []string{"POSTS"},
	Short: "Print the findings in a directory of posts, and publish nothing.",
	Long: `
Each finding is a line: FILE:LINE:COLUMN: what was wanted, what was found. The
command reports what board publish reports with the same flags, but about every
post, not only about those whose pages have changed.`,
	Examples: []cli.Example{
		{Purpose: "check the posts of a directory", Line: "board check posts"},
		{Purpose: "list the files that have findings", Line: "board check -json posts | jq -r 'select(.type == \"finding\").file' | sort -u"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		o := &postdir.Options{Widget: builtIn, Checked: true}
		cli.BoardFlags(flags, o)
		cli.SizesFlags(flags, o)
		return func(args []string, out *cli.Printer) error {
			o.Posts = args[0]
			return check(*o, out)
		}
	},
}

// A checkedEvent is the result of board check, as JSON.
type checkedEvent struct {
	Type     string `json:"type"`  // "checked"
	Posts    int    `json:"posts"` // that would be listed
	Findings int    `json:"findings"`
}

func check(o postdir.Options, out *cli.Printer) error {
	findings := 0
	o.Progress, o.Sizes = out.Progress, sizes.Maker{Cache: o.Cache, Progress: out.Resized}.Make
	o.Found = func(list board.ErrorList) {
		findings += len(list)
		out.Findings(list)
	}
	root, err := o.Open()
	if err != nil {
		return err
	}
	defer root.Close()
	site, err := o.Publish(root.FS())
	if err != nil {
		return err
	}
	_, skipped, err := deploy.Names(site, false)
	if err != nil {
		return err
	}
	if len(skipped) > 0 {
		o.Found(cli.Skipped(o.Posts, skipped))
	}
	out.Print(fmt.Sprintf("%d posts, %d findings", site.Posts, findings), checkedEvent{"checked", site.Posts, findings})
	return nil
}
