// Package poststate says in a word what readers see of a post. The list of posts in the
// editor and the editor itself, which runs in a browser, call it.
package poststate

import (
	"errors"
	"time"

	"github.com/boardview/board"
)

// Of returns what readers see of a post at a time: "published", or why they do not see
// it: "held", "draft", "withdrawn", "expired", "later".
func Of(p *board.Post, now time.Time) string {
	b := board.New(p)
	b.Now = func() time.Time { return now }
	_, listed := b.Post(p.ID)
	switch {
	case p.HeldBack():
		return "held"
	case p.Draft:
		return "draft"
	case !p.Withdrawn.Date.IsZero():
		return "withdrawn"
	case listed:
		return "published"
	case !p.Expires.IsZero() && p.Expires.Time.Before(now):
		return "expired"
	}
	return "later"
}

// A Summary is what a list of posts tells of one.
type Summary struct {
	Subject  string    `json:"subject"`
	Date     string    `json:"date"`
	State    string    `json:"state"`    // see Of
	Findings int       `json:"findings"` // in the file itself
	Until    time.Time `json:"until"`    // when the state changes if the file does not; zero for never
}

// Summarize reads a source file for a list.
func Summarize(name string, source []byte, now time.Time) Summary {
	p, err := board.Parse(name, source)
	found, _ := errors.AsType[board.ErrorList](err)
	b := board.New(p)
	b.Now = func() time.Time { return now }
	return Summary{p.Subject, p.Date.String(), Of(p, now), len(found), b.Next()}
}
