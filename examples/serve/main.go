// Command serve shows a directory of posts the way readers will see it: the
// board at one address, a partner's page that embeds it at another, and the
// widget's manual beside the board.
//
//	go run ./examples/serve [DIR]
//
// It takes nothing but Go. Edit a post and reload the page.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"os"

	"github.com/boardview/board/examples/manual"
	"github.com/boardview/board/examples/partner"
)

func main() {
	boardAddr := flag.String("board", "127.0.0.1:8080", "`address` of the board")
	partnerAddr := flag.String("partner", "127.0.0.1:8081", "`address` of the partner's page")
	flag.Parse()
	dir := cmp.Or(flag.Arg(0), "testdata/posts")
	if err := serve(dir, *boardAddr, *partnerAddr); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(dir, boardAddr, partnerAddr string) error {
	widget, err := buildWidget()
	if err != nil {
		return err
	}
	pages, err := manual.Handler(widget)
	if err != nil {
		return err
	}
	boardListener, err := listen(boardAddr)
	if err != nil {
		return err
	}
	partnerListener, err := listen(partnerAddr)
	if err != nil {
		return err
	}
	origin := "http://" + boardListener.Addr().String()
	p := newPublisher(dir, origin+"/", widget)
	if err := p.publish(); err != nil {
		return err
	}
	fmt.Printf("\n  the board           %s/\n  the manual          %[1]s/manual/\n  a partner's page    http://%[2]s/\n\n", origin, partnerListener.Addr())
	go p.watch()
	go http.Serve(partnerListener, partner.Handler(origin))
	return http.Serve(boardListener, beside(p, pages))
}

// beside puts the manual into a folder beside the board.
func beside(board, manual http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", board)
	mux.Handle("/manual/", http.StripPrefix("/manual", manual))
	return mux
}
