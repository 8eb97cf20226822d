package board

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// MaxSource is how much of a post's source file is read, in bytes.
const MaxSource = 1 << 20

// Parse reads a post in the Board View text format, or Markdown under the
// same header or under YAML front matter. The name is the file's, for
// findings.
//
// It always returns a usable post. The error is nil or an [ErrorList] with
// every finding: what could not be read, and where. Nothing is lost by a
// finding: values that cannot be used stay in [Post.Meta].
func Parse(name string, src []byte) (*Post, error) {
	p := parse(name, src)
	return p.post, p.errs.err()
}

// A parser is the state of one Parse.
type parser struct {
	post  *Post
	file  string
	text  string // of the file
	whole []line // of the file; their memory serves the next file, too
	lines []line // what has not been read yet
	body  []line // what Post.Body is made of, each line with its place in the file
	errs  ErrorList
	seen  map[string]place // the fields that have their value, and where
	start int              // the line the post starts on
}

func parse(name string, src []byte) *parser {
	p := new(parser)
	p.parse(name, src)
	return p
}

// parse forgets the file before, and keeps the memory of its lines and
// fields: they cost the next file nothing, however many there were.
func (p *parser) parse(name string, src []byte) {
	if p.seen == nil {
		p.seen = make(map[string]place)
	}
	clear(p.seen)
	*p = parser{post: new(Post), file: name, whole: p.whole, seen: p.seen, start: 1}
	p.decode(src)
	p.skipBlank()
	if len(p.lines) > 0 {
		p.start = p.lines[0].num
	}
	if !p.frontMatter() {
		p.header()
	}
	p.closing()
	p.scanBody()
	p.finish()
}

func (p *parser) report(line, col int, format string, args ...any) {
	p.errs = append(p.errs, &Error{File: p.file, Line: line, Col: col, Msg: fmt.Sprintf(format, args...)})
}

// decode makes lines of the file: UTF-8, with any line ends, with or
// without a byte order mark.
func (p *parser) decode(src []byte) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	src, rest := plaintext.CutRunes(src, MaxSource)
	text := string(src)
	if !utf8.Valid(src) {
		p.reportUTF8(src)
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	if strings.Contains(text, "\r") {
		text = plaintext.Newlines.Replace(text)
	}
	p.text = text
	if n := strings.Count(text, "\n") + 1; n > cap(p.whole) {
		p.whole = make([]line, 0, n)
	}
	p.whole = p.whole[:0]
	for at := 0; at <= len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		p.whole = append(p.whole, line{l, len(p.whole) + 1, at})
		at += len(l) + 1
	}
	p.lines = p.whole
	if len(rest) > 0 {
		p.report(len(p.lines), 1, "wanted at most %d bytes, found %d more, which were not read", MaxSource, len(rest))
	}
}

func (p *parser) reportUTF8(src []byte) {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			line, col := plaintext.Position(src[:i])
			p.report(line, col, "wanted UTF-8, found the byte 0x%02X", src[i])
			return
		}
		i += size
	}
}

// has reports whether the field has its value.
func (p *parser) has(field string) bool {
	_, ok := p.seen[field]
	return ok
}

func (p *parser) skipBlank() {
	for len(p.lines) > 0 && p.lines[0].blank() {
		p.lines = p.lines[1:]
	}
}

// header reads the lines up to the first blank one, or to the first that is
// no field.
func (p *parser) header() {
	started := p.banner()
	for len(p.lines) > 0 && !p.lines[0].blank() {
		name, value, at := splitField(p.lines[0].text)
		if name == "" || name == "photo" || !started && !isKnown(name) {
			return
		}
		p.set(name, value, place{p.lines[0].num, p.lines[0].col(at)})
		p.lines = p.lines[1:]
		started = true
	}
}

// banner skips the optional first line "Board View".
func (p *parser) banner() bool {
	if len(p.lines) == 0 || !strings.EqualFold(plaintext.OneLine(p.lines[0].text), "Board View") {
		return false
	}
	p.lines = p.lines[1:]
	p.skipBlank()
	return true
}

// closing takes the line "BY name (contact)" that ends a post off its end.
func (p *parser) closing() {
	p.trimEnd()
	if p.has("by") || len(p.lines) == 0 {
		return
	}
	last := p.lines[len(p.lines)-1]
	name, value, at := splitField(last.text)
	if name != "by" || !p.isByline(last.text) {
		return
	}
	if plaintext.OneLine(value) == "" {
		p.report(last.num, last.col(len(last.text)), "wanted a name after BY, found the end of the line")
		return
	}
	p.lines = p.lines[:len(p.lines)-1]
	p.set("by", value, place{last.num, last.col(at)})
}

