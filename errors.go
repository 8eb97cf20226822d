package board

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// Findings: what is wrong with a source file, where, and what became of the
// post. Everything that reads posts reports with an Error; this file must know
// neither posts nor formats.

// A Kind says what became of a post because of a finding, so that a program
// can act on it without reading the message. The words are stable: they are
// what a finding has in JSON.
type Kind string

const (
	// HeldBack: what decides whether the post is shown cannot be read, so the
	// post is not shown, or only as withdrawn.
	HeldBack Kind = "held-back"

	// Changed: a value is used in another form than it was written in, such
	// as an ID that is not safe as a file name.
	Changed Kind = "changed"

	// BadValue: a value cannot be used, and the post does without it. If its
	// field has no room for it, Post.Meta keeps it.
	BadValue Kind = "bad-value"

	// UnknownField: a field has a name without a meaning; Post.Meta keeps it.
	UnknownField Kind = "unknown-field"

	// Guessed: something is incomplete or ambiguous, and was read as what it
	// most likely means.
	Guessed Kind = "guessed"

	// Missing: something that belongs there is not, and nothing stands in
	// for it.
	Missing Kind = "missing"

	// Inconsistent: two values contradict each other; both are used as they
	// were written.
	Inconsistent Kind = "inconsistent"

	// LeftOut: the policy or a limit leaves out a part of the source, or
	// shows it as plain text; or a file beside the posts stays unpublished,
	// because nothing that is published refers to it.
	LeftOut Kind = "left-out"

	// Discloses: a file beside the posts is published as it is, and tells who
	// wrote it or with what.
	Discloses Kind = "discloses"

	// FileError: a file or folder cannot be read or published, nor can the
	// posts in it. Error.Err has the cause.
	FileError Kind = "file-error"
)

// An Error is one finding in a source file: what was wanted there, what was
// found, and what became of the post.
type Error struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1
	Col  int    `json:"col"`  // from 1, in characters (code points); a byte order mark does not count
	Kind Kind   `json:"kind"`
	Msg  string `json:"msg"`
	Err  error  `json:"-"` // the cause, if another error is one
}

// Error returns "file:line:col: msg", in one line and without control characters:
// terminals obey these in the names of files.
func (e *Error) Error() string {
	return plaintext.Visible(e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Col) + ": " + e.Msg)
}

// Unwrap returns the cause, nil if there is none.
func (e *Error) Unwrap() error { return e.Err }

// An ErrorList has every finding of a file or a board, in the order of the
// source. It is never empty: no findings are a nil error.
type ErrorList []*Error

// Error returns one line per finding.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the findings, for errors.As and errors.Is.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// err sorts l and returns it as an error, nil if there are no findings.
func (l ErrorList) err() error {
	if len(l) == 0 {
		return nil
	}
	l.sort()
	return l
}

func (l ErrorList) sort() {
	slices.SortStableFunc(l, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}

// A place is a position in a file: line and column, from 1.
type place struct{ line, col int }

var fileStart = place{1, 1}

// finding returns an Error at a place in a file. What was found there may be a
// mebibyte: as much of it is shown as a reader needs to find it.
func (at place) finding(file string, kind Kind, format string, args ...any) *Error {
	plaintext.Starts(args)
	return &Error{File: file, Line: at.line, Col: at.col, Kind: kind, Msg: plaintext.Visible(fmt.Sprintf(format, args...))}
}

// maxFindings is how many findings about one file are listed. Twice as many may
// be about what holds a post back: nobody may have to guess that.
const maxFindings = 100

// findings are those about one file, as far as they are listed.
type findings struct {
	list ErrorList
	more int   // how many are not listed
	next place // of the first of them
}

// full reports whether one more finding of this kind would not be listed.
func (l *findings) full(kind Kind) bool {
	return len(l.list) >= maxFindings && (kind != HeldBack || len(l.list) >= 2*maxFindings)
}

// skip counts findings that are not listed.
func (l *findings) skip(at place, n int) {
	if l.more == 0 {
		l.next = at
	}
	l.more += n
}

// all are the findings, and the number of those that are not listed.
func (l *findings) all(file string) ErrorList {
	if l.more == 0 {
		return l.list
	}
	return append(l.list, l.next.finding(file, LeftOut, "wanted at most %d findings in a file, found %d more, which are not listed", maxFindings, l.more))
}
