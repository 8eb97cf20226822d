// Command directory publishes a directory of posts as files for any web server.
//
//	go run ./examples/directory testdata/posts /tmp/site
//
// It writes all files, to a directory that must not have any of them: to
// update a directory that readers use, see cmd/board.
package main

import (
	"log"
	"os"

	"github.com/boardview/board"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: directory POSTS SITE")
	}
	b, findings := board.Load(os.DirFS(os.Args[1]))
	if findings != nil {
		log.Print(findings) // the board can be published all the same
	}
	b.Title, b.URL = "News", "https://parliament.example/news/"
	r := &board.Renderer{Found: func(list board.ErrorList) { log.Print(list) }} // files that are not published
	site, err := r.Publish(b)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.CopyFS(os.Args[2], site); err != nil {
		log.Fatal(err)
	}
}
