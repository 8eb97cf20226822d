package cli

import (
	"strings"

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
	for _, sign := range []string{
		"wanted a readable file, ", // board.Load, package importer
		": the post is withdrawn",  // board.Load, of WITHDRAWN without a date
		NotPublished, NotRead, NotWritten,
	} {
		if strings.Contains(e.Msg, sign) {
			return statusFailed
		}
	}
	return statusOK
}

// These words end the message of a finding that makes the command fail.
const (
	NotPublished = ": the file was not published"
	NotRead      = ": the file was not read"
	NotWritten   = ": the file was not written"
)
