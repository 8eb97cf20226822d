package manual

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"strings"
)

// Files are the manual's files, as they are.
//
//go:embed *.html *.css *.js *.json *.svg *.txt
var Files embed.FS

// boardAddress stands in pages for the address of the board.
const boardAddress = "{{board}}"

// An element is what the widget's custom-elements.json says of the element: lists of
// attributes, parts, events and so on, by their names there.
type element map[string][]member

type member struct {
	Name, Description, Default string
	Type                       struct{ Text string }
}

// readManifest reads the widget's manifest.
func readManifest(widget fs.FS) (element, error) {
	text, err := fs.ReadFile(widget, "custom-elements.json")
	if err != nil {
		return nil, err
	}
	var manifest struct {
		Modules []struct{ Declarations []json.RawMessage }
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, fmt.Errorf("custom-elements.json: %w", err)
	}
	for _, module := range manifest.Modules {
		for _, declaration := range module.Declarations {
			var named struct{ TagName string }
			if json.Unmarshal(declaration, &named) == nil && named.TagName == "board-view" {
				return readElement(declaration)
			}
		}
	}
	return nil, errors.New("custom-elements.json: wanted the tag board-view, found none")
}

func readElement(declaration []byte) (element, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(declaration, &all); err != nil {
		return nil, err
	}
	e := make(element)
	for name, text := range all {
		var list []member
		if json.Unmarshal(text, &list) == nil { // not a name or a description
			e[name] = list
		}
	}
	return e, nil
}

var (
	marked  = regexp.MustCompile(`(?s)<!-- code -->\n(.*?)\n<!-- /code -->`)
	code    = regexp.MustCompile(`<pre(?: data-file="(.*?)")?></pre>`)
	lists   = regexp.MustCompile(`<dl data-list="(.*?)"></dl>`)
	choices = "<!-- a control for each attribute -->"
)

// fill writes what a page leaves open: the code that the page itself runs, the files
// that it names, and lists of what the element has.
func fill(page string, e element) (filled string, err error) {
	own := marked.FindAllStringSubmatch(page, -1)
	filled = code.ReplaceAllStringFunc(page, func(pre string) string {
		if file := code.FindStringSubmatch(pre)[1]; file != "" {
			text, failed := Files.ReadFile(file)
			err = errors.Join(err, failed)
			return `<p class="file">` + file + "</p>\n" + sample(`<pre data-file="`+file+`">`, strings.TrimSpace(string(text)))
		}
		if len(own) == 0 {
			err = errors.Join(err, errors.New("wanted <!-- code --> for each <pre></pre>, found fewer"))
			return pre
		}
		text := own[0][1]
		own = own[1:]
		return sample("<pre>", strings.ReplaceAll(text, `"../`, `"`+boardAddress))
	})
	filled = lists.ReplaceAllStringFunc(filled, func(list string) string {
		return e.describe(lists.FindStringSubmatch(list)[1])
	})
	return strings.Replace(filled, choices, e.controls(), 1), err
}

var entry = regexp.MustCompile(`<li><a href="(.*?)">.*?</a> <span>(.*?)</span>`)

// describePages writes the words that the index has for a page into that page, for
// search engines.
func describePages(pages map[string]string) error {
	entries := entry.FindAllStringSubmatch(pages["index.html"], -1)
	if len(entries) != len(pages)-1 {
		return fmt.Errorf("index.html: wanted %d entries, one for each other page, found %d", len(pages)-1, len(entries))
	}
	for _, e := range entries {
		pages[e[1]] = strings.Replace(pages[e[1]], `<link rel="icon"`, `<meta name="description" content="`+e[2]+`">`+"\n"+`<link rel="icon"`, 1)
	}
	return nil
}

// sample is code with a button that copies it, which works once its script has come.
func sample(start, text string) string {
	return start + html.EscapeString(text) + "</pre>\n" + `<p class="copy"><button type="button" disabled>Copy</button> <span role="status"></span></p>`
}

// describe is a list of what the element has of a kind.
func (e element) describe(kind string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<dl data-list=\"%s\">\n", kind)
	for _, m := range e[kind] {
		fmt.Fprintf(&b, "<dt><code>%s</code></dt><dd>%s</dd>\n", html.EscapeString(m.Name), html.EscapeString(m.Description))
	}
	return b.String() + "</dl>"
}

// controls are lines of a form: a control for each attribute, with its label and what
// it is for.
func (e element) controls() string {
	var b strings.Builder
	for _, m := range e["attributes"] {
		fmt.Fprintf(&b, "<p><label for=\"option-%s\">%[1]s</label>%s<small id=\"about-%[1]s\">%[3]s</small></p>\n", m.Name, m.control(), html.EscapeString(m.Description))
	}
	return b.String()
}

var word = regexp.MustCompile(`'(\w+)'`)

// control is the control of an attribute, at its default. The address of the feed has
// no default, and is required.
func (m member) control() string {
	usual := strings.Trim(m.Default, "'")
	common := fmt.Sprintf(`id="option-%s" name="%[1]s" aria-describedby="about-%[1]s"`, m.Name)
	switch {
	case m.Name == "src":
		return `<input type="text" required spellcheck="false" value="` + boardAddress + `feed.json" ` + common + `>`
	case m.Type.Text == "boolean":
		return `<input type="checkbox" ` + common + `>`
	case m.Type.Text == "number":
		return `<input type="number" min="0" value="` + html.EscapeString(usual) + `" ` + common + `>`
	case word.MatchString(m.Type.Text):
		return `<select ` + common + `>` + options(m.Type.Text, usual) + `</select>`
	}
	return `<input type="text" spellcheck="false" value="` + html.EscapeString(usual) + `" ` + common + `>`
}

func options(words, usual string) string {
	var b strings.Builder
	for _, match := range word.FindAllStringSubmatch(words, -1) {
		selected := ""
		if match[1] == usual {
			selected = " selected"
		}
		fmt.Fprintf(&b, "<option%s>%s</option>", selected, match[1])
	}
	return b.String()
}
