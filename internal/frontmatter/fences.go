package frontmatter

import (
	"strings"
	"unicode"
)

// A Block is front matter as it stands at the start of a file.
type Block struct {
	Text   string // without the fences
	Line   int    // the line of the file on which Text begins, from 1
	Lines  int    // how many lines of the file it takes up, with its fences
	format format
	fence  string // what ends it, "" for JSON
	closed bool   // whether its end is there
}

// A format is a language of front matter.
type format uint8

const (
	unknown format = iota
	yamlFormat
	tomlFormat
	jsonFormat
)

// fences are the first lines of front matter, except that of JSON. The ones with
// a word are those of Eleventy.
var fences = map[string]format{
	"---": yamlFormat, "---yaml": yamlFormat, "---yml": yamlFormat, "---toml": tomlFormat, "---json": jsonFormat,
	"---js": unknown, "---javascript": unknown, "---coffee": unknown, "+++": tomlFormat,
}

// Cut finds the front matter at the start of a file, and reports whether there
// is any. If it has no end, the Block has no more than its first line.
func Cut(file string) (b Block, ok bool) {
	first, rest, _ := strings.Cut(file, "\n")
	if b.format, ok = fences[trim(first)]; ok {
		b.fence, b.Line, b.Lines = trim(first)[:3], 2, 1
		b.cutFences(rest)
		return b, true
	}
	if isJSON(file) {
		b.format, b.Line, b.Lines = jsonFormat, 1, 1
		b.cutJSON(file)
		return b, true
	}
	return Block{}, false
}

// trim drops the white space that editors leave behind a fence.
func trim(line string) string { return strings.TrimRightFunc(line, unicode.IsSpace) }

// cutFences looks for the line that ends front matter: the fence, or for YAML
// "...".
func (b *Block) cutFences(text string) {
	for at, n := 0, 2; at < len(text); n++ {
		line, _, _ := strings.Cut(text[at:], "\n")
		if end := trim(line); end == b.fence || end == "..." && b.format == yamlFormat {
			b.Text, b.Lines, b.closed = text[:at], n, true
			return
		}
		at += len(line) + 1
	}
}

// isJSON reports whether a file begins with a JSON object. "{{< figure >}}" and
// "{: .note}" are not JSON.
func isJSON(file string) bool {
	rest, ok := strings.CutPrefix(file, "{")
	rest = strings.TrimLeft(rest, " \t\n")
	return ok && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "}"))
}

// cutJSON looks for the brace that closes the first one. It must end its line.
func (b *Block) cutJSON(file string) {
	depth, quoted := 0, false
	for i := 0; i < len(file); i++ {
		switch c := file[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == '{' && !quoted:
			depth++
		case c == '}' && !quoted:
			depth--
		}
		if depth == 0 {
			line, _, _ := strings.Cut(file[i+1:], "\n")
			b.closed = trim(line) == ""
			b.Text, b.Lines = file[:i+1], strings.Count(file[:i+1], "\n")+1
			return
		}
	}
}
