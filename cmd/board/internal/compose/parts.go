package compose

import (
	"slices"

	"github.com/boardview/board"
)

// A span is a part of a source, in bytes.
type span struct{ start, end int }

// A fieldSpan is a field of the header, or of the closing lines.
type fieldSpan struct {
	span          // its lines, with their ends
	name   string // of the field in the text format, in lower case
	values []string
	value  span // of its only value; zero if that is not a part of one line
	raw    bool // the value stands as it is: the text format
}

// A photoSpan is a paragraph with one photo.
type photoSpan struct {
	span // without the line end of its last line
	board.Photo
}

// A layout says where the parts of a source stand.
type layout struct {
	fields []fieldSpan
	locked []string
	header span // the lines of the fields; of front matter those between its fences
	format byte // 't' text format, 'y' YAML, 'm' TOML, 'j' front matter that is not edited
	photos []photoSpan
	text   span // without blank lines around it
	ending string
}

// names are the fields of the text format in the order in which board.Format writes
// them. A line of another name is a field only with a colon or in capitals.
var names = []string{"label", "subject", "date", "id", "embargo", "updated", "expires", "withdrawn", "tags", "lang", "translates", "alias", "url", "folder", "pinned", "draft", "attachment", "by"}

func (l *layout) has(name string) bool {
	return slices.ContainsFunc(l.fields, func(f fieldSpan) bool { return f.name == name })
}

// values returns the values of a field.
func (l *layout) values(name string) (list []string) {
	for _, f := range l.fields {
		if f.name == name {
			list = append(list, f.values...)
		}
	}
	return list
}
