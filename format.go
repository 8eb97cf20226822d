package board

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// From a Post to the text format. Publish writes the posts/ID.txt files with
// it, importers their posts. What Parse makes of the text must be the post
// again, so every rule here mirrors one in header.go, fields.go or parse.go.

// Format writes p in the Board View text format. Parse reads p back from it,
// if fields of one line are one line, as Parse leaves them.
func Format(p *Post) []byte {
	var b bytes.Buffer
	b.WriteString("Board View\n")
	writeHeader(&b, p)
	for _, photo := range p.Photos {
		writePhoto(&b, photo)
	}
	if p.Body != "" {
		b.WriteString("\n" + p.Body + "\n")
	}
	if authors := p.Authors(); authors != nil && p.Meta["by"] == nil {
		b.WriteString("\n")
		writeAuthors(&b, authors)
	}
	return b.Bytes()
}

func writeHeader(b *bytes.Buffer, p *Post) {
	writeSubject(b, p)
	writeField(b, "DATE", p.Date.String())
	if p.ID != makeID(p.Date, p.Subject) || p.Meta["id"] != nil {
		writeField(b, "ID", p.ID)
	}
	writeField(b, "EMBARGO", p.Embargo.String())
	writeField(b, "UPDATED", p.Updated.String())
	writeField(b, "EXPIRES", p.Expires.String())
	writeWithdrawn(b, p)
	writeField(b, "TAGS", formatTags(p.Tags))
	writeField(b, "LANG", p.Lang)
	writeField(b, "TRANSLATES", p.Translates)
	writeField(b, "ALIAS", strings.Join(p.Aliases, ", "))
	writeField(b, "URL", p.URL)
	writeField(b, "FOLDER", p.Folder)
	writeBool(b, "PINNED", p.Pinned, p.Meta["pinned"])
	writeBool(b, "DRAFT", p.Draft, p.Meta["draft"])
	for _, a := range p.Attachments {
		writeField(b, "ATTACHMENT", formatAttachment(a))
	}
	if p.Meta["by"] != nil {
		writeAuthors(b, p.Authors())
	}
	for _, name := range slices.Sorted(maps.Keys(p.Meta)) {
		writeMeta(b, name, p.Meta[name])
	}
}

func writeField(b *bytes.Buffer, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "%s %s\n", name, value)
	}
}

func writeAuthors(b *bytes.Buffer, authors []Author) {
	for _, a := range authors {
		writeField(b, "BY", formatAuthor(a))
	}
}

// writeBool leaves out the default, false, unless Meta has other values: Parse
// would take the first of them for the field's.
func writeBool(b *bytes.Buffer, name string, value bool, others []string) {
	if value {
		writeField(b, name, "yes")
	} else if others != nil {
		writeField(b, name, "no")
	}
}

// formatTags puts tags with commas into quotation marks.
func formatTags(tags []string) string {
	var b strings.Builder
	for i, tag := range tags {
		if i > 0 {
			b.WriteString(", ")
		}
		if again := splitList(tag); len(again) != 1 || again[0] != tag || isOpen(tag) {
			tag = `"` + strings.ReplaceAll(tag, `"`, `""`) + `"`
		}
		b.WriteString(tag)
	}
	return b.String()
}

// isOpen reports whether a tag begins with a quotation mark for which a later tag
// could have the other one.
func isOpen(tag string) bool {
	return strings.HasPrefix(tag, `"`) && (strings.Count(tag, `"`) != 2 || !strings.HasSuffix(tag, `"`))
}

func writeWithdrawn(b *bytes.Buffer, p *Post) {
	if p.Withdrawn.Date.IsZero() {
		writeBool(b, "WITHDRAWN", false, p.Meta["withdrawn"])
		return
	}
	writeField(b, "WITHDRAWN", strings.TrimSpace(p.Withdrawn.Date.String()+" "+p.Withdrawn.Reason))
}

// writeSubject puts the label in front of the subject, or on a separate line
// if Parse would not find it there.
func writeSubject(b *bytes.Buffer, p *Post) {
	text := p.Subject
	if p.Label != "" {
		text = "[" + p.Label + "] " + p.Subject
	}
	if label, subject := splitLabel(text); label == p.Label && subject == p.Subject && p.Meta["label"] == nil {
		writeField(b, "SUBJECT", text)
		return
	}
	b.WriteString("LABEL " + p.Label + "\n")
	writeField(b, "SUBJECT", p.Subject)
}

// writeMeta writes names that have a meaning, too: Parse refuses the values
// under them again, and so they get back to Meta.
func writeMeta(b *bytes.Buffer, name string, values []string) {
	for _, v := range values {
		fmt.Fprintf(b, "%s: %s\n", name, v)
	}
}

func writePhoto(b *bytes.Buffer, p Photo) {
	fmt.Fprintf(b, "\nPHOTO: %s\n", p.Caption)
	if p.URL == "" {
		return
	}
	size := ""
	if p.Width > 0 || p.Height > 0 {
		size = fmt.Sprintf(" =%dx%d", p.Width, p.Height)
	}
	fmt.Fprintf(b, "![%s](<%s>%s)\n", escapeBrackets(p.Alt), p.URL, size)
}
