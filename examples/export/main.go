// Command export writes a board as files, for any web server:
//
//	go run ./examples/export POSTS SITE
package main

import (
	"log"
	"os"

	"github.com/boardview/board"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run ./examples/export POSTS SITE")
	}
	b, findings := board.Load(os.DirFS(os.Args[1]))
	if findings != nil {
		log.Print(findings) // the board is usable all the same
	}
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.CopyFS(os.Args[2], site); err != nil {
		log.Fatal(err)
	}
}
