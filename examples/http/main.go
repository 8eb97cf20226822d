// Command http is a web server of your own that shows a board below /news/,
// beside the rest of the site. Copy it if your site is a Go program.
//
//	go run ./examples/http testdata/posts 127.0.0.1:8080
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/boardview/board"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: http POSTS ADDRESS")
	}
	news, err := newsHandler(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	http.Handle("/news/", http.StripPrefix("/news", news))
	http.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><title>Parliament</title><p>See our <a href="/news/">news</a>.</p>`)
	})
	log.Fatal(http.ListenAndServe(os.Args[2], nil))
}

// newsHandler serves the files of a board. The files are made when they are
// requested.
func newsHandler(posts string) (http.Handler, error) {
	b, findings := board.Load(os.DirFS(posts))
	if findings != nil {
		log.Print(findings) // the board can be published all the same
	}
	b.Title, b.URL = "News", "https://parliament.example/news/"
	r := &board.Renderer{Found: func(list board.ErrorList) { log.Print(list) }} // files that are not published
	site, err := r.Publish(b)
	if err != nil {
		return nil, err
	}
	return allowPartners(http.FileServerFS(site)), nil
}

// allowPartners lets pages of other origins read the board, for the widget.
func allowPartners(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		h.ServeHTTP(w, r)
	})
}
