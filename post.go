package board

import (
	"strings"
	"time"
)

// A Post is one official announcement: a subject, a date, photos with their
// captions, some paragraphs, and by whom. All fields are plain text except
// Body; none is trusted: [Renderer] escapes and checks every one of them.
type Post struct {
	ID          string // names the post's files and address; made from Date and Subject unless the source has one
	Label       string // the bracketed words in front of the subject: "Nov 26"
	Subject     string // one line
	Date        Date   // when it was, or will be, made public
	Updated     Date   // when it was last corrected; zero if never
	Expires     Date   // the last day (or moment) it is shown; zero if for good
	Withdrawn   Withdrawal
	By          Author
	Photos      []Photo
	Attachments []Attachment
	Tags        []string
	Lang        string   // BCP 47 language tag: "ko", "mn-Cyrl"
	Translates  string   // ID of the post that this one is a translation of
	Aliases     []string // the IDs it had before, the first of them first; they lead to it for good
	URL         string   // where the original stands, if this is a copy
	Pinned      bool     // listed before all others
	Draft       bool     // not shown
	Body        string   // Markdown (CommonMark with tables, task lists, strikethrough and bare links)

	// Meta keeps the fields nobody knows, by lower-case name.
	Meta map[string][]string
}

// A Withdrawal takes a post back: from then on only its subject and its
// dates are shown, and why. It is none if it has no date.
type Withdrawal struct {
	Date   Date
	Reason string
}

// An Author is the person or office a post is by.
type Author struct {
	Name  string
	Email string // an address such as press@parliament.example, without "mailto:"
	URL   string
}

// A Photo is a figure: a caption, and a picture if one is known.
type Photo struct {
	URL     string // absolute, or relative to the board's directory
	Caption string // plain text
	Alt     string // what the picture shows, for who cannot see it
	Width   int    // in CSS pixels; zero if unknown
	Height  int
}

// An Attachment is a file that goes with a post.
type Attachment struct {
	URL   string // absolute, or relative to the board's directory
	Title string
	Type  string // media type: "application/pdf"
	Size  int64  // in bytes; zero if unknown
}

// A Date is a calendar day or, when its source named a time, a moment.
// A day stays that day in every time zone.
type Date struct {
	Time    time.Time // midnight UTC for a day
	HasTime bool
}

// layouts are the ways a date may be written, the canonical ones first.
var layouts = []struct {
	layout  string
	hasTime bool
}{
	{time.DateOnly, false},
	{time.RFC3339, true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02 15:04:05 -0700", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02 15:04 -0700", true},
	{"2006-01-02 15:04Z07:00", true},
	{"2006-01-02 15:04:05 Z07:00", true},
	{"2006-01-02 15:04 Z07:00", true},
	{"2006-01-02T15:04:05", true},
	{"2006-01-02 15:04:05", true},
	{"2006-01-02T15:04", true},
	{"2006-01-02 15:04", true},
	{"2006-1-2 15:04", true},
	{"2006-1-2", false},
	{"20060102", false},
	{"2006/1/2", false},
	{"2006.1.2", false},
	{"2006. 1. 2.", false},
	{"2006년 1월 2일", false},
	{"2006年1月2日", false},
	{"2 January 2006", false},
	{"2 Jan 2006", false},
	{"January 2, 2006", false},
	{"Jan 2, 2006", false},
	{"Mon, 2 Jan 2006 15:04:05 -0700", true},
	{"Mon, 2 Jan 2006 15:04:05 MST", true},
}

// ParseDate reads a date as people write it: ISO 8601 / RFC 3339 first,
// then the forms common on boards. A time without a zone is taken as UTC.
// It reports whether s is a date in the years 1 to 9999.
func ParseDate(s string) (Date, bool) {
	if s = strings.TrimSpace(s); s == "" {
		return Date{}, false
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || t.IsZero() || t.Year() < 1 || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
			continue
		}
		return Date{Time: canonical(t), HasTime: l.hasTime}, true
	}
	return Date{}, false
}

// canonical drops what String does not write, so that the two round-trip:
// fractions of a second, seconds in a zone's offset, a zone's name.
func canonical(t time.Time) time.Time {
	_, offset := t.Zone()
	offset -= offset % 60
	if offset == 0 {
		return t.UTC().Truncate(time.Second)
	}
	return t.In(time.FixedZone("", offset)).Truncate(time.Second)
}

// String gives 2019-11-26 for a day, RFC 3339 for a moment, "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.HasTime:
		return d.Time.Format(time.RFC3339)
	}
	return d.Time.Format(time.DateOnly)
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// begins is the moment d starts, for a board whose clock shows now: a day
// starts at midnight where the clock hangs.
func (d Date) begins(now time.Time) time.Time {
	if d.HasTime {
		return d.Time
	}
	y, m, day := d.Time.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, now.Location())
}

// ends is the moment d is over.
func (d Date) ends(now time.Time) time.Time {
	if d.HasTime {
		return d.Time
	}
	return d.begins(now).AddDate(0, 0, 1)
}

// due reports whether p is to be listed at the time now.
func (p *Post) due(now time.Time) bool { return p.published(now) && !p.withdrawn(now) }

// published reports whether p has a page at the time now.
func (p *Post) published(now time.Time) bool {
	return !p.Draft && !p.Date.begins(now).After(now) && !p.expired(now)
}

func (p *Post) withdrawn(now time.Time) bool {
	return !p.Withdrawn.Date.IsZero() && !p.Withdrawn.Date.begins(now).After(now)
}

// shown is p, or if it was withdrawn what is left of it.
func (p *Post) shown() *Post {
	if p.Withdrawn.Date.IsZero() {
		return p
	}
	return &Post{
		ID: p.ID, Label: p.Label, Subject: p.Subject, Date: p.Date, Updated: p.Updated, Expires: p.Expires,
		Withdrawn: p.Withdrawn, Lang: p.Lang, Translates: p.Translates, Aliases: p.Aliases,
	}
}

func (p *Post) expired(now time.Time) bool {
	return !p.Expires.IsZero() && !p.Expires.ends(now).After(now)
}
