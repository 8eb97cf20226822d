// Package compose is what the editor of posts knows: what a source file has in its
// fields, how to change one of them and nothing else, and what becomes of text that
// is pasted. cmd/board/compose calls it, in the browser.
//
// A file stays the text that somebody wrote. The editor never writes a post anew:
// it replaces the value of a field, a photo or the lines of the text that differ, and
// reads the result again to see that nothing else has changed. What it cannot
// change so, it leaves to the view of the source.
package compose

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/poststate"
)

// A Document is a source file as the editor shows it.
type Document struct {
	Source   string              `json:"source"`
	Fields   map[string][]string `json:"fields"` // values by lower-case name, as they are written
	Locked   []string            `json:"locked"` // fields that only the source can change
	Photos   []board.Photo       `json:"photos"` // those between the header and the text
	Text     string              `json:"text"`   // with the line end \n
	Findings []Finding           `json:"findings"`
	Subject  string              `json:"subject"` // as readers see it
	ID       string              `json:"id"`
	Lang     string              `json:"lang"`
	State    string              `json:"state"`   // what readers see of it now; see package poststate
	Article  string              `json:"article"` // as the widget will show it
	Page     string              `json:"page"`    // as the board's own page will, a whole document; see [Editor.AddPage]
}

// A Finding is a finding, and the part of the editor that it is about.
type Finding struct {
	Kind    board.Kind `json:"kind"`
	Message string     `json:"message"`
	Line    int        `json:"line"`
	Col     int        `json:"col"`
	Part    string     `json:"part"` // a name of Fields, "photos", "text" or "source"
	At      int        `json:"at"`   // where in Text, or in the source: in UTF-16 code units
}

// An Editor reads and changes posts. It remembers the one that it has read last, which
// is the one that is changed next: so each key costs one reading. Its zero value is ready.
type Editor struct {
	last  *reading
	reads int // tests count them
}

// A reading is a source file and what the parser, the policy and the renderer say of it.
type reading struct {
	name, source string
	layout       *layout
	post         *board.Post
	article      string
	found        board.ErrorList
}

// renderer finds what the parser and the policy find.
var renderer = &board.Renderer{BaseURL: "./"}

func (e *Editor) read(name, source string) *reading {
	if e.last != nil && e.last.name == name && e.last.source == source {
		return e.last
	}
	e.reads++
	r := &reading{name: name, source: source, layout: layOut(source)}
	var article strings.Builder // which returns no errors
	post, err := renderer.Preview(&article, name, []byte(source))
	r.post, r.article = post, article.String()
	r.found, _ = errors.AsType[board.ErrorList](err)
	return r
}

// Open reads a source file.
func (e *Editor) Open(name, source string) *Document {
	e.last = e.read(name, source)
	return e.last.document()
}

func (r *reading) document() *Document {
	l, p := r.layout, r.post
	d := &Document{Source: r.source, Fields: make(map[string][]string), Locked: l.locked, Photos: []board.Photo{}, Findings: []Finding{},
		Subject: p.Subject, ID: p.ID, Lang: p.Lang, State: poststate.Of(p, time.Now()), Article: r.article}
	for _, f := range l.fields {
		d.Fields[f.name] = append(d.Fields[f.name], f.values...)
	}
	for _, photo := range l.photos {
		d.Photos = append(d.Photos, photo.Photo)
	}
	d.Text = newlines.Replace(r.source[l.text.start:l.text.end])
	for _, found := range r.found {
		f := Finding{Kind: found.Kind, Message: found.Msg, Line: found.Line, Col: found.Col}
		if absentRE.MatchString(found.Msg) { // whatever the parser takes in its place, to a writer it is missing
			f.Kind = board.Missing
		}
		f.Part, f.At = l.part(r.source, offsetOf(r.source, found.Line, found.Col), found.Msg)
		d.Findings = append(d.Findings, f)
	}
	return d
}

// absentRE finds the name of a field that is missing: its finding is about the file
// as a whole.
var absentRE = regexp.MustCompile(`^wanted a (SUBJECT|DATE), found none`)

// part tells which part of the editor shows an offset of the source, and where in
// it that is.
func (l *layout) part(source string, at int, message string) (part string, in int) {
	if m := absentRE.FindStringSubmatch(message); m != nil {
		return strings.ToLower(m[1]), 0
	}
	for _, f := range l.fields {
		if f.start <= at && at < f.end && !isLocked(l.locked, f.name) {
			return f.name, 0
		}
	}
	for _, p := range l.photos {
		if p.start <= at && at < p.end {
			return "photos", 0
		}
	}
	if l.text.start <= at && at <= l.text.end && l.text.start < l.text.end {
		return "text", units(newlines.Replace(source[l.text.start:at]))
	}
	return "source", units(newlines.Replace(source[:at]))
}

func isLocked(locked []string, name string) bool {
	for _, l := range locked {
		if l == name {
			return true
		}
	}
	return false
}

// New returns the source of a new post, which has no subject yet.
func New(today time.Time, draft bool) string {
	p := &board.Post{Date: board.Date{Time: time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)}, Draft: draft}
	before, after, _ := strings.Cut(string(board.Format(p)), "SUBJECT")
	_, after, _ = strings.Cut(after, "\n")
	return before + after
}
