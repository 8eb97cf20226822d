package publish

import (
	"fmt"

	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// install is what to do where Hugo is missing.
const install = "go install github.com/gohugoio/hugo@v0.165.0"

// sideBySide compares what publishing takes.
func sideBySide(contestants []contestant, runs []run) report.Section {
	s := report.Section{
		Title: "Publishing, side by side with Hugo",
		Head: []string{"posts", "program", "time ÷ ours", "processor time ÷ ours", "peak memory ÷ ours", "time", "peak memory", "files", "bytes",
			"one post more: files with other bytes", "files written", "bytes in them", "time ÷ that of all"},
	}
	for _, r := range runs {
		for _, c := range fit(contestants, r.posts) {
			s.Add(append([]string{fmt.Sprint(r.posts), c.name}, r.by[c.name].cells(r.by[ours])...)...)
		}
	}
	s.Note("Each publishes the same posts, of 2 to 4 kB and with two of %d tags, with a process of its own into an empty directory, once, and again after one more post. Board View is board publish, with -plain where no compressed copies are made. Hugo's site has pages of the list and of each tag, posts with newer and older, Open Graph, RSS of at most 40 summaries and a sitemap.", tags)
	s.Note("Ours also writes pages by year and month, RSS, Atom and JSON Feed with whole posts, archived to the first one, for each tag, too, JSON, source and oEmbed of each post, NewsArticle data, h-entry, and checks every post and every address.")
	if last := contestants[len(contestants)-1]; last.name == hugo {
		s.Note("Hugo is %s.", last.version)
	} else {
		s.Note("Hugo is **left out**: it is neither on PATH nor in GOPATH/bin. Install it with `%s`.", install)
	}
	return s
}

func (p *published) cells(ours *published) []string {
	ratio := func(of func(stat.Cost) float64) string { return stat.Short(of(p.first)/of(ours.first)) + " ×" }
	return []string{
		ratio(wall), ratio(processor), ratio(memory),
		stat.Short(wall(p.first)) + " s", stat.Short(memory(p.first)) + " MB", fmt.Sprint(p.files), megabytes(p.bytes),
		fmt.Sprint(p.changed), fmt.Sprint(p.written), fmt.Sprint(p.changedBytes),
		stat.Short(wall(p.again) / wall(p.first)),
	}
}

func wall(c stat.Cost) float64      { return c.Wall.Seconds() }
func processor(c stat.Cost) float64 { return c.CPU.Seconds() }
func memory(c stat.Cost) float64    { return float64(c.Memory) / 1e6 }

func megabytes(n int64) string { return stat.Short(float64(n)/1e6) + " MB" }

// readersCost compares what a reader loads of small boards and of large ones.
func readersCost(contestants []contestant, runs []run) report.Section {
	s := report.Section{Title: "Publishing: what a reader loads, in bytes", Head: []string{"file"}}
	for _, r := range runs {
		s.Head = append(s.Head, fmt.Sprintf("a board of %d", r.posts))
	}
	for _, c := range contestants {
		if c.name == copies {
			continue // the same files
		}
		list, post := []string{c.name + ": the list's first page"}, []string{c.name + ": the newest post"}
		for _, r := range runs {
			list = append(list, fmt.Sprint(r.by[c.name].listPage))
			post = append(post, fmt.Sprint(r.by[c.name].postPage))
		}
		s.Add(list...)
		s.Add(post...)
	}
	s.Note("Goal: the same on any board. The newest posts are the same on all of them; a page of the list has 20 posts, so that of 10 posts has half of them.")
	return s
}
