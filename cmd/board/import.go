// Command import makes posts of what other programs published: feeds in
// RSS, Atom and JSON Feed, and saved pages of boards.
//
//	cd examples/import && go run . [-url ADDRESS] [-charset NAME] [-overwrite] FROM TO
//
// FROM is a directory of such files (*.xml, *.rss, *.atom, *.json, *.html),
// TO the directory of posts, with the pictures and documents that were saved
// beside the pages. What had to be guessed stands on standard error, as
// file:line:col: message. A file in TO that differs is left as it is, and
// reported, unless -overwrite says otherwise.
//
// The exit status is 0 if there is nothing to look at, 1 if there were
// findings, 2 if it could not be done.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/import/foreign"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// What the exit status says.
const (
	clean = iota
	found
	failed
)

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: import [-url ADDRESS] [-charset NAME] [-overwrite] FROM TO")
		flags.PrintDefaults()
	}
	im := new(foreign.Importer)
	flags.StringVar(&im.URL, "url", "", "the `address` where the files were: relative addresses start there")
	flags.StringVar(&im.Charset, "charset", "", "the files' encoding, whatever they say: euc-kr, windows-1251, … (`name`)")
	overwrite := flags.Bool("overwrite", false, "replace files that differ")
	if flags.Parse(args) != nil || flags.NArg() != 2 {
		flags.Usage()
		return failed
	}
	status, err := convert(im, flags.Arg(0), flags.Arg(1), *overwrite, stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "import:", err)
		return failed
	}
	return status
}

// convert reads one directory and writes the other.
func convert(im *foreign.Importer, from, to string, overwrite bool, stdout, stderr io.Writer) (int, error) {
	if info, err := os.Stat(from); err != nil || !info.IsDir() {
		return failed, fmt.Errorf("wanted a directory, found %q (%v)", from, err)
	}
	c, findings := im.Load(os.DirFS(from))
	status := report(stderr, from, findings)
	w, err := newWriter(to, overwrite)
	if err != nil {
		return failed, err
	}
	defer w.close()
	if err := w.all(c, os.DirFS(from)); err != nil {
		return failed, err
	}
	for _, e := range w.kept {
		status = found
		fmt.Fprintln(stderr, e)
	}
	fmt.Fprintf(stdout, "%d posts: %d files written, %d replaced, %d as they were, %d left that differ\n",
		len(c.Posts), w.written, w.replaced, w.same, len(w.kept))
	return status, nil
}

// report says every finding, with a path that leads to its file.
func report(stderr io.Writer, from string, findings error) int {
	var list board.ErrorList
	if !errors.As(findings, &list) {
		return clean
	}
	for _, e := range list {
		e.File = filepath.Join(from, e.File)
		fmt.Fprintln(stderr, e)
	}
	return found
}
