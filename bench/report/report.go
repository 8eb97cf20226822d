// Package report holds the results as tables and charts, and writes the
// tables as Markdown. It knows nothing of what is measured.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/boardview/board/bench/chart"
)

// A Section is a heading, a table, and the notes below it.
type Section struct {
	Title string
	Head  []string
	Rows  [][]string
	Notes []string
	Chart *chart.Chart // of the same numbers, for the top of the results; nil for most
}

// Add appends a row.
func (s *Section) Add(cells ...string) { s.Rows = append(s.Rows, cells) }

// Note appends a note, formatted as by fmt.Sprintf.
func (s *Section) Note(format string, args ...any) {
	s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
}

// Write writes the section as Markdown, without its chart.
func (s *Section) Write(w io.Writer) {
	fmt.Fprintf(w, "## %s\n\n", s.Title)
	if len(s.Rows) > 0 {
		row(w, s.Head)
		fmt.Fprintln(w, "|"+strings.Repeat("---|", len(s.Head)))
		for _, cells := range s.Rows {
			row(w, cells)
		}
		fmt.Fprintln(w)
	}
	for _, note := range s.Notes {
		fmt.Fprintf(w, "- %s\n", note)
	}
	if len(s.Notes) > 0 {
		fmt.Fprintln(w)
	}
}

func row(w io.Writer, cells []string) { fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")) }

// Goal formats a goal and whether it is met.
func Goal(met bool, goal string) string {
	if met {
		return goal + ": met"
	}
	return goal + ": **not met**"
}
