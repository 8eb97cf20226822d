package browser

import (
	"embed"
	"encoding/json"
	"os"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/bundle"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
)

//go:embed pages
var pages embed.FS

// posts is the number of posts in posts.json.
const posts = 2000

// The pages with our engine, in a worker and on the main thread.
const (
	worker     = "worker.html"
	mainThread = "main.html"
)

// publish starts a server of the pages, the posts and the scripts.
func publish(root string, files *widget.Files) (*webserver.Server, error) {
	s := webserver.Start()
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

// frame returns a page that loads one renderer.
func frame(script, policy string) []byte {
	return []byte(strings.NewReplacer("{{script}}", script, "{{policy}}", policy).Replace(read("frame.html")))
}

func read(name string) string {
	b, err := pages.ReadFile("pages/" + name)
	if err != nil {
		panic(err) // embedded, so it exists
	}
	return string(b)
}

// feedItems returns the posts as an array of JSON Feed items.
func feedItems(root, address string) ([]byte, error) {
	real, err := library.ReadReal(root)
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

func putScripts(s *webserver.Server, root string, files *widget.Files) error {
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
