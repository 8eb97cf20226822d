package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/plaintext"
)

// A Printer prints what a command finds and does: as text, findings and
// errors to standard error and results to standard output; or all of it as
// JSON to standard output, an object a line with its kind in "type".
type Printer struct {
	name           string
	stdout, stderr io.Writer
	json           bool
	status         int

	mu           sync.Mutex
	lastProgress time.Time

	printing sync.Mutex
	lost     error // why the first line could not be printed
}

// A findingEvent is a finding as JSON.
type findingEvent struct {
	Type string `json:"type"` // "finding"
	*board.Error
}

// Findings prints findings, and sets the exit status that they demand.
func (p *Printer) Findings(list board.ErrorList) {
	for _, e := range list {
		p.status = max(p.status, statusOf(e))
		p.warn(e.Error(), findingEvent{"finding", e})
	}
}

// An errorEvent is the error that ended a command, as JSON.
type errorEvent struct {
	Type string `json:"type"` // "error"
	Msg  string `json:"msg"`
}

// fail prints the error that ends the command, and sets the exit status.
func (p *Printer) fail(err error) {
	p.status = statusFailed
	if _, ok := errors.AsType[UsageError](err); ok {
		p.status = statusUsage
	}
	p.Warn(err)
}

// A progressEvent tells how far a command is, as JSON.
type progressEvent struct {
	Type  string `json:"type"` // "progress"
	What  string `json:"what"` // "read", "resized", "made"
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// Progress prints how far the command is, every few seconds. It is a
// [github.com/boardview/board/internal/app/deploy.Progress].
func (p *Printer) Progress(what string, done, all int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch now := time.Now(); {
	case p.lastProgress.IsZero():
		p.lastProgress = now // a command that takes no longer needs no report
	case now.Sub(p.lastProgress) > 5*time.Second:
		p.lastProgress = now
		p.warn(fmt.Sprintf("%d of %d files %s", done, all, what), progressEvent{"progress", what, done, all})
	}
}

// Resized prints how many pictures have their smaller copies.
func (p *Printer) Resized(done, all int) { p.Progress("resized", done, all) }

// Warn prints an error that does not end the command.
func (p *Printer) Warn(err error) {
	p.warn(p.name+": "+err.Error(), errorEvent{"error", err.Error()})
}

// A noteEvent tells what the command is waiting for, as JSON.
type noteEvent struct {
	Type string `json:"type"` // "note"
	Msg  string `json:"msg"`
}

// Note prints what the command is waiting for.
func (p *Printer) Note(text string) { p.warn(p.name+": "+text, noteEvent{"note", text}) }

// warn prints a line of text to standard error, or the event.
func (p *Printer) warn(text string, event any) { p.print(p.stderr, text, event) }

// Print prints a result: a line of text to standard output, or the event.
func (p *Printer) Print(text string, event any) { p.print(p.stdout, text, event) }

func (p *Printer) print(w io.Writer, text string, event any) {
	p.printing.Lock()
	defer p.printing.Unlock()
	var err error
	if p.json {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		err = enc.Encode(event)
	} else {
		for line := range strings.SplitSeq(text, "\n") {
			_, lost := fmt.Fprintln(w, plaintext.Visible(line)) // terminals obey control characters in names of files
			err = cmp.Or(err, lost)
		}
	}
	p.lost = cmp.Or(p.lost, err)
}

// reportLost fails the command if something could not be printed, and says so
// where that may still be read: a finding must not get lost on a full disk.
func (p *Printer) reportLost() {
	if p.lost != nil {
		p.status = max(p.status, statusFailed)
		fmt.Fprintf(p.stderr, "%s: wanted to print findings and results, and could not: %v\n", p.name, p.lost)
	}
}
