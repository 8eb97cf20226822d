package frontmatter

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// readPlain reads the YAML that most files have: maps and lists by indentation,
// and text on one line. It must be certain: what YAML could read in another way
// is not plain, and the libraries decide, or nobody. It is all that the engine
// has, and elsewhere saves the libraries most of their work.
func readPlain(text string, first int) (values []*Value, ok bool) {
	if unclear.MatchString(text) {
		return nil, false
	}
	r := plainReader{ok: true}
	for num := first; text != ""; num++ {
		line, rest, _ := strings.Cut(text, "\n")
		content := strings.TrimLeft(line, " ")
		if content != "" && content[0] != '#' {
			r.lines = append(r.lines, plainLine{content: strings.TrimRight(content, " "), indent: len(line) - len(content), num: num})
		}
		text = rest
	}
	top := r.readBlock(0, 0)
	return top.Items, r.ok && len(r.lines) == 0 && top.Kind == Map
}

// unclear matches what no plain YAML has: tabs, control characters, and the
// characters that YAML 1.1 takes for line ends or for a byte order mark.
var unclear = regexp.MustCompile(`[^\n -~\x{a0}-\x{2027}\x{202a}-\x{d7ff}\x{e000}-\x{fefe}\x{ff00}-\x{fffc}\x{10000}-\x{10ffff}]`)

// A plainReader has the lines that are not read yet, without those that are
// blank or have a comment.
type plainReader struct {
	lines  []plainLine
	values int
	ok     bool // all of it was plain so far
}

// count counts one value more.
func (r *plainReader) count() {
	r.values++
	r.ok = r.ok && r.values <= maxValues
}

type plainLine struct {
	content string
	indent  int // in bytes, as all of it are spaces
	num     int
}

// isItem reports whether the line begins an item of a list.
func (l plainLine) isItem() bool { return l.content == "-" || strings.HasPrefix(l.content, "- ") }

// at reports whether there is a line with this indentation.
func (r *plainReader) at(indent int) bool {
	return r.ok && len(r.lines) > 0 && r.lines[0].indent == indent
}

// deeper reports whether the next line is indented further.
func (r *plainReader) deeper(indent int) bool { return len(r.lines) > 0 && r.lines[0].indent > indent }

// keyRE matches a key of letters, digits and some signs, and the space behind its
// colon.
var keyRE = regexp.MustCompile(`^(\.?[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,99}):(?: +|$)`)

// readBlock reads the lines of a map or of a list: those with the indentation of
// the next one, and what stands below them.
func (r *plainReader) readBlock(indent, depth int) *Value {
	v := &Value{Kind: Map}
	if depth >= maxDepth { // the library decides what is too deep
		r.ok = false
	}
	for first := true; r.at(indent); first = false {
		l := r.lines[0]
		if first {
			v.Place = Place{l.num, indent + 1}
			if l.isItem() {
				v.Kind = List
			}
		}
		if v.Kind == List && !l.isItem() {
			break
		}
		if item := r.readItem(v.Kind, l, depth); v.Kind == Map || item.Kind != Null {
			v.Items = append(v.Items, item)
		}
	}
	r.ok = r.ok && !r.deeper(indent)
	return v
}

// readItem reads a key with its value, or an item of a list.
func (r *plainReader) readItem(kind Kind, l plainLine, depth int) *Value {
	content, key := l.content, ""
	if kind == List {
		content = strings.TrimLeft(content[1:], " ")
	}
	at := len(l.content) - len(content)
	m := keyRE.FindStringSubmatch(content)
	switch {
	case kind == List && (m != nil || strings.HasPrefix(content+" ", "- ")): // a block that begins in this line
		r.lines[0] = plainLine{content, l.indent + at, l.num}
		return r.readBlock(l.indent+at, depth+1)
	case kind == Map && m != nil:
		at, key = len(m[0]), m[1]
	case kind == Map:
		r.ok = false
	}
	r.lines = r.lines[1:]
	r.count()
	v := r.readValue(l, at, depth, kind)
	if v.Key = key; v.Kind == Null {
		v.Place = Place{l.num, l.indent + 1}
	}
	return v
}

// readValue reads what stands in a line from the byte at on, or else below it. A
// list may be indented no further than its key in a map.
func (r *plainReader) readValue(l plainLine, at, depth int, in Kind) *Value {
	s := plainText(l.content[at:])
	v := &Value{Place: Place{l.num, l.indent + utf8.RuneCountInString(l.content[:at]) + 1}}
	switch {
	case s != "" && r.deeper(l.indent): // the text goes on
		r.ok = false
	case s == "" && (r.deeper(l.indent) || in == Map && r.at(l.indent) && r.lines[0].isItem()):
		return r.readBlock(r.lines[0].indent, depth+1)
	case strings.HasPrefix(s, "["):
		r.readFlow(v, s)
	case s != "" && !isNull(s):
		v.Kind, v.Text = Scalar, unquote(s)
		r.ok = r.ok && scalarRE.MatchString(s) && (s[0] == '\'' || s[0] == '"' || !strings.Contains(s+" ", ": "))
	}
	return v
}

// plainText is s without the comment at its end.
func plainText(s string) string {
	if strings.HasPrefix(s, "#") {
		return ""
	}
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if m := quotedRE.FindString(s); m != "" {
			rest := s[len(m):]
			if text := strings.TrimLeft(rest, " "); text == "" || text[0] == '#' && text != rest {
				return m
			}
		}
		return s
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ")
}

const (
	singleQuoted = `'(?:[^']|'')*'`
	doubleQuoted = `"(?:[^"\\]|\\["\\])*"`
)

var (
	quotedRE = regexp.MustCompile(`^(?:` + singleQuoted + `|` + doubleQuoted + `)`)
	scalarRE = regexp.MustCompile(`^(?:` + singleQuoted + `|` + doubleQuoted + `|[^-?:,\[\]{}#&*!|>'"%@` + "`" + ` ].*)$`)

	// flowItemRE is an item of a list in brackets, with the comma behind it.
	flowItemRE = regexp.MustCompile(`^(` + singleQuoted + `|` + doubleQuoted + `|[\p{L}\p{N}_/.][^:,\[\]{}#&*!|>'"%@` + "`" + `]*?) *(?:,|$)`)
)

// isNull reports whether unquoted text means that there is no value.
func isNull(s string) bool { return s == "~" || s == "null" || s == "Null" || s == "NULL" }

func unquote(s string) string {
	switch {
	case len(s) < 2:
	case s[0] == '\'':
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	case s[0] == '"':
		return escapes.Replace(s[1 : len(s)-1])
	}
	return s
}

var escapes = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// readFlow reads a list in brackets on one line.
func (r *plainReader) readFlow(v *Value, s string) {
	v.Kind = List
	rest, closed := strings.CutSuffix(s[1:], "]")
	r.ok = r.ok && closed
	for col := v.Col + len("["); rest != ""; {
		content := strings.TrimLeft(rest, " ")
		col += len(rest) - len(content)
		m := flowItemRE.FindStringSubmatch(content)
		if m == nil {
			r.ok = r.ok && content == ""
			return
		}
		if !isNull(m[1]) {
			r.count()
			v.Items = append(v.Items, &Value{Kind: Scalar, Text: unquote(m[1]), Place: Place{v.Line, col}})
		}
		col += utf8.RuneCountInString(m[0])
		rest = content[len(m[0]):]
	}
}
