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
	"strings"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/internal/deliver"
)

func main() {
	log.SetFlags(0)
	o, err := readFlags(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	o.told = everyFewSeconds(log.Printf)
	plan, err := o.export(time.Now())
	if err != nil {
		log.Fatal("export: ", err)
	}
	for _, id := range gone(plan) {
		log.Printf("posts/%s: this address is gone; if the post has another now, write ALIAS %s into it, and it stays", id, id)
	}
	if o.verbose {
		fmt.Print(plan.Names())
	}
	fmt.Println(plan)
}

// readFlags reads the command line. It says on stderr what is wrong with it.
func readFlags(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: export [flags] POSTS SITE")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.title, "title", "", "the board's `name`")
	flags.StringVar(&o.description, "description", "", "what it is about, in a `sentence`")
	flags.StringVar(&o.lang, "lang", "", "the `language` of the board and of posts without LANG: en, ko, zh-Hant")
	flags.StringVar(&o.address, "url", "", "the `address` it will have; without one, addresses in the feed are relative")
	flags.StringVar(&o.firstAddress, "first-url", "", "the `address` it had first, if it has moved: newsreaders know its posts by that")
	flags.StringVar(&o.widget, "widget", "", "`directory` of the widget's files")
	flags.Func("now", "`time` to publish for, instead of now: 2026-11-26T09:00:00+09:00", o.setNow)
	flags.BoolVar(&o.plain, "plain", false, "no copies in brotli and gzip, for servers that compress by themselves")
	flags.BoolVar(&o.verbose, "v", false, "name the files that change")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() != 2 {
		flags.Usage()
		return o, errors.New("wanted two directories")
	}
	o.posts, o.site = flags.Arg(0), flags.Arg(1)
	return o, nil
}

func (o *options) setNow(s string) error {
	date, ok := board.ParseDate(s)
	if !ok || !date.HasTime {
		return errors.New("wanted a day and a time")
	}
	o.now = date.Time
	return nil
}

// gone gives the IDs of posts that had a page and have none any more. They
// were deleted, or have expired, or somebody has changed a subject that the
// ID was made of.
func gone(plan *deliver.Plan) (ids []string) {
	for _, s := range plan.Steps {
		id, page := strings.CutSuffix(strings.TrimPrefix(s.Name, "posts/"), "/index.html")
		if s.Kind == deliver.Remove && page && strings.HasPrefix(s.Name, "posts/") {
			ids = append(ids, id)
		}
	}
	return ids
}

// everyFewSeconds tells people how far it is, not more often than they can
// read it.
func everyFewSeconds(printf func(format string, args ...any)) progress {
	last := time.Now()
	return func(what string, done, all int) {
		if time.Since(last) > 5*time.Second {
			last = time.Now()
			printf("%d of %d files %s", done, all, what)
		}
	}
}
