// Command export writes a board as files, for any web server:
//
//	go run ./wasm/build -o WIDGET
//	go run ./examples/export -title NAME -url ADDRESS -widget WIDGET POSTS SITE
package main

import (
	"cmp"
	"flag"
	"log"
	"os"

	"github.com/boardview/board"
)

func main() {
	log.SetFlags(0)
	title := flag.String("title", "", "the board's `name`")
	address := flag.String("url", "", "the `address` it will have; without one, addresses in the feed are relative")
	widget := flag.String("widget", "", "`directory` of the widget's files")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: go run ./examples/export [-title NAME] [-url ADDRESS] [-widget DIR] POSTS SITE")
	}
	r := &board.Renderer{BaseURL: cmp.Or(*address, "./")}
	if *widget != "" {
		r.Widget = os.DirFS(*widget)
	}
	b, findings := r.Load(os.DirFS(flag.Arg(0)))
	if findings != nil {
		log.Print(findings) // the board is usable all the same
	}
	b.Title, b.URL = *title, *address
	site, err := r.Publish(b)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.CopyFS(flag.Arg(1), site); err != nil {
		log.Fatal(err)
	}
}
