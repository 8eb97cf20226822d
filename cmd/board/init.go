package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/assets"
)

var initCommand = cli.Command{
	Name:  "board init",
	Args:  []string{"POSTS"},
	Short: "Begin a board: write its settings, and a first post.",
	Long: `
POSTS is the directory of posts, which is made if it does not exist. Its
_board.txt has the settings of the board, so that the other commands need no
flags: change its lines to what they should say, and add those that it explains.
No file is ever overwritten.`,
	Examples: []cli.Example{
		{Purpose: "begin a board, and look at it", Line: "board init posts && board serve posts"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		return func(args []string, out *cli.Printer) error { return begin(args[0], time.Now(), out) }
	},
}

const firstSettings = `Board View
TITLE News
DESCRIPTION What we have decided and done
LANG en

X-HELP Lines that begin with X- are notes. Change the lines above, and add such as these, without X-HELP:
X-HELP URL https://parliament.example/news/
X-HELP ZONE Europe/Vienna
X-HELP LOGO logo.svg
X-HELP ICON icon.svg
X-HELP STYLE style.css
X-HELP LINK [Home](https://parliament.example/) menu
X-HELP LINK [Imprint](https://parliament.example/imprint) foot
`

// firstPost is for the day on which it is written.
const firstPost = `Board View
SUBJECT Our board is open
DATE %s
TAGS about us

This is the first post. Its paragraphs are **Markdown**. Copy the file for the next
post, and change its subject and date.

BY The office
`

// An initEvent names a file that was written, as JSON.
type initEvent struct {
	Type string `json:"type"` // "written"
	File string `json:"file"`
}

// begin writes the first files of a board: the settings, and a post if there is
// none.
func begin(dir string, today time.Time, out *cli.Printer) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	hasPosts, err := hasPosts(root.FS())
	if err != nil {
		return err
	}
	write := func(name, content string) error {
		path := filepath.Join(dir, name)
		if err := writeNew(root, name, content); errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s: wanted to write this file, found one: it is left as it is; move it away to begin anew", path)
		} else if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		out.Print("wrote "+path, initEvent{"written", path})
		return nil
	}
	if err := write(assets.BoardSettings, firstSettings); err != nil || hasPosts {
		return err
	}
	day := today.Format(time.DateOnly)
	return write(day+"-our-board-is-open.txt", fmt.Sprintf(firstPost, day))
}

// hasPosts reports whether there are posts in a directory.
func hasPosts(dir fs.FS) (found bool, err error) {
	err = fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && assets.IsPost(name) {
			found = true
			return fs.SkipAll
		}
		return err
	})
	return found, err
}

// writeNew writes a file that does not exist, whole or not at all.
func writeNew(root *os.Root, name, content string) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Close()); err != nil {
		root.Remove(name)
	}
	return err
}
