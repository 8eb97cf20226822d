package board

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// An Error is one finding in a source file: what was wanted there, and what
// was found.
type Error struct {
	File string
	Line int // from 1
	Col  int // from 1, in characters (code points); a byte order mark does not count
	Msg  string
}

// Error gives "file:line:col: msg".
func (e *Error) Error() string {
	return e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Col) + ": " + e.Msg
}

// An ErrorList is every finding of a file or a board, in the order of the
// source. It is never empty: no findings are a nil error.
type ErrorList []*Error

// Error gives one finding a line.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the findings to errors.As and errors.Is.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// err is l sorted, as an error that is nil if there is nothing to say.
func (l ErrorList) err() error {
	if len(l) == 0 {
		return nil
	}
	slices.SortStableFunc(l, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return l
}
