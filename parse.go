package board

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/boardview/board/internal/bodytext"
	"github.com/boardview/board/internal/plaintext"
)

// From a file to a Post: the walk through header, body and closing line, and
// what the parts must agree on. Load, Board and Renderer.Check call parse. This
// file must know neither other posts nor HTML.

// MaxSource is how much of a post's source file is read, in bytes.
const MaxSource = 1 << 20

// Parse reads a post in the Board View text format, or Markdown below the
// same header or below front matter in YAML, TOML or JSON. The findings name the
// file as name.
//
// The name, a path with slashes, tells more if the source does not: the date, if
// the file is called 2019-11-26-title.md, and that the post is a draft, if it is
// below a folder _drafts. A post in an index.md has its ID from the folder, and
// addresses that start there.
//
// It always returns a usable post. The error is nil or an [ErrorList] of all
// findings. Findings lose nothing: values that cannot be used stay in
// [Post.Meta].
func Parse(name string, src []byte) (*Post, error) {
	p := parse(name, src)
	return p.post, p.findings().err()
}

// A parser is the state of one Parse.
type parser struct {
	postBuilder
	all   []line // of the file
	body  []line // of which Post.Body is made
	start int    // number of the line that the post starts on

	block     []string // of the body, whose memory is reused
	rewritten bool     // a line of the body differs from the file's
}

func parse(name string, src []byte) *parser {
	p := new(parser)
	p.parse(name, src)
	return p
}

// parse reads a file. A parser can read one after another into the same
// memory for lines, fields and places.
func (p *parser) parse(name string, src []byte) {
	p.reset(name)
	p.decode(src)
	p.skipBlank()
	if len(p.lines) > 0 {
		p.start = p.lines[0].num
	}
	p.readHeader()
	for _, f := range p.fields {
		p.set(f)
	}
	p.lines = p.cutBylines(p.lines)
	if photoIsLast := p.readBody(); photoIsLast {
		p.body = p.cutBylines(p.body)
	}
	p.finish()
}

func (p *parser) reset(name string) {
	if p.fields == nil {
		p.fields = make([]headerField, 0, 4)
	}
	clear(p.items)
	*p = parser{
		postBuilder: postBuilder{source: source{file: name, fields: p.fields[:0]}, post: new(Post), items: p.items},
		all:         p.all[:0],
		block:       p.block,
		start:       1,
	}
}

// findings are all that was found, fields without a meaning, too.
func (p *parser) findings() ErrorList {
	for i := range p.strays {
		p.errs.list = append(p.errs.list, p.strays[i].stray(p.file))
	}
	return p.errs.all(p.file)
}

// placeIn is where in the file the value of a field stands; with the zero field,
// where the byte of Post.Body at the offset stands.
func (p *parser) placeIn(f fieldAt, offset int) place {
	if f == (fieldAt{}) {
		return p.placeInBody(offset)
	}
	return cmp.Or(p.placeOf(f), p.startAt())
}

func (p *parser) placeInBody(offset int) place {
	for _, l := range p.body {
		if offset <= len(l.text) {
			return l.at(offset)
		}
		offset -= len(l.text) + 1
	}
	return p.startAt()
}

// startAt is the place of findings about the post as a whole.
func (p *parser) startAt() place { return place{p.start, 1} }

// decode splits the file into lines: UTF-8 with any line ends, with or without a
// byte order mark, or UTF-16 with one.
func (p *parser) decode(src []byte) {
	src = plaintext.DecodeUTF16(src)
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	src, rest := plaintext.CutRunes(src, MaxSource)
	text := string(src)
	if at := notText(src); at >= 0 {
		line, col := plaintext.Position(src[:at])
		p.holdBack(place{line, col}, fmt.Sprintf("wanted UTF-8, found the byte 0x%02X: save the file as UTF-8", src[at]))
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	if strings.Contains(text, "\r") {
		text = plaintext.Newlines.Replace(text)
	}
	p.text = text
	if n := strings.Count(text, "\n") + 1; n > cap(p.all) {
		p.all = make([]line, 0, n)
	}
	for at := 0; at <= len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		p.all = append(p.all, line{text: l, num: len(p.all) + 1, offset: at})
		at += len(l) + 1
	}
	p.lines = p.all
	if len(rest) > 0 {
		p.report(place{len(p.lines), 1}, LeftOut, "wanted at most %d bytes, found more: the rest was not read", MaxSource)
	}
}

