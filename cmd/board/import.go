package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/importer"
	"github.com/boardview/board/internal/app/cli"
)

var importCommand = cli.Command{
	Name:  "board import",
	Args:  []string{"FROM", "POSTS"},
	Short: "Make posts of feeds (RSS, Atom, JSON Feed) and of saved web pages.",
	Long: `
FROM is a directory of such files: *.xml, *.rss, *.rdf, *.atom, *.json, *.html,
*.htm, *.xhtml. POSTS is the directory of posts that are written, with the
pictures and documents that were saved beside the pages. Nothing is fetched.

Whatever had to be guessed is a finding. A file in POSTS that differs is
somebody's work: it is reported and left as it is, unless -overwrite is given.`,
	Examples: []cli.Example{
		{Purpose: "import a feed", Line: "mkdir saved && curl -o saved/news.rss https://parliament.example/rss && board import saved posts"},
		{Purpose: "import pages whose encoding is not declared", Line: "board import -charset euc-kr -url https://parliament.example/board/ saved posts"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		i := new(importation)
		flags.StringVar(&i.URL, "url", "", "the `address` where the files were published; relative addresses start there")
		flags.Func("charset", "the `encoding` of the files, whatever they declare: euc-kr, windows-1251", func(name string) error {
			if i.Charset = name; !importer.KnownCharset(name) {
				return errors.New("wanted an encoding that browsers know")
			}
			return nil
		})
		flags.BoolVar(&i.overwrite, "overwrite", false, "replace files in POSTS that differ")
		return i.run
	},
}

// An importation is a run of board import.
type importation struct {
	importer.Importer
	overwrite bool
}

// An importedEvent is the result of board import, as JSON.
type importedEvent struct {
	Type      string `json:"type"` // "imported"
	Posts     int    `json:"posts"`
	Written   int    `json:"written"` // files, as the following
	Replaced  int    `json:"replaced"`
	Unchanged int    `json:"unchanged"`
	Kept      int    `json:"kept"` // that differ
}

func (i *importation) run(args []string, out *cli.Printer) error {
	from, to := args[0], args[1]
	saved, err := os.OpenRoot(from)
	if err != nil {
		return err
	}
	defer saved.Close()
	c, err := i.Load(saved.FS())
	out.Findings(inDirectory(from, err))
	w, err := newWriter(to, i.overwrite)
	if err != nil {
		return err
	}
	defer w.close()
	err = w.all(c, from)
	out.Findings(w.findings)
	if err != nil {
		return err
	}
	out.Print(fmt.Sprintf("%d posts: %d files written, %d replaced, %d as they were, %d left that differ",
		len(c.Posts), w.written, w.replaced, w.same, w.kept),
		importedEvent{"imported", len(c.Posts), w.written, w.replaced, w.same, w.kept})
	return nil
}

// inDirectory returns findings whose paths start where dir starts.
func inDirectory(dir string, err error) board.ErrorList {
	list, _ := errors.AsType[board.ErrorList](err)
	for _, e := range list {
		e.File = filepath.Join(dir, filepath.FromSlash(e.File))
	}
	return list
}
