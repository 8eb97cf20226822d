package board

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/boardview/board/internal/dates"
	"github.com/boardview/board/internal/plaintext"
)

// The post and its parts: what their values mean, when a post is shown, and
// how single values are spelled in the text format. Every other file works on
// posts; this one must know neither files nor HTML.

// A Post is one official announcement: a subject, a date, photos with their
// captions, some paragraphs, and an author. All fields are plain text except
// Body. None is trusted: [Renderer] escapes and checks every one of them.
//
// A program may put any values into a post. [Renderer.Publish] holds them to what
// [Parse] makes of them: it publishes the post that Parse reads from its
// [Format]. There a field is one line, an ID is safe as a file name, a value that
// Parse refuses is in Meta, and a date, embargo, expiry or draft mark that it
// cannot read holds the post back. At most MaxSource bytes of a post and 10 of
// its Aliases are used.
type Post struct {
	ID          string // names the post's files and address; made from Date and Subject unless the source has one
	Label       string // the bracketed words in front of the subject: "Nov 26"
	Subject     string // one line
	Date        Date   // when it was, or will be, made public
	Embargo     Date   // it is not shown before this day or moment, even if Date is earlier; zero if Date alone decides
	Updated     Date   // when it was last corrected; zero if never
	Expires     Date   // the last day (or moment) it is shown; zero if it never expires
	Withdrawn   Withdrawal
	By          Author
	CoAuthors   []Author // the others, if there are several; see [Post.Authors]
	Photos      []Photo
	Attachments []Attachment
	Tags        []string
	Lang        string   // BCP 47 language tag: "ko", "mn-Cyrl"
	Translates  string   // ID of the post that this one is a translation of
	Aliases     []string // the IDs it had before, oldest first; their addresses lead to it
	URL         string   // address of the original, if this is a copy
	Folder      string   // where relative addresses in it start, below the board's directory: "2019-11-26-fair/"; empty: there
	Pinned      bool     // listed before all others
	Draft       bool     // not shown
	Body        string   // Markdown (CommonMark with tables, task lists, strikethrough and bare links)

	// Meta keeps unknown fields and unusable values by lower-case field name.
	Meta map[string][]string
}

// A Withdrawal takes a post back: from its date on, readers see only the
// post's subject, its dates and the reason. With a zero date the post is not
// withdrawn.
type Withdrawal struct {
	Date   Date
	Reason string
}

// undated is the date of a withdrawal whose source names none: long ago, so
// that the post is withdrawn at once.
var undated = Date{Time: time.Unix(0, 0).UTC()}

// An Author is the person or office that wrote a post.
type Author struct {
	Name  string
	Email string // an address such as press@parliament.example, without "mailto:"
	URL   string
}

// Authors returns By, if it is set, and CoAuthors.
func (p *Post) Authors() []Author {
	if p.By == (Author{}) {
		return p.CoAuthors
	}
	return append([]Author{p.By}, p.CoAuthors...)
}

// setAuthors replaces the authors of p.
func (p *Post) setAuthors(list []Author) {
	p.By, p.CoAuthors = Author{}, nil
	if len(list) > 0 {
		p.By = list[0]
	}
	if len(list) > 1 {
		p.CoAuthors = list[1:]
	}
}

// A Photo is a figure: a caption, and a picture if one is known.
type Photo struct {
	URL     string // absolute, or relative to the board's directory
	Caption string // plain text
	Alt     string // describes the picture to readers who cannot see it
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
	Local   bool // its source named a time but no zone: Time has that time in UTC, and the moment depends on [Board.Location]
}

// ParseDate reads a date as people write it: in the forms of ISO 8601, RFC 3339,
// RFC 822 and RFC 850, and as officials write dates in the languages of the
// widget, "26. November 2019" or "2024년 5월 1일 09:30". In 03/04/2026 the day
// comes first. It reports whether s is a date in the years 1700 to 9999.
func ParseDate(s string) (Date, bool) {
	d, _, ok := dates.Read(s, "")
	return Date(d), ok
}

