package board

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Format writes p in the Board View text format. Parse gives p back,
// provided its one-line fields are one line, as Parse leaves them.
func Format(p *Post) []byte {
	var b bytes.Buffer
	b.WriteString("Board View\n")
	formatHeader(&b, p)
	for _, photo := range p.Photos {
		formatPhoto(&b, photo)
	}
	if p.Body != "" {
		b.WriteString("\n" + p.Body + "\n")
	}
	if p.By != (Author{}) && p.Meta["by"] == nil {
		b.WriteString("\nBY " + formatAuthor(p.By) + "\n")
	}
	return b.Bytes()
}

func formatHeader(b *bytes.Buffer, p *Post) {
	formatSubject(b, p)
	field(b, "DATE", p.Date.String())
	if p.ID != makeID(p.Date, p.Subject) || p.Meta["id"] != nil {
		field(b, "ID", p.ID)
	}
	field(b, "UPDATED", p.Updated.String())
	field(b, "EXPIRES", p.Expires.String())
	formatWithdrawn(b, p)
	field(b, "TAGS", strings.Join(p.Tags, ", "))
	field(b, "LANG", p.Lang)
	field(b, "TRANSLATES", p.Translates)
	field(b, "ALIAS", strings.Join(p.Aliases, ", "))
	field(b, "URL", p.URL)
	formatBool(b, "PINNED", p.Pinned, p.Meta["pinned"])
	formatBool(b, "DRAFT", p.Draft, p.Meta["draft"])
	for _, a := range p.Attachments {
		field(b, "ATTACHMENT", formatAttachment(a))
	}
	if p.Meta["by"] != nil {
		field(b, "BY", formatAuthor(p.By))
	}
	for _, name := range slices.Sorted(maps.Keys(p.Meta)) {
		formatMeta(b, name, p.Meta[name])
	}
}

func field(b *bytes.Buffer, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "%s %s\n", name, value)
	}
}

// formatBool leaves out what is the default, unless a second value follows
// in Meta that would take its place.
func formatBool(b *bytes.Buffer, name string, value bool, others []string) {
	if value {
		field(b, name, "yes")
	} else if others != nil {
		field(b, name, "no")
	}
}

func formatWithdrawn(b *bytes.Buffer, p *Post) {
	if p.Withdrawn.Date.IsZero() {
		formatBool(b, "WITHDRAWN", false, p.Meta["withdrawn"])
		return
	}
	field(b, "WITHDRAWN", strings.TrimSpace(p.Withdrawn.Date.String()+" "+p.Withdrawn.Reason))
}

// formatSubject puts the label in front of the subject, or on a line of its
// own where that would be read otherwise.
func formatSubject(b *bytes.Buffer, p *Post) {
	text := p.Subject
	if p.Label != "" {
		text = "[" + p.Label + "] " + p.Subject
	}
	if label, subject := splitLabel(text); label == p.Label && subject == p.Subject && p.Meta["label"] == nil {
		field(b, "SUBJECT", text)
		return
	}
	b.WriteString("LABEL " + p.Label + "\n")
	field(b, "SUBJECT", p.Subject)
}

// formatMeta writes known names as they are, so that a value that could not
// be used is refused again and kept again.
func formatMeta(b *bytes.Buffer, name string, values []string) {
	for _, v := range values {
		fmt.Fprintf(b, "%s: %s\n", name, v)
	}
}

func formatPhoto(b *bytes.Buffer, p Photo) {
	fmt.Fprintf(b, "\nPHOTO: %s\n", p.Caption)
	if p.URL == "" {
		return
	}
	size := ""
	if p.Width > 0 || p.Height > 0 {
		size = fmt.Sprintf(" =%dx%d", p.Width, p.Height)
	}
	fmt.Fprintf(b, "![%s](<%s>%s)\n", escapeText(p.Alt), p.URL, size)
}

func formatAttachment(a Attachment) string {
	s := "[" + escapeText(a.Title) + "](<" + a.URL + ">)"
	if a.Type != "" {
		s += " " + a.Type
	}
	if a.Size > 0 {
		s += fmt.Sprintf(" %d", a.Size)
	}
	return s
}

func formatAuthor(a Author) string {
	contact := strings.TrimSpace(a.Email + " " + a.URL)
	if contact == "" {
		return a.Name
	}
	return strings.TrimSpace(a.Name + " (" + contact + ")")
}

var textEscaper = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)

// escapeText is for the words between a Markdown link's brackets.
func escapeText(s string) string { return textEscaper.Replace(s) }
