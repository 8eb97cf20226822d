package compose

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// ErrLocked: the field cannot be changed without changing something else.
var ErrLocked = errors.New("this field is written in a way that only the source can change")

// SetField replaces the values of a field. Of tags, values are the tags. No values
// take the field away.
func (e *Editor) SetField(name, source, field string, values []string) (*Document, error) {
	before := e.read(name, source)
	l := before.layout
	if isLocked(l.locked, field) || l.format == 'j' {
		return nil, ErrLocked
	}
	if clearField[field] == nil {
		return nil, fmt.Errorf("wanted a field of a post, found %q", field)
	}
	values = tidy(values)
	if l.format == 't' {
		if field == "tags" && len(values) > 1 {
			values = []string{formatTags(values)}
		}
	} else if field == "draft" || field == "pinned" {
		for i, v := range values {
			values[i] = cmp.Or(map[string]string{"yes": "true", "no": "false"}[v], v)
		}
	}
	after := e.read(name, l.setField(source, field, values))
	if !slices.Equal(tidy(after.layout.values(field)), values) {
		return nil, ErrLocked
	}
	return e.accept(before, after, clearField[field])
}

// tidy makes each value one line, and drops empty ones.
func tidy(values []string) (list []string) {
	for _, v := range values {
		if v = strings.Join(strings.Fields(v), " "); v != "" {
			list = append(list, v)
		}
	}
	return list
}

