package native

import (
	"fmt"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stat"
)

// scaleBytes is how much each size renders in one round.
const scaleBytes = 2 << 20

// scale shows whether a byte of a long post costs more than one of a short.
func scale(real string, _ []text) (report.Section, error) {
	s := report.Section{
		Title: "The renderer: cost of a byte by the length of the post",
		Head:  []string{"length", "Render: cost of a byte ÷ that at 1 kB", "naive: cost of a byte ÷ that at 1 kB", "naive's time ÷ Render's"},
	}
	g := corpus.New(real)
	var first map[string][]float64
	for _, size := range []int{1e3, 10e3, 30e3, 100e3, 1e6} {
		posts := repeat(&board.Post{Body: g.Sized(size)}, scaleBytes/size)
		times, err := race(rounds, []Contestant{{ours, Contestants()[0].Render}, {naive, newNaive()}}, posts)
		if err != nil {
			return s, err
		}
		perByte(times, size*len(posts))
		if first == nil {
			first = times
		}
		s.Add(fmt.Sprintf("%d kB", size/1000), stat.NewRatio(times[ours], first[ours]).String(),
			stat.NewRatio(times[naive], first[naive]).String(), stat.NewRatio(times[naive], times[ours]).String())
	}
	s.Note("Goal: flat. Posts of paragraphs. From 32 KiB on ours is plain text, by the limit: 100 kB and 1 MB show that the limit holds, 30 kB is the longest that is Markdown.")
	return s, nil
}

func perByte(times map[string][]float64, size int) {
	for _, values := range times {
		for i := range values {
			values[i] /= float64(size)
		}
	}
}
