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

// text reads a string behind its opening quotation mark.
func (d *decoder) text() string {
	var s strings.Builder
	for {
		end := textEnd(d.rest)
		if end < 0 || d.rest[end] == '\\' && end+1 == len(d.rest) {
			d.fail()
			return ""
		}
		s.WriteString(d.rest[:end])
		if d.rest[end] == '"' {
			d.rest = d.rest[end+1:]
			return s.String()
		}
		d.rest = d.rest[end+1:]
		s.WriteRune(d.escape())
	}
}

// textEnd is where the next quotation mark or backslash is, -1 for nowhere.
func textEnd(s string) int {
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			return i
		}
	}
	return -1
}

// escape reads what stands behind a backslash.
func (d *decoder) escape() rune {
	c := d.rest[0]
	d.rest = d.rest[1:]
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'u':
		return d.codePoint()
	}
	return rune(c)
}

// codePoint reads four hexadecimal digits. Half of a surrogate pair alone is
// all that JSON.stringify writes so besides controls, and no character.
func (d *decoder) codePoint() rune {
	unit, err := strconv.ParseUint(d.rest[:min(4, len(d.rest))], 16, 16)
	if err != nil {
		d.fail()
		return 0
	}
	d.rest = d.rest[4:]
	if utf16.IsSurrogate(rune(unit)) {
		return '\ufffd'
	}
	return rune(unit)
}