// formatTags is the list of tags as package board writes it.
func formatTags(tags []string) string {
	for line := range strings.Lines(string(board.Format(&board.Post{Tags: tags}))) {
		if rest, ok := strings.CutPrefix(line, "TAGS "); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

func (l *layout) setField(source, field string, values []string) string {
	var there []fieldSpan
	for _, f := range l.fields {
		if f.name == field {
			there = append(there, f)
		}
	}
	switch {
	case slices.Equal(tidy(l.values(field)), values):
		return source
	case len(there) == 0:
		return l.insertField(source, field, values)
	}
	if l.format != 't' && !there[0].raw {
		return l.setFrontMatter(source, there[0], values)
	}
	last := there[len(there)-1]
	for i, f := range slices.Backward(there) { // from the end: offsets stay right
		if i == len(there)-1 && len(values) > len(there) {
			source = l.addLines(source, last, values[len(there):])
		}
		switch {
		case i >= len(values):
			source = source[:f.start] + source[f.end:]
		case f.values[0] != values[i]:
			source = source[:f.value.start] + pad(source, f) + values[i] + source[f.value.end:]
		}
	}
	return source
}

// pad is the space between a name and the value that follows it, if there was none.
func pad(source string, f fieldSpan) string {
	if f.value.start > 0 && strings.ContainsAny(source[f.value.start-1:f.value.start], " \t\n\r") {
		return ""
	}
	return " "
}

// addLines adds fields of the same name below one.
func (l *layout) addLines(source string, below fieldSpan, values []string) string {
	var more strings.Builder
	if end := source[:below.end]; !strings.HasSuffix(end, "\n") && !strings.HasSuffix(end, "\r") {
		more.WriteString(l.ending)
	}
	for _, v := range values {
		more.WriteString(strings.ToUpper(below.name) + " " + v + l.ending)
	}
	return source[:below.end] + more.String() + source[below.end:]
}

func (l *layout) setFrontMatter(source string, f fieldSpan, values []string) string {
	if f.value != (span{}) && len(values) == 1 {
		before := source[f.value.start:f.value.end]
		return source[:f.value.start] + pad(source, f) + l.quoted(f.name, values[0], before) + source[f.value.end:]
	}
	line := ""
	if len(values) > 0 {
		first, _ := lineAt(source, f.start)
		key, _ := keyOf(first)
		line = l.line(f.name, values, key)
	}
	return source[:f.start] + line + source[f.end:]
}

// insertField adds a field that is not there: where board.Format would write it, or
// before the end of front matter. Authors of the text format close the post.
func (l *layout) insertField(source, field string, values []string) string {
	switch {
	case len(values) == 0:
		return source
	case l.format == 'y':
		return source[:l.header.end] + l.line(field, values, "") + source[l.header.end:]
	case l.format == 'm': // above the tables
		return source[:l.header.start] + l.line(field, values, "") + source[l.header.start:]
	case field == "by":
		return l.insertClosing(source, values)
	}
	at := l.header.start
	for _, f := range l.fields {
		if f.start < l.header.end && slices.Index(names, f.name) <= slices.Index(names, field) {
			at = f.end
		}
	}
	var lines strings.Builder
	if at > 0 && at == len(source) && !strings.HasSuffix(source, "\n") && !strings.HasSuffix(source, "\r") {
		lines.WriteString(l.ending)
	}
	for _, v := range values {
		lines.WriteString(strings.ToUpper(field) + " " + v + l.ending)
	}
	return source[:at] + lines.String() + source[at:]
}

func (l *layout) insertClosing(source string, values []string) string {
	end := len(strings.TrimRight(source, " \t\r\n\u00a0"))
	rest := source[end:]
	if strings.TrimSpace(rest) == "" && strings.Count(newlines.Replace(rest), "\n") <= 1 {
		rest = l.ending
	}
	lines := l.ending + l.ending
	for i, v := range values {
		if i > 0 {
			lines += l.ending
		}
		lines += "BY " + v
	}
	return source[:end] + lines + rest
}

// SetText replaces the text of the post. Lines that stay the same keep their bytes.
func (e *Editor) SetText(name, source, text string) (*Document, error) {
	before := e.read(name, source)
	l := before.layout
	text = strings.Trim(newlines.Replace(text), "\n")
	text = strings.TrimRight(text, " \t\n\u00a0")
	old := source[l.text.start:l.text.end]
	edited := source
	switch {
	case newlines.Replace(old) == text:
	case old == "":
		edited = l.insertText(source, text)
	default:
		edited = source[:l.text.start] + mergeLines(old, text, l.ending) + source[l.text.end:]
	}
	return e.accept(before, e.read(name, edited), func(p *board.Post) {
		p.Body, p.Photos = "", nil
		clearField["by"](p)
		if !l.has("subject") { // a heading names the post
			clearField["subject"](p)
		}
	})
}

func (l *layout) insertText(source, text string) string {
	at := l.header.end
	if l.format == 'y' || l.format == 'm' {
		_, at = lineAt(source, l.header.end)
	}
	if n := len(l.photos); n > 0 {
		_, at = lineAt(source, l.photos[n-1].end)
	}
	before, after := source[:at], strings.TrimLeft(source[at:], "\r\n")
	if before != "" && !strings.HasSuffix(before, "\n") {
		before += l.ending
	}
	if after != "" {
		after = l.ending + after
	}
	return before + l.ending + strings.ReplaceAll(text, "\n", l.ending) + l.ending + after
}

// mergeLines returns new lines, of which those that begin and end the old text,
// too, are the old ones with their line ends.
func mergeLines(old, text, ending string) string {
	before, after := splitLines(old), strings.Split(text, "\n")
	head := 0
	for head < len(before) && head < len(after) && bare(before[head]) == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && bare(before[len(before)-1-tail]) == after[len(after)-1-tail] {
		tail++
	}
	var lines []string
	lines = append(lines, before[:head]...)
	for _, line := range after[head : len(after)-tail] {
		lines = append(lines, line+ending)
	}
	lines = append(lines, before[len(before)-tail:]...)
	if n := len(lines); n > 0 {
		for i := range lines[:n-1] {
			if bare(lines[i]) == lines[i] { // it was the last
				lines[i] += ending
			}
		}
		lines[n-1] = bare(lines[n-1])
	}
	return strings.Join(lines, "")
}

func splitLines(s string) (lines []string) {
	for at := 0; at < len(s); {
		_, next := lineAt(s, at)
		lines = append(lines, s[at:next])
		at = next
	}
	if s == "" || strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "\r") {
		lines = append(lines, "")
	}
	return lines
}

func bare(line string) string { return strings.TrimRight(line, "\r\n") }

// SetPhotos replaces the photos that stand above the text. Those that stay the
// same keep their bytes.
func (e *Editor) SetPhotos(name, source string, photos []board.Photo) (*Document, error) {
	before := e.read(name, source)
	l := before.layout
	var edited string
	if len(photos) == len(l.photos) {
		edited = source
		for i, old := range slices.Backward(l.photos) {
			if old.Photo != photos[i] {
				edited = edited[:old.start] + l.paragraph(photos[i]) + edited[old.end:]
			}
		}
	} else {
		edited = l.replacePhotos(source, photos)
	}
	return e.accept(before, e.read(name, edited), func(p *board.Post) { p.Photos = nil })
}

func (l *layout) replacePhotos(source string, photos []board.Photo) string {
	var paragraphs []string
	for _, p := range photos {
		i := slices.IndexFunc(l.photos, func(old photoSpan) bool { return old.Photo == p })
		if i >= 0 {
			paragraphs = append(paragraphs, source[l.photos[i].start:l.photos[i].end])
		} else {
			paragraphs = append(paragraphs, l.paragraph(p))
		}
	}
	all := strings.Join(paragraphs, l.ending+l.ending)
	n := len(l.photos)
	if n == 0 {
		without := *l
		without.text = span{}
		return without.insertText(source, strings.ReplaceAll(all, l.ending, "\n"))
	}
	start, end := l.photos[0].start, l.photos[n-1].end
	if all == "" {
		end = skipBlank(source, end)
	}
	return source[:start] + all + source[end:]
}

// paragraph is a photo as package board writes it.
func (l *layout) paragraph(p board.Photo) string {
	written := string(board.Format(&board.Post{Photos: []board.Photo{p}}))
	at := strings.Index(written, "\nPHOTO:") + 1
	return strings.ReplaceAll(strings.TrimRight(written[at:], "\n"), "\n", l.ending)
}

// accept refuses an edit that changed more of the post than it should: clear takes
// out of a post what may have changed.
func (e *Editor) accept(before, after *reading, clear func(*board.Post)) (*Document, error) {
	old, edited := *before.post, *after.post
	for _, p := range []*board.Post{&old, &edited} {
		p.Meta = maps.Clone(p.Meta)
		clear(p)
	}
	if !reflect.DeepEqual(old, edited) {
		return nil, ErrLocked
	}
	e.last = after
	return after.document(), nil
}

// clearField takes out of a post what a field decides. The ID is made of the date
// and the subject.
var clearField = map[string]func(*board.Post){
	"subject":    clearing(func(p *board.Post) { p.Subject, p.Label, p.ID = "", "", "" }, "subject", "label"),
	"date":       clearing(func(p *board.Post) { p.Date, p.ID = board.Date{}, "" }, "date"),
	"by":         clearing(func(p *board.Post) { p.By, p.CoAuthors = board.Author{}, nil }, "by"),
	"tags":       clearing(func(p *board.Post) { p.Tags = nil }, "tags"),
	"lang":       clearing(func(p *board.Post) { p.Lang = ""; p.Date, p.ID = board.Date{}, "" }, "lang", "date"),
	"embargo":    clearing(func(p *board.Post) { p.Embargo, p.Date, p.ID = board.Date{}, board.Date{}, "" }, "embargo"),
	"updated":    clearing(func(p *board.Post) { p.Updated = board.Date{} }, "updated"),
	"expires":    clearing(func(p *board.Post) { p.Expires = board.Date{} }, "expires"),
	"withdrawn":  clearing(func(p *board.Post) { p.Withdrawn = board.Withdrawal{} }, "withdrawn"),
	"pinned":     clearing(func(p *board.Post) { p.Pinned = false }, "pinned"),
	"draft":      clearing(func(p *board.Post) { p.Draft = false }, "draft"),
	"id":         clearing(func(p *board.Post) { p.ID = "" }, "id"),
	"alias":      clearing(func(p *board.Post) { p.Aliases = nil }, "alias"),
	"translates": clearing(func(p *board.Post) { p.Translates = "" }, "translates"),
	"url":        clearing(func(p *board.Post) { p.URL = "" }, "url"),
	"attachment": clearing(func(p *board.Post) { p.Attachments = nil }, "attachment"),
}

func clearing(value func(*board.Post), meta ...string) func(*board.Post) {
	return func(p *board.Post) {
		value(p)
		for _, name := range meta {
			delete(p.Meta, name)
		}
		if len(p.Meta) == 0 {
			p.Meta = nil
		}
	}
}
