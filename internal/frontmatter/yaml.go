//go:build !js

package frontmatter

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
)

// readYAML reads YAML 1.2 into nodes, not into values of Go: dates and numbers
// stay as they are written.
func readYAML(text string) ([]Field, *Error) {
	var documents []yaml.Node
	if err := yaml.Load([]byte(text), &documents, yaml.WithAllDocuments()); err != nil {
		return nil, yamlError(err)
	}
	if len(documents) == 0 { // comments alone
		return nil, nil
	}
	if len(documents) > 1 {
		return nil, refuse(Place{documents[1].Line, 1}, "wanted one YAML document, found another")
	}
	top := documents[0].Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, refuse(Place{top.Line, top.Column}, "wanted keys and values, such as title: News, found no key")
	}
	var c yamlConverter
	return c.fields(top.Content, 0), c.err
}

// yamlError says where the library stopped, or where that begins which has no
// end.
func yamlError(err error) *Error {
	const wanted = "wanted YAML, in which text with signs such as : # [ stands in quotation marks; "
	var cause *yaml.LoadError
	if !errors.As(err, &cause) {
		return refuse(Place{1, 1}, wanted+"found: %v", err)
	}
	mark, words := cause.Mark, cause.Message
	if cause.ContextMark.Line > 0 && !strings.Contains(cause.ContextMsg, "block") {
		mark, words = cause.ContextMark, cause.ContextMsg+": "+words
	}
	return refuse(Place{max(mark.Line, 1), max(mark.Column, 1)}, wanted+"found: %s", words)
}

// A yamlConverter makes Values of nodes. Aliases become copies of what they stand
// for, so it counts what it makes.
type yamlConverter struct {
	values int
	err    *Error // the first
}

func (c *yamlConverter) value(n *yaml.Node, depth int) Value {
	at := Place{n.Line, n.Column}
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if c.values++; c.err == nil && (depth > maxDepth || c.values > maxValues) {
		c.err = refuse(at, "wanted at most %d values, no deeper than %d in each other, found more", maxValues, maxDepth)
	}
	if c.err != nil {
		return Value{}
	}
	switch n.Kind {
	case yaml.MappingNode:
		return Value{Kind: Map, Place: at, Map: c.fields(n.Content, depth)}
	case yaml.SequenceNode:
		return Value{Kind: List, Place: at, Items: c.items(n.Content, depth)}
	}
	if n.ShortTag() == "!!null" {
		return Value{}
	}
	return Value{Kind: Scalar, Place: at, Text: n.Value}
}

func (c *yamlConverter) items(nodes []*yaml.Node, depth int) (items []Value) {
	for _, n := range nodes {
		if v := c.value(n, depth+1); v.Kind != Null {
			items = append(items, v)
		}
	}
	return items
}

func (c *yamlConverter) fields(nodes []*yaml.Node, depth int) (fields []Field) {
	for ; len(nodes) > 1; nodes = nodes[2:] {
		key := nodes[0]
		at := Place{key.Line, key.Column}
		if c.err == nil && (key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge") {
			c.err = refuse(at, "wanted a key of text, found another: write out what it stands for")
		}
		f := Field{Place: at, Key: key.Value, Value: c.value(nodes[1], depth+1)}
		if f.Value.Kind == Null {
			f.Value.Place = at
		}
		fields = append(fields, f)
	}
	return fields
}
