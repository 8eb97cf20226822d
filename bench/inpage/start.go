package inpage

import (
	"fmt"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
	"github.com/boardview/board/bench/web"
)

// starters are pages with one renderer, by what the results call them.
var starters = []struct{ page, title string }{
	{worker, "our engine, in a worker"},
	{mainThread, "our engine, on the main thread"},
	{"marked.html", "marked + DOMPurify"},
}

// firstRender is the time from a page that has nothing to the first HTML.
const firstRender = `(async () => {
	const post = (await (await fetch('posts.json')).json())[0];
	const started = performance.now();
	await render(post);
	return performance.now() - started;
})()`

// start measures how soon a renderer works, and the engine's memory.
func start(b *chrome.Browser, s *web.Server) (report.Section, error) {
	section := report.Section{Title: "The engine's start, on a fast network", Head: []string{"what", "from the call to the first HTML", "÷ marked + DOMPurify"}}
	var names []string
	for _, c := range starters {
		names = append(names, c.page)
	}
	all, err := stat.Rounds(rounds, names, func(page string) (ms float64, err error) {
		return ms, inNewPage(b, s.URL+"/"+page, func(p *chrome.Page) error { return p.Eval(firstRender, &ms) })
	})
	if err != nil {
		return section, err
	}
	for _, c := range starters {
		section.Add(c.title, stat.Spread(all[c.page], "ms"), stat.NewRatio(all[c.page], all["marked.html"]).String())
	}
	first, last, err := memory(b, s)
	if err != nil {
		return section, err
	}
	section.Add("memory of the engine after its first post", megabytes(first), "")
	section.Add("peak over 2,000 posts", megabytes(last), "")
	section.Note("Download from this machine, compilation and Go's start are in the engine's time; the rivals' script is loaded already. Memory is the size of WebAssembly.Memory, which never shrinks; the compiled code comes on top.")
	return section, nil
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

// memory is the engine's after one post, and after all.
func memory(b *chrome.Browser, s *web.Server) (first, last float64, err error) {
	p, err := b.NewPage()
	if err != nil {
		return 0, 0, err
	}
	defer p.Close()
	if err := p.BeforeLoad(read("memory.js")); err != nil {
		return 0, 0, err
	}
	if err := p.Open(s.URL + "/" + mainThread); err != nil {
		return 0, 0, err
	}
	var sizes [2]float64
	err = p.Eval(`(async () => {
		const posts = await (await fetch('posts.json')).json();
		await render(posts[0]);
		const first = engineMemory.buffer.byteLength;
		for (const post of posts) await render(post);
		return [first, engineMemory.buffer.byteLength];
	})()`, &sizes)
	return sizes[0], sizes[1], err
}

func inNewPage(b *chrome.Browser, address string, do func(*chrome.Page) error) error {
	p, err := b.NewPage()
	if err != nil {
		return err
	}
	defer p.Close()
	if err := p.Open(address); err != nil {
		return err
	}
	return do(p)
}
