package importer

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
)

// maxDepth limits the nesting of elements in a feed. Deeper tags are text.
const maxDepth = 64

// A repairer makes XML well-formed, and reports what was wrong.
type repairer struct {
	*reader
	from int // where the text that is repaired stands in the file
	out  strings.Builder
	open []string
	said map[string]bool
}

// repair returns a part of the file as well-formed XML: it closes elements
// that are open, and escapes characters that are not markup.
func (r *reader) repair(start, end int) string {
	x := &repairer{reader: r, from: start, said: make(map[string]bool)}
	s := scanner{text: r.text[start:end]}
	for p, ok := s.next(); ok; p, ok = s.next() {
		x.piece(p, s.text[p.start:p.end])
	}
	x.closeTo(0, len(s.text))
	return x.out.String()
}

// note reports a finding, each kind once per item.
func (x *repairer) note(at int, wanted, found string) {
	if !x.said[wanted] {
		x.said[wanted] = true
		x.at(x.from+at, board.Guessed, "wanted %s, found %q", wanted, excerpt(found))
	}
}

func (x *repairer) piece(p piece, text string) {
	switch p.kind {
	case charData:
		x.words(p.start, text)
	case cdata:
		x.out.WriteString(text)
	case emptyTag:
		x.tag(p.start, text)
	case startTag:
		x.startTag(p, text)
	case endTag:
		x.endTag(p, text)
	}
}

func (x *repairer) words(at int, text string) {
	text = x.references(at, text)
	if i := strings.IndexByte(text, '<'); i >= 0 {
		x.note(at+i, `"<" as &lt;`, text[i:])
		text = strings.ReplaceAll(text, "<", "&lt;")
	}
	x.out.WriteString(strings.ReplaceAll(text, "]]>", "]]&gt;"))
}

// void are the elements of HTML without an end tag whose names no vocabulary
// of feeds uses.
var void = map[string]bool{"br": true, "hr": true, "img": true, "wbr": true, "input": true, "area": true, "col": true, "embed": true}

func (x *repairer) startTag(p piece, text string) {
	switch {
	case len(x.open) >= maxDepth:
		x.note(p.start, "fewer elements inside each other", text)
		x.words(p.start, text)
	case void[strings.ToLower(p.name)]:
		x.tag(p.start, strings.TrimSuffix(text, ">")+"/>")
	default:
		x.open = append(x.open, p.name)
		x.tag(p.start, text)
	}
}

// endTag closes the elements that are open inside the one that it ends. An end
// tag without a start tag is dropped.
func (x *repairer) endTag(p piece, text string) {
	for i := len(x.open) - 1; i >= 0; i-- {
		if strings.EqualFold(x.open[i], p.name) {
			x.closeTo(i+1, p.start)
			x.out.WriteString("</" + x.open[i] + ">")
			x.open = x.open[:i]
			return
		}
	}
	if !void[strings.ToLower(p.name)] {
		x.note(p.start, "the end of an element that is open", text)
	}
}

func (x *repairer) closeTo(n, at int) {
	for i := len(x.open) - 1; i >= n; i-- {
		x.note(at, "the end of an element that was opened", "no </"+x.open[i]+">")
		x.out.WriteString("</" + x.open[i] + ">")
	}
	x.open = x.open[:min(n, len(x.open))]
}

func (x *repairer) tag(at int, text string) {
	x.out.WriteString("<" + strings.ReplaceAll(x.references(at, text[1:]), "<", "&lt;"))
}

var referenceRE = regexp.MustCompile(`&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?`)

// references replaces references that XML does not know, and escapes "&".
func (x *repairer) references(at int, text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	var out strings.Builder
	last := 0
	for _, m := range referenceRE.FindAllStringIndex(text, -1) {
		out.WriteString(text[last:m[0]] + x.reference(at+m[0], text[m[0]:m[1]], text[m[0]:]))
		last = m[1]
	}
	out.WriteString(text[last:])
	return out.String()
}

// isC1 reports whether a reference has the number of a control character that
// is a letter of windows-1252: HTML reads &#146; as such.
func isC1(ref string) bool {
	number, base := strings.Trim(ref, "&#;"), 10
	if hex := strings.TrimLeft(number, "xX"); hex != number {
		number, base = hex, 16
	}
	n, err := strconv.ParseUint(number, base, 32)
	return err == nil && 0x80 <= n && n < 0xa0
}

func (x *repairer) reference(at int, ref, rest string) string {
	switch ref {
	case "&amp;", "&lt;", "&gt;", "&quot;", "&apos;":
		return ref
	case "&":
		x.note(at, `"&" as &amp;`, rest[:min(len(rest), 20)])
		return "&amp;"
	}
	text := html.UnescapeString(ref)
	c, size := utf8.DecodeRuneInString(text)
	switch {
	case text == ref:
		x.note(at, "one of XML's entities", ref)
		return "&amp;" + ref[1:]
	case size == len(text) && (isControl(c) || c == utf8.RuneError):
		x.note(at, "a character of a text", ref)
		return ""
	case ref[1] == '#' && !isC1(ref):
		return ref
	}
	x.note(at, "one of XML's entities", ref)
	return text
}
