package board

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// From a Post to the text format. Publish writes the posts/ID.txt files with
// it, importers their posts. What Parse makes of the text must be the post
// again, so every rule here mirrors one in header.go, fields.go or parse.go.

// Format writes p in the Board View text format. Parse reads p back from it if
// Parse made it. Of a post that a program made, it writes what the format has
// room for: a field that is one line gets spaces for its line ends, invalid UTF-8
// becomes U+FFFD, and a media type, a size or a width that Parse would not read
// is left out.
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
	return bytes.ToValidUTF8(b.Bytes(), []byte("\ufffd"))
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
	writeField(b, "ALIAS", formatTags(p.Aliases))
	writeField(b, "URL", p.URL)
	writeField(b, "FOLDER", p.Folder)
	writeBool(b, "PINNED", p.Pinned, p.Meta["pinned"])
	writeBool(b, "DRAFT", p.Draft, p.Meta["draft"])
	for _, a := range p.Attachments {
		writeField(b, "ATTACHMENT", formatAttachment(writable(a)))
	}
	if p.Meta["by"] != nil {
		writeAuthors(b, p.Authors())
	}
	for _, name := range slices.Sorted(maps.Keys(p.Meta)) {
		writeMeta(b, name, p.Meta[name])
	}
}

// writeField writes a field that has a value. Nothing in the value may begin
// another line: that would be another field.
func writeField(b *bytes.Buffer, name, value string) {
	if value = plaintext.OneLine(value); value != "" {
		fmt.Fprintf(b, "%s %s\n", name, value)
	}
}

func writeAuthors(b *bytes.Buffer, authors []Author) {
	for _, a := range authors {
		a.URL = inParentheses.Replace(a.URL)
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
		tag = plaintext.OneLine(tag)
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
	wantLabel, wantSubject := plaintext.OneLine(p.Label), plaintext.OneLine(p.Subject)
	text := wantSubject
	if wantLabel != "" {
		text = "[" + wantLabel + "] " + wantSubject
	}
	if label, subject := splitLabel(text); label == wantLabel && subject == wantSubject && p.Meta["label"] == nil {
		b.WriteString("SUBJECT " + text + "\n") // also without a text: the body is no header
		return
	}
	b.WriteString("LABEL " + wantLabel + "\n")
	writeField(b, "SUBJECT", wantSubject)
}

// writeMeta writes names that have a meaning, too: Parse refuses the values
// under them again, and so they get back to Meta.
func writeMeta(b *bytes.Buffer, name string, values []string) {
	for _, v := range values {
		fmt.Fprintf(b, "%s: %s\n", writtenName(name), plaintext.OneLine(v))
	}
}

// writtenName is the name of a field in Meta as Parse reads it. One that is not
// such a name gets one; if that has a meaning, it gets an X- in front.
func writtenName(name string) string {
	if isMetaName(name) {
		return name
	}
	if name = metaName(name); name == "" || fieldNamed(name) != fieldMeta || !isMetaName(name) {
		name = "x-" + name
	}
	return name
}

func writePhoto(b *bytes.Buffer, p Photo) {
	fmt.Fprintf(b, "\nPHOTO: %s\n", plaintext.OneLine(p.Caption))
	address := oneLineAddress(p.URL)
	if address == "" {
		return
	}
	size := ""
	if width, height := knownPixels(p.Width), knownPixels(p.Height); width > 0 || height > 0 {
		size = fmt.Sprintf(" =%dx%d", width, height)
	}
	fmt.Fprintf(b, "![%s](<%s>%s)\n", escapeBrackets(plaintext.OneLine(p.Alt)), address, size)
}

// writable is a with what Parse reads of it.
func writable(a Attachment) Attachment {
	a.URL, a.Title = oneLineAddress(a.URL), plaintext.OneLine(a.Title)
	if !mediaTypeRE.MatchString(a.Type) {
		a.Type = ""
	}
	if !isFileSize(strconv.FormatInt(a.Size, 10)) {
		a.Size = 0
	}
	return a
}

// knownPixels is a width or height that Parse reads, zero for any other.
func knownPixels(n int) int {
	if n < 0 || n > maxPixels {
		return 0
	}
	return n
}

// oneLineAddress is an address that can stand in angle brackets.
func oneLineAddress(s string) string { return noAngles.Replace(plaintext.OneLine(s)) }
