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
func readPlain(text string) (fields []Field, ok bool) {
	r := plainReader{ok: !unclear.MatchString(text)}
	for i, line := range strings.Split(text, "\n") {
		content := strings.TrimLeft(line, " ")
		if content != "" && content[0] != '#' {
			r.lines = append(r.lines, plainLine{content: strings.TrimRight(content, " "), indent: len(line) - len(content), num: i + 1})
		}
	}
	if len(r.lines) > 0 && r.lines[0].indent > 0 {
		return nil, false
	}
	top := r.readMap(0, 0)
	return top.Map, r.ok && len(r.lines) == 0
}

// unclear matches what no plain YAML has: tabs, control characters, and the
// characters that YAML 1.1 takes for line ends or for a byte order mark.
var unclear = regexp.MustCompile(`[^\n -~\x{a0}-\x{2027}\x{202a}-\x{d7ff}\x{e000}-\x{fefe}\x{ff00}-\x{fffc}\x{10000}-\x{10ffff}]`)

// A plainReader has the lines that are not read yet, without those that are
// blank or have a comment.
type plainReader struct {
	lines []plainLine
	ok    bool // all of it was plain so far
}

type plainLine struct {
	content string
	indent  int // in bytes, as all of it are spaces
	num     int
}

func (l plainLine) place() Place { return Place{l.num, l.indent + 1} }

// isItem reports whether the line begins an item of a list.
func (l plainLine) isItem() bool { return l.content == "-" || strings.HasPrefix(l.content, "- ") }

// next reports whether there is a line with this indentation.
func (r *plainReader) next(indent int) bool {
	return r.ok && len(r.lines) > 0 && r.lines[0].indent == indent
}

// deeper reports whether the next line is indented further.
func (r *plainReader) deeper(indent int) bool { return len(r.lines) > 0 && r.lines[0].indent > indent }

func (r *plainReader) readBlock(depth int) Value {
	l := r.lines[0]
	switch {
	case depth > maxDepth:
		r.ok = false
		return Value{}
	case l.isItem():
		return r.readList(l.indent, depth)
	}
	return r.readMap(l.indent, depth)
}

// keyRE matches a key of letters, digits and some signs, and the space behind its
// colon.
var keyRE = regexp.MustCompile(`^([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,99}):(?: +|$)`)

func (r *plainReader) readMap(indent, depth int) Value {
	v := Value{Kind: Map}
	for r.next(indent) {
		l := r.lines[0]
		m := keyRE.FindStringSubmatch(l.content)
		if m == nil {
			r.ok = false
			break
		}
		if v.Map == nil {
			v.Place = l.place()
		}
		r.lines = r.lines[1:]
		f := Field{Place: l.place(), Key: m[1]}
		f.Value = r.readValue(l, len(m[0]), depth, len(r.lines) > 0 && r.lines[0].indent == indent && r.lines[0].isItem())
		if f.Value.Kind == Null {
			f.Value.Place = f.Place
		}
		v.Map = append(v.Map, f)
	}
	r.ok = r.ok && !r.deeper(indent)
	return v
}

func (r *plainReader) readList(indent, depth int) Value {
	v := Value{Kind: List, Place: r.lines[0].place()}
	for r.next(indent) && r.lines[0].isItem() {
		l := r.lines[0]
		content := strings.TrimLeft(l.content[1:], " ")
		inner := plainLine{content, l.indent + len(l.content) - len(content), l.num}
		var item Value
		if content != "" && (inner.isItem() || keyRE.MatchString(content)) {
			r.lines[0] = inner
			item = r.readBlock(depth + 1)
		} else {
			r.lines = r.lines[1:]
			item = r.readValue(l, len(l.content)-len(content), depth, false)
		}
		if item.Kind != Null {
			v.Items = append(v.Items, item)
		}
	}
	r.ok = r.ok && !r.deeper(indent)
	return v
}

// readValue reads what stands in a line from the byte at on, or else below it. A
// list may be indented no further than its key.
func (r *plainReader) readValue(l plainLine, at, depth int, list bool) Value {
	s := plainText(l.content[at:])
	place := Place{l.num, l.indent + utf8.RuneCountInString(l.content[:at]) + 1}
	switch {
	case s != "" && r.deeper(l.indent): // the text goes on
		r.ok = false
		return Value{}
	case s == "" && (list || r.deeper(l.indent)):
		return r.readBlock(depth + 1)
	case strings.HasPrefix(s, "["):
		return r.readFlow(s, place)
	}
	return r.readScalar(s, place)
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
	flowItemRE = regexp.MustCompile(`^ *(` + singleQuoted + `|` + doubleQuoted + `|[\p{L}\p{N}_/.][^:,\[\]{}#&*!|>'"%@` + "`" + `]*?) *(?:,|$)`)
)

func (r *plainReader) readScalar(s string, at Place) Value {
	switch {
	case s == "" || isNull(s):
		return Value{}
	case !scalarRE.MatchString(s) || s[0] != '\'' && s[0] != '"' && (strings.Contains(s, ": ") || strings.HasSuffix(s, ":")):
		r.ok = false
		return Value{}
	}
	return Value{Kind: Scalar, Text: unquote(s), Place: at}
}

// isNull reports whether unquoted text means that there is no value.
func isNull(s string) bool { return s == "~" || s == "null" || s == "Null" || s == "NULL" }

func unquote(s string) string {
	switch s[0] {
	case '\'':
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	case '"':
		return escapes.Replace(s[1 : len(s)-1])
	}
	return s
}

var escapes = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// readFlow reads a list in brackets on one line.
func (r *plainReader) readFlow(s string, at Place) Value {
	v := Value{Kind: List, Place: at}
	inside, closed := strings.CutSuffix(s[1:], "]")
	r.ok = r.ok && closed
	col := at.Col + 1
	for rest := inside; r.ok && strings.TrimLeft(rest, " ") != ""; {
		m := flowItemRE.FindStringSubmatchIndex(rest)
		if m == nil {
			r.ok = false
			break
		}
		item := rest[m[2]:m[3]]
		if !isNull(item) {
			place := Place{at.Line, col + utf8.RuneCountInString(rest[:m[2]])}
			v.Items = append(v.Items, Value{Kind: Scalar, Text: unquote(item), Place: place})
		}
		col += utf8.RuneCountInString(rest[:m[1]])
		rest = rest[m[1]:]
	}
	return v
}
