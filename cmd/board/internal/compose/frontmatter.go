package compose

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/boardview/board/internal/frontmatter"
)

// spellings are the names that front matter has for a field, the usual one
// first.
var spellings = map[string][]string{
	"subject": {"title", "subject"}, "date": {"date"}, "by": {"author", "authors", "by"}, "tags": {"tags", "tag", "categories", "category"},
	"lang": {"lang", "language", "locale"}, "embargo": {"embargo", "publishdate"}, "updated": {"updated", "lastmod"}, "expires": {"expires", "expirydate"},
	"withdrawn": {"withdrawn"}, "pinned": {"pinned"}, "draft": {"draft"}, "id": {"id", "slug"}, "url": {"url"}, "translates": {"translates"},
	"label": {"label"}, "alias": {"alias", "aliases"}, "attachment": {"attachment", "attachments"},
}

// fieldOf is the field that a key of front matter stands for.
func fieldOf(key string) string {
	for field, keys := range spellings {
		if slices.Contains(keys, strings.ToLower(key)) {
			return field
		}
	}
	return ""
}

// readFrontMatter finds the fields of front matter. A field that has more than
// values of one line is locked, and so is all JSON.
func (l *layout) readFrontMatter(source string, at int, block frontmatter.Block) int {
	start := at
	var starts []int // of the block's lines
	for range block.Lines {
		starts = append(starts, at)
		_, at = lineAt(source, at)
	}
	first, _ := lineAt(source, start)
	l.format = map[bool]byte{true: 'm', false: 'y'}[strings.HasPrefix(first, "+++") || strings.Contains(first, "toml")]
	values, err := block.Read()
	if err != nil || block.Line != 2 || len(starts) < 2 {
		l.format = 'j'
		l.locked = slices.Clone(names)
		return at
	}
	l.header = span{starts[1], starts[len(starts)-1]}
	for i, v := range values {
		end := l.header.end
		if i+1 < len(values) {
			end = starts[min(values[i+1].Line, len(starts))-1]
		}
		l.addValue(source, v, starts, end)
	}
	return at
}

// addValue adds a field of front matter, whose lines end at end at the latest. One
// that cannot be replaced as a whole is locked.
func (l *layout) addValue(source string, v *frontmatter.Value, starts []int, end int) {
	name := fieldOf(v.Key)
	if name == "" || v.Line < 2 || v.Line > len(starts) {
		return
	}
	start := starts[v.Line-1]
	line, next := lineAt(source, start)
	f := fieldSpan{span: span{start, next}, name: name}
	key, found := keyOf(line)
	isBeside := found && strings.EqualFold(key, v.Key)
	ok := false
	switch {
	case v.Kind == frontmatter.Null && isBeside:
		at := start + len(strings.TrimRight(line, " \t"))
		f.value, f.values, ok = span{at, at}, []string{""}, true
	case v.Kind == frontmatter.Scalar && isBeside:
		ok = f.setScalar(line, v)
	case v.Kind == frontmatter.List && name != "attachment":
		ok = f.setList(source, v, starts, isBeside)
	}
	if !ok {
		f.end = max(next, end)
	}
	if !ok || l.has(name) {
		l.locked = append(l.locked, name)
	}
	l.fields = append(l.fields, f)
}

// setScalar reads a value that stands whole in the line of its key.
func (f *fieldSpan) setScalar(line string, v *frontmatter.Value) (ok bool) {
	at := offsetOf(line, 1, v.Col)
	written := token(line[at:])
	f.value = span{f.start + at, f.start + at + len(written)}
	f.values = []string{v.Text}
	return isWhole(written, v.Text)
}

// setList reads a list of texts: in brackets beside its key, or in the lines below.
func (f *fieldSpan) setList(source string, v *frontmatter.Value, starts []int, isBeside bool) (ok bool) {
	if !areScalars(v.Items) {
		return false
	}
	last := v.Line
	for _, item := range v.Items {
		f.values = append(f.values, item.Text)
		last = max(last, item.Line)
	}
	if isBeside {
		line, _ := lineAt(source, f.start)
		return last == v.Line && strings.Contains(line, "]")
	}
	f.start, ok = keyAbove(source, starts, v.Line, v.Key)
	_, f.end = lineAt(source, starts[min(last, len(starts))-1])
	return ok
}

func areScalars(items []*frontmatter.Value) bool {
	return !slices.ContainsFunc(items, func(v *frontmatter.Value) bool { return v.Kind != frontmatter.Scalar || strings.Contains(v.Text, "\n") })
}

var keyRE = regexp.MustCompile(`^["']?([\pL\pN_-]+)["']?[ \t]*[:=]`)

// keyOf is the key at the start of a line.
func keyOf(line string) (key string, ok bool) {
	m := keyRE.FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// keyAbove finds the line with a key above a line of its value.
func keyAbove(source string, starts []int, line int, key string) (start int, ok bool) {
	for ; line > 1; line-- {
		text, _ := lineAt(source, starts[line-1])
		if found, ok := keyOf(text); ok {
			return starts[line-1], strings.EqualFold(found, key)
		}
	}
	return 0, false
}

// token is the value at the start of a text: in quotation marks, or up to a
// comment.
func token(text string) string {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		for i := 1; i < len(text); i++ {
			if text[i] == '\\' && text[0] == '"' || text[0] == '\'' && strings.HasPrefix(text[i:], "''") {
				i++
			} else if text[i] == text[0] {
				return text[:i+1]
			}
		}
	}
	if before, _, ok := strings.Cut(text, " #"); ok {
		text = before
	}
	return strings.TrimRight(text, " \t")
}

// isWhole reports whether a token is all of a value, which may go on in the next
// lines.
func isWhole(token, value string) bool {
	switch {
	case strings.HasPrefix(token, `"`):
		var text string
		return json.Unmarshal([]byte(token), &text) == nil && text == value
	case strings.HasPrefix(token, "'") && len(token) > 1:
		return strings.ReplaceAll(token[1:len(token)-1], "''", "'") == value
	}
	return token == value
}

var plainYAML = regexp.MustCompile(`^[\pL][\pL\pN .()/+_-]*$`)

// quoted writes a value for front matter. It leaves dates and words that need no
// quotation marks without them; true and no are words that do.
func (l *layout) quoted(name, value, before string) string {
	isDate := name == "date" || name == "embargo" || name == "expires" || name == "updated"
	switch {
	case isDate && dateRE.MatchString(value) && !strings.HasPrefix(before, `"`) && !strings.HasPrefix(before, "'"),
		(name == "draft" || name == "pinned") && (value == "true" || value == "false"),
		l.format == 'y' && plainYAML.MatchString(value) && !reserved.MatchString(value) && !strings.HasPrefix(before, `"`) && !strings.HasPrefix(before, "'"):
		return strings.TrimSpace(value)
	}
	b, _ := json.Marshal(value) // a string of JSON is one of YAML and of TOML
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}

var (
	dateRE   = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T[\d:.+Z-]+)?$`)
	reserved = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan)$`)
)

// line writes a field of front matter.
func (l *layout) line(name string, values []string, key string) string {
	sep := ": "
	if l.format == 'm' {
		sep = " = "
	}
	if key == "" {
		key = spellings[name][0]
	}
	if name != "tags" && len(values) == 1 {
		return key + sep + l.quoted(name, values[0], "") + l.ending
	}
	var list []string
	for _, v := range values {
		b, _ := json.Marshal(v)
		list = append(list, string(b))
	}
	return key + sep + "[" + strings.Join(list, ", ") + "]" + l.ending
}
