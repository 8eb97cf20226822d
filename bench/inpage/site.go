// Package inpage measures renderers in a page on a fast network: ours, in
// a worker and on the main thread, and what others use.
package inpage

import (
	"embed"
	"encoding/json"
	"os"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/bundle"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/native"
	"github.com/boardview/board/bench/web"
	"github.com/boardview/board/bench/widget"
)

//go:embed pages
var pages embed.FS

// posts are how many there are.
const posts = 2000

// The pages with our engine, in a worker and on the main thread.
const (
	worker     = "worker.html"
	mainThread = "main.html"
)

// publish serves the pages, the posts and the scripts.
func publish(root string, files *widget.Files) (*web.Server, error) {
	s := web.Start()
	s.Mount("widget/", os.DirFS(files.Dir))
	items, err := feedItems(root, s.URL+"/")
	if err != nil {
		return s, err
	}
	s.Put("posts.json", items)
	s.Put("race.html", []byte(read("race.html")))
	s.Put(worker, frame("bench-ours.js", ""))
	s.Put(mainThread, frame("bench-ours.js", `<meta http-equiv="Content-Security-Policy" content="worker-src 'none'">`))
	s.Put("marked.html", frame("bench-first.js", ""))
	return s, putScripts(s, root, files)
}

// frame is a page around one renderer.
func frame(script, policy string) []byte {
	return []byte(strings.NewReplacer("{{script}}", script, "{{policy}}", policy).Replace(read("frame.html")))
}

func read(name string) string {
	b, err := pages.ReadFile("pages/" + name)
	if err != nil {
		panic(err) // it is part of this program
	}
	return string(b)
}

// feedItems are the posts as a feed has them.
func feedItems(root, address string) ([]byte, error) {
	real, err := native.ReadReal(root)
	if err != nil {
		return nil, err
	}
	r := &board.Renderer{BaseURL: address}
	var items []json.RawMessage
	for _, p := range corpus.New(real).Mixed(posts) {
		item, err := r.Item(&board.Post{Subject: p.Subject, Date: board.Date{Time: p.Date}, Body: p.Body})
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return json.Marshal(items)
}

func putScripts(s *web.Server, root string, files *widget.Files) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := bundle.FetchRivals(dir); err != nil {
		return err
	}
	for _, name := range []string{"ours.js", "rivals.js", "first.js"} {
		script, err := bundle.Script(read(name), dir, root, files)
		if err != nil {
			return err
		}
		s.Put("widget/bench-"+name, script)
	}
	return nil
}
