package safehtml

import "fmt"

// A Report is told what the allow-list or a limit takes out of a source, or
// that a URL leads to a missing file, and at which byte offset of the body.
type Report func(offset int, missing bool, message string)

// maxNotes bounds how many findings a hostile source can cause.
const maxNotes = 100

// notes passes findings on to a Report.
type notes struct {
	report Report // nil if nobody wants the findings
	offset int    // in the body, of what is being written
	last   string
	count  int
}

// wanted reports whether somebody wants the findings: some cost time to find.
func (n *notes) wanted() bool { return n.report != nil }

// Note reports what is left out at the current offset, unless it repeats the
// last finding.
func (n *notes) Note(format string, args ...any) { n.note(false, format, args...) }

func (n *notes) note(missing bool, format string, args ...any) {
	if !n.wanted() || n.count == maxNotes {
		return
	}
	message := fmt.Sprintf(format, args...)
	if message == n.last {
		return
	}
	n.last = message
	n.count++
	n.report(n.offset, missing, message)
}

// At sets the byte offset in the body at which findings are reported.
func (n *notes) At(offset int) { n.offset = offset }
