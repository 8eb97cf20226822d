// Package report writes what was measured, for people.
package report

import (
	"fmt"
	"io"
	"strings"
)

// A Section is a heading, a table, and what a reader has to know about it.
type Section struct {
	Title string
	Head  []string
	Rows  [][]string
	Notes []string
}

// Add adds a row.
func (s *Section) Add(cells ...string) { s.Rows = append(s.Rows, cells) }

// Note adds a sentence under the table.
func (s *Section) Note(format string, args ...any) {
	s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
}

// Write writes the section as Markdown.
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

// Goal says whether a goal is met.
func Goal(met bool, goal string) string {
	if met {
		return goal + ": met"
	}
	return goal + ": **not met**"
}
