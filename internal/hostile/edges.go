package hostile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// An Edge is a part of a source file besides the body. Put makes a file that has
// a text there.
type Edge struct {
	Name string
	Put  func(text string) string
}

// fieldNames are fields of the text format whose values are read in different
// ways, and one that it does not know.
var fieldNames = []string{
	"SUBJECT", "DATE", "PUBLISHED", "WITHDRAWN", "BY", "TAGS", "LANG", "URL", "ALIAS", "DRAFT", "ATTACHMENT", "FOLDER", "PHOTO", "Other",
}

// Fields are the fields of a header: the text is the value of one, or each of its
// words is that of one of many, or of one item of a list in JSON.
func Fields(yield func(Edge) bool) {
	for _, name := range fieldNames {
		one := Edge{name, func(text string) string {
			return "SUBJECT a\n" + name + ": " + strings.ReplaceAll(text, "\n", " ") + "\n\nb\n"
		}}
		many := Edge{"many " + name, func(text string) string {
			source := "SUBJECT a\n" + name + ": " + strings.ReplaceAll(strings.ReplaceAll(text, " ", "\n"), "\n", "\n"+name+": ")
			return source[:min(len(source), len(text))]
		}}
		if !yield(one) || !yield(many) {
			return
		}
	}
	for _, edge := range jsonFields {
		if !yield(edge) {
			return
		}
	}
}

// jsonFields are fields of front matter in JSON.
var jsonFields = []Edge{
	{"JSON author", jsonFrontMatter("author", func(text string) any { return text })},
	{"JSON authors", jsonFrontMatter("authors", listOfWords)},
	{"JSON tags", jsonFrontMatter("tags", listOfWords)},
	{"JSON aliases", jsonFrontMatter("aliases", listOfWords)},
	{"JSON photos", jsonFrontMatter("photos", listOfMaps)},
	{"JSON attachments", jsonFrontMatter("attachments", listOfMaps)},
	{"JSON other", jsonFrontMatter("x", listOfMaps)},
}

// Blocks are the parts that have lines: front matter, as a whole and as a value
// of it, the paragraph of a photo, and the end of the file.
var Blocks = []Edge{
	{"start", func(text string) string { return text }},
	{"YAML", func(text string) string { return "---\n" + text + "\n---\nx\n" }},
	{"YAML value", func(text string) string { return "---\na: b\nx: " + text + "\n---\nx\n" }},
	{"YAML list", func(text string) string { return "---\na: b\nx: [\n" + indent(text) + "]\n---\nx\n" }},
	{"YAML block", func(text string) string { return "---\na: b\ntitle: |\n" + indent(text) + "\n---\nx\n" }},
	{"YAML tags", func(text string) string {
		return "---\na: b\ntags: [" + strings.ReplaceAll(text, "\n", " ") + "]\n---\nx\n"
	}},
	{"TOML", func(text string) string { return "+++\n" + text + "\n+++\nx\n" }},
	{"TOML value", func(text string) string { return "+++\na = 1\nx = " + text + "\n+++\nx\n" }},
	{"JSON", func(text string) string { return "{\"a\": 1,\n" + text + "\n}\nx\n" }},
	{"PHOTO", func(text string) string { return "SUBJECT a\n\nPHOTO: b\n" + text }},
	{"end", func(text string) string { return "SUBJECT a\n\nx\n\n" + text }},
}

func indent(text string) string { return " " + strings.ReplaceAll(text, "\n", "\n ") }

func jsonFrontMatter(key string, value func(text string) any) func(string) string {
	return func(text string) string {
		b, _ := json.Marshal(map[string]any{"title": "a", key: value(text)})
		return string(b) + "\nx\n"
	}
}

func listOfWords(text string) any { return strings.Fields(text) }

func listOfMaps(text string) any {
	var list []any
	for _, word := range strings.Fields(text) {
		list = append(list, map[string]any{"name": word, "url": word, "caption": word, word: word})
	}
	return list
}

