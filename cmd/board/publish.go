// Command export writes a board as files, for any web server. Run it again
// after each change: it rewrites only what is different, and removes what
// is gone.
//
//	go run ./wasm/build -o WIDGET
//	cd examples/export
//	go run . -title NAME -url ADDRESS -widget WIDGET POSTS SITE
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/source"
)

func main() {
	log.SetFlags(0)
	o, err := readFlags(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	o.Told = deliver.EveryFewSeconds(log.Printf)
	o.Found = func(findings error) { log.Print(findings) }
	plan, err := o.export(time.Now())
	if err != nil {
		log.Fatal("export: ", err)
	}
	source.Report(plan, o.verbose)
}

// readFlags reads the command line. It says on stderr what is wrong with it.
func readFlags(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: export [flags] POSTS SITE")
		flags.PrintDefaults()
	}
	o.Flags(flags)
	flags.BoolVar(&o.plain, "plain", false, "no copies in brotli and gzip, for servers that compress by themselves")
	flags.BoolVar(&o.verbose, "v", false, "name the files that change")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() != 2 {
		flags.Usage()
		return o, errors.New("wanted two directories")
	}
	o.Posts, o.site = flags.Arg(0), flags.Arg(1)
	return o, nil
}
