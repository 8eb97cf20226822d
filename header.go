package board

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/bodytext"
	"github.com/boardview/board/internal/plaintext"
)

// From lines to header fields: names, values and their places, whether the
// header is in the text format or YAML front matter. The parser calls
// source.readHeader. This file must not know what a field does to a Post.

// A source is the text of a post's file, as far as it has been read.
type source struct {
	file   string // its name, for findings
	text   string
	lines  []line        // not read yet
	fields []headerField // read from the header
	errs   ErrorList
}

func (s *source) report(at place, kind Kind, format string, args ...any) {
	s.errs = append(s.errs, at.finding(s.file, kind, format, args...))
}

// A line is a line of a file without its end.
type line struct {
	text   string
	num    int           // from 1
	offset int           // of its start in the file's text
	kind   bodytext.Kind // in the body
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// at is the place of the byte offset i in the line.
func (l line) at(i int) place { return place{l.num, utf8.RuneCountInString(l.text[:i]) + 1} }

// A field is a header field that has a meaning.
type field uint8

const (
	fieldMeta field = iota // any other: Post.Meta keeps it
	fieldSubject
	fieldLabel
	fieldDate
	fieldEmbargo
	fieldUpdated
	fieldExpires
	fieldWithdrawn
	fieldBy
	fieldTags
	fieldLang
	fieldURL
	fieldID
	fieldTranslates
	fieldAlias
	fieldPinned
	fieldDraft
	fieldAttachment
	fieldPhoto // a field in front matter only: in the text format a figure of the body
)

var fieldNames = [...]string{
	fieldSubject: "subject", fieldLabel: "label", fieldDate: "date", fieldEmbargo: "embargo", fieldUpdated: "updated", fieldExpires: "expires",
	fieldWithdrawn: "withdrawn", fieldBy: "by", fieldTags: "tags", fieldLang: "lang", fieldURL: "url", fieldID: "id",
	fieldTranslates: "translates", fieldAlias: "alias", fieldPinned: "pinned", fieldDraft: "draft",
	fieldAttachment: "attachment", fieldPhoto: "photo",
}

// String returns the field's name in lower case.
func (f field) String() string { return fieldNames[f] }

// fieldNamed looks up a field by its name in any case. All names are ASCII:
// without the comparison of lengths, letters of other scripts would fold to
// them (U+017F to s, U+212A to k).
func fieldNamed(name string) field {
	for f, known := range fieldNames {
		if len(name) == len(known) && strings.EqualFold(name, known) {
			return field(f)
		}
	}
	return fieldMeta
}

// A fieldAt is a field or one of its values, if it has many.
type fieldAt struct {
	field field
	index int // of the value, from 1; 0 for the field as a whole
}

// A headerField is one field as the header has it.
type headerField struct {
	field field
	name  string   // in lower case
	value string   // one line
	parts []scalar // of a map in front matter, instead of value
	at    place    // of the value
}

// part is the value of a key in the field's map, zero if it has none.
func (f headerField) part(key string) (found scalar) {
	for _, v := range f.parts {
		if len(v.keys) == 2 && v.keys[1] == key {
			found = v
			found.value = plaintext.OneLine(v.value)
		}
	}
	return found
}

// readHeader reads the fields and leaves the lines below the header.
func (s *source) readHeader() {
	if !s.readFrontMatter() {
		s.readTextHeader()
	}
}

func (s *source) skipBlank() {
	for len(s.lines) > 0 && s.lines[0].blank() {
		s.lines = s.lines[1:]
	}
}

// readTextHeader reads the lines up to the first that is blank or no field.
func (s *source) readTextHeader() {
	started := s.skipBanner()
	for len(s.lines) > 0 && !s.lines[0].blank() {
		f, ok := s.lines[0].field()
		if !ok || f.field == fieldPhoto || f.field == fieldMeta && !started {
			return
		}
		s.fields = append(s.fields, f)
		s.lines = s.lines[1:]
		started = true
	}
}

// skipBanner skips the optional first line, "Board View".
func (s *source) skipBanner() bool {
	if len(s.lines) == 0 || !strings.EqualFold(plaintext.OneLine(s.lines[0].text), "Board View") {
		return false
	}
	s.lines = s.lines[1:]
	s.skipBlank()
	return true
}

// field reads a line as "NAME value" or "NAME: value". A known name may be in
// any case; any other, and PHOTO, needs a colon or capitals.
func (l line) field() (f headerField, ok bool) {
	name, rest := cutName(plaintext.TrimIndent(l.text))
	rest, colon := strings.CutPrefix(rest, ":")
	value := strings.TrimLeftFunc(rest, plaintext.IsSeparator)
	if name == "" || rest != "" && value == rest {
		return headerField{}, false
	}
	f.field = fieldNamed(name)
	if (f.field == fieldMeta || f.field == fieldPhoto) && !colon && !isCapitals(name) {
		return headerField{}, false
	}
	f.name, f.value = f.field.String(), plaintext.OneLine(value)
	if f.field == fieldMeta {
		f.name = lowerASCII(name)
	}
	f.at = l.at(len(l.text) - len(value))
	return f, true
}

// cutName cuts the name of a field off the start of s.
func cutName(s string) (name, rest string) {
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) {
		return "", s
	}
	name = s
	if end := strings.IndexFunc(s, notInName); end >= 0 {
		name = s[:end]
	}
	return name, s[len(name):]
}