// in resolves a time without a zone in the zone of a board.
func (d Date) in(zone *time.Location) Date { return Date(dates.Date(d).In(zone)) }

// String returns 2019-11-26 for a day, RFC 3339 for a moment, without the zone
// if that is not known, "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.HasTime && d.Local:
		return d.Time.Format("2006-01-02T15:04:05")
	case d.HasTime:
		return dates.RFC3339(d.Time)
	}
	return d.Time.Format(time.DateOnly)
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// begins is the moment d starts in the time zone of now, which is the board's:
// there a day starts at midnight.
func (d Date) begins(now time.Time) time.Time {
	if !d.HasTime {
		y, m, day := d.Time.Date()
		d = Date{Time: time.Date(y, m, day, 0, 0, 0, 0, time.UTC), Local: true}
	}
	return d.in(now.Location()).Time
}

// ends is the moment d is over.
func (d Date) ends(now time.Time) time.Time {
	if d.HasTime {
		return d.begins(now)
	}
	return Date{Time: d.Time.AddDate(0, 0, 1)}.begins(now) // which may be an hour late
}

// due reports whether p is listed at the time now.
func (p *Post) due(now time.Time) bool { return p.published(now) && !p.withdrawn(now) }

// published reports whether p has a page at the time now.
func (p *Post) published(now time.Time) bool {
	return !p.Draft && !p.HeldBack() && !p.Date.begins(now).After(now) && !p.Embargo.begins(now).After(now) && !p.expired(now)
}

// A post's share of the published tree is bounded by these, and by maxTagShare: it
// adds at most 124 files, 80 of them for its tags and 30 for its aliases.
const (
	maxTagLists = 20 // its first tags have lists; the others are only shown
	maxAliases  = 10 // its first aliases lead to it, each with three files
)

// tagsWithLists are the first tags of a post, those that have lists.
func (p *Post) tagsWithLists() (tags []string) {
	if len(p.Tags) <= maxTagLists {
		return p.Tags
	}
	seen := make(map[string]bool)
	for _, tag := range p.Tags {
		slug := plaintext.Slug(tag)
		if !seen[slug] && len(tags) < maxTagLists {
			tags = append(tags, tag)
		}
		seen[slug] = true
	}
	return tags
}

func (p *Post) addMeta(name, value string) {
	if p.Meta == nil {
		p.Meta = make(map[string][]string)
	}
	p.Meta[name] = append(p.Meta[name], value)
}

// HeldBack reports whether something that decides if the post is shown is
// there, but cannot be understood: a date, an embargo, an expiry, a draft mark, or
// the whole front matter. Such a post is not shown, as a draft is not. Meta has what could
// not be understood, under the name of its field or under "held-back"; without
// that, the post is shown.
func (p *Post) HeldBack() bool {
	language := p.Lang
	if refused := p.Meta["lang"]; language == "" && len(refused) > 0 {
		language = refused[0] // the dates were read in it
	}
	for _, name := range deciding {
		if slices.ContainsFunc(p.Meta[name], func(value string) bool { return !isHarmless(name, value, language) }) {
			return true
		}
	}
	return false
}

// deciding are the names in Meta whose values may hold a post back.
var deciding = []string{"held-back", "date", "embargo", "published", "expires", "draft"}

// isHarmless reports whether a value that was not used is one that can be
// understood, and would not have hidden the post.
func isHarmless(name, value, language string) bool {
	_, _, isDate := dates.Read(value, language)
	yes, isBool := readBool(value)
	switch name {
	case "held-back":
		return false
	case "draft":
		return isBool && !yes
	case "published":
		return isBool && yes || isDate
	}
	return isDate
}

// readBool reads yes or no. A field without a value means yes.
func readBool(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "", "yes", "true", "on", "1":
		return true, true
	case "no", "false", "off", "0":
		return false, true
	}
	return false, false
}

