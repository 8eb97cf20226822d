package source

import (
	"errors"
	"flag"
	"fmt"
	"log"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/internal/deliver"
)

// Flags makes the options, all but Posts, flags of a command.
func (o *Options) Flags(flags *flag.FlagSet) {
	flags.StringVar(&o.Title, "title", "", "the board's `name`")
	flags.StringVar(&o.Description, "description", "", "what it is about, in a `sentence`")
	flags.StringVar(&o.Lang, "lang", "", "the `language` of the board and of posts without LANG: en, ko, zh-Hant")
	flags.StringVar(&o.Address, "url", "", "the `address` it will have; without one, addresses in the feed are relative")
	flags.StringVar(&o.FirstAddress, "first-url", "", "the `address` it had first, if it has moved: newsreaders know its posts by that")
	flags.StringVar(&o.Widget, "widget", "", "`directory` of the widget's files")
	flags.Func("now", "`time` to publish for, instead of now: 2026-11-26T09:00:00+09:00", o.setNow)
}

func (o *Options) setNow(s string) error {
	date, ok := board.ParseDate(s)
	if !ok || !date.HasTime {
		return errors.New("wanted a day and a time")
	}
	o.Now = date.Time
	return nil
}

// Report says what a command did.
func Report(plan *deliver.Plan, verbose bool) {
	for _, s := range plan.Skipped {
		log.Printf("%q: %v: the file was not published", s.Name, s.Why)
	}
	for _, id := range plan.Gone() {
		log.Printf("posts/%s: this address is gone; if the post has another now, write ALIAS %s into it, and it stays", id, id)
	}
	if verbose {
		fmt.Print(plan.Names())
	}
	fmt.Println(plan)
}