func notInName(r rune) bool {
	return r != '_' && r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
}

func isCapitals(name string) bool {
	return len(name) > 1 && strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// lowerASCII leaves the letters of other scripts alone: none of them may turn
// into a name that has a meaning.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isMetaName reports whether a key of Post.Meta can be the name of a field in
// the text format.
func isMetaName(name string) bool {
	f, ok := line{text: name + ": x"}.field()
	return ok && f.name == name && f.field != fieldPhoto
}

// aliases are names that other programs use in front matter.
var aliases = map[string]field{
	"title": fieldSubject, "author": fieldBy, "authors": fieldBy, "language": fieldLang, "slug": fieldID,
	"tag": fieldTags, "categories": fieldTags, "lastmod": fieldUpdated, "modified": fieldUpdated,
	"expirydate": fieldExpires, "photos": fieldPhoto, "image": fieldPhoto, "attachments": fieldAttachment,
	"aliases": fieldAlias,
}

// readFrontMatter reads YAML between two lines of "---", and reports whether
// there was any.
func (s *source) readFrontMatter() bool {
	if len(s.lines) == 0 || plaintext.TrimRight(s.lines[0].text) != "---" {
		return false
	}
	for i, l := range s.lines[1:] {
		if t := plaintext.TrimRight(l.text); t == "---" || t == "..." {
			scalars := readYAML(s.lines[1:i+1], s.report)
			s.lines = s.lines[i+2:]
			s.addEntries(scalars)
			return true
		}
	}
	s.report(s.lines[0].at(0), Guessed, `wanted a second line "---" to end the front matter, found none`)
	s.lines = s.lines[1:]
	return false
}

// addEntries makes fields of the scalars of front matter. Those of one list
// item, or below one key outside lists, belong together.
func (s *source) addEntries(scalars []scalar) {
	for len(scalars) > 0 {
		n := 1
		for n < len(scalars) && scalars[n].item == scalars[0].item && scalars[n].name() == scalars[0].name() {
			n++
		}
		s.addEntry(scalars[:n])
		scalars = scalars[n:]
	}
}

func (s *source) addEntry(scalars []scalar) {
	f := frontMatterField(scalars[0].name())
	var parts []scalar
	for _, v := range scalars {
		switch {
		case f == fieldMeta:
			s.addUnknown(v)
		case f.mayBeMap() && len(v.keys) > 1:
			parts = append(parts, v)
		default:
			s.fields = append(s.fields, headerField{field: f, name: f.String(), value: plaintext.OneLine(v.value), at: v.at})
		}
	}
	if parts != nil {
		s.fields = append(s.fields, headerField{field: f, name: f.String(), parts: parts, at: parts[0].at})
	}
}

// mayBeMap reports whether the field may be a map in front matter: an
// author's name and contact, an address and a title.
func (f field) mayBeMap() bool { return f == fieldBy || f == fieldAttachment || f == fieldPhoto }

func frontMatterField(name string) field {
	if f, ok := aliases[lowerASCII(name)]; ok {
		return f
	}
	return fieldNamed(name)
}

var notInNameRE = regexp.MustCompile(`[^\p{L}\p{M}\p{N}_.-]+`)

// addUnknown adds a field without a meaning. Inner maps get dotted names. A
// name that the text format cannot write is changed until it can; if it then
// has a meaning, it gets an X- in front.
func (s *source) addUnknown(v scalar) {
	name := notInNameRE.ReplaceAllString(lowerASCII(strings.Join(v.keys, ".")), "-")
	name = strings.TrimRight(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }), "-.")
	value := plaintext.OneLine(v.value)
	if name == "" || fieldNamed(name) != fieldMeta {
		name = "x-" + name
		s.report(v.at, UnknownField, "unknown field %q, kept: %q", name, value)
	}
	s.fields = append(s.fields, headerField{name: name, value: value, at: v.at})
}

