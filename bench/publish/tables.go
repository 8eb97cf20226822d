package publish

import (
	"fmt"

	"github.com/boardview/board/bench/chart"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// install is the command that installs Hugo.
const install = "go install github.com/gohugoio/hugo@v0.165.0"

// sideBySide compares the time, the memory and the files of publishing.
func sideBySide(contestants []contestant, runs []run) report.Section {
	s := report.Section{
		Title: "Publishing, compared with Hugo",
		Head:  []string{"posts", "program", "time ÷ ours", "processor time ÷ ours", "peak memory ÷ ours", "time", "peak memory", "files", "bytes", "bytes a post"},
	}
	for _, r := range runs {
		for _, c := range suited(contestants, r.posts) {
			s.Add(append([]string{fmt.Sprint(r.posts), c.name}, r.by[c.name].cells(r.by[ours], r.posts)...)...)
		}
	}
	s.Note("Each program publishes the same posts, of 2 to 4 kB and with two of %d tags, into an empty directory. Board View is board publish, with -plain where it makes no compressed copies. The Hugo site has pages of the list and of each tag, links to the newer and the older post, Open Graph, RSS of at most 40 summaries, and a sitemap.", tags)
	s.Note("Board View also writes pages by year and month; RSS, Atom and JSON Feed with whole posts, archived back to the first post, also for each tag; and for each post its JSON, its source, oEmbed, NewsArticle data and h-entry. It checks every post and every URL.")
	if last := contestants[len(contestants)-1]; last.name == hugo {
		s.Note("The version of Hugo is %s.", last.version)
	} else {
		s.Note("Hugo is **missing**: it is neither on the PATH nor in GOPATH/bin. Install it with `%s`.", install)
	}
	return s
}

func (p *published) cells(ours *published, posts int) []string {
	ratio := func(of func(stats.Usage) float64) string { return stats.Short(of(p.first)/of(ours.first)) + " ×" }
	return []string{
		ratio(wall), ratio(processor), ratio(memory),
		stats.Short(wall(p.first)) + " s", stats.Short(memory(p.first)) + " MB", fmt.Sprint(p.files), megabytes(p.bytes), fmt.Sprint(p.bytes / int64(posts)),
	}
}

// again compares what it takes to publish after a change.
func again(contestants []contestant, runs []run) report.Section {
	s := report.Section{
		Title: "Publishing again, compared with Hugo",
		Head:  []string{"posts", "after", "program", "Hugo's time ÷ this", "Hugo's processor time ÷ this", "time", "peak memory", "files changed", "files written", "bytes in changed files"},
	}
	for _, r := range runs {
		for i, change := range changes {
			for _, c := range suited(contestants, r.posts) {
				s.Add(append([]string{fmt.Sprint(r.posts), change.name, c.name}, r.by[c.name].again[i].cells(r.by[hugo], i)...)...)
			}
		}
	}
	s.Chart = shareOfHugo(runs)
	s.Note("Each program publishes into the directory of the time before. Goals for one more post on 100,000: Hugo's time ÷ ours ≥ 25, at most 400 MB and 30 files, compressed copies counted apart.")
	return s
}

// shareOfHugo shows our processor time relative to Hugo's; nil if Hugo is missing.
func shareOfHugo(runs []run) *chart.Chart {
	c := &chart.Chart{
		File:     "publishing.svg",
		Title:    "Publishing: processor time relative to Hugo's",
		Subtitle: "the same posts into an empty directory, and again after a change",
		Axis:     "Processor time of board publish -plain ÷ Hugo's; shorter is faster",
		Unit:     "×",
	}
	for _, r := range runs {
		theirs, ok := r.by[hugo]
		if !ok {
			return nil
		}
		add := func(name string, ours, theirs stats.Usage) {
			share := processor(ours) / processor(theirs)
			c.Bars = append(c.Bars, chart.Bar{Name: fmt.Sprintf("%d posts: %s", r.posts, name), Range: stats.Range{Median: share, Min: share, Max: share}})
		}
		add("the first time", r.by[ours].first, theirs.first)
		for i, change := range changes {
			add(change.name, r.by[ours].again[i].usage, theirs.again[i].usage)
		}
	}
	return c
}

// cells has no ratios if Hugo is missing.
func (p republished) cells(theirs *published, change int) []string {
	ratio := func(of func(stats.Usage) float64) string {
		if theirs == nil {
			return ""
		}
		return stats.Short(of(theirs.again[change].usage)/of(p.usage)) + " ×"
	}
	return []string{
		ratio(wall), ratio(processor), stats.Short(wall(p.usage)) + " s", stats.Short(memory(p.usage)) + " MB",
		fmt.Sprint(p.changed), fmt.Sprint(p.written), fmt.Sprint(p.changedBytes),
	}
}

func wall(c stats.Usage) float64      { return c.Wall.Seconds() }
func processor(c stats.Usage) float64 { return c.CPU.Seconds() }
func memory(c stats.Usage) float64    { return float64(c.Memory) / 1e6 }

func megabytes(n int64) string { return stats.Short(float64(n)/1e6) + " MB" }

// readerBytes compares what a reader loads of boards of different sizes.
func readerBytes(contestants []contestant, runs []run) report.Section {
	s := report.Section{Title: "Publishing: what a reader loads, in bytes", Head: []string{"file"}}
	for _, r := range runs {
		s.Head = append(s.Head, fmt.Sprintf("a board of %d", r.posts))
	}
	for _, c := range contestants {
		if c.name == copies {
			continue // it has the same pages
		}
		list, post := []string{c.name + ": the list's first page"}, []string{c.name + ": the newest post"}
		for _, r := range runs {
			list = append(list, fmt.Sprint(r.by[c.name].listPage))
			post = append(post, fmt.Sprint(r.by[c.name].postPage))
		}
		s.Add(list...)
		s.Add(post...)
	}
	s.Note("Goal: the same on boards of any size. The newest posts are the same on all boards. A page of the list has 20 posts, so the board of 10 fills half a page.")
	return s
}
