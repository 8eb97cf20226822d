// Command feed shows the newest post of a JSON Feed on a page of your own. The
// feed may be any publisher's: the post is sanitized.
//
//	go run ./examples/feed https://parliament.example/news/feed.json > page.html
package main

import (
	"fmt"
	"html/template"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/boardview/board"
)

var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><h1>{{.Title}}</h1>{{.Article}}</body></html>
`))

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: feed URL")
	}
	src, err := fetch(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	b, findings := board.ReadFeed(os.Args[1], src)
	if findings != nil {
		log.Print(findings) // the other posts can be used all the same
	}
	if err := show(os.Stdout, b, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func fetch(url string) ([]byte, error) {
	r, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, r.Status)
	}
	return io.ReadAll(io.LimitReader(r.Body, board.MaxFeed))
}

// show writes a page with the first post of a board. Relative addresses in
// the post start at the address of the feed.
func show(w io.Writer, b *board.Board, feed string) error {
	renderer := board.Renderer{BaseURL: feed, HeadingLevel: 2}
	for p := range b.All() {
		var article strings.Builder // its HTML is safe already
		if err := renderer.Article(&article, p); err != nil {
			return err
		}
		return page.Execute(w, map[string]any{"Title": b.Title, "Article": template.HTML(article.String())})
	}
	return fmt.Errorf("%s: wanted a post, found none", feed)
}
