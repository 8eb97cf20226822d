package main

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
)

// decode reads JSON as JSON.stringify writes it, without white space, into
// what encoding/json would make of it, which weighs a sixth of the engine.
func decode(source string) (map[string]any, error) {
	d := decoder{rest: source}
	object, isObject := d.value(maxLevels).(map[string]any)
	if d.failed || d.rest != "" || !isObject {
		return nil, errors.New("wanted an object in JSON as JSON.stringify writes it")
	}
	return object, nil
}

// maxLevels bounds how deep arrays and objects stand in each other.
const maxLevels = 32

type decoder struct {
	rest   string
	failed bool
}

func (d *decoder) fail() any {
	d.rest, d.failed = "", true
	return nil
}

func (d *decoder) take(token string) bool {
	rest, found := strings.CutPrefix(d.rest, token)
	d.rest = rest
	return found
}

func (d *decoder) value(levels int) any {
	switch {
	case levels == 0:
		return d.fail()
	case d.take("{"):
		return d.object(levels - 1)
	case d.take("["):
		return d.array(levels - 1)
	case d.take(`"`):
		return d.text()
	case d.take("null"):
		return nil
	case d.take("true"):
		return true
	case d.take("false"):
		return false
	}
	return d.number()
}

func (d *decoder) object(levels int) any {
	object := make(map[string]any)
	for !d.take("}") && !d.failed {
		if len(object) > 0 && !d.take(",") || !d.take(`"`) {
			return d.fail()
		}
		name := d.text()
		if !d.take(":") {
			return d.fail()
		}
		object[name] = d.value(levels)
	}
	return object
}

func (d *decoder) array(levels int) any {
	array := []any{}
	for !d.take("]") && !d.failed {
		if len(array) > 0 && !d.take(",") {
			return d.fail()
		}
		array = append(array, d.value(levels))
	}
	return array
}

func (d *decoder) number() any {
	end := strings.IndexAny(d.rest, ",]}")
	if end < 0 {
		return d.fail()
	}
	n, err := strconv.ParseFloat(d.rest[:end], 64)
	if err != nil {
		return d.fail()
	}
	d.rest = d.rest[end:]
	return n
}

// text reads a string behind its opening quotation mark. One without
// escapes is part of the source, and takes no memory of its own.
func (d *decoder) text() string {
	end := textEnd(d.rest)
	if end < 0 {
		d.fail()
		return ""
	}
	text := d.rest[:end]
	if strings.IndexByte(text, '\\') >= 0 {
		text = d.unescaped(text)
	}
	if !d.failed {
		d.rest = d.rest[end+1:]
	}
	return text
}

// textEnd is where the closing quotation mark is, -1 for nowhere.
func textEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return i
		case '\\':
			i++
		}
	}
	return -1
}

// unescaped is a text without its escapes, which are longer than what they
// stand for.
func (d *decoder) unescaped(text string) string {
	var s strings.Builder
	s.Grow(len(text))
	for {
		start := strings.IndexByte(text, '\\')
		if start < 0 {
			s.WriteString(text)
			return s.String()
		}
		s.WriteString(text[:start])
		r, size := d.escape(text[start+1:])
		s.WriteRune(r)
		text = text[start+1+size:]
	}
}

// escape reads what stands behind a backslash.
func (d *decoder) escape(text string) (r rune, size int) {
	switch c := text[0]; c {
	case 'b':
		return '\b', 1
	case 'f':
		return '\f', 1
	case 'n':
		return '\n', 1
	case 'r':
		return '\r', 1
	case 't':
		return '\t', 1
	case 'u':
		return d.codePoint(text[1:])
	default:
		return rune(c), 1
	}
}

// codePoint reads four hexadecimal digits. Half of a surrogate pair alone is
// all that JSON.stringify writes so besides controls, and no character.
func (d *decoder) codePoint(text string) (r rune, size int) {
	unit, err := strconv.ParseUint(text[:min(4, len(text))], 16, 16)
	if err != nil || len(text) < 4 {
		d.fail()
		return 0, 1
	}
	if utf16.IsSurrogate(rune(unit)) {
		unit = '\ufffd'
	}
	return rune(unit), 5
}
