//go:build !js || editor

package frontmatter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// readJSON reads a JSON object token by token: a decoder into Go's values would
// lose the order and the places of keys.
func readJSON(text string, first int) ([]*Value, *Error) {
	r := jsonReader{cursor: cursor{text: []byte(text), first: first}}
	r.Decoder = json.NewDecoder(bytes.NewReader(r.text))
	r.UseNumber()
	v := r.value(0)
	if r.err == nil && v.Kind != Map {
		r.err = refuse(v.Place, "wanted a JSON object, found another value")
	}
	if rest := bytes.TrimSpace(r.text[r.InputOffset():]); r.err == nil && len(rest) > 0 {
		r.err = refuse(r.place(), "wanted the end of the front matter, found more")
	}
	if r.err != nil {
		return nil, r.err
	}
	return v.Items, nil
}

// endOfJSON is the offset behind the brace that closes the first one. That must
// end its line: closed is false if it does not, or is not there.
func endOfJSON(file string) (end int, closed bool) {
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
			return i + 1, strings.TrimSpace(line) == ""
		}
	}
	return 0, false
}

type jsonReader struct {
	*json.Decoder
	cursor
	values int
	err    *Error // the first
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
		near := r.cursor.place(int(at))
		near.Col = 1 // the column, and the words of err, differ between versions of Go
		r.err = refuse(near, "wanted JSON, found a mistake in this line or above it")
	}
	return t
}

// place is where the next token begins.
func (r *jsonReader) place() Place {
	rest := r.text[r.InputOffset():]
	return r.cursor.place(len(r.text) - len(bytes.TrimLeft(rest, " \t\n,:")))
}

func (r *jsonReader) value(depth int) *Value {
	v := &Value{Place: r.place()}
	if r.values++; r.err == nil && (depth > maxDepth || r.values > maxValues) {
		r.err = refuseMany(v.Place)
	}
	switch t := r.token().(type) {
	case json.Delim:
		if v.Kind = List; t == '{' {
			v.Kind = Map
		}
		r.fill(v, depth)
	case nil:
	default: // json.Number, string, bool
		v.Kind, v.Text = Scalar, fmt.Sprint(t)
	}
	return v
}

// fill reads the values of a list or of a map, and its end.
func (r *jsonReader) fill(v *Value, depth int) {
	for r.err == nil && r.More() {
		at, key := r.place(), ""
		if v.Kind == Map {
			key, _ = r.token().(string)
			if r.err == nil {
				r.err = checkKey(key, at)
			}
		}
		item := r.value(depth + 1)
		if item.Key = key; item.Kind == Null {
			item.Place = at
		}
		if v.Kind == Map || item.Kind != Null {
			v.Items = append(v.Items, item)
		}
	}
	r.token()
}
