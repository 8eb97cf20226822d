// Package searchtest has posts in all languages of the widget, and queries with the
// posts that they must find. The tests of the readers in Go and in the browser call it.
package searchtest

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/boardview/board/internal/search"
)

// A Board is the posts of a language, with queries.
type Board struct {
	Lang      string
	Documents []search.Document
	Queries   []Query
}

// A Query must find posts, or should but does not yet.
type Query struct {
	Line   int // of languages.txt
	Text   string
	Want   []string // the IDs of the posts, oldest first
	Missed bool
}

//go:embed languages.txt
var languages string

// Boards reads languages.txt.
func Boards() (boards []Board, err error) {
	for i, line := range strings.Split(languages, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if lang, ok := strings.CutPrefix(line, "== "); ok {
			boards = append(boards, Board{Lang: lang})
			continue
		}
		if len(boards) == 0 || !boards[len(boards)-1].read(line, i+1) {
			return nil, fmt.Errorf("languages.txt:%d: wanted a language, a post or a query, found %q", i+1, line)
		}
	}
	return boards, nil
}

// read reads a post or a query.
func (b *Board) read(line string, number int) bool {
	if post := strings.Split(line, " | "); len(post) == 3 {
		card := search.Card{ID: post[0], Subject: post[1], Date: "2026-11-26", Lang: b.Lang}
		b.Documents = append(b.Documents, search.Document{Card: card, Text: post[2], Year: 2026})
		return true
	}
	at := strings.LastIndex(line, ":")
	if at < 0 {
		return false
	}
	text, missed := strings.CutPrefix(line[:at], "! ")
	b.Queries = append(b.Queries, Query{Line: number, Text: text, Want: strings.Fields(line[at+1:]), Missed: missed})
	return true
}

// Index makes the index of a board.
func (b *Board) Index() (*search.Index, error) {
	return search.Build(len(b.Documents), func(place int) (search.Document, bool, error) { return b.Documents[place], true, nil })
}