// notText is the offset of the first byte that is not UTF-8, -1 if there is
// none. Text of which many bytes are zero is UTF-16.
func notText(src []byte) int {
	if bytes.Count(src, []byte{0}) > len(src)/4 {
		return bytes.IndexByte(src, 0)
	}
	if utf8.Valid(src) {
		return -1
	}
	i := 0
	for {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

// cutBylines takes the lines "BY name (contact)" off the end of a post whose
// header names no author. Several of them have no blank lines in between: a BY
// above a blank line is a part of the body.
func (p *parser) cutBylines(lines []line) []line {
	lines = trimEnd(lines)
	if p.has(fieldBy) {
		return lines
	}
	start := len(lines)
	for start > 0 && isBy(lines[start-1]) {
		start--
	}
	alone := start == 0 || lines[start-1].blank()
	for i := start; i < len(lines); i++ {
		if !p.isByline(lines[i], alone) {
			start = i + 1
		}
		alone = start <= i
	}
	for _, l := range lines[start:] {
		f, _ := l.field()
		p.set(f)
	}
	return trimEnd(lines[:start])
}

func isBy(l line) bool {
	f, ok := l.field()
	return ok && f.field == fieldBy
}

// isByline tells "by Jane Doe" from "By 2030 the world will have changed." BY in
// capitals or with a colon always is one; else nothing but bylines may stand in
// its paragraph, and it must not end like a sentence.
func (p *parser) isByline(l line, alone bool) bool {
	switch f, _ := l.field(); {
	case f.value == "":
		p.report(l.at(len(l.text)), Missing, "wanted a name after BY, found the end of the line")
		return false
	case trimEmpty(f.value) == "": // in the header it would go to Meta, and the line above become the last
		p.report(f.at, Missing, "wanted a name after BY, found %q", f.value)
		return false
	}
	text := strings.TrimSpace(l.text)
	if strings.HasPrefix(text, "BY") || strings.HasPrefix(text[len("by"):], ":") {
		return true
	}
	return alone && len(text) <= 200 && !strings.ContainsAny(text[len(text)-1:], ".!?:;,")
}

func trimEnd(lines []line) []line {
	for len(lines) > 0 && lines[len(lines)-1].blank() {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// readBody takes the photos out of the lines that are left, and all but one of
// the blank lines between paragraphs; code stays as it is. It reports whether the
// last of the lines belongs to a photo: the closing line may be above.
func (p *parser) readBody() (photoIsLast bool) {
	var scan bodytext.Scanner
	var blanks []line    // since the last line of the body
	p.body = p.lines[:0] // overwrites only lines that have been read
	for len(p.lines) > 0 {
		l := p.lines[0]
		if photoIsLast = !scan.InFence() && isPhoto(l); photoIsLast {
			p.readPhoto()
			scan = bodytext.Scanner{}
			continue
		}
		p.lines = p.lines[1:]
		if text := plaintext.TrimRight(l.text); text == "" && !scan.InFence() {
			scan.Next("")
			blanks = append(blanks, l)
			continue
		}
		before := scan.Last()
		l.kind = scan.Next(l.text)
		p.addBlanks(blanks, before == bodytext.IndentedCode && l.kind == before)
		blanks = blanks[:0]
		if l.kind == bodytext.Prose {
			l.text = plaintext.TrimRight(l.text)
		}
		p.body = append(p.body, l)
	}
	return photoIsLast
}

// addBlanks adds blank lines to the body: in code all of them, else one. The
// body does not begin with any.
func (p *parser) addBlanks(blanks []line, inCode bool) {
	if !inCode {
		blanks = blanks[:min(len(blanks), len(p.body), 1)]
	}
	for _, l := range blanks {
		if l.kind = bodytext.IndentedCode; !inCode || strings.Trim(l.text, " \t") != "" {
			l.text, l.kind = "", bodytext.Prose
		}
		p.body = append(p.body, l)
	}
}

// readPasted rewrites what a word processor wrote into the Markdown that looks
// the same.
func (p *parser) readPasted() {
	for start := 0; start < len(p.body); {
		end := start
		p.block = p.block[:0]
		for ; end < len(p.body) && p.body[end].text != "" && p.body[end].kind != bodytext.FencedCode; end++ {
			p.block = append(p.block, p.body[end].text)
		}
		if lines, guess := bodytext.Pasted(p.block); guess != "" {
			p.report(p.body[start].at(0), Guessed, "wanted Markdown, found %s", guess)
			p.rewritten = true
			for i, text := range lines {
				p.body[start+i].text = text
			}
		}
		start = end + 1
	}
}

// isPhoto reports whether a line starts a figure. Most do not, and need not
// be read as a field.
func isPhoto(l line) bool {
	const word = "photo"
	s := plaintext.TrimIndent(l.text)
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	f, ok := l.field()
	return ok && f.field == fieldPhoto
}

// readPhoto reads a figure: "PHOTO: caption", and in the same paragraph a
// Markdown image or the address of a picture.
func (p *parser) readPhoto() {
	f, _ := p.lines[0].field()
	at := p.lines[0].at(0)
	var below []string
	for p.lines = p.lines[1:]; len(p.lines) > 0 && !p.lines[0].blank(); p.lines = p.lines[1:] {
		below = append(below, p.lines[0].text)
	}
	photos := readPhotos(f.value, below)
	if len(photos) == 0 {
		p.report(at, Missing, "wanted a caption or an image after PHOTO:, found neither")
	}
	for _, photo := range photos {
		if strings.Contains(photo.Caption, "![") {
			p.report(at, Guessed, "wanted an image such as ![what it shows](address), found %q", photo.Caption)
		}
	}
	p.addPhotos(photos, at)
}

// finish gives the post what its fields leave open, and compares them.
func (p *parser) finish() {
	post, name := p.post, readPathName(p.file)
	readable := post.Meta[fieldHeld.String()] == nil
	if !p.has(fieldSubject) {
		post.Subject = cmp.Or(p.takeHeading(), plaintext.OneLine(name.words), name.day.String(), "post")
		if readable {
			p.report(p.startAt(), Guessed, "wanted a SUBJECT, found none: the post is called %q", post.Subject)
		}
	}
	if !p.has(fieldLabel) {
		post.Label, post.Subject = splitLabel(post.Subject)
	}
	undated := post.Date.IsZero() && post.Meta["date"] == nil
	if undated { // the one of these that there is
		post.Date = cmp.Or(name.day, post.Embargo)
	}
	named := undated && !name.day.IsZero() // the file's name names the post
	if undated && post.Date.IsZero() && readable {
		p.report(p.startAt(), Missing, "wanted a DATE, found none")
	}
	if post.Folder == "" && name.folder != "" { // Format writes the folder, and the ID if it is not of the subject
		post.Folder, named = name.folder, true
	}
	if post.ID == "" && named {
		post.ID = makeID(post.Date, cmp.Or(name.words, post.Subject))
	}
	if post.ID == "" {
		post.ID = makeID(post.Date, post.Subject)
	}
	post.Draft = post.Draft || p.unpublished || name.draft
	p.checkLabel()
	p.checkOrder(fieldUpdated, post.Updated)
	p.checkOrder(fieldExpires, post.Expires)
	p.readPasted() // the heading is gone now
	post.Body = p.joinBody()
}

// A pathName is what the path of a file says about the post in it.
type pathName struct {
	words  string // the file's name, without date and extension; of an index.md, the folder's
	day    Date   // that it begins with
	folder string // of an index.md, with a slash at its end
	draft  bool
}

// indexRE matches the file of a page bundle (gohugo.io/content-management/page-bundles),
// and its language.
var indexRE = regexp.MustCompile(`^index(\.[a-z]{2,3}(?:-[A-Za-z0-9]+)*)?$`)

// dateRE matches a name that begins with a date, as those of Jekyll do.
var dateRE = regexp.MustCompile(`^(\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8})(?:[-_. ]+(.*))?$`)

func readPathName(file string) (n pathName) {
	dir, base := path.Split(file)
	n.words = strings.TrimSuffix(base, path.Ext(base))
	if m := indexRE.FindStringSubmatch(n.words); m != nil && dir != "" {
		n.words = path.Base(dir) + strings.ReplaceAll(m[1], ".", "-")
		if isFolder(dir) && plaintext.OneLine(dir) == dir {
			n.folder = dir
		}
	}
	n.draft = strings.Contains("/"+dir, "/"+draftFolder+"/")
	if m := dateRE.FindStringSubmatch(n.words); m != nil {
		if day, ok := ParseDate(strings.ReplaceAll(m[1], "_", "-")); ok {
			n.day, n.words = day, m[2]
		}
	}
	return n
}

// draftFolder is where Jekyll has its drafts.
const draftFolder = "_drafts"

// takeHeading takes the heading that opens a Markdown file as its subject.
func (p *parser) takeHeading() string {
	if len(p.body) == 0 || !strings.HasPrefix(p.body[0].text, "# ") {
		return ""
	}
	heading := plaintext.OneLine(strings.Trim(p.body[0].text, "# "))
	p.body = p.body[1:]
	for len(p.body) > 0 && p.body[0].blank() {
		p.body = p.body[1:]
	}
	p.body = p.cutBylines(p.body) // it may stand alone now
	return heading
}

// checkOrder reports a day before the post's date. A day, and a time without a
// zone, are meant in the zone of the date. That has a fixed offset, so that the
// engine does not need [Date.ends], which knows of clocks that are put forward.
func (p *parser) checkOrder(f field, d Date) {
	date := p.post.Date
	start, end := date.Time, d.Time
	if !d.HasTime || d.Local {
		_, offset := start.Zone()
		start = start.Add(time.Duration(offset) * time.Second)
	}
	if !d.HasTime {
		end = end.AddDate(0, 0, 1)
	}
	if !d.IsZero() && end.Before(start) {
		p.report(p.places[f], Inconsistent, "wanted a day that is not before DATE %s, found %q", date, d)
	}
}

// checkLabel compares a label that is a day, "Nov 26", with the post's date.
func (p *parser) checkLabel() {
	if !mayBeDay(p.post.Label) || !p.has(fieldDate) {
		return
	}
	date := p.post.Date.Time
	for _, layout := range []string{"Jan 2", "January 2", "2 Jan", "2 January", "01-02", "1/2"} {
		day, err := time.Parse(layout, p.post.Label)
		if err == nil && (day.Month() != date.Month() || day.Day() != date.Day()) {
			at := cmp.Or(p.places[fieldLabel], p.places[fieldSubject], p.startAt())
			p.report(at, Inconsistent, "wanted a label that agrees with DATE %s, found %q", p.post.Date, p.post.Label)
		}
	}
}

// mayBeDay reports whether a label starts as a day does, with a digit or a
// month.
func mayBeDay(label string) bool {
	if len(label) < 3 || '0' <= label[0] && label[0] <= '9' {
		return label != ""
	}
	return strings.Contains("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(label[:3]))
}

// joinBody returns the body as one text: a part of the file's text if nothing in
// it was left out or rewritten.
func (p *parser) joinBody() string {
	lines := p.body
	if len(lines) == 0 {
		return ""
	}
	size := len(lines) - 1
	for _, l := range lines {
		size += len(l.text)
	}
	start, last := lines[0].offset, lines[len(lines)-1]
	if end := last.offset + len(last.text); end-start == size && !p.rewritten {
		return p.text[start:end]
	}
	var b strings.Builder
	b.Grow(size)
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}
