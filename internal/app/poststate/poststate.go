// Package poststate says in a word what readers see of a post. The list of posts in the
// editor and the editor itself, which runs in a browser, call it.
package poststate

import (
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