func (p *Post) withdrawn(now time.Time) bool {
	return !p.Withdrawn.Date.IsZero() && !p.Withdrawn.Date.begins(now).After(now)
}

// shown is p, or what remains of a withdrawn p.
func (p *Post) shown() *Post {
	if p.Withdrawn.Date.IsZero() {
		return p
	}
	return &Post{
		ID: p.ID, Label: p.Label, Subject: p.Subject, Date: p.Date, Embargo: p.Embargo, Updated: p.Updated, Expires: p.Expires,
		Withdrawn: p.Withdrawn, Lang: p.Lang, Translates: p.Translates, Aliases: p.Aliases,
	}
}

func (p *Post) expired(now time.Time) bool {
	return !p.Expires.IsZero() && !p.Expires.ends(now).After(now)
}

// makeID names a post after its date and subject, in the subject's script:
// 2019-11-26-secretary-general-of-sco-meets, 2024-03-01-의장-회담.
func makeID(d Date, subject string) string {
	return plaintext.Slug(strings.TrimSuffix(d.Time.Format("2006-01-02-"), "0001-01-01-") + subject)
}

// splitLabel takes "[Nov 26] Subject" apart.
func splitLabel(s string) (label, subject string) {
	inside, rest, closed := strings.Cut(s, "]")
	inside, bracketed := strings.CutPrefix(inside, "[")
	if !bracketed || !closed || strings.Contains(inside, "[") {
		return "", s
	}
	if label, subject = plaintext.OneLine(inside), plaintext.OneLine(rest); label == "" || subject == "" {
		return "", s
	}
	return label, subject
}

// formatAuthor returns the value of a BY line: "Name (contact)".
func formatAuthor(a Author) string {
	contact := strings.TrimSpace(a.Email + " " + a.URL)
	if contact == "" {
		return a.Name
	}
	return strings.TrimSpace(a.Name + " (" + contact + ")")
}

// formatAttachment returns the value of an ATTACHMENT line:
// "[Title](<address>) type size".
func formatAttachment(a Attachment) string {
	s := "[" + escapeBrackets(a.Title) + "](<" + a.URL + ">)"
	if a.Type != "" {
		s += " " + a.Type
	}
	if a.Size > 0 {
		s += fmt.Sprintf(" %d", a.Size)
	}
	return s
}

var bracketEscaper = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)

// escapeBrackets escapes text that stands between the brackets of a Markdown
// link.
func escapeBrackets(s string) string { return bracketEscaper.Replace(s) }

var escapeRE = regexp.MustCompile(`\\(.)`)

// unescape removes the backslashes of Markdown escapes.
func unescape(s string) string { return escapeRE.ReplaceAllString(s, "$1") }

// detach clones every string of p but Body, so that p does not keep its
// file's text in memory. IDs are copies already: plaintext.Slug makes them.
func (p *Post) detach() {
	clone(&p.Label, &p.Subject, &p.Withdrawn.Reason, &p.By.Name, &p.By.Email, &p.By.URL, &p.Lang, &p.URL, &p.Folder)
	cloneAll(p.Tags)
	for i := range p.CoAuthors {
		author := &p.CoAuthors[i]
		clone(&author.Name, &author.Email, &author.URL)
	}
	for i := range p.Photos {
		photo := &p.Photos[i]
		clone(&photo.URL, &photo.Caption, &photo.Alt)
	}
	for i := range p.Attachments {
		attachment := &p.Attachments[i]
		clone(&attachment.URL, &attachment.Title, &attachment.Type)
	}
	for _, name := range slices.Collect(maps.Keys(p.Meta)) {
		values := p.Meta[name]
		cloneAll(values)
		delete(p.Meta, name) // assigning to a key that is there would keep the old string
		p.Meta[strings.Clone(name)] = values
	}
}

func clone(texts ...*string) {
	for _, s := range texts {
		*s = strings.Clone(*s)
	}
}

func cloneAll(texts []string) {
	for i := range texts {
		clone(&texts[i])
	}
}