// A scalar is one value of front matter with the keys that lead to it.
type scalar struct {
	keys  []string // from the outside in; a list adds none
	item  int      // counts the list items of the file; the same for all scalars of one item
	value string
	at    place
}

// name is the outermost key, "" for a value without one.
func (v scalar) name() string {
	if len(v.keys) == 0 {
		return ""
	}
	return v.keys[0]
}

// readYAML reads the lines of front matter: a subset of YAML 1.2.2 that has
// maps, lists, block and quoted scalars, and flow lists of scalars. What it
// cannot read is reported and taken as text. Nothing else in this package
// knows YAML.
func readYAML(lines []line, report func(at place, kind Kind, format string, args ...any)) []scalar {
	y := yamlReader{lines: lines, report: report}
	for len(y.lines) > 0 {
		l := y.lines[0]
		y.lines = y.lines[1:]
		text := strings.TrimRight(l.text, " \t")
		content := strings.TrimLeft(text, " ")
		if content != "" && content[0] != '#' {
			y.entry(l, content, len(text)-len(content))
		}
	}
	return y.scalars
}

// A yamlReader reads YAML line by line.
type yamlReader struct {
	lines   []line
	keys    []yamlKey // the open maps, outermost first
	items   int
	scalars []scalar
	report  func(at place, kind Kind, format string, args ...any)
}

type yamlKey struct {
	indent int
	name   string
}

var yamlKeyRE = regexp.MustCompile(`^("[^"]*"|'[^']*'|[^\s"'\[\]{}&*!|>#-][^:#]*?)\s*:(?:\s+|$)`)

// entry reads "- key: value", "key: value", or "- value".
func (y *yamlReader) entry(l line, content string, indent int) {
	for strings.HasPrefix(content, "- ") || content == "-" {
		y.items++
		y.close(indent + 1) // an item may be indented no further than its list's key
		rest := strings.TrimLeft(content[1:], " ")
		indent += len(content) - len(rest)
		content = rest
	}
	if m := yamlKeyRE.FindStringSubmatch(content); m != nil {
		y.close(indent)
		y.keys = append(y.keys, yamlKey{indent, strings.Trim(m[1], `"'`)})
		indent, content = indent+len(m[0]), content[len(m[0]):]
	}
	if content != "" {
		y.value(content, l.at(min(indent, len(l.text))))
	}
}

// close ends the maps that are indented as far as indent or further.
func (y *yamlReader) close(indent int) {
	for n := len(y.keys); n > 0 && y.keys[n-1].indent >= indent; n-- {
		y.keys = y.keys[:n-1]
	}
}

