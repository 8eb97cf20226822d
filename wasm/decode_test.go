package main

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestDecode: what is JSON without white space reads as encoding/json reads
// it, and what is not is an error.
func TestDecode(t *testing.T) {
	for _, source := range []string{
		`{}`, `{"a":1,"b":-2.5e+21,"c":0}`, `{"a":[],"b":{},"c":[[],{"d":[1,"x",null,true,false]}]}`,
		`{"":"","é":"Ω🙂\u2028"}`, `{"a":"\"\\\b\f\n\r\t\u0000\u001f"}`, `{"a":"\ud800","b":"\udc00x"}`, `{"a":"}],\""}`,
	} {
		var want map[string]any
		if err := json.Unmarshal([]byte(source), &want); err != nil {
			t.Fatal(err)
		}
		if got, err := decode(source); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v (%v), want %v", source, got, err, want)
		}
	}
	for _, source := range []string{
		``, `1`, `[]`, `"a"`, `null`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{"a":}`, `{a:1}`, `{"a":x}`, `{"a":"`, `{"a":"\`,
		`{"a":"\u12"}`, `{"a":"\u12g4"}`, `{}{}`, `{"a":[1,]}`, `{"a":[1 ]}`, `{"a":tru}`,
		`{"a":` + nested(100) + `}`,
	} {
		if got, err := decode(source); err == nil {
			t.Errorf("%s: got %v, want an error", source, got)
		}
	}
}

func nested(n int) string {
	if n == 0 {
		return "0"
	}
	return "[" + nested(n-1) + "]"
}
