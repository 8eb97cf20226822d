// Command zip publishes a directory of posts as a ZIP archive. Upload it to a web
// space that unpacks archives, or give it to readers without a connection: its
// pages work from a disk.
//
//	go run ./examples/zip testdata/posts /tmp/board.zip
package main

import (
	"archive/zip"
	"errors"
	"log"
	"os"

	"github.com/boardview/board"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: zip POSTS ARCHIVE")
	}
	if err := write(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func write(posts, archive string) error {
	b, findings := board.Load(os.DirFS(posts))
	if findings != nil {
		log.Print(findings) // the board can be published all the same
	}
	b.Title = "News"
	r := &board.Renderer{Found: func(list board.ErrorList) { log.Print(list) }} // files that are not published
	site, err := r.Publish(b)
	if err != nil {
		return err
	}
	f, err := os.Create(archive)
	if err != nil {
		return err
	}
	w := zip.NewWriter(f)
	return errors.Join(w.AddFS(site), w.Close(), f.Close())
}
