package safehtml

import (
	"bytes"
	"strings"
)

// accessible is what the board's own pages have around tables and the boxes of
// tasks, beyond the allow-list. Pages of others have their own styles for
// labels, and the widget makes its own.
type accessible struct {
	own       bool   // see Options
	tableName string // see Options
	task      task   // whose label is open
}

// startScroller writes the start of the box in which a wide table is scrolled,
// by keys as well (WCAG 2.1.1). Boxes on one page may share a name: they are
// groups, not landmarks.
func (a *accessible) startScroller(out *bytes.Buffer) {
	out.WriteString(`<div class="scroll" role="group" aria-label="`)
	escaper.WriteString(out, a.tableName)
	out.WriteString(`" tabindex="0">`)
}

// label is not in the allow-list: only the Builder itself opens one.
var label = &Element{Name: "label", is: phrasing, holds: phrasing}

// A task is the box of a task in its label.
type task struct {
	start   int  // where the label was written
	end     int  // where the box ends
	checked bool // the box
	named   bool // there are words beside it
}

// endLabel writes the end of a label. A box without words beside it would have
// no name: it becomes a character.
func (t *task) endLabel(out *bytes.Buffer) {
	if t.named {
		out.WriteString("</label>")
		return
	}
	beside := bytes.Clone(out.Bytes()[t.end:])
	out.Truncate(t.start)
	out.WriteString(boxAsText(t.checked))
	out.Write(beside)
}

// boxAsText is the box of a task as a character.
func boxAsText(checked bool) string {
	if checked {
		return "☑"
	}
	return "☐"
}

// escaper writes text as x/net/html, and so bluemonday, would.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\r", "&#13;")
