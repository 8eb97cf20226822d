//go:build !js || editor

package frontmatter

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// readYAML reads YAML 1.2 into nodes, not into values of Go: dates and numbers
// stay as they are written.
func readYAML(text string, first int) ([]*Value, *Error) {
	c := yamlConverter{first: first, last: first + strings.Count(text, "\n")}
	var documents []yaml.Node
	if err := yaml.Load([]byte(text), &documents, yaml.WithAllDocuments(), shallow); err != nil {
		return nil, c.refuse(err)
	}
	if len(documents) == 0 { // comments alone
		return nil, nil
	}
	if len(documents) > 1 {
		return nil, refuse(c.place(documents[1].Line, 1), "wanted one YAML document, found another")
	}
	top := documents[0].Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, refuse(c.place(top.Line, top.Column), "wanted keys and values, such as title: News, found no key")
	}
	v := c.value(top, 0)
	if c.err != nil {
		return nil, c.err
	}
	return v.Items, nil
}

// shallow bounds how deep the library follows brackets and indentation. It has a
// queue of all that an open bracket holds, and moves it for each bracket inside.
var shallow = yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(2 * maxDepth)))

// A yamlConverter makes Values of nodes. Aliases become copies of what they stand
// for, so it counts what it makes.
type yamlConverter struct {
	first, last int // lines of the file
	values      int
	text        int    // bytes of them
	err         *Error // the first
}

// place is a place in the file. The library also counts line ends that are none
// elsewhere, U+2028 for one.
func (c *yamlConverter) place(line, col int) Place {
	return Place{min(max(line, 1)+c.first-1, c.last), max(col, 1)}
}

// refuse says where the library stopped, or where that begins which has no end.
func (c *yamlConverter) refuse(err error) *Error {
	const wanted = "wanted YAML, in which text with signs such as : # [ stands in quotation marks; "
	var cause *yaml.LoadError
	if !errors.As(err, &cause) {
		return refuse(c.place(1, 1), wanted+"found: %v", err)
	}
	mark, words := cause.Mark, cause.Message
	if cause.ContextMark.Line > 0 && !strings.Contains(cause.ContextMsg, "block") {
		mark, words = cause.ContextMark, cause.ContextMsg+": "+words
	}
	return refuse(c.place(mark.Line, mark.Column), wanted+"found: %s", words)
}

func (c *yamlConverter) value(n *yaml.Node, depth int) *Value {
	v := &Value{Place: c.place(n.Line, n.Column)}
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if c.values++; c.err == nil && (depth > maxDepth || c.values > maxValues) {
		c.err = refuseMany(v.Place)
	}
	switch {
	case c.err != nil:
	case n.Kind == yaml.MappingNode:
		v.Kind, v.Items = Map, c.fields(n.Content, depth)
	case n.Kind == yaml.SequenceNode:
		v.Kind, v.Items = List, c.items(n.Content, depth)
	case n.ShortTag() != "!!null":
		v.Kind, v.Text = Scalar, n.Value
		if c.text += len(n.Value); c.text > maxSize { // one long text, and many aliases of it
			c.err = refuse(v.Place, "wanted at most 256 KiB of text, with what aliases stand for, found more")
		}
	}
	return v
}

func (c *yamlConverter) items(nodes []*yaml.Node, depth int) (items []*Value) {
	for _, n := range nodes {
		if v := c.value(n, depth+1); v.Kind != Null {
			items = append(items, v)
		}
	}
	return items
}

func (c *yamlConverter) fields(nodes []*yaml.Node, depth int) (fields []*Value) {
	for ; len(nodes) > 1; nodes = nodes[2:] {
		key := nodes[0]
		at := c.place(key.Line, key.Column)
		if c.err == nil && (key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge") {
			c.err = refuse(at, "wanted a key of text, found another: write out what it stands for")
		}
		if c.err == nil {
			c.err = checkKey(key.Value, at)
		}
		v := c.value(nodes[1], depth+1)
		if v.Key = key.Value; v.Kind == Null {
			v.Place = at
		}
		fields = append(fields, v)
	}
	return fields
}
