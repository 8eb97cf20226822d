package main

import (
	"encoding/json"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
)

// TestSource: a source file is read as one if the options name it, which the
// widget writes, and an item of a feed never is, whatever it says of itself.
func TestSource(t *testing.T) {
	all, err := cases.Read(os.DirFS("../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range all {
		if path.Ext(c.File) == ".json" {
			continue
		}
		tried++
		text := strings.ToValidUTF8(string(c.Source), "\ufffd") // all that a string in JavaScript can be
		want, _ := board.Parse(c.File, []byte(text))
		if got := read(t, map[string]any{"file": c.File}, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the options name the file: got %+v, want %+v", c.Name, got, want)
		}
		item := map[string]any{"id": "a", "title": "An item", "content_text": "Words."}
		want, _ = board.FromItem(item)
		for _, name := range []string{"_source", "_name", "_file", "source", "name", "file", "_options"} {
			item[name] = text
		}
		if got := read(t, map[string]any{}, encoded(t, item)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: an item has the source: got %+v, want %+v", c.Name, got, want)
		}
	}
	if tried < 50 {
		t.Errorf("wanted at least 50 source files, found %d", tried)
	}
}

// read reads a post as the function article does.
func read(t *testing.T, options map[string]any, item string) *board.Post {
	t.Helper()
	o, err := readOptions(encoded(t, options))
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.post(item)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// encoded is JSON as JSON.stringify writes it.
func encoded(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
