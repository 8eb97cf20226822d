package cli

import (
	"github.com/boardview/board"
)

// The exit statuses of every command.
const (
	statusOK     = iota
	statusFailed // a post was held back, a file could not be read or published, or the command failed
	statusUsage  // the command line is wrong
)

const statusHelp = `Exit status:
  0  done; there may be findings about single posts
  1  a post was held back, a file could not be read, or the command failed
  2  the command line is wrong
`

// A UsageError is an error in the command line.
type UsageError struct{ Err error }

// Error implements the interface error.
func (e UsageError) Error() string { return e.Err.Error() }

// statusOf decides what a finding means for the exit status: statusFailed if
// something of the author's is not published because of it.
func statusOf(e *board.Error) int {
	switch e.Kind {
	case board.HeldBack, board.FileError:
		return statusFailed
	}
	return statusOK
}
