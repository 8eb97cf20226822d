package library

import (
	"fmt"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
)

// bytesPerRound is how much text is rendered in one round, whatever the
// length of the posts.
const bytesPerRound = 2 << 20

// postLength shows whether rendering time grows faster than the post.
func postLength(real string, _ []text) (report.Section, error) {
	s := report.Section{
		Title: "Rendering: time per byte, by the length of the post",
		Head:  []string{"length", "Render: time per byte ÷ that at 1 kB", "naive: time per byte ÷ that at 1 kB", "naive's time ÷ Render's"},
	}
	g := corpus.New(real)
	var first map[string][]float64
	for _, size := range []int{1e3, 10e3, 30e3, 100e3, 1e6} {
		posts := repeat(&board.Post{Body: g.Sized(size)}, bytesPerRound/size)
		times, err := race(rounds, []Contestant{{ours, Contestants()[0].Render}, {naive, newNaive()}}, posts)
		if err != nil {
			return s, err
		}
		perByte(times, size*len(posts))
		if first == nil {
			first = times
		}
		s.Add(fmt.Sprintf("%d kB", size/1000), stats.Ratio(times[ours], first[ours]).String(),
			stats.Ratio(times[naive], first[naive]).String(), stats.Ratio(times[naive], times[ours]).String())
	}
	s.Note("Goal: no growth. The posts consist of paragraphs. Render shows a body above 32 KiB as plain text: 30 kB is the longest here that it parses as Markdown, and 100 kB and 1 MB show that the limit holds.")
	return s, nil
}

func perByte(times map[string][]float64, size int) {
	for _, values := range times {
		for i := range values {
			values[i] /= float64(size)
		}
	}
}
