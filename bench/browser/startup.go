package browser

import (
	"fmt"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/bench/webserver"
)

// starters are the pages with one renderer, and their names in the results.
var starters = []struct{ page, title string }{
	{worker, "our engine, in a worker"},
	{mainThread, "our engine, on the main thread"},
	{"marked.html", "marked + DOMPurify"},
}

// firstRender returns the milliseconds from the first call to the first HTML.
const firstRender = `(async () => {
	const post = (await (await fetch('posts.json')).json())[0];
	const started = performance.now();
	await render(post);
	return performance.now() - started;
})()`

// startup measures how soon a renderer works, and the engine's memory.
func startup(b *chrome.Browser, s *webserver.Server) (report.Section, error) {
	section := report.Section{Title: "The engine's start, on a fast network", Head: []string{"what", "from the call to the first HTML", "÷ marked + DOMPurify"}}
	var names []string
	for _, c := range starters {
		names = append(names, c.page)
	}
	all, err := stats.Interleave(rounds, names, func(page string) (ms float64, err error) {
		return ms, inNewPage(b, s.URL+"/"+page, func(p *chrome.Page) error { return p.Eval(firstRender, &ms) })
	})
	if err != nil {
		return section, err
	}
	for _, c := range starters {
		section.Add(c.title, stats.NewRange(all[c.page]).With("ms"), stats.Ratio(all[c.page], all["marked.html"]).String())
	}
	first, last, err := memory(b, s)
	if err != nil {
		return section, err
	}
	section.Add("the engine's memory after its first post", megabytes(first), "")
	section.Add("the engine's memory after 2,000 posts", megabytes(last), "")
	section.Note("The engine's time includes its download from this machine, its compilation and the start of Go's runtime; the rivals' script is already loaded. Memory is the size of WebAssembly.Memory, which never shrinks, without the compiled code.")
	return section, nil
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

// memory returns the size of the engine's memory, in bytes, after the first
// post and after all posts.
func memory(b *chrome.Browser, s *webserver.Server) (first, last float64, err error) {
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
