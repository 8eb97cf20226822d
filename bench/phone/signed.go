package phone

import (
	"crypto/ed25519"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/boardview/board/bench/chrome"
	"github.com/boardview/board/bench/report"
	"github.com/boardview/board/bench/stats"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

// Names of the contestants with and without a key.
const (
	unsigned     = "<board-view>, without a key"
	keyed        = "with key"
	fastUnsigned = "<board-view>, with the README's preload lines, without a key"
	halfFast     = "with key and the same lines"
	fastKeyed    = "with key and the lines for signed boards as well"
)

// against are the pages with a key, in the order of the table, and the pages with
// which they are compared.
var against = [][2]string{{keyed, unsigned}, {halfFast, fastUnsigned}, {fastKeyed, fastUnsigned}}

// scriptGoal is how much longer scripts may run because of a key, in milliseconds.
const scriptGoal = 4

const signedRounds = 11

// Signed measures what a key on the partner's page costs: the same pages of the same
// board are loaded with and without it.
func Signed(b *chrome.Browser, root string, files *widget.Files) ([]report.Section, error) {
	d, err := readDocumented(root)
	if err != nil {
		return nil, err
	}
	board, err := publish(root, files)
	if err != nil {
		return nil, err
	}
	defer board.Close()
	all, err := signedContestants(d, board, files)
	if err != nil {
		return nil, err
	}
	partner := webserver.Start()
	defer partner.Close()
	loads, err := race(b, signedRounds, all, board, partner)
	if err != nil {
		return nil, err
	}
	return []report.Section{signedTable(loads)}, nil
}

// signedContestants signs the board, and returns the pages.
func signedContestants(d documented, board *webserver.Server, files *widget.Files) ([]contestant, error) {
	key, err := signed.NewSigner("secretariat.example/news", ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		return nil, err
	}
	err = board.Change(func(site fs.FS) (fs.FS, error) {
		return signed.FS(site, nil, signed.Options{Signers: []note.Signer{key}, Now: time.Now().Truncate(time.Second), Valid: 7 * 24 * time.Hour})
	})
	if err != nil {
		return nil, err
	}
	verifier, err := files.Name("verifier", ".js")
	if err != nil {
		return nil, err
	}
	element := strings.Replace(d.element, "<board-view", `<board-view key="`+key.Key()+`"`, 1)
	lines := documentedVerifier.ReplaceAllString(d.signedHead, fmt.Sprintf(`integrity=%q href="{{board}}/widget/%s"`, files.Integrity[verifier], verifier))
	page := func(name, head, element string) contestant {
		return contestant{name: name, head: head, body: element, isShown: ourRows}
	}
	return []contestant{
		page(unsigned, d.head, d.element), page(keyed, d.head, element),
		page(fastUnsigned, d.fastHead, d.element), page(halfFast, d.fastHead, element), page(fastKeyed, d.fastHead+lines, element),
	}, nil
}

// signedTable compares the pages.
func signedTable(loads map[string][]pageLoad) report.Section {
	s := report.Section{
		Title: "A slow phone: a signed list of 20 posts",
		Head:  []string{"page", "list painted after", "more", "requests before", "code, bytes", "feed and note, bytes", "scripts until then", "more", "main thread until then", "goal"},
	}
	base := ""
	for _, pair := range against {
		if pair[1] != base {
			base = pair[1]
			s.Add(signedRow(loads, base, base)...)
		}
		s.Add(signedRow(loads, pair[0], base)...)
	}
	s.Note("As above, without a click; medians of %d interleaved loads, with the extremes in parentheses. Scripts and the main thread: processor time until the list is painted, slowed down four times.", signedRounds)
	return s
}

func signedRow(loads map[string][]pageLoad, name, base string) []string {
	own, without := loads[name], loads[base]
	last := own[len(own)-1]
	row := []string{
		fmt.Sprintf("`%s`", name), stats.NewRange(each(own, seen)).With("ms"), "",
		fmt.Sprint(last.Cost.Requests), fmt.Sprint(last.Cost.Code), fmt.Sprint(last.Cost.Data),
		stats.NewRange(each(own, scripts)).With("ms"), "", fmt.Sprintf("%.0f ms", median(own, mainThread)), "",
	}
	if name != base {
		more := stats.Difference(each(own, scripts), each(without, scripts))
		row[2], row[7] = stats.Difference(each(own, seen), each(without, seen)).With("ms"), more.With("ms")
		row[9] = report.Goal(more.Median <= scriptGoal, fmt.Sprintf("≤ %d ms more of scripts", scriptGoal))
	}
	return row
}

func scripts(l pageLoad) float64    { return l.Task.Scripts }
func mainThread(l pageLoad) float64 { return l.Task.Main }
