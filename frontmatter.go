package board

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// A yamlField is one scalar with the keys that lead to it.
type yamlField struct {
	path  []string // keys from the outside in; lists do not add to it
	item  int      // counts the items of lists, over the whole file
	value string
	at    place
}

// A yamlReader walks front matter line by line.
type yamlReader struct {
	*parser
	lines  []line
	keys   []yamlKey // the open maps, outermost first
	items  int
	fields []yamlField
}

type yamlKey struct {
	indent int
	name   string
}

// frontMatter reads YAML between two lines of "---", and reports whether
// there was any.
func (p *parser) frontMatter() bool {
	if len(p.lines) == 0 || plaintext.TrimRight(p.lines[0].text) != "---" {
		return false
	}
	for i, l := range p.lines[1:] {
		if t := plaintext.TrimRight(l.text); t == "---" || t == "..." {
			y := &yamlReader{parser: p, lines: p.lines[1 : i+1]}
			p.lines = p.lines[i+2:]
			y.read()
			y.apply()
			return true
		}
	}
	p.report(p.lines[0].num, 1, `wanted a second line "---" to end the front matter, found none`)
	p.lines = p.lines[1:]
	return false
}

func (y *yamlReader) read() {
	for len(y.lines) > 0 {
		l := y.lines[0]
		y.lines = y.lines[1:]
		text := strings.TrimRight(l.text, " \t")
		content := strings.TrimLeft(text, " ")
		if content != "" && content[0] != '#' {
			y.entry(l, content, len(text)-len(content))
		}
	}
}

var yamlKeyRE = regexp.MustCompile(`^("[^"]*"|'[^']*'|[^\s"'\[\]{}&*!|>#-][^:#]*?)\s*:(?:\s+|$)`)

// entry reads "- key: value", "key: value", or "- value".
func (y *yamlReader) entry(l line, content string, indent int) {
	for strings.HasPrefix(content, "- ") || content == "-" {
		y.items++
		y.close(indent + 1) // an item may stand as far left as its list's key
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
		y.value(l, content, place{l.num, l.col(min(indent, len(l.text)))})
	}
}

// close ends the maps at or right of the indent.
func (y *yamlReader) close(indent int) {
	for n := len(y.keys); n > 0 && y.keys[n-1].indent >= indent; n-- {
		y.keys = y.keys[:n-1]
	}
}

func (y *yamlReader) value(l line, s string, at place) {
	switch {
	case s[0] == '|' || s[0] == '>':
		s = y.block()
	case s[0] == '[' && strings.HasSuffix(y.flowLines(&s), "]"):
		y.flow(strings.TrimSuffix(yamlPlain(s)[1:], "]"), at)
		return
	case strings.ContainsRune("&*!{", rune(s[0])):
		y.report(at.line, at.col, "wanted plain YAML (text, lists, maps), found %q: quote it if it is text", s)
	}
	y.add(y.scalar(s, at), at)
}

func (y *yamlReader) add(value string, at place) {
	path := make([]string, len(y.keys))
	for i, k := range y.keys {
		path[i] = k.name
	}
	y.fields = append(y.fields, yamlField{path, y.items, value, at})
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

// flowLines adds the lines of a list that ends on a later one.
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

// yamlPlain cuts a comment off an unquoted value.
func yamlPlain(s string) string {
	s, _, _ = strings.Cut(s, " #")
	return strings.TrimSpace(s)
}

var (
	yamlQuotedRE = regexp.MustCompile(`^"(?:\\.|[^"\\])*"`)
	yamlEscapeRE = regexp.MustCompile(`\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)`)
)

// goEscape writes an escape of YAML's (YAML 1.2.2 § 5.7) as Go's.
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
	return `\` + escape // no escape
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
				y.report(at.line, at.col+utf8.RuneCountInString(quoted), "wanted the end of the line, found %q", rest)
			}
			if text, err := strconv.Unquote(yamlEscapeRE.ReplaceAllStringFunc(quoted, goEscape)); err == nil {
				return strings.ToValidUTF8(text, "\ufffd")
			}
			return quoted[1 : len(quoted)-1]
		}
	default:
		return yamlPlain(s)
	}
	y.report(at.line, at.col, "wanted a closing quotation mark, found %s", s)
	return s
}

var notName = regexp.MustCompile(`[^\p{L}\p{M}\p{N}_.-]+`)

// apply turns what was read into the fields of the text format, so that
// both forms mean the same.
func (y *yamlReader) apply() {
	for i := 0; i < len(y.fields); {
		f := y.fields[i]
		name := yamlName(f.path)
		n := i + 1
		for n < len(y.fields) && y.fields[n].item == f.item && yamlName(y.fields[n].path) == name {
			n++
		}
		y.field(name, y.fields[i:n])
		i = n
	}
}

// yamlName is the name of the field that a path leads to.
func yamlName(path []string) string {
	if len(path) == 0 {
		return "front-matter"
	}
	name := fieldName(path[0])
	if a, ok := aliases[name]; ok {
		name = a
	}
	return name
}

// field sets one field from the scalars of one list item, or of none.
func (y *yamlReader) field(name string, scalars []yamlField) {
	at := scalars[0].at
	sub := make(map[string]string)
	for _, s := range scalars {
		sub[strings.Join(s.path[min(1, len(s.path)):], ".")] = plaintext.OneLine(s.value)
	}
	switch {
	case name == "by" && len(sub) > 1, name == "by" && sub[""] == "":
		y.set("by", formatAuthor(Author{sub["name"], sub["email"], sub["url"]}), at)
	case name == "attachment" && sub[""] == "":
		size, _ := strconv.ParseInt(sub["size"], 10, 64)
		y.set(name, formatAttachment(Attachment{sub["url"], sub["title"], sub["type"], size}), at)
	case name == "photo":
		y.yamlPhoto(sub, at)
	case isKnown(name):
		for _, s := range scalars {
			y.set(name, s.value, s.at)
		}
	default:
		y.unknown(scalars)
	}
}

// noAngles makes an address that can stand between angle brackets.
var noAngles = strings.NewReplacer("<", "%3C", ">", "%3E")

func (y *yamlReader) yamlPhoto(sub map[string]string, at place) {
	address := noAngles.Replace(sub["url"] + sub["src"] + sub[""])
	photos := readPhotos(sub["caption"], nil)
	if address != "" {
		photo := Photo{URL: address, Alt: sub["alt"], Width: pixels(sub["width"]), Height: pixels(sub["height"])}
		if len(photos) > 0 {
			photo.Caption, photos[0].Caption = photos[0].Caption, ""
		}
		photos = append([]Photo{photo}, photos...)
	}
	y.addPhotos(slices.DeleteFunc(photos, func(p Photo) bool { return p == Photo{} }), at)
}

// unknown keeps fields nobody knows, inner maps under dotted names.
func (y *yamlReader) unknown(scalars []yamlField) {
	for _, s := range scalars {
		name := notName.ReplaceAllString(fieldName(strings.Join(s.path, ".")), "-")
		name = strings.TrimRight(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }), "-.")
		if name == "" || isKnown(name) || name == "photo" {
			y.keep("x-"+name, plaintext.OneLine(s.value), s.at, "unknown field "+strconv.Quote("x-"+name)+", kept")
			continue
		}
		y.set(name, s.value, s.at)
	}
}
