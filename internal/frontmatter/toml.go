//go:build !js || editor

package frontmatter

import (
	"errors"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// maxTOMLKeys is how many keys may be in TOML. The decoder compares each with all
// others of its table.
const maxTOMLKeys = 1 << 10

// readTOML reads TOML 1.0. The library's decoder checks it, but only its parser
// knows how values are written and where. The parser is first: it takes linear
// time, and counts.
func readTOML(text string, first int) ([]*Value, *Error) {
	r := tomlReader{cursor: cursor{text: []byte(text), first: first}}
	r.Reset(r.text)
	top := &Value{Kind: Map}
	table := top
	for r.err == nil && r.NextExpression() {
		switch e := r.Expression(); e.Kind {
		case unstable.Table:
			table = r.descend(top, e.Key(), Map)
		case unstable.ArrayTable:
			list := r.descend(top, e.Key(), List)
			table = &Value{Kind: Map, Place: list.Place}
			list.Items = append(list.Items, table)
		case unstable.KeyValue:
			r.set(table, e, 0)
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	if err := toml.Unmarshal([]byte(text), new(map[string]any)); err != nil {
		return nil, tomlError(err, first)
	}
	return top.Items, nil
}

func tomlError(err error, first int) *Error {
	var cause *toml.DecodeError
	if !errors.As(err, &cause) {
		return refuse(Place{first, 1}, "wanted TOML, found: %v", err)
	}
	line, col := cause.Position()
	return refuse(Place{line + first - 1, col}, "wanted TOML, found: %v", err)
}

type tomlReader struct {
	unstable.Parser
	cursor
	values, keys int
	err          *Error // the first
}

// descend returns the value at the end of a table's name, which it makes if it
// is not there. On its way it enters the last item of each list of tables.
func (r *tomlReader) descend(in *Value, key unstable.Iterator, kind Kind) *Value {
	for depth := 0; key.Next(); depth++ {
		in = r.child(in, key.Node(), depth)
		last := key.IsLast()
		switch {
		case in.Kind == Null && last:
			in.Kind = kind
		case in.Kind == Null:
			in.Kind = Map
		case in.Kind == List && len(in.Items) > 0 && (!last || kind != List):
			in = in.Items[len(in.Items)-1]
		}
	}
	return in
}

// child returns the value of a key in a map, a new one if there is none.
func (r *tomlReader) child(in *Value, name *unstable.Node, depth int) *Value {
	r.check(name, depth)
	for _, v := range in.Items {
		if v.Key == string(name.Data) {
			return v
		}
	}
	return r.add(in, name)
}

func (r *tomlReader) add(in *Value, name *unstable.Node) *Value {
	v := &Value{Place: r.place(name), Key: string(name.Data)}
	in.Items = append(in.Items, v)
	if r.err == nil {
		r.err = checkKey(v.Key, v.Place)
	}
	if r.keys++; r.err == nil && r.keys > maxTOMLKeys {
		r.err = refuse(v.Place, "wanted at most %d keys, found more", maxTOMLKeys)
	}
	return v
}

func (r *tomlReader) check(n *unstable.Node, depth int) {
	if r.values++; r.err == nil && (depth > maxDepth || r.values > maxValues) {
		r.err = refuseMany(r.place(n))
	}
}

// set puts "key = value" into a map. A dotted key stands for maps.
func (r *tomlReader) set(in *Value, e *unstable.Node, depth int) {
	for key := e.Key(); key.Next(); depth++ {
		if key.IsLast() {
			r.fill(r.add(in, key.Node()), e.Value(), depth) // the decoder has refused a second one
			return
		}
		in = r.child(in, key.Node(), depth)
		in.Kind = Map
	}
}

// fill gives v the value of a node. A list, a map and true and false have no
// place of their own: v keeps that of its key.
func (r *tomlReader) fill(v *Value, n *unstable.Node, depth int) {
	if r.check(n, depth); r.err != nil {
		return
	}
	switch n.Kind {
	case unstable.Array:
		v.Kind = List
		for items := n.Children(); items.Next(); {
			item := &Value{Place: v.Place}
			r.fill(item, items.Node(), depth+1)
			v.Items = append(v.Items, item)
		}
	case unstable.InlineTable:
		v.Kind = Map
		for fields := n.Children(); fields.Next(); {
			r.set(v, fields.Node(), depth+1)
		}
	default:
		v.Kind, v.Text = Scalar, string(n.Data)
		if n.Raw.Length > 0 {
			v.Place = r.place(n)
		}
	}
}

// place is where a node stands, if it is a key, text, a number or a date.
func (r *tomlReader) place(n *unstable.Node) Place { return r.cursor.place(int(n.Raw.Offset)) }