// Pieces are repeated: what values of fields are made of.
var Pieces = pieces(
	"a,", `"a",`, `","`, `""`, "(", ")", "()", "a ()", "(a) ", "a@b.c ", "https://a.b/ ", "https://a.b/c.jpg ", "![a](b.jpg) ", "![", "![a](b", "![![a](b)](c) ",
	"PHOTO: a ", "1 ", "2024 ", "2024-01-01 ", "Jan ", "1/", "년", "1월 ", ":", "a:", "A:b:", `\`, `\[`, "<", ">", "[", "]", "[a](b) ", "\u200b", "\ufeff ",
	"\u00a0", "-", "--- ", "e\u0301", "\t", "; ", ", ;", "/a", "a/", ".", "%", "://", "a://b ", "://a.jpg ", "(()", "x-a: b ", "\u2028", "BY ()\n", "BY a\n",
	"a: [x\n", "[a\n", "a,\n", "- a: b\n", "a: &a b\n", "a: *a\n", "? a\n", "- - ", "{a: b}, ", "a: {\n", "a.b.c = 1\n", "[[a]]\n", "a = [", "a = {a = ",
	"date: 1\n", "url: a\n", "author: a\n", "draft: 1\n", "# a\n", `"a": 1, `, `{"a": `,
)

func pieces(list ...string) (all []Pathology) {
	for _, piece := range list {
		all = append(all, Pathology{fmt.Sprintf("%q", piece), repeat(piece)})
	}
	return append(all,
		Pathology{"different keys", counted("k%d: v\n")}, Pathology{"different keys of TOML", counted("k%d = 1\n")},
		Pathology{"different tables", counted("[k%d]\n")}, Pathology{"different keys of one table", counted("a.k%d = 1\n")},
		Pathology{"different anchors", counted("k%d: &a%[1]d v\n")}, Pathology{"different authors", counted("a%d@b.example ")},
		Pathology{"different words", counted("w%d ")}, Pathology{"different keys of JSON", counted(`"k%d": 1, `)},
		Pathology{"long key of JSON", func(size int) string {
			return `"` + strings.Repeat("k", size/2) + `": {` + strings.TrimSuffix(counted(`"k%d": 1, `)(size/2), ", ")
		}},
	)
}

// counted replaces %d with another number in each repetition.
func counted(piece string) func(int) string {
	return func(size int) string {
		var s strings.Builder
		for n := 0; s.Len() < size; n++ {
			fmt.Fprintf(&s, piece, n)
		}
		return s.String()
	}
}

// wholeFeeds are arrays of a feed, and an element that is repeated in them.
var wholeFeeds = []struct{ before, element, after string }{
	{`"items":[`, `1`, `]`}, {`"items":[`, `{}`, `]`}, {`"items":[`, `{"id":[],"title":[],"tags":3}`, `]`},
	{`"authors":[`, `{"name":"a"}`, `],"items":[` + strings.Repeat(`{},`, 199) + `{}]`}, {`"authors":[`, `1`, `],"items":[{},{},{}]`},
	{`"items":[{"authors":[`, `1`, `]}]`}, {`"items":[{"authors":[`, `{"name":"a"}`, `]}]`}, {`"items":[{"attachments":[`, `{"url":1}`, `]}]`},
	{`"items":[{"attachments":[`, `1`, `]}]`}, {`"items":[{"tags":[`, `1`, `]}]`}, {`"items":[{"tags":[`, `[]`, `]}]`}, {`"items":[{"tags":[`, `"a"`, `]}]`},
	{`"items":[{"_board":{"body":"x","photos":[`, `{"url":"a"}`, `]}}]`}, {`"items":[{"_board":{"body":"x","photos":[`, `1`, `]}}]`},
	{`"items":[{"_board":{"body":"x","aliases":[`, `"a"`, `]}}]`}, {`"items":[{"_board":{"body":"x","coauthors":[`, `{"name":"a"}`, `]}}]`},
	{`"items":[{"_board":{"body":"x","meta":{"a":[`, `1`, `]}}}]`}, {`"items":[{"_board":{"body":"x","meta":{"a":1,`, `"a b":1`, `}}}]`},
	{`"items":[`, `{"_board":{"body":"x","date":"x","expires":[]}}`, `]`}, {`"items":[{"a":`, `[`, ``}, {`"a":[`, `1`, `],"items":[1]`},
	{`"items":[{"id":`, `1`, `}]`}, {`"items":[`, `{"_source":"a","_name":"a.txt","content_html":"<p>a"}`, `]`},
}

// FeedSizes are families of feeds.
func FeedSizes(yield func(Pathology) bool) {
	for _, f := range wholeFeeds {
		comma := ","
		if f.element == "1" && strings.HasSuffix(f.before, `"id":`) || f.element == "[" {
			comma = "" // one long number, or arrays in each other
		}
		family := Pathology{f.before + f.element, func(size int) string {
			n := max(1, (size-len(f.before)-len(f.after))/(len(f.element)+len(comma)))
			list := strings.TrimSuffix(strings.Repeat(f.element+comma, n), ",")
			return `{"version":"https://jsonfeed.org/version/1.1",` + f.before + list + f.after + "}"
		}}
		if !yield(family) {
			return
		}
	}
}
