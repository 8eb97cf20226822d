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

// fenced returns the format that the first line of front matter announces. The
// ones with a word are those of Eleventy.
func fenced(line string) (f format, ok bool) {
	switch line {
	case "---", "---yaml", "---yml":
		return yamlFormat, true
	case "+++", "---toml":
		return tomlFormat, true
	case "---json":
		return jsonFormat, true
	case "---js", "---javascript", "---coffee":
		return unknown, true
	}
	return unknown, false
}

// Cut finds the front matter at the start of a file, and reports whether there
// is any. If it has no end, the Block has no more than its first line.
func Cut(file string) (b Block, ok bool) {
	first, rest, _ := strings.Cut(file, "\n")
	first = trim(first)
	if b.format, ok = fenced(first); ok {
		b.fence, b.Line, b.Lines = first[:3], 2, 1
		b.cutFences(rest)
	} else if ok = isJSON(file); ok {
		b.format, b.Line, b.Lines = jsonFormat, 1, 1
		b.cutJSON(file)
	}
	return b, ok
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