func (y *yamlReader) value(s string, at place) {
	switch {
	case s[0] == '|' || s[0] == '>':
		s = y.block()
	case s[0] == '[' && strings.HasSuffix(y.flowLines(&s), "]"):
		y.flow(strings.TrimSuffix(yamlPlain(s)[1:], "]"), at)
		return
	case strings.ContainsRune("&*!{", rune(s[0])):
		y.report(at, Guessed, "wanted plain YAML (text, lists, maps), found %q: quote it if it is text", s)
	}
	y.add(y.scalar(s, at), at)
}

func (y *yamlReader) add(value string, at place) {
	keys := make([]string, len(y.keys))
	for i, k := range y.keys {
		keys[i] = k.name
	}
	y.scalars = append(y.scalars, scalar{keys, y.items, value, at})
}

// block reads the lines of a block scalar: those indented further than its
// key.
func (y *yamlReader) block() string {
	indent := -1
	if n := len(y.keys); n > 0 {
		indent = y.keys[n-1].indent
	}
	var words []string
	for len(y.lines) > 0 {
		text := y.lines[0].text
		if !y.lines[0].blank() && len(text)-len(strings.TrimLeft(text, " ")) <= indent {
			break
		}
		words = append(words, text)
		y.lines = y.lines[1:]
	}
	return strings.Join(words, " ")
}

// flowLines adds the lines of a flow list that ends on a later line.
func (y *yamlReader) flowLines(s *string) string {
	for i, l := range y.lines {
		if strings.HasSuffix(yamlPlain(*s), "]") {
			break
		}
		if strings.HasSuffix(yamlPlain(l.text), "]") {
			for _, l := range y.lines[:i+1] {
				*s = yamlPlain(*s) + " " + strings.TrimSpace(l.text)
			}
			y.lines = y.lines[i+1:]
			break
		}
	}
	return yamlPlain(*s)
}

var yamlItemRE = regexp.MustCompile(`\s*("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,]*)\s*(?:,|$)`)

// flow reads "a, 'b', c".
func (y *yamlReader) flow(s string, at place) {
	for _, m := range yamlItemRE.FindAllStringSubmatch(s, -1) {
		if m[1] != "" {
			y.items++
			y.add(y.scalar(strings.TrimSpace(m[1]), at), at)
		}
	}
}

// yamlPlain cuts the comment off an unquoted value.
func yamlPlain(s string) string {
	s, _, _ = strings.Cut(s, " #")
	return strings.TrimSpace(s)
}

var (
	yamlQuotedRE = regexp.MustCompile(`^"(?:\\.|[^"\\])*"`)
	yamlEscapeRE = regexp.MustCompile(`\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)`)
)

// goEscape translates an escape sequence of YAML (YAML 1.2.2, section 5.7) to
// Go's, and leaves what is no escape sequence as text.
func goEscape(escape string) string {
	switch c := escape[1]; {
	case c == 'x' && len(escape) == 4:
		return `\u00` + escape[2:]
	case c == '0':
		return `\x00`
	case c == 'e':
		return `\x1b`
	case c == '/' || c == ' ':
		return escape[1:]
	case strings.IndexByte(`abtnvfr"\uU`, c) >= 0:
		return escape
	}
	return `\` + escape
}

func (y *yamlReader) scalar(s string, at place) string {
	switch s[:min(1, len(s))] {
	case `'`:
		if end := strings.LastIndexByte(s, '\''); end > 0 {
			return strings.ReplaceAll(s[1:end], "''", "'")
		}
	case `"`:
		if quoted := yamlQuotedRE.FindString(s); quoted != "" {
			if rest := yamlPlain(s[len(quoted):]); rest != "" {
				after := place{at.line, at.col + utf8.RuneCountInString(quoted)}
				y.report(after, LeftOut, "wanted the end of the line, found %q", rest)
			}
			if text, err := strconv.Unquote(yamlEscapeRE.ReplaceAllStringFunc(quoted, goEscape)); err == nil {
				return strings.ToValidUTF8(text, "\ufffd")
			}
			return quoted[1 : len(quoted)-1]
		}
	default:
		return yamlPlain(s)
	}
	y.report(at, Guessed, "wanted a closing quotation mark, found %s", s)
	return s
}
