//go:build !js

package frontmatter

import (
	"bytes"
	"encoding/json"
	"errors"
)

// readJSON reads a JSON object token by token: a decoder into Go's values would
// lose the order and the places of keys.
func readJSON(text string) ([]Field, *Error) {
	r := jsonReader{cursor: cursor{text: []byte(text)}}
	r.Decoder = json.NewDecoder(bytes.NewReader(r.text))
	r.UseNumber()
	v := r.value(0)
	if r.err == nil && v.Kind != Map {
		r.err = refuse(Place{1, 1}, "wanted a JSON object, found another value")
	}
	if rest := bytes.TrimSpace(r.text[r.InputOffset():]); r.err == nil && len(rest) > 0 {
		r.err = refuse(r.place(), "wanted the end of the front matter, found more")
	}
	if r.err != nil {
		return nil, r.err
	}
	return v.Map, nil
}

type jsonReader struct {
	*json.Decoder
	cursor
	err *Error // the first
}

func (r *jsonReader) token() json.Token {
	if r.err != nil {
		return nil
	}
	t, err := r.Token()
	if err != nil {
		at := r.InputOffset()
		if cause := new(json.SyntaxError); errors.As(err, &cause) {
			at = cause.Offset - 1
		}
		r.err = refuse(r.cursor.place(int(at)), "wanted JSON, found: %v", err)
	}
	return t
}

// place is where the next token begins.
func (r *jsonReader) place() Place {
	rest := r.text[r.InputOffset():]
	return r.cursor.place(len(r.text) - len(bytes.TrimLeft(rest, " \t\n,:")))
}

func (r *jsonReader) value(depth int) Value {
	at := r.place()
	if depth > maxDepth && r.err == nil {
		r.err = refuse(at, "wanted values no deeper than %d in each other, found more", maxDepth)
	}
	switch t := r.token().(type) {
	case json.Delim:
		if t == '{' {
			return Value{Kind: Map, Place: at, Map: r.fields(depth)}
		}
		return Value{Kind: List, Place: at, Items: r.items(depth)}
	case string:
		return Value{Kind: Scalar, Place: at, Text: t}
	case json.Number:
		return Value{Kind: Scalar, Place: at, Text: t.String()}
	case bool:
		if t {
			return Value{Kind: Scalar, Place: at, Text: "true"}
		}
		return Value{Kind: Scalar, Place: at, Text: "false"}
	}
	return Value{Place: at}
}

func (r *jsonReader) fields(depth int) (fields []Field) {
	for r.err == nil && r.More() {
		f := Field{Place: r.place()}
		f.Key, _ = r.token().(string)
		f.Value = r.value(depth + 1)
		if f.Value.Kind == Null {
			f.Value.Place = f.Place
		}
		fields = append(fields, f)
	}
	r.token()
	return fields
}

func (r *jsonReader) items(depth int) (items []Value) {
	for r.err == nil && r.More() {
		if v := r.value(depth + 1); v.Kind != Null {
			items = append(items, v)
		}
	}
	r.token()
	return items
}
