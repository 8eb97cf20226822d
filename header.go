package board

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/bodytext"
	"github.com/boardview/board/internal/frontmatter"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// From lines to header fields: names, values and their places, whether the
// header is in the text format or in front matter, whose names other programs
// have made. The parser calls source.readHeader. This file must know neither
// what a field does to a Post nor the languages of front matter.

// A source is the text of a post's file, as far as it has been read.
type source struct {
	file   string // its name, for findings
	text   string
	lines  []line        // not read yet
	fields []headerField // read from the header
	errs   findings
	strays []headerField // fields without a meaning: Load reports each name once
}

func (s *source) report(at place, kind Kind, format string, args ...any) {
	if s.errs.full(kind) {
		s.errs.skip(at, 1)
		return
	}
	s.errs.list = append(s.errs.list, at.finding(s.file, kind, format, args...))
}

// noteStray remembers a field without a meaning.
func (s *source) noteStray(f headerField) {
	if len(s.strays) < maxFindings {
		s.strays = append(s.strays, f)
	} else {
		s.errs.skip(f.at, 1)
	}
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
	fieldPublished // the opposite of a draft, or an embargo
	fieldFolder
	fieldHeld
	fieldPhoto // a field in front matter only: in the text format a figure of the body
)

var fieldNames = [...]string{
	fieldSubject: "subject", fieldLabel: "label", fieldDate: "date", fieldEmbargo: "embargo", fieldUpdated: "updated", fieldExpires: "expires",
	fieldWithdrawn: "withdrawn", fieldBy: "by", fieldTags: "tags", fieldLang: "lang", fieldURL: "url", fieldID: "id",
	fieldTranslates: "translates", fieldAlias: "alias", fieldPinned: "pinned", fieldDraft: "draft",
	fieldAttachment: "attachment", fieldPublished: "published",
	fieldFolder: "folder", fieldHeld: "held-back", fieldPhoto: "photo",
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

// decides reports whether the field decides if the post is shown: a value that
// cannot be understood holds the post back. WITHDRAWN does so in its own way.
func (f field) decides() bool {
	return f == fieldDate || f == fieldEmbargo || f == fieldPublished || f == fieldExpires || f == fieldDraft
}

// A fieldAt is a field or one of its values, if it has many.
type fieldAt struct {
	field field
	index int // of the value, from 1; 0 for the field as a whole
}

// A headerField is one field as the header has it.
type headerField struct {
	field field
	name  string // in lower case
	value string // one line
	parts []part // of a map in front matter, instead of value
	item  bool   // whether the value is an item of a list: its commas are part of it
	at    place  // of the value
}

// A part is one value of a map.
type part struct {
	key   string // in lower case
	value string // one line
	at    place
}

// part is the first value of the map under a key, zero if it has none. Copies of
// it in each caller would make the engine larger.
//
//go:noinline
func (f *headerField) part(key string) (found part) {
	for i := range f.parts {
		if f.parts[i].key == key {
			return f.parts[i]
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
// any case, and nothing need follow its colon: who reads EMBARGO:2030-01-01 as
// words shows the post. Any other name, and PHOTO, needs a colon or capitals.
func (l line) field() (f headerField, ok bool) {
	text := plaintext.TrimIndent(l.text)
	_, rest := cutName(text)
	rest = cutColons(rest)
	name := text[:len(text)-len(rest)]
	rest, colon := cutColon(rest)
	value := strings.TrimLeftFunc(rest, plaintext.IsSeparator)
	f.field = fieldNamed(name)
	loose := f.field == fieldMeta || f.field == fieldPhoto // http: is no field
	if name == "" || rest != "" && value == rest && (loose || !colon) || loose && !colon && !isCapitals(name) {
		return headerField{}, false
	}
	f.name, f.value = f.field.String(), plaintext.OneLine(value)
	if f.field == fieldMeta {
		f.name = plaintext.LowerASCII(name)
	}
	f.at = l.at(len(l.text) - len(value))
	return f, true
}

// cutColon cuts off a colon, or the wide one of Chinese and Korean keyboards.
func cutColon(s string) (rest string, colon bool) {
	if rest, colon = strings.CutPrefix(s, ":"); !colon {
		rest, colon = strings.CutPrefix(s, "\uff1a")
	}
	return rest, colon
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

// cutColons cuts off what belongs to a name that has colons in it, as in
// "spell:ignore: words": one that a letter follows does not end the name if
// another does.
func cutColons(rest string) string {
	left := rest
	for strings.HasPrefix(left, ":") {
		more, after := cutName(left[1:])
		if more == "" {
			break
		}
		left = after
	}
	if !strings.HasPrefix(left, ":") {
		return rest
	}
	return left
}

func notInName(r rune) bool {
	return r != '_' && r != '.' && r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
}

func isCapitals(name string) bool {
	return len(name) > 1 && strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// isMetaName reports whether a key of Post.Meta can be the name of a field in
// the text format.
func isMetaName(name string) bool {
	f, ok := line{text: name + ": x"}.field()
	return ok && f.name == name && f.field != fieldPhoto
}

// aliases are names that other programs use in front matter, without the
// hyphens and underscores that some of them put between the words.
var aliases = map[string]field{
	"title":  fieldSubject,
	"author": fieldBy, "authors": fieldBy,
	"language": fieldLang, "locale": fieldLang,
	"slug":     fieldID,
	"tag":      fieldTags,
	"category": fieldTags, "categories": fieldTags,
	"lastmod": fieldUpdated, "modified": fieldUpdated, "lastmodified": fieldUpdated, "lastmodifiedat": fieldUpdated,
	"lastupdated": fieldUpdated, "updatedat": fieldUpdated,
	"expirydate": fieldExpires, "unpublishdate": fieldExpires, "expiresat": fieldExpires,
	"publishdate": fieldEmbargo, "pubdate": fieldEmbargo, "publishat": fieldEmbargo, "publishedat": fieldEmbargo, "datepublished": fieldEmbargo,
	"photos": fieldPhoto, "image": fieldPhoto, "images": fieldPhoto, "cover": fieldPhoto, "featuredimage": fieldPhoto,
	"attachments": fieldAttachment,
	"aliases":     fieldAlias, "redirectfrom": fieldAlias,
}

var separators = strings.NewReplacer("-", "", "_", "")

func frontMatterField(name string) field {
	name = plaintext.LowerASCII(name)
	f := fieldNamed(name)
	if f == fieldMeta {
		name = separators.Replace(name)
		if f = aliases[name]; f == fieldMeta {
			f = fieldNamed(name)
		}
	}
	if f == fieldFolder || f == fieldHeld { // only Format writes them
		return fieldMeta
	}
	return f
}

// readFrontMatter reads front matter, and reports whether there was any. What
// cannot be read stays in the body of a post that is held back: it could be a
// draft, or under embargo.
func (s *source) readFrontMatter() bool {
	if len(s.lines) == 0 {
		return false
	}
	block, ok := frontmatter.Cut(s.text[s.lines[0].offset:])
	if !ok {
		return false
	}
	m := frontMatter{source: s, above: s.lines[0].num - 1}
	values, err := block.Read()
	if cause := new(frontmatter.Error); errors.As(err, &cause) {
		s.holdBack(m.place(cause.Place), cause.Msg)
		return true
	}
	s.lines = s.lines[block.Lines:]
	m.add(values)
	return true
}

// holdBack adds the field that holds the post back, with the reason.
func (s *source) holdBack(at place, reason string) {
	s.fields = append(s.fields, headerField{field: fieldHeld, name: fieldHeld.String(), value: plaintext.OneLine(reason), at: at})
}

// A frontMatter turns the values of front matter into header fields.
type frontMatter struct {
	*source
	above int                  // lines above it
	has   [fieldPhoto + 1]bool // the fields that were added
}

func (m *frontMatter) place(at frontmatter.Place) place { return place{at.Line + m.above, at.Col} }

// add adds all fields. Addresses come last: only a post without a slug gets
// its ID from one.
func (m *frontMatter) add(values []*frontmatter.Value) {
	var addresses []*frontmatter.Value
	for _, v := range values {
		switch v.Key = plaintext.LowerASCII(v.Key); {
		case v.Key == "url" || v.Key == "permalink" || v.Key == "path":
			addresses = append(addresses, v)
		case v.Key == "taxonomies" && v.Kind == frontmatter.Map: // Zola's
			m.addTaxonomies(v)
		default:
			m.addField(v)
		}
	}
	for _, v := range addresses {
		m.addAddress(v)
	}
}

// addTaxonomies reads the map in which Zola has tags and categories.
func (m *frontMatter) addTaxonomies(v *frontmatter.Value) {
	for _, taxonomy := range v.Items {
		if known := frontMatterField(taxonomy.Key); known == fieldTags || known == fieldBy {
			m.addField(taxonomy)
		} else {
			m.addStray(v.Key+"."+taxonomy.Key, taxonomy)
		}
	}
}

// addAddress reads where a post stands on the site of another program: an
// address of the web is that of the original, the last name of a path is an ID,
// and the folders of a day above it are the date of a post that has none.
func (m *frontMatter) addAddress(v *frontmatter.Value) {
	text := cleanLine(v.Text)
	name, day := plaintext.LastName(text)
	if day != "" && !m.has[fieldDate] {
		m.addText(fieldDate, v, day)
	}
	switch {
	case text == "false": // Eleventy writes no page then
		m.addText(fieldDraft, v, "yes")
	case weburl.IsWeb(text) || v.Key == "url" && strings.Contains(text, ":"):
		m.addText(fieldURL, v, text)
	case strings.Trim(text, "/.") == "" || strings.ContainsAny(text, ": {}") || m.has[fieldID]:
		m.addStray(v.Key, v)
	default:
		m.addText(fieldID, v, plaintext.Slug(name))
	}
}

func (m *frontMatter) addField(v *frontmatter.Value) {
	known := frontMatterField(v.Key)
	switch {
	case known == fieldMeta:
		m.addStray(v.Key, v)
	case known == fieldWithdrawn && v.Kind == frontmatter.Null:
		m.addText(known, v, "")
	case known == fieldDraft && v.Kind == frontmatter.Null:
		m.report(m.place(v.Place), HeldBack, "wanted true or false, found nothing: the post is held back")
		m.addText(known, v, "yes")
	default:
		m.addValue(known, v.Key, v)
	}
}

// addValue adds the fields of a value; a list has many. A map in place of text is
// kept under dotted names. If the field decides if the post is shown, that and an
// empty list are values that cannot be understood.
func (m *frontMatter) addValue(known field, key string, v *frontmatter.Value) {
	isList := v.Kind == frontmatter.List && (len(v.Items) > 0 || !known.decides() && known != fieldWithdrawn)
	switch {
	case v.Kind == frontmatter.Null:
	case v.Kind == frontmatter.Scalar:
		m.addText(known, v, cleanLine(v.Text))
	case v.Kind == frontmatter.Map && known.partKeys() != "":
		m.addMap(known, key, v)
	case isList:
		for _, item := range v.Items {
			n := len(m.fields)
			m.addValue(known, key, item)
			for ; n < len(m.fields); n++ {
				m.fields[n].item = true
			}
		}
	default:
		if known == fieldWithdrawn {
			m.addText(known, v, "") // readers would see it as the reason
		} else if known.decides() {
			m.addText(known, v, "(a map or an empty list)")
		}
		m.addStray(key, v)
	}
}

// addText is not copied into its callers for the size of the engine.
//
//go:noinline
func (m *frontMatter) addText(known field, v *frontmatter.Value, text string) {
	m.has[known] = true
	m.fields = append(m.fields, headerField{field: known, name: known.String(), value: text, at: m.place(v.Place)})
}

// partKeys are the keys that the field's map may have, between spaces; "" if it
// cannot be a map.
func (f field) partKeys() string {
	switch f {
	case fieldBy:
		return " name email url "
	case fieldAttachment:
		return " url title type size "
	case fieldPhoto:
		return " url src image path caption alt width height "
	}
	return ""
}

// addMap adds a field that is a map. What the field has no room for is kept
// under dotted names.
func (m *frontMatter) addMap(known field, key string, v *frontmatter.Value) {
	var parts []part
	for _, item := range v.Items {
		name := plaintext.LowerASCII(item.Key)
		if item.Kind == frontmatter.Scalar && strings.Contains(known.partKeys(), " "+name+" ") {
			parts = append(parts, part{name, cleanLine(item.Text), m.place(item.Place)})
		} else {
			m.addStray(key+"."+item.Key, item)
		}
	}
	if parts != nil {
		m.fields = append(m.fields, headerField{field: known, name: known.String(), parts: parts, at: parts[0].at})
	}
}

// cleanLine is text of front matter as one line, without zero-width spaces
// around it: the text format cannot write these.
func cleanLine(s string) string { return plaintext.OneLine(strings.TrimFunc(s, plaintext.IsSeparator)) }

var notInNameRE = regexp.MustCompile(`[^\p{L}\p{M}\p{N}_.:-]+`)

// addStray adds a field without a meaning. Inner maps get dotted names. A name
// that the text format cannot write is changed until it can; if it then has a
// meaning, it gets an X- in front.
func (m *frontMatter) addStray(key string, v *frontmatter.Value) {
	for _, item := range v.Items {
		if v.Kind == frontmatter.Map {
			m.addStray(key+"."+item.Key, item)
		} else {
			m.addStray(key, item)
		}
	}
	if v.Kind != frontmatter.Scalar {
		return
	}
	name := metaName(key)
	renamed := fieldNamed(name) != fieldMeta || name == ""
	if renamed {
		name = "x-" + name
	}
	m.addText(fieldMeta, v, cleanLine(v.Text))
	f := &m.fields[len(m.fields)-1]
	if f.name = name; renamed {
		m.noteStray(*f)
	}
}

// metaName is the name in Meta for a key of front matter.
func metaName(key string) string {
	name := notInNameRE.ReplaceAllString(plaintext.LowerASCII(key), "-")
	name = strings.TrimRight(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }), "-.:")
	if !isMetaName(name) {
		name = strings.ReplaceAll(name, ":", "-")
	}
	return name
}
