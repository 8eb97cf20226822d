// Command export writes a board as files, for any web server. Run it again
// after each change: it rewrites only what is different, and removes what
// is gone.
//
//	go run ./wasm/build -o WIDGET
//	cd examples/export
//	go run . -title NAME -url ADDRESS -widget WIDGET POSTS SITE
package main

import (
	"flag"
	"fmt"
	"log"
	"time"
)

func main() {
	log.SetFlags(0)
	var o options
	flag.StringVar(&o.title, "title", "", "the board's `name`")
	flag.StringVar(&o.address, "url", "", "the `address` it will have; without one, addresses in the feed are relative")
	flag.StringVar(&o.widget, "widget", "", "`directory` of the widget's files")
	verbose := flag.Bool("v", false, "name the files that change")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: go run . [-title NAME] [-url ADDRESS] [-widget DIR] [-v] POSTS SITE")
	}
	o.posts, o.site = flag.Arg(0), flag.Arg(1)
	plan, err := o.export(time.Now())
	if err != nil {
		log.Fatal("export: ", err)
	}
	if *verbose {
		fmt.Print(plan.Names())
	}
	fmt.Println(plan)
}
