package phone

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/boardview/board/bench/bundle"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
)

//go:embed pages
var pages embed.FS

// A contestant is a partner's page.
type contestant struct {
	name       string
	head, body string
	isShown    string // a JavaScript function body: whether the page shows its posts
	hasEngine  bool   // the page loads our engine, and opens a post
}

// Names of the contestants in the results.
const (
	floor    = "fetch + textContent, by hand (the floor)"
	ours     = "<board-view>, with the README's preload lines"
	slower   = "<board-view>, without the preload lines"
	mastodon = "mastodon-embed-timeline"
	engine   = "our engine to its first post"
	marked   = "marked + DOMPurify to their first post"
)

const (
	ourRows = `const rows = document.querySelector("board-view")?.shadowRoot?.querySelectorAll('[part~="row"]');
		return rows?.length >= 20 && bench.shows(rows[19]);`
	aPost = `return bench.shows(document.querySelector("#post p"));`
)

// contestants returns the pages that show the list.
func contestants(d documented) []contestant {
	list := []contestant{
		{name: floor, body: read("floor.html"), isShown: `return document.querySelectorAll("#list li").length >= 20;`},
		{name: mastodon, body: read("mastodon.html"), isShown: `return document.querySelectorAll(".mt-post").length >= 20;`},
		{name: slower, head: d.head, body: d.element, isShown: ourRows, hasEngine: true},
	}
	if d.fastHead != "" {
		list = append(list, contestant{name: ours, head: d.fastHead, body: d.element, isShown: ourRows, hasEngine: true})
	}
	return list
}

// renderers returns the pages that show one post.
func renderers() []contestant {
	page := func(name, script string) contestant {
		return contestant{
			name: name, isShown: aPost,
			head: fmt.Sprintf(`<script type="module" fetchpriority="high" src="{{board}}/widget/%s"></script>`, script),
			body: `<div id="post"></div>`,
		}
	}
	return []contestant{page(engine, "bench-engine.js"), page(marked, "bench-marked.js")}
}

func read(name string) string {
	b, err := pages.ReadFile("pages/" + name)
	if err != nil {
		panic(err) // embedded, so it exists
	}
	return string(b)
}

// page returns the contestant's HTML document.
func (c contestant) page() string {
	return strings.NewReplacer("{{head}}", c.head, "{{body}}", c.body).Replace(read("page.html"))
}

// putScripts adds the scripts that the pages load to the board's server.
func putScripts(board *webserver.Server, root string, files *widget.Files) error {
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