func (p *parser) trimEnd() {
	for len(p.lines) > 0 && p.lines[len(p.lines)-1].blank() {
		p.lines = p.lines[:len(p.lines)-1]
	}
}

// isByline tells "by Jane Doe" from "By 2030 the world will have changed.":
// in capitals or with a colon it always is one, else it must stand alone
// and not be a sentence.
func (p *parser) isByline(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "BY") || strings.HasPrefix(text[2:], ":") {
		return true
	}
	alone := len(p.lines) == 1 || p.lines[len(p.lines)-2].blank()
	return alone && len(text) <= 200 && !strings.ContainsAny(text[len(text)-1:], ".!?:;,")
}

// scanBody makes the body of the lines left: photos taken out, one blank
// line between paragraphs. Code between fences is left as it stands.
func (p *parser) scanBody() {
	fence := ""
	p.body = p.lines[:0] // it never has more lines than were read
	for len(p.lines) > 0 {
		l := p.lines[0]
		if fence == "" && isPhoto(l.text) {
			p.photo()
			continue
		}
		p.lines = p.lines[1:]
		fence = nextFence(fence, l.text)
		if fence == "" {
			l.text = plaintext.TrimRight(l.text)
			if l.text == "" && (len(p.body) == 0 || p.body[len(p.body)-1].text == "") {
				continue
			}
		}
		p.body = append(p.body, l)
	}
	for len(p.body) > 0 && p.body[len(p.body)-1].blank() {
		p.body = p.body[:len(p.body)-1]
	}
}

// finish fills in what the fields left open.
func (p *parser) finish() {
	post := p.post
	if !p.has("subject") {
		post.Subject = cmp.Or(p.title(), plaintext.OneLine(strings.TrimSuffix(path.Base(p.file), path.Ext(p.file))), "post")
		p.report(p.start, 1, "wanted a SUBJECT, found none: the post is called %q", post.Subject)
	}
	if !p.has("label") {
		post.Label, post.Subject = splitLabel(post.Subject)
	}
	if !p.has("date") && post.Meta["date"] == nil {
		p.report(p.start, 1, "wanted a DATE, found none")
	}
	if post.ID == "" {
		post.ID = makeID(post.Date, post.Subject)
	}
	p.checkLabel()
	p.checkOrder("updated", post.Updated)
	p.checkOrder("expires", post.Expires)
	post.Body = joinLines(p.text, p.body)
}

// title takes the heading that opens a Markdown file for its subject.
func (p *parser) title() string {
	if len(p.body) == 0 || !strings.HasPrefix(p.body[0].text, "# ") {
		return ""
	}
	title := plaintext.OneLine(strings.Trim(p.body[0].text, "# "))
	p.body = p.body[1:]
	for len(p.body) > 0 && p.body[0].blank() {
		p.body = p.body[1:]
	}
	return title
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

// checkOrder compares a date with the one the post has.
func (p *parser) checkOrder(field string, d Date) {
	date := p.post.Date
	if !d.IsZero() && d.ends(date.Time).Before(date.Time) {
		at := p.seen[field]
		p.report(at.line, at.col, "wanted a day that is not before DATE %s, found %q", date, d)
	}
}

// checkLabel compares a label that is a day, "Nov 26", with the date.
func (p *parser) checkLabel() {
	if !mayBeDay(p.post.Label) {
		return
	}
	for _, layout := range []string{"Jan 2", "January 2", "2 Jan", "2 January", "01-02", "1/2"} {
		day, err := time.Parse(layout, p.post.Label)
		date := p.post.Date.Time
		if err == nil && p.has("date") && (day.Month() != date.Month() || day.Day() != date.Day()) {
			at := cmp.Or(p.seen["label"], p.seen["subject"], place{p.start, 1})
			p.report(at.line, at.col, "wanted a label that agrees with DATE %s, found %q", p.post.Date, p.post.Label)
		}
	}
}

// mayBeDay reports whether a label starts like one that is a day: with a
// digit or a month.
func mayBeDay(label string) bool {
	if len(label) < 3 || '0' <= label[0] && label[0] <= '9' {
		return label != ""
	}
	return strings.Contains("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(label[:3]))
}
