// Command serve shows a directory of posts the way readers will see it: the
// board at one address, a partner's page that embeds it at another, and the
// manual of the widget and an editor of posts beside the board.
//
//	go run ./examples/serve [DIR]
//
// It needs nothing but Go. Edit a post and reload the page.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/boardview/board"
	"github.com/boardview/board/examples/partner"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/internal/app/preview"
)

func main() {
	log.SetFlags(0)
	boardAddr := flag.String("board", "127.0.0.1:8080", "`address` of the board")
	partnerAddr := flag.String("partner", "127.0.0.1:8081", "`address` of the partner's page")
	flag.Parse()
	dir := cmp.Or(flag.Arg(0), sample)
	log.Fatal("serve: ", serve(dir, *boardAddr, *partnerAddr))
}

// sample are the posts to begin with.
const sample = "testdata/posts"

func serve(dir, boardAddr, partnerAddr string) error {
	widget, editor, err := build()
	if err != nil {
		return err
	}
	boardListener, err := preview.Listen(boardAddr)
	if err != nil {
		return err
	}
	partnerListener, err := preview.Listen(partnerAddr)
	if err != nil {
		return err
	}
	origin := "http://" + boardListener.Addr().String()
	options := postdir.Options{
		Posts: dir, Widget: os.DirFS(widget), URL: origin + "/",
		Found: func(findings board.ErrorList) { log.Print(findings) },
	}
	if dir == sample { // others have a _board.txt, perhaps
		options.Title = "News of the Secretariat"
	}
	server := preview.New(options)
	posts, err := server.Publish()
	if err != nil {
		return err
	}
	report(posts, nil)
	handler, err := withManual(server, widget, editor)
	if err != nil {
		return err
	}
	fmt.Printf("\n  the board           %s/\n  the manual          %[1]s/manual/\n  an editor of posts  %[1]s/editor/\n  a partner's page    http://%[2]s/\n\n", origin, partnerListener.Addr())
	go server.Watch(report)
	go http.Serve(partnerListener, partner.Handler(origin))
	return http.Serve(boardListener, handler)
}

func report(posts int, err error) {
	if err != nil {
		log.Print("not published, the former board stays: ", err)
		return
	}
	log.Printf("%d posts", posts)
}
