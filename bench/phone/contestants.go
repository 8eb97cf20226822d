package phone

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/boardview/board/bench/bundle"
	"github.com/boardview/board/bench/web"
	"github.com/boardview/board/bench/widget"
)

//go:embed pages
var pages embed.FS

// A contestant is a partner's page.
type contestant struct {
	name       string
	head, body string
	look       string // the statement that says whether what we wait for is there
	engine     bool   // a post can be opened, and an engine comes
}

// Names of the contestants, as the results have them.
const (
	floor    = "fetch + textContent, by hand (the floor)"
	ours     = "<board-view>, with the README's preload lines"
	slower   = "<board-view>, without"
	mastodon = "mastodon-embed-timeline"
	engine   = "our engine to its first post"
	marked   = "marked + DOMPurify to their first post"
)

const (
	ourRows = `const rows = document.querySelector("board-view")?.shadowRoot?.querySelectorAll('[part~="row"]');
		return rows?.length >= 20 && bench.shows(rows[19]);`
	aPost = `return bench.shows(document.querySelector("#post p"));`
)

// contestants are those that race for the list.
func contestants(d documented) []contestant {
	list := []contestant{
		{name: floor, body: read("floor.html"), look: `return document.querySelectorAll("#list li").length >= 20;`},
		{name: mastodon, body: read("mastodon.html"), look: `return document.querySelectorAll(".mt-post").length >= 20;`},
		{name: slower, head: d.head, body: d.element, look: ourRows, engine: true},
	}
	if d.fastHead != "" {
		list = append(list, contestant{name: ours, head: d.fastHead, body: d.element, look: ourRows, engine: true})
	}
	return list
}

// renderers are those that race for the first post.
func renderers() []contestant {
	page := func(name, script string) contestant {
		return contestant{
			name: name, look: aPost,
			head: fmt.Sprintf(`<script type="module" fetchpriority="high" src="{{board}}/widget/%s"></script>`, script),
			body: `<div id="post"></div>`,
		}
	}
	return []contestant{page(engine, "bench-engine.js"), page(marked, "bench-marked.js")}
}

func read(name string) string {
	b, err := pages.ReadFile("pages/" + name)
	if err != nil {
		panic(err) // it is part of this program
	}
	return string(b)
}

// page is a contestant's whole page, for a board.
func (c contestant) page(board string) string {
	return strings.NewReplacer("{{head}}", c.head, "{{body}}", c.body).Replace(read("page.html"))
}

// putScripts adds the rivals' scripts to the board's server.
func putScripts(board *web.Server, root string, files *widget.Files) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := bundle.FetchRivals(dir); err != nil {
		return err
	}
	for _, name := range []string{"engine.js", "marked.js"} {
		script, err := bundle.Script(strings.ReplaceAll(read(name), "{{board}}", board.URL), dir, root, files)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		board.Put("widget/bench-"+name, script)
	}
	for _, name := range []string{"mastodon-timeline.umd.js", "mastodon-timeline.min.css"} {
		content, err := os.ReadFile(filepath.Join(dir, "node_modules/@idotj/mastodon-embed-timeline/dist", name))
		if err != nil {
			return err
		}
		board.Put(name, content)
	}
	return nil
}
